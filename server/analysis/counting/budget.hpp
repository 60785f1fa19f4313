// Spending a budget by votes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "analysis/counting/result.hpp"
#include "analysis/counting/settings.hpp"

namespace ruamkit::analysis::counting {

/// Projects with costs, and ballots that give them points (1 for an approval). Money is in whole smallest units
/// (satang), `money_unit` of them to one unit of currency. Equal ballots are kept once.
class budget_election {
 public:
  struct supporter {
    std::uint32_t group;  ///< people who cast the same ballot
    std::int64_t points;
  };

  /// Throws std::invalid_argument for a negative budget or cost, money_unit below 1, or sums past 10^15.
  budget_election(std::vector<std::int64_t> costs, std::int64_t budget, std::int64_t money_unit = 1);

  /// One ballot: projects, each at most once, and positive points; an empty one is a voter who supports nothing.
  /// Throws std::invalid_argument for other points or past 10 million voters.
  void add(std::vector<std::pair<std::size_t, std::int64_t>> ballot, std::int64_t people = 1);

  [[nodiscard]] std::size_t projects() const { return costs_.size(); }
  [[nodiscard]] std::int64_t cost(std::size_t project) const { return costs_[project]; }
  [[nodiscard]] std::int64_t budget() const { return budget_; }
  [[nodiscard]] std::int64_t money_unit() const { return money_unit_; }
  [[nodiscard]] std::int64_t voters() const { return voters_; }
  [[nodiscard]] std::int64_t blank() const { return blank_; }
  [[nodiscard]] std::span<const std::int64_t> group_sizes() const { return people_; }
  [[nodiscard]] const std::vector<supporter>& supporters(std::size_t project) const { return supporters_[project]; }

  /// People who support it, and the points they give together.
  [[nodiscard]] std::int64_t votes(std::size_t project) const;
  [[nodiscard]] std::int64_t points(std::size_t project) const;

 private:
  std::vector<std::int64_t> costs_;
  std::int64_t budget_;
  std::int64_t money_unit_;
  std::int64_t voters_ = 0;
  std::int64_t blank_ = 0;
  std::vector<std::int64_t> people_;
  std::vector<std::vector<supporter>> supporters_;
  std::map<std::vector<std::pair<std::size_t, std::int64_t>>, std::uint32_t> groups_;
};

/// What greedy orders projects by: the people who support one, or their points.
enum class greedy_by : std::uint8_t { votes, points };
/// What a funded project is worth to a supporter: its cost times the points given, or the points alone.
enum class satisfaction : std::uint8_t { cost, cardinality };
/// What equal_shares does with the money that is left.
enum class completion : std::uint8_t { none, add1, greedy };

struct budget_settings : settings {
  greedy_by by = greedy_by::votes;
  satisfaction worth = satisfaction::cost;
  completion complete = completion::none;
};

/// Projects by votes, most first; what no longer fits is passed over. A lot only where equals compete for money.
[[nodiscard]] count_result greedy(const budget_election&, const budget_settings&);

/// The same by votes (points) for the money.
[[nodiscard]] count_result greedy_ratio(const budget_election&, const budget_settings&);

/// The method of equal shares (Peters, Pierczyński and Skowron, "Proportional participatory budgeting with additive
/// utilities", NeurIPS 2021). Everybody holds an equal share of the budget; again and again the project is bought
/// that costs its supporters least for what it is worth to them (rho), each paying in proportion to the worth, or all
/// that is left. Completion add1: every voter's money is raised by one unit of currency until the total first goes
/// over the budget, and the outcome before that stands, whether or not an earlier one left nothing affordable; greedy:
/// what is left is spent by greedy. Choices are exact: floating point proposes, and what it cannot tell apart with
/// certainty is compared in whole numbers.
[[nodiscard]] count_result equal_shares(const budget_election&, const budget_settings&);

}  // namespace ruamkit::analysis::counting
