// Results by stratum, and the small-cell rule.
#pragma once

#include <vector>

#include "projection/view.hpp"

namespace ruamkit::projection {

/// No table shows a cell of fewer people than this, nor lets one be computed from the others.
inline constexpr std::int64_t cell_min = 5;

/// A table for each stratum whose every cell holds at least cell_min people: options and abstention, for each value,
/// and for those whose value is unknown. A table with one smaller cell is withheld whole: leaving the cell out would
/// let it be computed from the totals. Only for kinds that count people (single, multiple, yes_no, rank).
[[nodiscard]] std::vector<crosstab> crosstabs(const deliberation::state& s, std::size_t ballot);

}  // namespace ruamkit::projection
