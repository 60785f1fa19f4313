#include "analysis/sortition/cover.hpp"

#include <algorithm>
#include <utility>

#include "analysis/sortition/nearest_mixture.hpp"
#include "analysis/sortition/peeling.hpp"

namespace ruamkit::analysis::sortition {
namespace {

constexpr double reached_within = 3e-7;   ///< a chance
constexpr double reached_at_best = 6e-7;  ///< when no panel brings it nearer
constexpr int nodes_a_price = 30;
constexpr int nodes_most = 400;            ///< of a search that Cbc would take over
constexpr std::size_t work_most = 40'000;  ///< nodes x cells: in larger pools Cbc is the quicker
constexpr int more_a_round = 3;
constexpr double spread_min = 1.0 / 1024;  ///< of weights, to either side
constexpr double spread_max = 0.5;

row cut_of(std::span<const double> weights, double upper) {
  row out;
  for (std::uint32_t c = 0; c < weights.size(); ++c)
    if (weights[c] > 0) out.entries.push_back({c, weights[c]});
  out.upper = upper;
  return out;
}

int patient_nodes(const panel_space& space) {
  return std::min(nodes_most, static_cast<int>(work_most / std::max<std::size_t>(1, space.cells.size())));
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

/// A new panel that is asked for, or the proof that there is none: by a short search, a longer one, Cbc.
std::optional<cover::dead_end> cover::price(wish wanted) {
  const auto before = panels_.size();
  auto found = search_.heaviest(wanted.weights, wanted.beat, nodes_a_price);
  if (found.best) add(*std::move(found.best));
  if (found.best || !found.proven) add_some_near(wanted);
  if (panels_.size() > before) return std::nullopt;
  if (const int patient = patient_nodes(space_); !found.proven && patient > nodes_a_price) {
    found = search_.heaviest(wanted.weights, wanted.beat, patient);
    if (found.best) add(*std::move(found.best));
  }
  if (!found.proven && panels_.size() == before) found = by_cbc(wanted);
  if (panels_.size() > before) return std::nullopt;
  return dead_end{std::move(wanted), found.bound};
}

/// To find one is much quicker than to prove which is the heaviest.
search_result cover::by_cbc(const wish& wanted) {
  const auto before = panels_.size();
  search_result found;
  if (auto one = search_.any_heavier(wanted.weights, wanted.beat)) add(*std::move(one));
  if (panels_.size() > before) return found;
  found = search_.proven_heaviest(wanted.weights, wanted.beat);
  if (found.best) add(*std::move(found.best));
  return found;
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

/// Panels of which the target can be mixed lie on its face, and there are fewer of them to search. Where they do not
/// suffice, the panels known lead the linear program quickly to its end: its prices are a deeper cut than the direction
/// to the nearest mixture, and one that holds for all panels.
cover_outcome cover::reach_exactly(std::span<const double> chances, const asked& go_on) {
  cover_outcome out;
  nearest_mixture master(space_, chances);
  search_.narrow(face_of(space_, counts_of(space_, chances)));
  const auto none = [] { return false; };
  const auto ended = generate(master, none, go_on, out);
  search_.widen();
  dead_end_met_ = ended.has_value();
  return ended ? reach_from_below(chances, none, go_on) : out;
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
  // After a first cut the next target is often out of reach as well, and the linear program goes on where it was.
  if (std::ranges::equal(chances, full) && !dead_end_met_) return reach_exactly(chances, go_on);
  return reach_from_below(chances, peel, go_on);
}

}  // namespace ruamkit::analysis::sortition
