// What the room has been told of who is in it: counts by value that follow people as they come and go, but only in
// steps that tell nothing of any one of them.
//
// A fold of the events like the state itself, and of nothing else: every node, before and after a restart, tells the
// same at the same place of the ledger, so there is nothing to compare. Whoever stands at the door, knows everybody who
// comes and goes, and keeps every frame, still cannot tell whose value was counted:
// - the figures are looked at anew only when cell_min people have come or gone since the last time, so that a change is
//   nobody's in particular;
// - a value's count is brought up to date only when at least cell_min people of it came since it was last told, and
//   those who came of the values that were not brought up to date are at least cell_min too (or there are no such
//   values): the difference between two frames obeys the rule that the frames obey. Those who left are counted apart,
//   in the same way;
// - so a figure may lag a few people behind.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "deliberation/state.hpp"

namespace ruamkit::projection {

/// From this many people of known value on it is told that nobody is of a value: then it says nothing of any of them
/// that is worth keeping from the room, and it is what the room should know.
inline constexpr std::int64_t nobody_told_from = 50;

/// The people of one stratum, by value, as far as they may be told.
class shown_counts {
 public:
  explicit shown_counts(std::size_t values) : came_(values), left_(values) {}

  void came(std::size_t value) { ++came_.now[value]; }
  void left(std::size_t value) { ++left_.now[value]; }
  /// Brings what is told up to date, as far as the rule allows.
  void look();

  /// By value: how many are here; none where it is not told.
  [[nodiscard]] std::vector<std::optional<std::int64_t>> here() const;
  /// Those of any value, told or not, when it was last looked and something changed.
  [[nodiscard]] std::int64_t known() const { return known_; }

 private:
  struct tally {
    explicit tally(std::size_t values) : now(values, 0), told(values, 0) {}
    std::vector<std::int64_t> now;
    std::vector<std::int64_t> told;

    [[nodiscard]] std::int64_t all_now() const;
    /// By value: may it be brought up to date?
    [[nodiscard]] std::vector<bool> ready(const std::vector<bool>& takes_part) const;
  };
  tally came_;
  tally left_;
  std::vector<bool> ever_told_ = std::vector<bool>(came_.now.size(), false);
  std::int64_t known_came_ = 0;
  std::int64_t known_ = 0;
};

class room_record {
 public:
  /// To be called after every event, once it is folded into the state.
  void follow(const deliberation::state& s, const deliberation::event& what);

  /// As in definition.strata.
  [[nodiscard]] const std::vector<shown_counts>& strata() const { return strata_; }

 private:
  void look_at(const deliberation::state& s, const deliberation::participant_id& who);

  std::vector<shown_counts> strata_;
  std::vector<bool> counted_;  ///< by seat: here, as far as the record has followed
  std::int64_t moves_ = 0;     ///< who came or went since the last look
};

}  // namespace ruamkit::projection
