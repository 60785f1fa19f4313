#include "analysis/sortition/face.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace ruamkit::analysis::sortition {
namespace {

constexpr double near = 1e-7;  ///< to a whole number, to a bound

bounds rounded(double at, double upper) {
  const double low = std::max(0.0, std::floor(at + near));
  return {low, std::max(low, std::min(std::ceil(at - near), upper))};
}

/// Only counts that are at a bound anyhow.
bounds pinned(double at, double upper) {
  return at > near && at < upper - near ? bounds{0, upper} : rounded(at, upper);
}

bounds tight(const row& one, double at) {
  bounds out{one.lower, one.upper};
  if (at < one.lower + near) out.upper = one.lower;
  if (at > one.upper - near) out.lower = one.upper;
  return out;
}

template <class Narrowed>
face made_of(const panel_space& space, std::span<const double> counts, const Narrowed& narrowed) {
  face out;
  for (std::size_t c = 0; c < counts.size(); ++c) out.cells.push_back(narrowed(counts[c], space.cells[c].upper));
  for (const row& each : space.rows) out.rows.push_back(tight(each, sum_of(each, counts)));
  return out;
}

}  // namespace

double sum_of(const row& one, std::span<const double> counts) {
  double sum = 0;
  for (const auto& [c, times] : one.entries) sum += times * counts[c];
  return sum;
}

face face_of(const panel_space& space, std::span<const double> counts) { return made_of(space, counts, pinned); }

face rounded_face_of(const panel_space& space, std::span<const double> counts) {
  return made_of(space, counts, rounded);
}

distance distance_from(const panel_space& space, const face& from) {
  distance out;
  out.by_cell.resize(space.cells.size());
  for (std::size_t c = 0; c < from.cells.size(); ++c) {
    if (from.cells[c].upper <= 0) out.by_cell[c] += 1;
    if (from.cells[c].lower <= 0) continue;
    out.by_cell[c] -= 1;
    out.constant += from.cells[c].lower;
  }
  for (std::size_t r = 0; r < from.rows.size(); ++r) {
    const row& all = space.rows[r];
    const bounds& held = from.rows[r];
    const double sign = (held.upper < all.upper ? 1.0 : 0.0) - (held.lower > all.lower ? 1.0 : 0.0);
    if (sign == 0) continue;
    for (const auto& [c, times] : all.entries) out.by_cell[c] += sign * times;
    out.constant -= sign * (sign > 0 ? all.lower : all.upper);
  }
  return out;
}

}  // namespace ruamkit::analysis::sortition
