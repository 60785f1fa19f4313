#include "analysis/sortition/panel_search.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/sortition/integer_program.hpp"

namespace ruamkit::analysis::sortition {
namespace {

constexpr double whole_within = 1e-6;

std::vector<coefficient> coefficients_of(const row& one) {
  std::vector<coefficient> out;
  for (const auto& [cell, times] : one.entries) out.push_back({cell, times});
  return out;
}

}  // namespace

panel_search::panel_search(const panel_space& space) : space_(space) {
  for (const cell& each : space.cells) {
    cells_.push_back({0, each.upper});
    (void)lp_.add_column(0, cells_.back());
  }
  for (const row& each : space.rows) (void)lp_.add_row({each.lower, each.upper}, coefficients_of(each));
}

void panel_search::add_cut(const row& cut) {
  cuts_.push_back(cut);
  (void)lp_.add_row({cut.lower, cut.upper}, coefficients_of(cut));
}

void panel_search::narrow(std::span<const bounds> cells, std::span<const bounds> rows) {
  for (std::size_t c = 0; c < cells.size(); ++c) {
    cells_[c] = cells[c];
    lp_.set_column(c, cells[c]);
  }
  for (std::size_t r = 0; r < rows.size(); ++r) lp_.set_row(r, rows[r]);
  narrowed_ = true;
}

void panel_search::widen() {
  for (std::size_t c = 0; c < cells_.size(); ++c) {
    cells_[c] = {0, space_.cells[c].upper};
    lp_.set_column(c, cells_[c]);
  }
  for (std::size_t r = 0; r < space_.rows.size(); ++r) lp_.set_row(r, {space_.rows[r].lower, space_.rows[r].upper});
  for (std::size_t r = 0; r < cuts_.size(); ++r) lp_.set_row(space_.rows.size() + r, {cuts_[r].lower, cuts_[r].upper});
  narrowed_ = false;
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
  panel made;
  const auto values = lp_.columns();
  for (std::uint32_t c = 0; c < values.size(); ++c)
    if (const auto count = std::lround(values[c]); count > 0) made.push_back({c, static_cast<std::uint32_t>(count)});
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
  const bounds before = cells_[*chosen];
  for (const bounds half : {bounds{std::ceil(value), before.upper}, bounds{before.lower, std::floor(value)}}) {
    cells_[*chosen] = half;
    lp_.set_column(*chosen, half);
    branch(found, weights, nodes);
    if (nodes <= 0 || (first_only_ && found.best)) break;
  }
  cells_[*chosen] = before;
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

search_result panel_search::by_integer_program(std::span<const double> weights, double beat) const {
  integer_program program;
  for (std::size_t c = 0; c < weights.size(); ++c) program.columns.push_back({weights[c], {0, space_.cells[c].upper}});
  for (const row& each : space_.rows) program.rows.push_back({{each.lower, each.upper}, coefficients_of(each)});
  for (const row& each : cuts_) program.rows.push_back({{each.lower, each.upper}, coefficients_of(each)});
  search_result found;
  found.proven = true;
  found.weight = beat;
  const auto solved = solve(program);
  if (!solved) {
    found.bound = beat;
    return found;
  }
  found.bound = solved->bound + 1e-8;
  panel made;
  for (std::uint32_t c = 0; c < solved->values.size(); ++c)
    if (solved->values[c] > 0) made.push_back({c, static_cast<std::uint32_t>(solved->values[c])});
  if (space_.contains(made) && solved->value > beat) {
    found.weight = solved->value;
    found.best = std::move(made);
  }
  return found;
}

search_result panel_search::proven_heaviest(std::span<const double> weights, double beat, int nodes) {
  auto found = heaviest(weights, beat, nodes);
  if (found.proven) return found;
  return by_integer_program(weights, beat);
}

}  // namespace ruamkit::analysis::sortition
