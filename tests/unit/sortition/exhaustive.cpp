#include "exhaustive.hpp"

#include <algorithm>
#include <optional>

#include "analysis/sortition/linear_program.hpp"
#include "analysis/sortition/replacement.hpp"

namespace sortition_exhaustive {
namespace {

using namespace ruamkit::analysis::sortition;

void extend(const pool& of, std::vector<std::uint32_t>& chosen, std::uint32_t from, panels& out) {
  if (static_cast<int>(chosen.size()) == of.seats) {
    if (is_valid_panel(of, chosen)) out.push_back(chosen);
    return;
  }
  for (auto p = from; p < of.people.size(); ++p) {
    chosen.push_back(p);
    extend(of, chosen, p + 1, out);
    chosen.pop_back();
  }
}

/// Maximises `weights` x chances + z; chances of fixed people are at least `fixed`, those of the others at least z.
struct solved {
  double smallest = 0;
  std::vector<double> chances;
};

solved best_mixture(const panels& all, const std::vector<std::optional<double>>& fixed,
                    std::optional<std::size_t> favoured, double smallest_min) {
  linear_program lp;
  const auto people = fixed.size();
  for (const auto& each : fixed) (void)lp.add_row({each ? *each - 1e-9 : 0, unbounded});
  (void)lp.add_row({1, 1});
  for (const auto& panel : all) {
    std::vector<coefficient> made;
    double gain = 0;
    for (const auto p : panel) {
      made.push_back({p, 1});
      if (favoured == p) gain = 1;
    }
    made.push_back({people, 1});
    (void)lp.add_column(gain, {0, 1}, made);
  }
  std::vector<coefficient> smallest;
  for (std::size_t p = 0; p < people; ++p)
    if (!fixed[p]) smallest.push_back({p, -1});
  (void)lp.add_column(favoured ? 0 : 1, {smallest_min, 1}, smallest);
  if (!lp.solve()) return {};
  solved out;
  out.smallest = lp.columns()[all.size()];
  out.chances.assign(people, 0.0);
  for (std::size_t i = 0; i < all.size(); ++i)
    for (const auto p : all[i]) out.chances[p] += lp.columns()[i];
  return out;
}

}  // namespace

panels all_panels(const pool& of) {
  panels out;
  std::vector<std::uint32_t> chosen;
  extend(of, chosen, 0, out);
  return out;
}

double maximin(const panels& all, std::size_t people) {
  return best_mixture(all, std::vector<std::optional<double>>(people), std::nullopt, 0).smallest;
}

std::vector<double> leximin(const panels& all, std::size_t people) {
  std::vector<std::optional<double>> fixed(people);
  while (std::ranges::any_of(fixed, [](const auto& each) { return !each; })) {
    const double smallest = best_mixture(all, fixed, std::nullopt, 0).smallest;
    auto next = fixed;
    for (std::size_t p = 0; p < people; ++p)
      if (!fixed[p] && best_mixture(all, fixed, p, smallest - 1e-9).chances[p] < smallest + 1e-6) next[p] = smallest;
    if (next == fixed) break;
    fixed = next;
  }
  std::vector<double> out;
  for (const auto& each : fixed) out.push_back(each.value_or(-1));
  return out;
}

}  // namespace sortition_exhaustive
