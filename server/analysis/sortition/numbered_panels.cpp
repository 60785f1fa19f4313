#include "analysis/sortition/numbered_panels.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>

#include "base/digest.hpp"
#include "base/encoding.hpp"
#include "base/seeded.hpp"

namespace ruamkit::analysis::sortition {
namespace {

constexpr double numbers = static_cast<double>(panel_numbers);
constexpr int sweeps_max = 30;
/// Whoever has a chance keeps at least this share of the smallest one.
constexpr double kept_share = 0.9;
constexpr double no_chance = 1e-6;
constexpr int repairs_max = 20;
constexpr double repair_weight = 4;

/// How often each panel of the mixture is among the 1,000, chosen so that the sum of squared errors of people's counts
/// is small: whole parts first, then the panel that helps most, then exchanges while they help. Cells that come out
/// short of the smallest chance then weigh more, and are exchanged again.
class rounding {
 public:
  rounding(const panel_space& space, const mixture& from) : panels_(from.panels), times_(from.panels.size(), 0) {
    for (const cell& each : space.cells) weights_.push_back(1 / (each.size() * each.size()));
    wanted_ = chances_under(space, from);
    double smallest = 1;
    for (std::size_t c = 0; c < wanted_.size(); ++c) {
      if (wanted_[c] > no_chance) smallest = std::min(smallest, wanted_[c]);
      wanted_[c] *= numbers * space.cells[c].size();
    }
    missing_ = wanted_;
    std::size_t given = 0;
    for (std::size_t i = 0; i < panels_.size(); ++i) {
      const auto whole = static_cast<std::size_t>(std::floor(from.chances[i] * numbers));
      for (std::size_t n = 0; n < whole && given < panel_numbers; ++n, ++given) give(i);
    }
    for (; given < panel_numbers; ++given) give(most_helpful());
    settle();
    if (smallest * numbers < 1) return;  // 1,000 panels cannot give so little
    for (int repair = 0; repair < repairs_max && favour_short(space, kept_share * smallest * numbers); ++repair)
      settle();
  }

  [[nodiscard]] const std::vector<std::size_t>& times() const { return times_; }

 private:
  void give(std::size_t i) {
    ++times_[i];
    for (const auto& [c, count] : panels_[i]) missing_[c] -= count;
  }

  void take_away(std::size_t i) {
    --times_[i];
    for (const auto& [c, count] : panels_[i]) missing_[c] += count;
  }

  /// By how much the squared error falls when this panel is given once more.
  [[nodiscard]] double help(std::size_t i) const {
    double out = 0;
    for (const auto& [c, count] : panels_[i]) out += weights_[c] * count * (2 * missing_[c] - count);
    return out;
  }

  [[nodiscard]] std::size_t most_helpful() const {
    std::size_t best = 0;
    double most = help(0);
    for (std::size_t i = 1; i < panels_.size(); ++i) {
      const double helps = help(i);
      if (helps <= most) continue;
      most = helps;
      best = i;
    }
    return best;
  }

  void settle() {
    for (int sweep = 0; sweep < sweeps_max && exchange(); ++sweep) {
    }
  }

  /// People of a cell are seated in turn, so that one of them has the whole part of their mean.
  bool favour_short(const panel_space& space, double least) {
    bool found = false;
    for (std::size_t c = 0; c < wanted_.size(); ++c) {
      const double size = space.cells[c].size();
      if (wanted_[c] <= no_chance * numbers * size) continue;
      const double whole = std::floor(wanted_[c] / size + 1e-9);  // more cannot be asked of every cell
      if (std::floor((wanted_[c] - missing_[c]) / size + 1e-9) >= std::min(least, whole)) continue;
      weights_[c] *= repair_weight;
      found = true;
    }
    return found;
  }

  bool exchange() {
    bool changed = false;
    for (std::size_t i = 0; i < panels_.size(); ++i) {
      if (times_[i] == 0) continue;
      take_away(i);
      const auto better = most_helpful();
      const bool is_better = better != i && help(better) > help(i) + 1e-9;
      give(is_better ? better : i);
      changed = changed || is_better;
    }
    return changed;
  }

