#include "analysis/sortition/panel_search.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ruamkit::analysis::sortition {
namespace {

constexpr double whole_within = 1e-6;
constexpr double overlooked = 1e-4;  ///< Cbc may pass over what is this near to its cutoff (its own step is 1e-5)

std::vector<coefficient> coefficients_of(const row& one) {
  std::vector<coefficient> out;
  for (const auto& [cell, times] : one.entries) out.push_back({cell, times});
  return out;
}

template <class Values>
panel panel_of(const Values& values) {
  panel out;
  for (std::uint32_t c = 0; c < values.size(); ++c)
    if (const auto count = std::lround(values[c]); count > 0) out.push_back({c, static_cast<std::uint32_t>(count)});
  return out;
}

}  // namespace

panel_search::panel_search(const panel_space& space) : space_(space) {
  for (const cell& each : space.cells) {
    now_.cells.push_back({0, each.upper});
    (void)lp_.add_column(0, now_.cells.back());
  }
  for (const row& each : space.rows) {
    now_.rows.push_back({each.lower, each.upper});
    (void)lp_.add_row(now_.rows.back(), coefficients_of(each));
  }
}

void panel_search::add_cut(const row& cut) {
  cuts_.push_back(cut);
  (void)lp_.add_row({cut.lower, cut.upper}, coefficients_of(cut));
}

void panel_search::narrow(const face& to) {
  now_ = to;
  for (std::size_t c = 0; c < to.cells.size(); ++c) lp_.set_column(c, to.cells[c]);
  for (std::size_t r = 0; r < to.rows.size(); ++r) lp_.set_row(r, to.rows[r]);
}

void panel_search::widen() {
  face all;
  for (const cell& each : space_.cells) all.cells.push_back({0, each.upper});
  for (const row& each : space_.rows) all.rows.push_back({each.lower, each.upper});
  narrow(all);
}

/// The column nearest above to a whole number: seats are few and people many, so rounding up decides more.
std::optional<std::size_t> panel_search::fractional() const {
  std::optional<std::size_t> chosen;
  double best = 0;
  const auto values = lp_.columns();
  for (std::size_t c = 0; c < values.size(); ++c) {
    const double part = values[c] - std::floor(values[c]);
    if (part < whole_within || part > 1 - whole_within || part <= best) continue;
    best = part;
    chosen = c;
  }
  return chosen;
}

void panel_search::keep(search_result& found, std::span<const double> weights) const {
  auto made = panel_of(lp_.columns());
  if (!space_.contains(made)) return;
  const double weight = weight_of(made, weights);
  if (weight <= found.weight) return;
  found.weight = weight;
  found.best = std::move(made);
}

void panel_search::branch(search_result& found, std::span<const double> weights, int& nodes) {
  if (nodes-- <= 0 || !lp_.solve(true)) return;
  if (lp_.value() <= found.weight + 1e-9) return;
  const auto chosen = fractional();
  if (!chosen) return keep(found, weights);
  const double value = lp_.columns()[*chosen];
  const bounds before = now_.cells[*chosen];
  for (const bounds half : {bounds{std::ceil(value), before.upper}, bounds{before.lower, std::floor(value)}}) {
    now_.cells[*chosen] = half;
    lp_.set_column(*chosen, half);
    branch(found, weights, nodes);
    if (nodes <= 0 || (first_only_ && found.best)) break;
  }
  now_.cells[*chosen] = before;
  lp_.set_column(*chosen, before);
}

search_result panel_search::first(std::span<const double> weights, int nodes) {
  search_result found;
  found.weight = -1;
  for (std::size_t c = 0; c < weights.size(); ++c) lp_.set_gain(c, weights[c]);
  if (!lp_.solve()) {
    found.proven = true;
    return found;
  }
  first_only_ = true;
  branch(found, weights, nodes);
  first_only_ = false;
  found.proven = nodes > 0;
  return found;
}

search_result panel_search::heaviest(std::span<const double> weights, double beat, int nodes) {
  search_result found;
  found.weight = beat;
  for (std::size_t c = 0; c < weights.size(); ++c) lp_.set_gain(c, weights[c]);
  if (!lp_.solve()) {
    found.proven = true;
    found.bound = beat;
    return found;
  }
  found.bound = lp_.safe_bound();
  if (found.bound > beat) branch(found, weights, nodes);
  found.proven = nodes > 0;
  if (found.proven) found.bound = std::min(found.bound, found.weight + 1e-8);
  return found;
}

integer_program panel_search::program_for(std::span<const double> weights) const {
  integer_program out;
  for (std::size_t c = 0; c < weights.size(); ++c) out.columns.push_back({weights[c], now_.cells[c]});
  for (std::size_t r = 0; r < now_.rows.size(); ++r)
    out.rows.push_back({now_.rows[r], coefficients_of(space_.rows[r])});
  for (const row& each : cuts_) out.rows.push_back({{each.lower, each.upper}, coefficients_of(each)});
  return out;
}

std::optional<panel> panel_search::any_heavier(std::span<const double> weights, double beat) const {
  const auto found = any_above(program_for(weights), beat);
  if (!found) return std::nullopt;
  auto made = panel_of(found->values);
  if (!space_.contains(made) || weight_of(made, weights) <= beat) return std::nullopt;
  return made;
}

search_result panel_search::proven_heaviest(std::span<const double> weights, double beat) const {
  search_result found;
  found.proven = true;
  found.weight = beat;
  found.bound = beat;
  const auto solved = solve_above(program_for(weights), beat - overlooked * std::max(1.0, std::abs(beat)));
  if (!solved) return found;
  found.bound = solved->bound + 1e-8;
  auto made = panel_of(solved->values);
  if (space_.contains(made) && solved->value > beat) {
    found.weight = solved->value;
    found.best = std::move(made);
  }
  return found;
}

}  // namespace ruamkit::analysis::sortition
