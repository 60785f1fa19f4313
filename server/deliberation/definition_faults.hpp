// What the parts of a definition say about each other: ids that repeat, names of things that are not there, numbers
// that contradict each other. Pure; shape (types, lengths, ranges) is the schema's business, a method's own rules are
// in methods/.
#pragma once

#include <string>
#include <vector>

#include "deliberation/definition.hpp"

namespace ruamkit::deliberation {

/// Every contradiction, all of them errors, in the order of the document. A definition without one can run.
[[nodiscard]] std::vector<fault> contradictions(const definition&);

/// What of it is about one ballot, which stands at `at`.
[[nodiscard]] std::vector<fault> ballot_faults(const ballot_definition&, const std::string& at);

}  // namespace ruamkit::deliberation
