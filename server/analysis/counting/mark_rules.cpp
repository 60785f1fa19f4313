#include "analysis/counting/mark_rules.hpp"

#include <algorithm>

#include "analysis/counting/lots.hpp"

namespace ruamkit::analysis::counting {
namespace {

std::int64_t people_who_marked(const marks& given, std::size_t option) {
  std::int64_t people = 0;
  for (const auto& [mark, count] : given.given(option)) people += count;
  return people;
}

rational sum_of(const marks& given, std::size_t option) {
  rational sum = 0;
  for (const auto& [mark, count] : given.given(option)) sum += rational(mark) * count;
  return sum / given.scale();
}

/// People whose mark counts: those who gave one, and the rest too where no mark is a 0.
std::int64_t people_counted(const marks& given, std::size_t option, unmarked without) {
  return without == unmarked::zero ? given.ballots() - given.blank() : people_who_marked(given, option);
}

std::optional<rational> mean_of(const marks& given, std::size_t option, unmarked without) {
  const std::int64_t people = people_counted(given, option, without);
  if (people == 0) return std::nullopt;
  return sum_of(given, option) / people;
}

std::optional<rational> lower_median_of(const marks& given, std::size_t option, unmarked without) {
  const std::int64_t people = people_counted(given, option, without);
  if (people == 0) return std::nullopt;
  auto counts = given.given(option);
  counts[0] += people - people_who_marked(given, option);
  std::int64_t below = 0;
  for (const auto& [mark, count] : counts) {
    below += count;
    if (below * 2 >= people) return rational(mark, given.scale());
  }
  return std::nullopt;
}

/// Whoever has the largest total; an option without one cannot win.
count_result largest_total(count_result out, const marks& given, const settings& with,
                           const std::vector<std::optional<rational>>& totals) {
  out.ballots = given.ballots();
  out.valid = given.ballots() - given.blank();
  std::vector<std::size_t> able;
  std::vector<rational> amounts;
  for (std::size_t i = 0; i < totals.size(); ++i) {
    if (!totals[i]) continue;
    able.push_back(i);
    amounts.push_back(*totals[i]);
  }
  if (out.valid == 0 || able.empty()) {
    out.say_nobody(given.options());
    return out;
  }
  lots lot(with.seed);
  const std::size_t ties_before = out.ties.size();
  const auto best = largest_few<rational>(amounts, with.seats, tie_for::winning, lot, out);
  for (std::size_t i = ties_before; i < out.ties.size(); ++i) {
    for (auto& each : out.ties[i].among) each = able[each];
    for (auto& each : out.ties[i].drawn) each = able[each];
  }
  stage only;
  only.totals = totals;
  for (const auto each : best) {
    out.winners.push_back(able[each]);
    only.events.push_back({happening::leads, {able[each]}, amounts[each], 0});
  }
  out.rounds.push_back(std::move(only));
  return out;
}

/// The first winner's total as a share of the highest mark anybody gave.
void support_of_the_highest(const marks& given, count_result& out) {
  std::int64_t highest = 0;
  for (std::size_t i = 0; i < given.options(); ++i)
    if (!given.given(i).empty()) highest = std::max(highest, given.given(i).rbegin()->first);
  if (!out.winners.empty() && highest > 0)
    out.support = *out.rounds.back().totals[out.winners.front()] * given.scale() / highest;
}

}  // namespace

count_result approval(const marks& given, const settings& with) {
  std::vector<std::optional<rational>> totals;
  for (std::size_t i = 0; i < given.options(); ++i) {
    std::int64_t people = 0;
    for (const auto& [mark, count] : given.given(i))
      if (mark > 0) people += count;
    totals.emplace_back(people);
  }
  auto out = largest_total(count_result("approval", unit::approvals), given, with, totals);
  if (!out.winners.empty()) out.support = *totals[out.winners.front()] / out.valid;
  return out;
}

count_result points(const marks& given, const settings& with) {
  std::vector<std::optional<rational>> totals;
  rational all = 0;
  for (std::size_t i = 0; i < given.options(); ++i) {
    totals.emplace_back(sum_of(given, i));
    all += *totals.back();
  }
  auto out = largest_total(count_result("points", unit::points), given, with, totals);
  if (!out.winners.empty() && all > 0) out.support = *totals[out.winners.front()] / all;
  return out;
}

count_result score(const marks& given, const settings& with) {
  std::vector<std::optional<rational>> totals;
  for (std::size_t i = 0; i < given.options(); ++i) totals.push_back(mean_of(given, i, with.without_mark));
  auto out = largest_total(count_result("score", unit::mean), given, with, totals);
  support_of_the_highest(given, out);
  return out;
}

count_result median(const marks& given, const settings& with) {
  std::vector<std::optional<rational>> totals;
  for (std::size_t i = 0; i < given.options(); ++i) totals.push_back(lower_median_of(given, i, with.without_mark));
  auto out = largest_total(count_result("median", unit::median), given, with, totals);
  support_of_the_highest(given, out);
  return out;
}

}  // namespace ruamkit::analysis::counting
