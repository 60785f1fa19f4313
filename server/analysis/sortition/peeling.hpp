// Takes a point of the relaxation apart into panels, one after the other.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "analysis/sortition/panel_search.hpp"
#include "analysis/sortition/panel_space.hpp"

namespace ruamkit::analysis::sortition {

/// Panels of which nearly all of the chances `full` can be mixed, when that is possible at all, and some near what is
/// left over: each is a whole-number point of the face on which the rest lies, and takes as much chance as leaves the
/// rest inside the polytope (after Grötschel, Lovász, Schrijver 1981, who take apart points of integral polytopes so).
/// `search` is left wide. `go_on(chance left)` is asked between steps.
[[nodiscard]] std::vector<panel> peeled(const panel_space& space, panel_search& search, std::span<const double> full,
                                        const std::function<bool(double)>& go_on);

}  // namespace ruamkit::analysis::sortition
