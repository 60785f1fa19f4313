// Who voted how on which statement: the last vote of each person on each statement.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ruamkit::analysis::opinion {

enum class vote : std::int8_t { disagree = -1, pass = 0, agree = 1 };

/// One vote as it was given. `person` and `statement` count from 0.
struct cast_vote {
  std::int64_t time = 0;  ///< any unit; only the order counts
  std::uint32_t person = 0;
  std::uint32_t statement = 0;
  vote value = vote::pass;
};

struct answer {
  std::uint32_t statement = 0;
  vote value = vote::pass;
};

/// A sparse table, people × statements; each person's answers in the order of the statements.
class vote_table {
 public:
  vote_table() = default;

  /// The last vote by time counts; of two at the same time, the later in `votes`. Every `person` must be below
  /// `people`, every `statement` below `statements`.
  [[nodiscard]] static vote_table latest(std::span<const cast_vote> votes, std::size_t people, std::size_t statements);

  [[nodiscard]] std::size_t people() const { return begins_.empty() ? 0 : begins_.size() - 1; }
  [[nodiscard]] std::size_t statements() const { return statements_; }
  [[nodiscard]] std::size_t answers() const { return answers_.size(); }
  [[nodiscard]] std::span<const answer> of(std::size_t person) const {
    return std::span(answers_).subspan(begins_[person], begins_[person + 1] - begins_[person]);
  }

 private:
  std::size_t statements_ = 0;
  std::vector<std::size_t> begins_;  ///< of each person's answers, and the end of all
  std::vector<answer> answers_;
};

/// How many disagreed, passed and agreed.
struct tally {
  std::array<std::size_t, 3> count{};

  [[nodiscard]] static constexpr std::size_t place_of(vote value) {
    return value == vote::disagree ? 0U : value == vote::pass ? 1U : 2U;
  }
  void add(vote value) { ++count[place_of(value)]; }
  [[nodiscard]] std::size_t of(vote value) const { return count[place_of(value)]; }
  [[nodiscard]] std::size_t seen() const { return count[0] + count[1] + count[2]; }
  /// The mean of the votes as -1, 0 and 1; 0 where nobody voted.
  [[nodiscard]] double mean() const {
    return seen() == 0 ? 0.0
                       : (static_cast<double>(count[2]) - static_cast<double>(count[0])) / static_cast<double>(seen());
  }

  friend bool operator==(const tally&, const tally&) = default;
};

/// One tally a statement, over everybody.
[[nodiscard]] std::vector<tally> tallies(const vote_table& votes);

/// No group: the person gave too few votes.
inline constexpr std::int32_t ungrouped = -1;

/// One tally a group and statement: `[group][statement]`. `group_of` holds each person's group, below `groups`, or
/// `ungrouped`.
[[nodiscard]] std::vector<std::vector<tally>> tallies(const vote_table& votes, std::span<const std::int32_t> group_of,
                                                      std::size_t groups);

}  // namespace ruamkit::analysis::opinion