  const std::vector<panel>& panels_;
  std::vector<double> weights_;
  std::vector<double> wanted_;   ///< counts by cell that the 1,000 should hold
  std::vector<double> missing_;  ///< of which they do not hold yet
  std::vector<std::size_t> times_;
};

/// Seats people of a cell in turn: whoever has served least so far, and of a household not seated in this panel.
class seating {
 public:
  seating(const panel_space& space, seeded& chance) : space_(space) {
    for (const cell& each : space.cells) {
      std::vector<std::uint32_t> order(each.people.size());
      std::iota(order.begin(), order.end(), 0U);
      chance.shuffle(order);
      order_.push_back(std::move(order));
      served_.emplace_back(each.people.size(), 0);
      turn_.push_back(0);
    }
  }

  [[nodiscard]] std::vector<std::uint32_t> seat(const panel& one) {
    std::vector<std::uint32_t> out = space_.seated;
    used_.clear();
    for (const auto& [c, count] : one) {
      const cell& from = space_.cells[c];
      const bool alone = from.per_household == 1 && space_.groups[from.group].cells.size() == 1;
      for (std::uint32_t n = 0; n < count; ++n)
        out.push_back(from.people[alone ? order_[c][turn_[c]++ % order_[c].size()] : next(c)]);
    }
    std::ranges::sort(out);
    return out;
  }

 private:
  [[nodiscard]] std::uint32_t next(std::uint32_t c) {
    const cell& from = space_.cells[c];
    std::uint32_t best = no_household;
    for (const auto who : order_[c]) {
      if (best != no_household && served_[c][who] >= served_[c][best]) continue;
      if (std::ranges::find(used_, std::pair(from.group, who / from.per_household)) == used_.end()) best = who;
    }
    used_.emplace_back(from.group, best / from.per_household);
    ++served_[c][best];
    return best;
  }

  const panel_space& space_;
  std::vector<std::vector<std::uint32_t>> order_;
  std::vector<std::vector<std::uint32_t>> served_;
  std::vector<std::size_t> turn_;                              ///< of cells whose people have households to themselves
  std::vector<std::pair<std::uint32_t, std::uint32_t>> used_;  ///< group and household, in this panel
};

}  // namespace

numbered_panels number_panels(const panel_space& space, const lottery& from, std::uint64_t seed) {
  numbered_panels out;
  if (from.panels.panels.empty()) return out;
  const rounding rounded(space, from.panels);
  std::vector<std::size_t> numbered;
  for (std::size_t i = 0; i < rounded.times().size(); ++i) numbered.insert(numbered.end(), rounded.times()[i], i);
  seeded chance(seed);
  chance.shuffle(numbered);
  seating seats(space, chance);
  for (const auto i : numbered) out.push_back(seats.seat(from.panels.panels[i]));
  return out;
}

std::vector<double> chances_under(const numbered_panels& panels, std::size_t people) {
  std::vector<double> out(people, 0.0);
  for (const auto& each : panels)
    for (const auto p : each) out[p] += 1;
  for (double& each : out) each /= static_cast<double>(panels.size());
  return out;
}

nearness near_to(std::span<const double> numbered, std::span<const double> lottery) {
  nearness out;
  if (numbered.empty()) return out;
  for (std::size_t p = 0; p < numbered.size(); ++p)
    out.largest_difference = std::max(out.largest_difference, std::abs(numbered[p] - lottery[p]));
  out.smallest_chance = *std::ranges::min_element(numbered);
  const double lowest = *std::ranges::min_element(lottery);
  out.smallest_share = lowest > 1e-9 ? out.smallest_chance / lowest : 1;
  return out;
}

std::uint32_t number_of_seed(std::string_view seed, std::string_view pool_hash) {
  if (seed.size() == 3 && std::ranges::all_of(seed, [](char c) { return c >= '0' && c <= '9'; }))
    return static_cast<std::uint32_t>((seed[0] - '0') * 100 + (seed[1] - '0') * 10 + (seed[2] - '0'));
  constexpr std::uint64_t fair_below = UINT64_MAX - UINT64_MAX % panel_numbers;
  std::string text = "ruamkit lottery\n" + std::string(pool_hash) + "\n" + std::string(seed);
  for (;;) {
    const auto hashed = sha256(text);
    for (std::size_t at = 0; at < hashed.size(); at += 8) {
      std::uint64_t drawn = 0;
      for (std::size_t i = 0; i < 8; ++i) drawn = drawn << 8 | hashed[at + i];
      if (drawn < fair_below) return static_cast<std::uint32_t>(drawn % panel_numbers);
    }
    text = to_hex(hashed);
  }
}

}  // namespace ruamkit::analysis::sortition
