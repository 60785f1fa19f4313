#include "analysis/sortition/lottery.hpp"

#include <algorithm>
#include <utility>

namespace ruamkit::analysis::sortition {
namespace {

fair_target target_of(const panel_space& space, fairness by, std::span<const row> cuts) {
  if (by == fairness::nash) return nash_target(space, cuts);
  if (by == fairness::maximin) return maximin_target(space, cuts);
  return leximin_target(space, cuts);
}

std::optional<panel> any_panel(const panel_space& space, panel_search& search) {
  if (space.certainly_empty) return std::nullopt;
  if (space.seats == 0)
    return std::ranges::all_of(space.rows, [](const row& r) { return r.lower <= 0; }) ? std::optional(panel())
                                                                                      : std::nullopt;
  const std::vector<double> alike(space.cells.size(), 0.0);
  auto found = search.first(alike, 200);
  if (!found.best && !found.proven) found = search.proven_heaviest(alike, -1);
  return std::move(found.best);
}

/// By how much the target breaks the cut; next to nothing is rounding, and the target is reached as well as it can be.
double violation(const panel_space& space, const row& cut, std::span<const double> chances) {
  double sum = -cut.upper;
  for (const auto& [c, times] : cut.entries) sum += times * chances[c] * space.cells[c].size();
  return sum;
}

}  // namespace

lottery fair_lottery(const panel_space& space, fairness by, const std::function<bool(const progress&)>& go_on) {
  lottery out;
  panel_search search(space);
  const auto some = any_panel(space, search);
  if (!some) return out;
  out.exists = true;
  cover mixing(space, search);
  mixing.add(*some);
  std::vector<row> cuts;
  bool stopped = false;
  for (std::size_t round = 1;; ++round) {
    auto target = target_of(space, by, cuts);
    const auto ask = [&](double shortfall, std::size_t panels) {
      stopped = !go_on({round, panels, shortfall});
      return !stopped;
    };
    auto tried = mixing.reach(target.chances, target.full, ask);
    out.proof.shortfall = tried.shortfall;
    out.proof.minimum_bound = target.levels.empty() ? 0 : target.levels.front().bound;
    out.proof.levels = std::move(target.levels);
    out.proof.mean_log_gap = target.gap;
    out.proof.proven = tried.reached && target.complete;
    if (!tried.cut || violation(space, *tried.cut, target.chances) < 1e-8) break;
    search.add_cut(*tried.cut);
    cuts.push_back(*std::move(tried.cut));
  }
  out.proof.cuts = cuts.size();
  out.panels = mixing.best();
  out.chances = chances_under(space, out.panels);
  return out;
}

std::vector<double> chances_by_person(const panel_space& space, std::span<const double> by_cell, std::size_t people) {
  std::vector<double> out(people, 0.0);
  for (const auto p : space.seated) out[p] = 1;
  for (std::size_t c = 0; c < space.cells.size(); ++c)
    for (const auto p : space.cells[c].people) out[p] = by_cell[c];
  return out;
}

}  // namespace ruamkit::analysis::sortition
