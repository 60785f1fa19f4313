// JSON of a definition to the typed definition.
#pragma once

#include <vector>

#include "deliberation/definition.hpp"

namespace boost::json {
class object;
}

namespace ruamkit::wire {

/// Reads what can be read and fills in defaults; a part of the wrong shape is passed over, since the schema has
/// reported it, but keeps its place, so that positions in lists are the document's. Adds to `faults` what only the
/// document can show: members missing for a kind of question, or given to one that has no use for them.
[[nodiscard]] deliberation::definition read_object(const boost::json::object&,
                                                   std::vector<deliberation::fault>& faults);

/// One ballot of it, as `to_json` of a ballot writes it.
[[nodiscard]] deliberation::ballot_definition read_ballot_object(const boost::json::object&,
                                                                 std::vector<deliberation::fault>& faults);

}  // namespace ruamkit::wire
