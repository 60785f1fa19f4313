#include "analysis/counting/budget.hpp"

#include <algorithm>
#include <stdexcept>

namespace ruamkit::analysis::counting {
namespace {

constexpr std::int64_t money_max = 1'000'000'000'000'000;
constexpr std::int64_t voters_max = 10'000'000;
constexpr std::int64_t points_max = 1'000'000;

}  // namespace

budget_election::budget_election(std::vector<std::int64_t> costs, std::int64_t budget, std::int64_t money_unit)
    : costs_(std::move(costs)), budget_(budget), money_unit_(money_unit), supporters_(costs_.size()) {
  std::int64_t all = 0;
  for (const auto each : costs_) {
    if (each < 0 || each > money_max - all) throw std::invalid_argument("a cost is negative, or all are too large");
    all += each;
  }
  if (budget < 0 || budget > money_max) throw std::invalid_argument("the budget is negative or too large");
  if (money_unit < 1) throw std::invalid_argument("the unit of money must be positive");
}

void budget_election::add(std::vector<std::pair<std::size_t, std::int64_t>> ballot, std::int64_t people) {
  if (people > voters_max - voters_) throw std::invalid_argument("more than 10 million voters");
  std::ranges::sort(ballot);
  for (const auto& [project, given] : ballot)
    if (given < 1 || given > points_max) throw std::invalid_argument("points must be from 1 to a million");
  voters_ += people;
  if (ballot.empty()) {
    blank_ += people;
    return;
  }
  const auto group = static_cast<std::uint32_t>(people_.size());
  const auto [found, is_new] = groups_.try_emplace(std::move(ballot), group);
  if (!is_new) {
    people_[found->second] += people;
    return;
  }
  people_.push_back(people);
  for (const auto& [project, given] : found->first) supporters_[project].push_back({group, given});
}

std::int64_t budget_election::votes(std::size_t project) const {
  std::int64_t sum = 0;
  for (const auto& each : supporters_[project]) sum += people_[each.group];
  return sum;
}

std::int64_t budget_election::points(std::size_t project) const {
  std::int64_t sum = 0;
  for (const auto& each : supporters_[project]) sum += people_[each.group] * each.points;
  return sum;
}

}  // namespace ruamkit::analysis::counting
