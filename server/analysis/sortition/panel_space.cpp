#include "analysis/sortition/panel_space.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace ruamkit::analysis::sortition {
namespace {

using values_of_person = std::vector<std::uint16_t>;
using household_kind = std::vector<std::pair<values_of_person, std::uint32_t>>;  ///< values, and how many have them

/// People by household; somebody without one is a household of one.
std::vector<std::vector<std::uint32_t>> households_of(const pool& of, const std::vector<bool>& drawable) {
  std::vector<std::vector<std::uint32_t>> out;
  std::map<std::uint32_t, std::size_t> at;
  for (std::uint32_t p = 0; p < of.people.size(); ++p) {
    if (!drawable[p]) continue;
    const auto household = of.people[p].household;
    if (household == no_household) {
      out.push_back({p});
      continue;
    }
    const auto [found, is_new] = at.try_emplace(household, out.size());
    if (is_new) out.emplace_back();
    out[found->second].push_back(p);
  }
  return out;
}

household_kind kind_of(const pool& of, const std::vector<std::uint32_t>& household) {
  std::map<values_of_person, std::uint32_t> counted;
  for (const auto p : household) ++counted[of.people[p].values];
  return {counted.begin(), counted.end()};
}

void add_cells(const pool& of, const std::vector<bool>& drawable, panel_space& out) {
  std::map<household_kind, std::vector<std::vector<std::uint32_t>>> kinds;
  for (auto& household : households_of(of, drawable)) kinds[kind_of(of, household)].push_back(std::move(household));
  for (const auto& [kind, households] : kinds) {
    group& grouped = out.groups.emplace_back();
    grouped.households = static_cast<std::uint32_t>(households.size());
    for (const auto& [values, count] : kind) {
      cell& made = out.cells.emplace_back();
      grouped.cells.push_back(static_cast<std::uint32_t>(out.cells.size() - 1));
      made.group = static_cast<std::uint32_t>(out.groups.size() - 1);
      made.values = values;
      made.per_household = count;
      for (const auto& household : households)
        for (const auto p : household)
          if (of.people[p].values == values) made.people.push_back(p);
    }
  }
}

/// What each quota still asks for once those who must serve sit.
std::vector<std::vector<std::pair<double, double>>> remaining_quotas(const pool& of, panel_space& out) {
  std::vector<std::vector<std::pair<double, double>>> left(of.features.size());
  for (std::size_t f = 0; f < of.features.size(); ++f) {
    for (std::size_t v = 0; v < of.features[f].quotas.size(); ++v) {
      const quota& one = of.features[f].quotas[v];
      const auto seated =
          static_cast<int>(std::ranges::count_if(out.seated, [&](auto p) { return of.people[p].values[f] == v; }));
      if (seated > one.max) out.certainly_empty = true;
      left[f].emplace_back(std::max(0, one.min - seated), std::min(out.seats, static_cast<double>(one.max - seated)));
    }
  }
  return left;
}

void add_rows(const pool& of, panel_space& out) {
  const auto left = remaining_quotas(of, out);
  row& total = out.rows.emplace_back();
  total.lower = total.upper = out.seats;
  for (std::uint32_t c = 0; c < out.cells.size(); ++c) {
    cell& one = out.cells[c];
    total.entries.push_back({c, 1});
    one.upper = std::min(out.seats, one.size() / one.per_household);
    for (std::size_t f = 0; f < left.size(); ++f) one.upper = std::clamp(left[f][one.values[f]].second, 0.0, one.upper);
  }
  for (std::size_t f = 0; f < left.size(); ++f) {
    for (std::size_t v = 0; v < left[f].size(); ++v) {
      row& made = out.rows.emplace_back();
      made.lower = left[f][v].first;
      made.upper = left[f][v].second;
      for (std::uint32_t c = 0; c < out.cells.size(); ++c)
        if (out.cells[c].values[f] == v) made.entries.push_back({c, 1});
    }
  }
  for (const group& one : out.groups) {
    if (one.cells.size() < 2) continue;
    row& made = out.rows.emplace_back();
    made.upper = one.households;
    for (const auto c : one.cells) made.entries.push_back({c, 1});
  }
}

}  // namespace

bool panel_space::contains(const panel& one) const {
  std::vector<double> counts(cells.size(), 0.0);
  for (const auto& [c, count] : one) counts[c] = count;
  for (std::size_t c = 0; c < cells.size(); ++c)
    if (counts[c] > cells[c].upper) return false;
  return std::ranges::all_of(rows, [&](const row& each) {
    double sum = 0;
    for (const auto& [c, times] : each.entries) sum += times * counts[c];
    return sum >= each.lower && sum <= each.upper;
  });
}

panel_space panels_of(const pool& of) {
  panel_space out;
  std::set<std::uint32_t> taken;
  for (std::uint32_t p = 0; p < of.people.size(); ++p) {
    if (of.people[p].stands != standing::must_serve) continue;
    out.seated.push_back(p);
    if (of.people[p].household != no_household && !taken.insert(of.people[p].household).second)
      out.certainly_empty = true;
  }
  std::vector<bool> drawable(of.people.size());
  for (std::uint32_t p = 0; p < of.people.size(); ++p) {
    const person& one = of.people[p];
    drawable[p] = one.stands == standing::free && !(one.household != no_household && taken.contains(one.household));
    if (!drawable[p] && one.stands != standing::must_serve) out.left_out.push_back(p);
  }
  out.seats = of.seats - static_cast<double>(out.seated.size());
  if (out.seats < 0) out.certainly_empty = true;
  add_cells(of, drawable, out);
  add_rows(of, out);
  return out;
}

std::vector<double> counts_of(const panel_space& space, std::span<const double> chances) {
  std::vector<double> out(chances.begin(), chances.end());
  for (std::size_t c = 0; c < out.size(); ++c) out[c] *= space.cells[c].size();
  return out;
}

double weight_of(const panel& one, std::span<const double> weights) {
  double sum = 0;
  for (const auto& [c, count] : one) sum += weights[c] * count;
  return sum;
}

}  // namespace ruamkit::analysis::sortition
