#include <algorithm>
#include <compare>

#include "analysis/counting/lots.hpp"
#include "analysis/counting/mark_rules.hpp"

namespace ruamkit::analysis::counting {
namespace {

/// An option's grades, taken out from the middle: the lower median, then that of what is left, and so on.
class middle_out {
 public:
  explicit middle_out(const std::map<std::int64_t, std::int64_t>& grades) {
    for (const auto& [grade, people] : grades) {
      if (people == 0) continue;
      total_ += people;
      upto_.push_back({grade, total_});
    }
  }

  /// The i-th grade taken (i from 0): places (n-1)/2, then around it, the lower half first where two are in the middle.
  [[nodiscard]] std::int64_t taken(std::int64_t i) const {
    const std::int64_t middle = (total_ - 1) / 2;
    const bool odd = total_ % 2 != 0;
    const std::int64_t step = (i + 1) / 2;
    const bool goes_down = odd ? i % 2 != 0 : i % 2 == 0;
    const std::int64_t place = goes_down ? middle - (odd ? step : i / 2) : middle + step;
    return std::ranges::upper_bound(upto_, place, {}, &mark_count::upto)->mark;
  }
  [[nodiscard]] std::int64_t size() const { return total_; }

 private:
  struct mark_count {
    std::int64_t mark;
    std::int64_t upto;  ///< people with this mark or a lower one
  };
  std::int64_t total_ = 0;
  std::vector<mark_count> upto_;
};

/// The majority value's order: both have as many grades.
std::strong_ordering compare(const middle_out& a, const middle_out& b) {
  for (std::int64_t i = 0; i < a.size(); ++i)
    if (const auto order = a.taken(i) <=> b.taken(i); order != 0) return order;
  return std::strong_ordering::equal;
}

/// Every ballot that is not blank gives every option a grade.
std::vector<middle_out> all_grades(const marks& given) {
  std::int64_t lowest = 0;
  for (std::size_t i = 0; i < given.options(); ++i)
    if (!given.given(i).empty()) lowest = std::min(lowest, given.given(i).begin()->first);
  std::vector<middle_out> out;
  for (std::size_t i = 0; i < given.options(); ++i) {
    auto grades = given.given(i);
    std::int64_t marked = 0;
    for (const auto& [mark, people] : grades) marked += people;
    grades[lowest] += given.ballots() - given.blank() - marked;
    out.emplace_back(grades);
  }
  return out;
}

}  // namespace

count_result majority_judgment(const marks& given, const settings& with) {
  count_result out("majority_judgment", unit::grade);
  out.ballots = given.ballots();
  out.valid = given.ballots() - given.blank();
  if (out.valid == 0) {
    out.say_nobody(given.options());
    return out;
  }
  const auto grades = all_grades(given);
  std::vector<std::size_t> order(grades.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return compare(grades[a], grades[b]) > 0; });
  std::vector<std::int64_t> rank(grades.size(), 0);
  for (std::size_t i = 1; i < order.size(); ++i)
    rank[order[i]] = rank[order[i - 1]] - (compare(grades[order[i - 1]], grades[order[i]]) == 0 ? 0 : 1);
  lots lot(with.seed);
  out.winners = largest_few<std::int64_t>(rank, with.seats, tie_for::winning, lot, out);
  stage only;
  std::int64_t highest = 0;
  for (std::size_t i = 0; i < grades.size(); ++i) {
    only.totals.emplace_back(rational(grades[i].taken(0), given.scale()));
    if (!given.given(i).empty()) highest = std::max(highest, given.given(i).rbegin()->first);
  }
  for (const auto each : out.winners) only.events.push_back({happening::leads, {each}, *only.totals[each], 0});
  if (highest > 0) out.support = *only.totals[out.winners.front()] * given.scale() / highest;
  out.rounds.push_back(std::move(only));
  return out;
}

}  // namespace ruamkit::analysis::counting
