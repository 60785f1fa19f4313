// How evenly chances are spread.
#pragma once

#include <span>

namespace ruamkit::analysis::sortition {

/// The Gini coefficient: 0, all have the same; towards 1, one has all. 0 where nobody has any.
[[nodiscard]] double gini(std::span<const double> chances);

/// 0 where anybody has none, or there is nobody.
[[nodiscard]] double geometric_mean(std::span<const double> chances);

[[nodiscard]] double smallest(std::span<const double> chances);

}  // namespace ruamkit::analysis::sortition
