#include "analysis/sortition/cover.hpp"

#include <algorithm>
#include <utility>

#include "analysis/sortition/peeling.hpp"

namespace ruamkit::analysis::sortition {
namespace {

constexpr double reached_within = 3e-7;   ///< a chance
constexpr double reached_at_best = 6e-7;  ///< when no panel brings it nearer
constexpr double better = 1e-9;           ///< in weight, or it is rounding
constexpr int nodes_a_price = 60;
constexpr int more_a_round = 5;
constexpr double spread_min = 1.0 / 1024;  ///< of weights, to either side
constexpr double spread_max = 0.5;

}  // namespace

std::vector<double> chances_under(const panel_space& space, const mixture& of) {
  std::vector<double> out(space.cells.size(), 0.0);
  for (std::size_t i = 0; i < of.panels.size(); ++i)
    for (const auto& [c, count] : of.panels[i]) out[c] += of.chances[i] * count / space.cells[c].size();
  return out;
}

/// The master: minimise the people-weighted shortfall. Rows are the cells, then that chances sum to 1; columns are the
/// cells' shortfalls, then the panels. Shortfall is what is minimised and nothing beside it, so that no penalty must be
/// chosen, too small or too large.
cover::cover(const panel_space& space, panel_search& search)
    : space_(space), search_(search), weights_(space.cells.size()) {
  for (std::size_t c = 0; c < space.cells.size(); ++c) (void)master_.add_row({0, unbounded});
  (void)master_.add_row({1, 1});
  for (std::size_t c = 0; c < space.cells.size(); ++c) {
    const coefficient here{c, 1};
    (void)master_.add_column(-space.cells[c].size(), {0, 1}, {&here, 1});
  }
}

void cover::add(panel one) {
  const auto at = std::ranges::lower_bound(known_, one);
  if (at != known_.end() && *at == one) return;
  known_.insert(at, one);
  std::vector<coefficient> made;
  for (const auto& [c, count] : one) made.push_back({c, count / space_.cells[c].size()});
  made.push_back({space_.cells.size(), 1});
  (void)master_.add_column(0, {0, 1}, made);
  panels_.push_back(std::move(one));
}

double cover::shortfall() const {
  const auto values = master_.columns();
  double most = 0;
  for (std::size_t c = 0; c < space_.cells.size(); ++c) most = std::max(most, values[c]);
  return most;
}

mixture cover::best() const {
  mixture out;
  const auto values = master_.columns();
  const auto first = space_.cells.size();
  double sum = 0;
  for (std::size_t i = 0; i < panels_.size() && first + i < values.size(); ++i) {
    const double chance = values[first + i];
    if (chance < 1e-12) continue;
    out.panels.push_back(panels_[i]);
    out.chances.push_back(chance);
    sum += chance;
  }
  for (double& each : out.chances) each /= sum;
  return out;
}

/// The panel that the master's prices ask for most; proven where none is found quickly.
search_result cover::price() {
  const auto prices = master_.prices();
  for (std::size_t c = 0; c < weights_.size(); ++c) weights_[c] = std::max(0.0, -prices[c]) / space_.cells[c].size();
  const double beat = prices[weights_.size()] + better;
  auto found = search_.heaviest(weights_, beat, nodes_a_price);
  if (!found.best && !found.proven) found = search_.proven_heaviest(weights_, beat);
  if (found.best) add_some_more(beat);
  return found;
}

/// Prices swing from round to round; panels for prices nearby save rounds. How near is learnt from what they bring.
void cover::add_some_more(double beat) {
  std::vector<double> nearby(weights_.size());
  int added = 0;
  for (int i = 0; i < more_a_round; ++i) {
    for (std::size_t c = 0; c < nearby.size(); ++c)
      nearby[c] = weights_[c] * (1 + spread_ * (static_cast<double>(chance_.below(1024)) / 512 - 1));
    auto found = search_.first(nearby, nodes_a_price / 2);
    if (!found.best || weight_of(*found.best, weights_) <= beat) continue;
    add(*std::move(found.best));
    ++added;
  }
  if (added < 2) spread_ = std::max(spread_ / 2, spread_min);
  if (added > 3) spread_ = std::min(spread_ * 2, spread_max);
}

cover_outcome cover::reach(std::span<const double> chances, std::span<const double> full,
                           const std::function<bool(double, std::size_t)>& go_on) {
  cover_outcome out;
  for (std::size_t c = 0; c < chances.size(); ++c) master_.set_row(c, {chances[c], unbounded});
  peeling parts(space_, search_, full);
  bool peels = !std::exchange(peeled_, true);
  const auto peel_more = [&] {
    auto found = peels ? parts.more([&](double left) { return go_on(left, panels_.size()); }) : std::vector<panel>();
    peels = !found.empty();
    for (panel& each : found) add(std::move(each));
  };
  peel_more();
  for (;;) {
    if (!master_.solve()) return out;
    out.shortfall = shortfall();
    out.reached = out.shortfall <= reached_within;
    if (out.reached || !go_on(out.shortfall, panels_.size())) return out;
    peel_more();
    if (peels) continue;
    auto found = price();
    if (found.best) {
      add(*std::move(found.best));
      continue;
    }
    out.reached = out.shortfall <= reached_at_best;
    if (out.reached) return out;
    row& cut = out.cut.emplace();
    for (std::uint32_t c = 0; c < weights_.size(); ++c)
      if (weights_[c] > 0) cut.entries.push_back({c, weights_[c]});
    cut.upper = found.bound;
    return out;
  }
}

}  // namespace ruamkit::analysis::sortition
