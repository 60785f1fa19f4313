// Many tests at once: p values corrected for their number, as R's p.adjust.
#pragma once

#include <span>
#include <vector>

#include "analysis/change/figure.hpp"

namespace ruamkit::analysis::change {

/// Holm 1979: holds the chance of any false finding. Undefined p values stay so and are not counted.
[[nodiscard]] std::vector<figure> holm(std::span<const figure> p);

/// Benjamini and Hochberg 1995: holds the share of false findings.
[[nodiscard]] std::vector<figure> benjamini_hochberg(std::span<const figure> p);

}  // namespace ruamkit::analysis::change
