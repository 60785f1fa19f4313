#include "analysis/sortition/cover.hpp"

#include <algorithm>
#include <utility>

#include "analysis/sortition/nearest_mixture.hpp"
#include "analysis/sortition/peeling.hpp"

namespace ruamkit::analysis::sortition {
namespace {

constexpr double reached_within = 3e-7;   ///< a chance
constexpr double reached_at_best = 6e-7;  ///< when no panel brings it nearer
constexpr int nodes_a_price = 60;
constexpr int more_a_round = 3;
constexpr double spread_min = 1.0 / 1024;  ///< of weights, to either side
constexpr double spread_max = 0.5;
constexpr int lifts_max = 40;

row cut_of(std::span<const double> weights, double upper) {
  row out;
  for (std::uint32_t c = 0; c < weights.size(); ++c)
    if (weights[c] != 0) out.entries.push_back({c, weights[c]});
  out.lower = -unbounded;
  out.upper = upper;
  return out;
}

std::vector<double> counts_of(const panel_space& space, std::span<const double> chances) {
  std::vector<double> out(chances.begin(), chances.end());
  for (std::size_t c = 0; c < out.size(); ++c) out[c] *= space.cells[c].size();
  return out;
}

}  // namespace

std::vector<double> chances_under(const panel_space& space, const mixture& of) {
  std::vector<double> out(space.cells.size(), 0.0);
  for (std::size_t i = 0; i < of.panels.size(); ++i)
    for (const auto& [c, count] : of.panels[i]) out[c] += of.chances[i] * count / space.cells[c].size();
  return out;
}

void cover::add(panel one) {
  const auto at = std::ranges::lower_bound(known_, one);
  if (at != known_.end() && *at == one) return;
  known_.insert(at, one);
  if (best_.panels.empty()) best_ = {{one}, {1}};
  panels_.push_back(std::move(one));
}

void cover::keep(const mixer& master) {
  best_ = {};
  const auto chances = master.chances();
  double sum = 0;
  for (std::size_t i = 0; i < chances.size(); ++i) {
    if (chances[i] < 1e-12) continue;
    best_.panels.push_back(panels_[i]);
    best_.chances.push_back(chances[i]);
    sum += chances[i];
  }
  for (double& each : best_.chances) each /= sum;
}

/// A panel that is asked for; where none is found quickly, Cbc finds one or proves that there is none.
std::optional<cover::dead_end> cover::price(wish wanted) {
  const auto before = panels_.size();
  auto found = search_.heaviest(wanted.weights, wanted.beat, nodes_a_price);
  if (found.best) add(*std::move(found.best));
  if (found.best || !found.proven) add_some_near(wanted);
  if (panels_.size() > before) return std::nullopt;
  if (!found.proven) {
    if (auto one = search_.any_heavier(wanted.weights, wanted.beat)) add(*std::move(one));
    if (panels_.size() > before) return std::nullopt;
    found = search_.proven_heaviest(wanted.weights, wanted.beat);
    if (found.best) add(*std::move(found.best));
    if (panels_.size() > before) return std::nullopt;
  }
  return dead_end{std::move(wanted), found.bound};
}

/// What is wanted changes from round to round; panels for weights nearby save rounds. How near is learnt from what they
/// bring.
void cover::add_some_near(const wish& wanted) {
  std::vector<double> nearby(wanted.weights.size());
  const auto before = panels_.size();
  for (int i = 0; i < more_a_round; ++i) {
    for (std::size_t c = 0; c < nearby.size(); ++c)
      nearby[c] = wanted.weights[c] * (1 + spread_ * (static_cast<double>(chance_.below(1024)) / 512 - 1));
    auto found = search_.first(nearby, nodes_a_price / 2);
    if (found.best && weight_of(*found.best, wanted.weights) > wanted.beat) add(*std::move(found.best));
  }
  const auto added = panels_.size() - before;
  if (added == 0) spread_ = std::max(spread_ / 2, spread_min);
  if (added > 1) spread_ = std::min(spread_ * 2, spread_max);
}

/// `peel` may bring panels by itself, which is quicker than to ask for one after the other.
std::optional<cover::dead_end> cover::generate(mixer& master, const std::function<bool()>& peel, const asked& go_on,
                                               cover_outcome& out) {
  for (;;) {
    while (master.count() < panels_.size()) master.add(panels_[master.count()]);
    if (!master.mix()) return std::nullopt;
    keep(master);
    out.shortfall = master.shortfall();
    out.reached = out.shortfall <= reached_within;
    if (out.reached || !go_on(out.shortfall, panels_.size())) return std::nullopt;
    if (peel()) continue;
    auto ended = price(master.wanted());
    if (!ended) continue;
    out.reached = out.shortfall <= reached_at_best;
    return out.reached ? std::nullopt : std::move(ended);
  }
}

/// A dead end on a face is a cut for all panels once those off the face weigh less: the further off, the less. The
/// lightest such toll that serves is found by asking for the panels that still break the cut.
row cover::lifted(const dead_end& from, const face& held, double target_weight) {
  const distance off = distance_from(space_, held);
  const double deep_enough = (from.bound + target_weight) / 2;
  double toll = 0;
  for (int lifts = 0;; ++lifts) {
    auto weights = from.wanted.weights;
    for (std::size_t c = 0; c < weights.size(); ++c) weights[c] -= toll * off.by_cell[c];
    const double paid = toll * off.constant;
    auto found = search_.proven_heaviest(weights, from.bound + paid);
    if (!found.best || found.bound - paid <= deep_enough || lifts == lifts_max) return cut_of(weights, found.bound);
    const double away = off.constant + weight_of(*found.best, off.by_cell);
    const double needed = (weight_of(*found.best, from.wanted.weights) - from.bound) / std::max(1.0, away);
    toll = std::max(2 * toll, needed);
    add(*std::move(found.best));
  }
}

/// Panels of which the target can be mixed lie on its face, and there are fewer of them to search.
cover_outcome cover::reach_exactly(std::span<const double> chances, const asked& go_on) {
  cover_outcome out;
  const auto counts = counts_of(space_, chances);
  const face held = face_of(space_, counts);
  nearest_mixture master(space_, chances);
  search_.narrow(held);
  const auto ended = generate(
      master, [] { return false; }, go_on, out);
  search_.widen();
  if (!ended) return out;
  double target_weight = 0;
  for (std::size_t c = 0; c < counts.size(); ++c) target_weight += ended->wanted.weights[c] * counts[c];
  out.cut = lifted(*ended, held, target_weight);
  return out;
}

cover_outcome cover::reach_from_below(std::span<const double> chances, const std::function<bool()>& peel,
                                      const asked& go_on) {
  cover_outcome out;
  if (!from_below_) from_below_ = std::make_unique<shortfall_program>(space_);
  from_below_->aim(chances);
  const auto ended = generate(*from_below_, peel, go_on, out);
  if (ended) out.cut = cut_of(ended->wanted.weights, ended->bound);
  return out;
}

cover_outcome cover::reach(std::span<const double> chances, std::span<const double> full, const asked& go_on) {
  peeling parts(space_, search_, full);
  bool peels = !std::exchange(peeled_, true);
  const auto peel = [&] {
    if (!peels) return false;
    auto found = parts.more([&](double left) { return go_on(left, panels_.size()); });
    peels = !found.empty();
    for (panel& each : found) add(std::move(each));
    return peels;
  };
  (void)peel();
  return std::ranges::equal(chances, full) ? reach_exactly(chances, go_on) : reach_from_below(chances, peel, go_on);
}

}  // namespace ruamkit::analysis::sortition
