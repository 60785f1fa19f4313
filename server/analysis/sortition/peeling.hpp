// Takes a point of the relaxation apart into panels, one after the other.
#pragma once

#include <span>
#include <vector>

#include "analysis/sortition/panel_search.hpp"
#include "analysis/sortition/panel_space.hpp"

namespace ruamkit::analysis::sortition {

/// Panels of which nearly all of the chances `full` can be mixed, when that is possible at all: each is a whole-number
/// point of the face on which what is left lies, and takes as much chance as leaves the rest inside the polytope (after
/// Grötschel, Lovász, Schrijver 1981, who take apart points of integral polytopes so). Where no such panel is found the
/// last steps are taken back and tried another way; in the end panels near what is left are added. Leaves `search`
/// wide.
[[nodiscard]] std::vector<panel> peel(const panel_space& space, panel_search& search, std::span<const double> full);

}  // namespace ruamkit::analysis::sortition
