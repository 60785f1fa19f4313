// Ballots: draft → open → closed → published, and the votes in them.
#pragma once

#include <vector>

#include "deliberation/core.hpp"

namespace ruamkit::deliberation {

inline constexpr std::int64_t ballot_seconds_max = 90LL * 24 * 60 * 60;

/// Why the ballot takes no vote now.
[[nodiscard]] std::optional<rejection> fault_of_voting(const state& now, std::size_t ballot);
/// Under what name the vote of this seat stands: a pseudonym, or in a roll call the participant's id.
[[nodiscard]] voter_id voter_of_seat(const state& now, std::size_t ballot, const seat_state& seat);

[[nodiscard]] decision<std::vector<event>> decide(const state& now, const open_ballot& what, const stamp& when);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const extend_ballot& what, const stamp& when);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const close_ballot& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const publish_ballot& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const cast_ballot& what);

void apply(state& now, const recorded_event& entry, const ballot_opened& what);
void apply(state& now, const recorded_event& entry, const ballot_extended& what);
void apply(state& now, const recorded_event& entry, const ballot_closed& what);
void apply(state& now, const recorded_event& entry, const ballot_published& what);
/// A later vote of the same voter replaces the earlier; the counts follow.
void apply(state& now, const recorded_event& entry, const ballot_cast& what);

}  // namespace ruamkit::deliberation
