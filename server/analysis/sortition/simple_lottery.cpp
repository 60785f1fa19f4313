#include "analysis/sortition/simple_lottery.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "base/seeded.hpp"

namespace ruamkit::analysis::sortition {
namespace {

struct tally {
  int selected = 0;
  int left = 0;
};

class one_draw {
 public:
  one_draw(const pool& of, seeded& chance) : of_(of), chance_(chance), in_(of.people.size(), true) {
    for (const feature& each : of.features) tallies_.emplace_back(each.quotas.size());
    for (std::uint32_t p = 0; p < of.people.size(); ++p) {
      if (of.people[p].stands == standing::may_not_serve) {
        in_[p] = false;
        continue;
      }
      ++people_left_;
      for (std::size_t f = 0; f < tallies_.size(); ++f) ++tallies_[f][of.people[p].values[f]].left;
    }
  }

  [[nodiscard]] std::optional<std::vector<std::uint32_t>> run() {
    for (std::uint32_t p = 0; p < of_.people.size(); ++p)
      if (of_.people[p].stands == standing::must_serve && (!in_[p] || !select(p))) return std::nullopt;
    while (static_cast<int>(panel_.size()) < of_.seats) {
      const auto who = next();
      if (!who || !select(*who)) return std::nullopt;
    }
    if (!minima_met()) return std::nullopt;
    std::ranges::sort(panel_);
    return panel_;
  }

 private:
  /// Seats and people left of the value that is hardest to fill; nothing when all minima are met.
  [[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> most_urgent() const {
    std::optional<std::pair<std::size_t, std::size_t>> best;
    int need = 0;
    int have = 1;
    for (std::size_t f = 0; f < tallies_.size(); ++f) {
      for (std::size_t v = 0; v < tallies_[f].size(); ++v) {
        const int needs = of_.features[f].quotas[v].min - tallies_[f][v].selected;
        const int has = tallies_[f][v].left;
        if (needs <= 0 || static_cast<std::int64_t>(needs) * have <= static_cast<std::int64_t>(need) * has) continue;
        best = {f, v};
        need = needs;
        have = std::max(1, has);
      }
    }
    return best;
  }

  [[nodiscard]] std::optional<std::uint32_t> next() {
    const auto urgent = most_urgent();
    const int among = urgent ? tallies_[urgent->first][urgent->second].left : people_left_;
    if (among <= 0) return std::nullopt;
    auto skip = chance_.below(static_cast<std::uint64_t>(among));
    for (std::uint32_t p = 0; p < in_.size(); ++p) {
      if (!in_[p] || (urgent && of_.people[p].values[urgent->first] != urgent->second)) continue;
      if (skip-- == 0) return p;
    }
    return std::nullopt;
  }

  void put_out(std::uint32_t p) {
    in_[p] = false;
    --people_left_;
    for (std::size_t f = 0; f < tallies_.size(); ++f) --tallies_[f][of_.people[p].values[f]].left;
  }

  /// False: a minimum can no longer be met.
  [[nodiscard]] bool select(std::uint32_t who) {
    panel_.push_back(who);
    const person& chosen = of_.people[who];
    put_out(who);
    if (chosen.household != no_household) {
      for (std::uint32_t p = 0; p < in_.size(); ++p)
        if (in_[p] && of_.people[p].household == chosen.household) put_out(p);
    }
    for (std::size_t f = 0; f < tallies_.size(); ++f) {
      const auto v = chosen.values[f];
      const int selected = ++tallies_[f][v].selected;
      if (selected > of_.features[f].quotas[v].max) return false;
      if (selected < of_.features[f].quotas[v].max) continue;
      for (std::uint32_t p = 0; p < in_.size(); ++p)
        if (in_[p] && of_.people[p].stands == standing::free && of_.people[p].values[f] == v) put_out(p);
    }
    return minima_reachable();
  }

  [[nodiscard]] bool minima_reachable() const {
    for (std::size_t f = 0; f < tallies_.size(); ++f)
      for (std::size_t v = 0; v < tallies_[f].size(); ++v)
        if (tallies_[f][v].selected + tallies_[f][v].left < of_.features[f].quotas[v].min) return false;
    return true;
  }

  [[nodiscard]] bool minima_met() const {
    for (std::size_t f = 0; f < tallies_.size(); ++f)
      for (std::size_t v = 0; v < tallies_[f].size(); ++v)
        if (tallies_[f][v].selected < of_.features[f].quotas[v].min) return false;
    return true;
  }

  const pool& of_;
  seeded& chance_;
  std::vector<bool> in_;
  std::vector<std::vector<tally>> tallies_;
  int people_left_ = 0;
  std::vector<std::uint32_t> panel_;
};

}  // namespace

simple_lottery draw_simply(const pool& of, std::size_t draws, std::uint64_t seed,
                           const std::function<bool(std::size_t)>& go_on, std::size_t failures_max) {
  simple_lottery out;
  seeded chance(seed);
  std::size_t in_a_row = 0;
  while (out.panels.size() < draws && in_a_row < failures_max && go_on(out.panels.size())) {
    auto drawn = one_draw(of, chance).run();
    if (drawn) {
      out.panels.push_back(*std::move(drawn));
      in_a_row = 0;
    } else {
      ++out.failures;
      ++in_a_row;
    }
  }
  return out;
}

}  // namespace ruamkit::analysis::sortition
