// A writer with a memory: it appends random turns in random groups, and knows afterwards what the ledger owes it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/seeded.hpp"
#include "contract/streams.hpp"
#include "ledger/ledger.hpp"

namespace ruamkit::test {

class history {
 public:
  explicit history(std::uint64_t seed) : lots_(seed) {}

  /// Writes `groups` groups of one to four turns, each group in one transaction; stops at the first failed turn.
  /// True when everything was committed.
  bool write(ledger::ledger& to, int groups);

  /// Checks that every acknowledged entry is in `from`, once and unaltered, and that of the turns that failed or were
  /// in flight each is there whole or not at all. Gives the first fault found, or an empty text.
  [[nodiscard]] std::string fault_in(ledger::ledger& from) const;

  /// The same, and that nothing more is there than was acknowledged.
  [[nodiscard]] std::string difference_from(ledger::ledger& from) const;

  /// What the ledger holds now is the truth: forget what was not acknowledged and is not there, keep what is.
  void adopt(ledger::ledger& from);

  [[nodiscard]] std::size_t acknowledged() const;

 private:
  struct written {
    std::vector<ledger::entry> entries;  // in the order they were finished
    std::size_t acknowledged = 0;        // of these
  };
  using heights = std::map<std::string, std::size_t>;

  std::vector<ledger::appended> draw_turn();
  [[nodiscard]] std::string compare(ledger::ledger& from, bool exactly) const;

  seeded lots_;
  std::map<std::string, written> streams_;
  std::vector<std::pair<heights, heights>> turns_;  // before and after each turn, of the streams it wrote
};

}  // namespace ruamkit::test
