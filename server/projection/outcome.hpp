// A closed ballot's outcome: its rule, its threshold, and a sentence that says it.
#pragma once

#include "projection/view.hpp"

namespace ruamkit::projection {

/// Of a ballot that asks who is in the room nobody is the winner.
[[nodiscard]] outcome outcome_of(const deliberation::state& s, std::size_t ballot);

}  // namespace ruamkit::projection
