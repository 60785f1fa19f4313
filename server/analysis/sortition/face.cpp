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

}  // namespace ruamkit::analysis::sortition
