#include "analysis/sortition/nearest_quotas.hpp"

#include <algorithm>

#include "analysis/sortition/integer_program.hpp"
#include "analysis/sortition/panel_space.hpp"

namespace ruamkit::analysis::sortition {
namespace {

pool with_loosest_quotas(pool of) {
  for (feature& each : of.features) {
    for (quota& one : each.quotas) {
      one.min = std::min(one.min, one.min_flex);
      one.max = std::max(one.max, std::min(one.max_flex, of.seats));
    }
  }
  return of;
}

std::vector<coefficient> coefficients_of(const row& one) {
  std::vector<coefficient> out;
  for (const auto& [c, times] : one.entries) out.push_back({c, times});
  return out;
}

struct lever {
  quota_change change;
  std::size_t column = 0;
};

/// Adds the column that lowers a minimum or raises a maximum by so many, and the row that it loosens.
void add_lever(integer_program& program, std::vector<lever>& levers, const row& sums, quota_change change, int most,
               double cost, double side) {
  integer_row made;
  made.columns = coefficients_of(sums);
  made.within = change.raises_max ? bounds{-unbounded, side} : bounds{side, unbounded};
  if (most > 0) {
    levers.push_back({change, program.columns.size()});
    made.columns.push_back({program.columns.size(), change.raises_max ? -1.0 : 1.0});
    program.columns.push_back({-cost, {0, static_cast<double>(most)}});
  }
  program.rows.push_back(std::move(made));
}

}  // namespace

nearest_quotas nearest_to(const pool& of) {
  const pool loose = with_loosest_quotas(of);
  const panel_space space = panels_of(loose);
  nearest_quotas out;
  if (space.certainly_empty) return out;
  integer_program program;
  std::vector<lever> levers;
  for (const cell& each : space.cells) program.columns.push_back({0, {0, each.upper}});
  std::size_t at = 0;
  const auto keep_row = [&](const row& each) {
    program.rows.push_back({{each.lower, each.upper}, coefficients_of(each)});
  };
  keep_row(space.rows[at++]);
  for (std::size_t f = 0; f < of.features.size(); ++f) {
    for (std::size_t v = 0; v < of.features[f].quotas.size(); ++v) {
      const quota& now = of.features[f].quotas[v];
      const quota& then = loose.features[f].quotas[v];
      const row& sums = space.rows[at++];
      const auto seated =
          static_cast<double>(std::ranges::count_if(space.seated, [&](auto p) { return of.people[p].values[f] == v; }));
      add_lever(program, levers, sums, {f, v, false, now.min, 0}, now.min - then.min, 1 + 2.0 / std::max(1, now.min),
                now.min - seated);
      if (now.max < of.seats)
        add_lever(program, levers, sums, {f, v, true, now.max, 0}, then.max - now.max, 1, now.max - seated);
    }
  }
  for (; at < space.rows.size(); ++at) keep_row(space.rows[at]);
  const auto solved = solve(program);
  if (!solved) return out;
  out.possible = true;
  out.cost = -solved->value + 0.0;
  for (lever& each : levers) {
    const int by = solved->values[each.column];
    if (by == 0) continue;
    each.change.to = each.change.from + (each.change.raises_max ? by : -by);
    out.changes.push_back(each.change);
  }
  return out;
}

}  // namespace ruamkit::analysis::sortition
