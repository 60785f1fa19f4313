#include "analysis/sortition/replacement.hpp"

#include <algorithm>
#include <cstddef>
#include <set>

namespace ruamkit::analysis::sortition {
namespace {

using counts_by_value = std::vector<std::vector<int>>;

counts_by_value counts_of(const pool& of, std::span<const std::uint32_t> panel) {
  counts_by_value out;
  for (std::size_t f = 0; f < of.features.size(); ++f) {
    out.emplace_back(of.features[f].quotas.size(), 0);
    for (const auto p : panel) ++out[f][of.people[p].values[f]];
  }
  return out;
}

bool quotas_hold(const pool& of, const counts_by_value& counts) {
  for (std::size_t f = 0; f < counts.size(); ++f)
    for (std::size_t v = 0; v < counts[f].size(); ++v)
      if (counts[f][v] < of.features[f].quotas[v].min || counts[f][v] > of.features[f].quotas[v].max) return false;
  return true;
}

bool shares_household(const pool& of, std::span<const std::uint32_t> panel, std::uint32_t leaving,
                      std::uint32_t joining) {
  const auto household = of.people[joining].household;
  return household != no_household && std::ranges::any_of(panel, [&](std::uint32_t p) {
           return p != leaving && of.people[p].household == household;
         });
}

match match_of(const pool& of, counts_by_value& counts, std::uint32_t leaving, std::uint32_t joining) {
  const auto& old_values = of.people[leaving].values;
  const auto& new_values = of.people[joining].values;
  if (old_values == new_values) return match::same_stratum;
  const auto exchange = [&](int by) {
    for (std::size_t f = 0; f < counts.size(); ++f) {
      counts[f][old_values[f]] -= by;
      counts[f][new_values[f]] += by;
    }
  };
  exchange(1);
  const bool holds = quotas_hold(of, counts);
  exchange(-1);
  return holds ? match::keeps_quotas : match::nearest;
}

std::size_t values_in_common(const pool& of, std::uint32_t one, std::uint32_t other) {
  std::size_t out = 0;
  for (std::size_t f = 0; f < of.features.size(); ++f)
    out += of.people[one].values[f] == of.people[other].values[f] ? 1U : 0U;
  return out;
}

}  // namespace

bool is_valid_panel(const pool& of, std::span<const std::uint32_t> panel) {
  if (static_cast<int>(panel.size()) != of.seats) return false;
  const std::set<std::uint32_t> members(panel.begin(), panel.end());
  if (members.size() != panel.size()) return false;
  std::set<std::uint32_t> households;
  for (std::uint32_t p = 0; p < of.people.size(); ++p) {
    const person& one = of.people[p];
    const bool in = members.contains(p);
    if (in ? one.stands == standing::may_not_serve : one.stands == standing::must_serve) return false;
    if (in && one.household != no_household && !households.insert(one.household).second) return false;
  }
  return quotas_hold(of, counts_of(of, panel));
}

std::optional<reserve> replace(const pool& of, std::span<const std::uint32_t> panel, std::uint32_t leaving,
                               std::span<const std::uint32_t> candidates, seeded& chance) {
  auto counts = counts_of(of, panel);
  std::vector<std::uint32_t> best;
  match best_match = match::nearest;
  std::size_t best_common = 0;
  for (const auto p : candidates) {
    if (of.people[p].stands == standing::may_not_serve || shares_household(of, panel, leaving, p)) continue;
    const match how = match_of(of, counts, leaving, p);
    const std::size_t common = values_in_common(of, leaving, p);
    const bool is_better = best.empty() || how < best_match || (how == best_match && common > best_common);
    if (!is_better && (how != best_match || common != best_common)) continue;
    if (is_better) best.clear();
    best_match = how;
    best_common = common;
    best.push_back(p);
  }
  if (best.empty()) return std::nullopt;
  return reserve{best[static_cast<std::size_t>(chance.below(best.size()))], leaving, best_match};
}

std::vector<reserve> draw_reserves(const pool& of, std::span<const std::uint32_t> panel, std::size_t most,
                                   seeded& chance) {
  std::vector<std::uint32_t> free;
  for (std::uint32_t p = 0; p < of.people.size(); ++p)
    if (std::ranges::find(panel, p) == panel.end() && of.people[p].stands == standing::free) free.push_back(p);
  std::vector<std::uint32_t> order;
  for (const auto p : panel)
    if (of.people[p].stands != standing::must_serve) order.push_back(p);
  chance.shuffle(order);
  std::vector<reserve> out;
  for (const auto member : order) {
    if (out.size() >= most) break;
    const auto found = replace(of, panel, member, free, chance);
    if (!found) continue;
    out.push_back(*found);
    std::erase(free, found->person);
  }
  return out;
}

}  // namespace ruamkit::analysis::sortition
