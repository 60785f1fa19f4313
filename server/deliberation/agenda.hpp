// Stages: one runs at a time; finishing one closes its open ballots.
#pragma once

#include <vector>

#include "deliberation/core.hpp"

namespace ruamkit::deliberation {

[[nodiscard]] decision<std::vector<event>> decide(const state& now, const start_stage& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const finish_stage& what);

/// How much time one command may add.
inline constexpr std::int64_t stage_extension_max = 24LL * 60 * 60;
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const extend_stage& what, const stamp& when);

// Every ballot of a stage that is in the status asked for; `nothing_to_do` where none is (stage_ballots.cpp).
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const open_all& what, const stamp& when);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const close_all& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const publish_all& what);

void apply(state& now, const recorded_event& entry, const stage_extended& what);
void apply(state& now, const recorded_event& entry, const stage_started& what);
void apply(state& now, const recorded_event& entry, const stage_finished& what);

}  // namespace ruamkit::deliberation
