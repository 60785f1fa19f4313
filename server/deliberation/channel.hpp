// Votes that staff enter for people: from keypads, at a kiosk, and from paper in batches that two persons enter.
#pragma once

#include <vector>

#include "deliberation/core.hpp"

namespace ruamkit::deliberation {

inline constexpr std::size_t batches_max = 1'000;
inline constexpr std::int64_t batch_ballots_max = 1'000;

[[nodiscard]] decision<std::vector<event>> decide(const state& now, const cast_for& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const bind_keypad& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const unbind_keypad& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const open_paper& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const actor& who, const enter_paper& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const drop_paper& what);

void apply(state& now, const recorded_event& entry, const keypad_bound& what);
void apply(state& now, const recorded_event& entry, const keypad_unbound& what);
void apply(state& now, const recorded_event& entry, const paper_opened& what);
void apply(state& now, const recorded_event& entry, const paper_entered& what);
void apply(state& now, const recorded_event& entry, const paper_dropped& what);

}  // namespace ruamkit::deliberation
