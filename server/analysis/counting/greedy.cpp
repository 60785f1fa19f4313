#include "analysis/counting/greedy.hpp"

#include <algorithm>

namespace ruamkit::analysis::counting {
namespace {

/// Amounts compared; nothing stands for more than everything.
bool more(const std::optional<rational>& a, const std::optional<rational>& b) {
  if (!a || !b) return !a && b;
  return *a > *b;
}

/// Whether money is short among those of one amount: of those that would fit now, not all fit together.
bool compete(const budget_election& election, std::span<const std::size_t> equal, std::int64_t left) {
  std::int64_t together = 0;
  for (const auto each : equal)
    if (election.cost(each) <= left) together += election.cost(each);
  return together > left;
}

count_result buy(std::string_view rule, const budget_election& election, const budget_settings& with, bool ratio) {
  count_result out(rule, with.by == greedy_by::votes ? unit::votes : unit::points);
  out.ballots = election.voters();
  out.valid = election.voters() - election.blank();
  lots lot(with.seed);
  std::vector<bool> taken(election.projects(), false);
  std::int64_t left = election.budget();
  buy_in_order(election, greedy_amounts(election, with.by, ratio), taken, left, lot, out);
  out.cost = rational(election.budget() - left, election.money_unit());
  return out;
}

}  // namespace

std::vector<std::optional<rational>> greedy_amounts(const budget_election& election, greedy_by by, bool ratio) {
  std::vector<std::optional<rational>> out;
  for (std::size_t i = 0; i < election.projects(); ++i) {
    const rational amount = by == greedy_by::votes ? election.votes(i) : election.points(i);
    if (!ratio) {
      out.emplace_back(amount);
    } else if (election.cost(i) == 0) {
      out.emplace_back();
    } else {
      out.emplace_back(amount * election.money_unit() / election.cost(i));
    }
  }
  return out;
}

void buy_in_order(const budget_election& election, const std::vector<std::optional<rational>>& amounts,
                  std::vector<bool>& taken, std::int64_t& left, lots& lot, count_result& out) {
  stage round;
  round.totals = amounts;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < amounts.size(); ++i)
    if (!taken[i]) order.push_back(i);
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return more(amounts[a], amounts[b]); });
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i + 1;
    while (end < order.size() && !more(amounts[order[i]], amounts[order[end]])) ++end;
    std::vector<std::size_t> equal(order.begin() + static_cast<std::ptrdiff_t>(i),
                                   order.begin() + static_cast<std::ptrdiff_t>(end));
    if (compete(election, equal, left)) {
      // Those too expensive for all that is left have no part in the lot.
      const auto fit = std::stable_partition(equal.begin(), equal.end(),
                                             [&](std::size_t each) { return election.cost(each) <= left; });
      std::vector<std::size_t> able(equal.begin(), fit);
      if (able.size() > 1) able = lot.draw_several(able, able.size(), tie_for::funding, out);
      std::ranges::copy(able, equal.begin());
    }
    for (const auto each : equal) {
      const rational cost(election.cost(each), election.money_unit());
      const bool fits = election.cost(each) <= left;
      if (fits) {
        round.events.push_back({happening::funded, {each}, cost, amounts[each].value_or(0)});
        out.winners.push_back(each);
        taken[each] = true;
        left -= election.cost(each);
      } else {
        round.events.push_back({happening::too_expensive, {each}, cost, rational(left, election.money_unit())});
      }
    }
    i = end;
  }
  out.rounds.push_back(std::move(round));
}

count_result greedy(const budget_election& election, const budget_settings& with) {
  return buy("greedy", election, with, false);
}

count_result greedy_ratio(const budget_election& election, const budget_settings& with) {
  return buy("greedy_ratio", election, with, true);
}

}  // namespace ruamkit::analysis::counting
