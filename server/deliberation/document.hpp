// What people are given to read: files attached to the documents a definition names.
#pragma once

#include <vector>

#include "deliberation/core.hpp"

namespace ruamkit::deliberation {

[[nodiscard]] decision<std::vector<event>> decide(const state& now, const attach_document& what);
void apply(state& now, const recorded_event& entry, const document_attached& what);

/// The definition as it was before the day: without the ballots made from themes. What a copy starts from.
[[nodiscard]] definition prepared_definition(const state& now);

}  // namespace ruamkit::deliberation
