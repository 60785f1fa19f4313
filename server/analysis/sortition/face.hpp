// The face of the polytope of panels on which a point lies.
#pragma once

#include <span>
#include <vector>

#include "analysis/sortition/linear_program.hpp"
#include "analysis/sortition/panel_space.hpp"

namespace ruamkit::analysis::sortition {

/// The smallest face that holds a point: where a bound is met, both bounds are that one.
struct face {
  std::vector<bounds> cells;
  std::vector<bounds> rows;  ///< of `panel_space::rows`
};

/// Whatever panels a point is mixed of lie on its face. `counts` by cell.
[[nodiscard]] face face_of(const panel_space& space, std::span<const double> counts);

/// Narrower than the face: each count moreover rounded down or up.
[[nodiscard]] face rounded_face_of(const panel_space& space, std::span<const double> counts);

/// sum of times x count.
[[nodiscard]] double sum_of(const row& one, std::span<const double> counts);

}  // namespace ruamkit::analysis::sortition
