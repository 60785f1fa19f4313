#include "keypad/answer.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

namespace ruamkit::keypad {
namespace json = boost::json;
namespace {

constexpr std::chrono::seconds typing_time{2};

}  // namespace

bool has_keys(const crowd::ballot& on) {
  if (on.secrecy == "secret") return false;
  switch (on.kind) {
    case crowd::kind::single:
    case crowd::kind::yes_no:
    case crowd::kind::multiple:
    case crowd::kind::rank:
    case crowd::kind::scale:
      return true;
    default:
      return false;
  }
}

std::optional<crowd::ballot> keypad_ballot(const json::object& agenda, const std::string& wanted) {
  std::optional<crowd::ballot> best;
  for (auto& one : crowd::ballots_of(agenda)) {
    if (one.status != "open" || !has_keys(one) || (!wanted.empty() && one.id != wanted)) continue;
    if (!best || one.opened_at >= best->opened_at) best = std::move(one);
  }
  return best;
}

answer::effect answer::take_scale(const crowd::ballot& on, int key, instant now) {
  const auto within = [&](std::int64_t value) { return value >= on.min && value <= on.max; };
  const bool typing = value_ && now - typed_ <= typing_time;
  std::int64_t next = key;
  if (typing && key <= 9 && *value_ > 0 && within(*value_ * 10 + key)) next = *value_ * 10 + key;
  if (!within(next)) return effect::no_option;
  typed_ = now;
  if (value_ == next) return effect::same;
  value_ = next;
  return effect::changed;
}

answer::effect answer::toggle(const crowd::ballot& on, std::size_t option) {
  const auto found = std::ranges::find(picked_, option);
  if (found != picked_.end()) {
    picked_.erase(found);
  } else {
    if (std::cmp_greater_equal(picked_.size(), on.max)) return effect::too_many;
    picked_.insert(std::ranges::lower_bound(picked_, option), option);
  }
  return picked_.empty() || std::cmp_greater_equal(picked_.size(), on.min) ? effect::changed : effect::incomplete;
}

answer::effect answer::place(const crowd::ballot& on, std::size_t option) {
  const bool full = std::cmp_greater_equal(picked_.size(), std::min<std::int64_t>(on.max, std::ssize(on.options)));
  if (full) {
    picked_.clear();
  } else if (std::ranges::find(picked_, option) != picked_.end()) {
    return effect::same;
  }
  picked_.push_back(option);
  return std::cmp_greater_equal(picked_.size(), on.min) ? effect::changed : effect::incomplete;
}

answer::effect answer::take(const crowd::ballot& on, int key, instant now) {
  if (on.kind == crowd::kind::scale) return take_scale(on, key, now);
  const auto place_of = static_cast<std::size_t>(key == 0 ? 10 : key);
  if (place_of > on.options.size()) return effect::no_option;
  const std::size_t option = place_of - 1;
  if (on.kind == crowd::kind::multiple) return toggle(on, option);
  if (on.kind == crowd::kind::rank) return place(on, option);
  if (picked_ == std::vector{option}) return effect::same;
  picked_ = {option};
  return effect::changed;
}

json::value answer::choice(const crowd::ballot& on) const {
  if (on.kind == crowd::kind::scale) return value_ ? json::value(*value_) : json::value();
  if (picked_.empty() && on.min > 0) return nullptr;
  json::array out;
  for (const auto option : picked_) out.emplace_back(on.options[option]);
  return out;
}

void answer::restore(const crowd::ballot& on, const json::value& choice) {
  picked_.clear();
  value_.reset();
  if (choice.is_int64()) value_ = choice.get_int64();
  if (!choice.is_array()) return;
  for (const json::value& each : choice.get_array()) {
    const auto found =
        each.is_string() ? std::ranges::find(on.options, std::string(each.get_string())) : on.options.end();
    if (found != on.options.end()) picked_.push_back(static_cast<std::size_t>(found - on.options.begin()));
  }
}

}  // namespace ruamkit::keypad
