// Results by stratum, and the small-cell rule.
#pragma once

#include <vector>

#include "projection/view.hpp"

namespace ruamkit::projection {

/// No cell of fewer people than this is shown, nor can it be computed from the others. A cell of none is one of them:
/// that nobody of a group chose something is told of everybody in it.
inline constexpr std::int64_t cell_min = 5;

/// A table for each stratum: options and abstention, for each value, and for those whose value is unknown. Cells are
/// kept back (none) so that no small one can be computed from the rest, from the ballot's own counts and from the
/// number of voters of each value (suppression.hpp). A value that one to four people voted of is kept back whole,
/// together with the next smallest until they are five: then their number cannot be computed either. Where several
/// options may be chosen, those who did not choose one are a cell as well. A cell that the counts alone give away (an
/// option nobody chose) is shown. A table with nothing left to show is left out.
///
/// Tables of different strata are judged by themselves: they have nothing in common but the ballot's counts, and any
/// two that fit those can be true together. Only for kinds that count people (single, multiple, yes_no, rank).
[[nodiscard]] std::vector<crosstab> crosstabs(const deliberation::state& s, std::size_t ballot);

}  // namespace ruamkit::projection
