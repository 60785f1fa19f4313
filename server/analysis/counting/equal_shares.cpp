#include <algorithm>

#include "analysis/counting/greedy.hpp"
#include "analysis/counting/shares_run.hpp"

namespace ruamkit::analysis::counting {
namespace {

struct chosen {
  shares_runner::outcome outcome;
  std::int64_t raised = 0;  ///< units of currency
};

std::size_t supported(const budget_election& election) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < election.projects(); ++i) count += election.supporters(i).empty() ? 0U : 1U;
  return count;
}

/// The last outcome within the budget as everybody's money grows by one unit at a time.
chosen add_one_by_one(shares_runner& runner, const budget_election& election, const budget_settings& with) {
  const std::size_t all = supported(election);
  chosen kept;
  for (std::int64_t units = 0;; ++units) {
    auto next = runner.run(units * election.money_unit(), election.budget(), with.seed);
    if (next.went_over) break;
    kept = {std::move(next), units};
    if (kept.outcome.bought.size() == all) break;
    const std::int64_t idle = runner.idle_raises();
    units += idle;
    kept.raised = units;
    pause(with, static_cast<std::size_t>(units));
  }
  return kept;
}

/// The purchases again in whole numbers, a round each.
void tell(const budget_election& election, const chosen& kept, count_result& out) {
  exact_shares exact(election, kept.raised * election.money_unit());
  const rational scale = integer(election.voters()) * election.money_unit();
  for (const auto project : kept.outcome.bought) {
    stage round;
    const auto bill = exact.buy(project);
    const rational price = bill.price / scale;
    round.totals.resize(election.projects());
    round.totals[project] = price;
    round.events.push_back(
        {happening::shared, {project}, rational(election.cost(project), election.money_unit()), price});
    out.winners.push_back(project);
    out.rounds.push_back(std::move(round));
  }
  out.ties = kept.outcome.ties;
}

}  // namespace

count_result equal_shares(const budget_election& election, const budget_settings& with) {
  count_result out("equal_shares", unit::money);
  out.ballots = election.voters();
  out.valid = election.voters() - election.blank();
  if (out.valid == 0) {
    out.say_nobody(election.projects());
    out.cost = 0;
    return out;
  }
  shares_runner runner(election, with.worth);
  chosen kept;
  if (with.complete == completion::add1) {
    kept = add_one_by_one(runner, election, with);
  } else {
    kept.outcome = runner.run(0, election.budget(), with.seed);
  }
  tell(election, kept, out);
  if (with.complete == completion::add1) {
    const rational held = rational(election.budget(), integer(election.voters()) * election.money_unit()) + kept.raised;
    if (out.rounds.empty()) out.rounds.emplace_back().totals.resize(election.projects());
    auto& events = out.rounds.front().events;
    events.insert(events.begin(), {happening::raised, {}, kept.raised, held});
  }
  std::int64_t left = election.budget() - kept.outcome.cost;
  if (with.complete == completion::greedy) {
    std::vector<bool> taken(election.projects(), false);
    for (const auto each : out.winners) taken[each] = true;
    lots lot(with.seed);
    buy_in_order(election, greedy_amounts(election, with.by, false), taken, left, lot, out);
  }
  out.cost = rational(election.budget() - left, election.money_unit());
  return out;
}

}  // namespace ruamkit::analysis::counting
