// The median of a histogram.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace ruamkit::analysis::counting {

/// The lower median of a histogram (`counts[i]` people chose i): the smallest i that at least half do not exceed.
/// The counts must not all be zero.
[[nodiscard]] std::size_t lower_median(std::span<const std::int64_t> counts);

}  // namespace ruamkit::analysis::counting
