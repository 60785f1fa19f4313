// How far two groupings of the same people agree.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace ruamkit::analysis::opinion {

/// Adjusted Rand index (Hubert and Arabie 1985) over the people who are in a group in both; -1 is in none. 1: the same
/// groups, whatever their names; 0: no more alike than by chance. nullopt: fewer than two people in both, or both put
/// everybody together or everybody apart, where it is not defined.
[[nodiscard]] std::optional<double> adjusted_rand(std::span<const std::int32_t> a, std::span<const std::int32_t> b);

}  // namespace ruamkit::analysis::opinion
