// Each method's rules (DESIGN.md section 6) over a definition, one file a method. Pure.
#pragma once

#include <vector>

#include "deliberation/definition.hpp"

namespace ruamkit::deliberation::methods {

/// What breaks a rule: errors (cannot run) and deviations (may run, is shown to the committee and printed in the
/// report). For a definition without contradictions (definition_faults.hpp); it never throws for another either.
[[nodiscard]] std::vector<fault> check(const definition&);

/// The rules of a town meeting alone.
void check_town_meeting(const definition&, std::vector<fault>& out);

}  // namespace ruamkit::deliberation::methods
