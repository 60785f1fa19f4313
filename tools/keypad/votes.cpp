#include "keypad/votes.hpp"

#include <algorithm>
#include <boost/json.hpp>

namespace ruamkit::keypad {
namespace json = boost::json;

const char* name_of(verdict what) {
  switch (what) {
    case verdict::voted:
      return "voted";
    case verdict::same:
      return "same";
    case verdict::incomplete:
      return "incomplete";
    case verdict::no_option:
      return "no_option";
    case verdict::too_many:
      return "too_many";
    case verdict::no_ballot:
      return "no_ballot";
  }
  return "";
}

votes::votes(std::function<std::string()> make_id, std::chrono::milliseconds debounce)
    : make_id_(std::move(make_id)), debounce_(debounce) {}

void votes::restore(const std::vector<journalled>& found) {
  earlier_ = found;
  for (const auto& each : found)
    if (!each.done) put(each.what, true);
}

void votes::open(std::optional<crowd::ballot> on) {
  const bool another = on.has_value() != on_.has_value() || (on && on->id != on_->id);
  on_ = std::move(on);
  if (!another || !on_) return;
  last_key_.clear();
  if (answers_.contains(on_->id)) return;
  answers& of = answers_[on_->id];
  for (const auto& each : earlier_) {
    if (each.what.ballot != on_->id) continue;
    answered& by = of[each.what.keypad];
    by.keys.restore(*on_, json::parse(each.what.choice));
    by.last = each.what;
  }
}

bool votes::revote(const answered& by) const {
  const bool one_key = on_->kind == crowd::kind::single || on_->kind == crowd::kind::yes_no;
  return one_key && by.last && !keypad_of_.contains(by.last->id);
}

verdict votes::take(const press& one, instant now) {
  ++totals_.presses;
  if (!on_) {
    ++totals_.no_ballot;
    return verdict::no_ballot;
  }
  const auto [last, first_time] = last_key_.try_emplace(one.keypad, one.key, now);
  const bool bounced = !first_time && last->second.first == one.key && now - last->second.second < debounce_;
  last->second = {one.key, now};
  if (bounced) {
    ++totals_.same;
    return verdict::same;
  }
  answered& by = answers_[on_->id][one.keypad];
  switch (by.keys.take(*on_, one.key, now)) {
    case answer::effect::changed:
      queue(one.keypad, by);
      return verdict::voted;
    case answer::effect::same:
      if (!revote(by)) break;
      queue(one.keypad, by);
      return verdict::voted;
    case answer::effect::incomplete:
      ++totals_.incomplete;
      return verdict::incomplete;
    case answer::effect::no_option:
      ++totals_.unusable;
      return verdict::no_option;
    case answer::effect::too_many:
      ++totals_.unusable;
      return verdict::too_many;
  }
  ++totals_.same;
  return verdict::same;
}

void votes::queue(const std::string& keypad, answered& by) {
  vote made{make_id_(), keypad, on_->id, json::serialize(by.keys.choice(*on_))};
  by.last = made;
  made_.push_back(made);
  put(std::move(made), false);
}

void votes::put(vote one, bool tried) {
  auto& lane = lanes_[one.keypad];
  const std::string keypad = one.keypad;
  keypad_of_.emplace(one.id, keypad);
  if (!lane.empty() && !lane.back().tried && lane.back().what.ballot == one.ballot) {
    ++totals_.replaced;
    settled_.push_back(lane.back().what.id);
    keypad_of_.erase(lane.back().what.id);
    lane.back().what = std::move(one);
    return;
  }
  lane.push_back({std::move(one), false, tried});
  if (lane.size() == 1) ready_.push_back(keypad);
}

std::vector<vote> votes::made() { return std::exchange(made_, {}); }
std::vector<std::string> votes::settled() { return std::exchange(settled_, {}); }

const vote* votes::next() {
  if (ready_.empty()) return nullptr;
  queued& first = lanes_.at(ready_.front()).front();
  ready_.pop_front();
  first.sent = first.tried = true;
  return &first.what;
}

const vote* votes::find(const std::string& id) const {
  const auto at = keypad_of_.find(id);
  return at == keypad_of_.end() ? nullptr : &lanes_.at(at->second).front().what;
}

void votes::settle(const std::string& id) {
  const auto at = keypad_of_.find(id);
  const std::string keypad = at->second;
  keypad_of_.erase(at);
  settled_.push_back(id);
  auto lane = lanes_.find(keypad);
  lane->second.pop_front();
  if (lane->second.empty()) {
    lanes_.erase(lane);
  } else {
    ready_.push_back(keypad);
  }
}

void votes::accepted(const std::string& id) {
  const vote* one = find(id);
  if (one == nullptr) return;
  ++totals_.votes;
  unknown_.erase(one->keypad);
  settle(id);
}

void votes::refused(const std::string& id, const std::string& code) {
  const vote* one = find(id);
  if (one == nullptr) return;
  ++totals_.refused[code];
  if (code == "unknown_keypad") unknown_.insert(one->keypad);
  // What was not recorded must not make the next press of the same key "nothing new".
  answers& of = answers_[one->ballot];
  if (const auto by = of.find(one->keypad); by != of.end() && by->second.last && by->second.last->id == id)
    of.erase(by);
  settle(id);
}

void votes::again(const std::string& id) {
  const auto at = keypad_of_.find(id);
  if (at == keypad_of_.end()) return;
  queued& first = lanes_.at(at->second).front();
  if (!first.sent) return;
  first.sent = false;
  ready_.push_front(at->second);
}

void votes::connection_lost() {
  for (auto& [keypad, lane] : lanes_)
    if (std::exchange(lane.front().sent, false)) ready_.push_back(keypad);
}

std::vector<journalled> votes::to_keep() const {
  std::vector<journalled> out;
  if (const auto of = on_ ? answers_.find(on_->id) : answers_.end(); of != answers_.end())
    for (const auto& [keypad, by] : of->second)
      if (by.last && !keypad_of_.contains(by.last->id)) out.push_back({*by.last, true});
  for (const auto& [keypad, lane] : lanes_)
    for (const auto& each : lane) out.push_back({each.what, false});
  return out;
}

}  // namespace ruamkit::keypad
