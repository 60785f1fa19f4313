// Change of opinion and knowledge between two waves of the same people.
#pragma once

#include <cstddef>
#include <functional>

#include "analysis/change/report.hpp"
#include "analysis/change/study.hpp"

namespace ruamkit::analysis::change {

/// Told after each item how many of how many are done; answering false stops the analysis.
using progress = std::function<bool(std::size_t done, std::size_t all)>;

/// `control` may be null; else it holds the same items in the same order, for people who took both surveys and did not
/// deliberate. The columns of a study must have its number of people; nothing is thrown for any values in them.
[[nodiscard]] report analyse(const study& of, const study* control = nullptr, const progress& told = {});

}  // namespace ruamkit::analysis::change
