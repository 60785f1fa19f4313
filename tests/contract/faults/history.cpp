#include "contract/faults/history.hpp"

#include <future>

namespace ruamkit::test {
namespace {

growing_stream at_end_of(const std::string& name, const std::vector<ledger::entry>& entries) {
  if (entries.empty()) return growing_stream(name);
  return growing_stream(ledger::head{ledger::stream_id(name), entries.size(), entries.back().hash});
}

}  // namespace

std::vector<ledger::appended> history::draw_turn() {
  std::vector<ledger::appended> parts;
  heights before;
  heights after;
  const std::uint64_t streams = lots_.below(10) == 0 ? 0 : 1 + lots_.below(2);
  for (std::uint64_t i = 0; i < streams; ++i) {
    const std::string name(1, static_cast<char>('a' + static_cast<char>(lots_.below(3))));
    std::vector<ledger::entry>& entries = streams_[name].entries;
    before.try_emplace(name, entries.size());
    growing_stream s = at_end_of(name, entries);
    parts.push_back(s.grow(1 + lots_.below(4), lots_.below(8) == 0 ? 9000 : 100 + lots_.below(500)));
    entries.insert(entries.end(), parts.back().entries.begin(), parts.back().entries.end());
    after[name] = entries.size();
  }
  turns_.emplace_back(std::move(before), std::move(after));
  return parts;
}

bool history::write(ledger::ledger& to, int groups) {
  bool good = true;
  for (int group = 0; group < groups && good; ++group) {
    // The first turn's completion holds the committing thread until the rest has queued, so that the seed alone decides
    // what shares a transaction.
    std::promise<void> inside;
    std::promise<void> gate;
    const auto opened = gate.get_future().share();
    const std::uint64_t turns = 1 + lots_.below(4);
    for (std::uint64_t i = 0; i <= turns; ++i) {
      auto held = to.take_turn({});
      if (!held) {
        good = false;
        break;
      }
      auto parts = i == 0 ? std::vector<ledger::appended>{} : draw_turn();
      heights reached = i == 0 ? heights{} : turns_.back().second;
      to.finish(std::move(*held), std::move(parts),
                [this, i, opened, &inside, &good, reached = std::move(reached)](const ledger::refusal* refused) {
                  if (refused != nullptr) good = false;
                  if (refused == nullptr)
                    for (const auto& [name, height] : reached) streams_[name].acknowledged = height;
                  if (i > 0) return;
                  inside.set_value();
                  opened.wait();
                });
      if (i == 0) inside.get_future().wait();
    }
    gate.set_value();
    to.drain();
  }
  return good;
}

std::string history::compare(ledger::ledger& from, bool exactly) const {
  heights found;
  for (const ledger::head& h : from.heads()) {
    const auto known = streams_.find(h.stream.value());
    if (known == streams_.end()) return "a stream nobody wrote: " + h.stream.value();
    const auto stored = entries_of(from, h.stream);
    if (stored.size() != h.seq) return "the head of " + h.stream.value() + " is not at its last entry";
    const auto& expected = known->second.entries;
    if (stored.size() > expected.size() || !std::equal(stored.begin(), stored.end(), expected.begin()))
      return "stream " + h.stream.value() + " holds what was not appended";
    found[h.stream.value()] = stored.size();
  }
  for (const auto& [name, s] : streams_) {
    const std::string count = std::to_string(found[name]) + " of " + std::to_string(s.acknowledged);
    if (found[name] < s.acknowledged) return "stream " + name + " lost acknowledged entries: has " + count;
    if (exactly && found[name] > s.acknowledged) return "stream " + name + " has more than acknowledged: " + count;
  }
  for (const auto& [before, after] : turns_) {
    std::size_t there = 0;
    std::size_t missing = 0;
    for (const auto& [name, height] : after) {
      if (found[name] >= height)
        ++there;
      else if (found[name] <= before.at(name))
        ++missing;
      else
        return "a turn is in stream " + name + " in part";
    }
    if (there > 0 && missing > 0) return "a turn is in one stream and not in the other";
  }
  return "";
}

std::string history::fault_in(ledger::ledger& from) const { return compare(from, false); }

std::string history::difference_from(ledger::ledger& from) const { return compare(from, true); }

void history::adopt(ledger::ledger& from) {
  for (auto& [name, s] : streams_) {
    s.entries = entries_of(from, ledger::stream_id(name));
    s.acknowledged = s.entries.size();
  }
  turns_.clear();
}

std::size_t history::acknowledged() const {
  std::size_t sum = 0;
  for (const auto& [name, s] : streams_) sum += s.acknowledged;
  return sum;
}

}  // namespace ruamkit::test
