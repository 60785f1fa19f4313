// LEXIMIN the slow way, for small pools: every panel is listed, and every person tested on its own at every level. It
// knows nothing of types, relaxations, cuts or column generation.
#pragma once

#include <vector>

#include "analysis/sortition/pool.hpp"

namespace sortition_exhaustive {

using panels = std::vector<std::vector<std::uint32_t>>;

/// All panels, by trying every set of people.
[[nodiscard]] panels all_panels(const ruamkit::analysis::sortition::pool& of);

/// By person.
[[nodiscard]] std::vector<double> leximin(const panels& all, std::size_t people);

/// The largest smallest chance alone.
[[nodiscard]] double maximin(const panels& all, std::size_t people);

}  // namespace sortition_exhaustive
