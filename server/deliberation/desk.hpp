// The check-in desk: people who arrive, come without an invitation, and leave.
#pragma once

#include <vector>

#include "deliberation/core.hpp"

namespace ruamkit::deliberation {

[[nodiscard]] decision<std::vector<event>> decide(const state& now, const check_in& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const add_walk_in& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const leave& what);

void apply(state& now, const recorded_event& entry, const participant_checked_in& what);
void apply(state& now, const recorded_event& entry, const walk_in_added& what);
void apply(state& now, const recorded_event& entry, const participant_left& what);

}  // namespace ruamkit::deliberation
