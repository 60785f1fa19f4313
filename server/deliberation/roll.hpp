// The roll: who may take part, their strata, their seats.
#pragma once

#include <vector>

#include "deliberation/core.hpp"

namespace ruamkit::deliberation {

inline constexpr std::size_t roll_max = 1'000'000;

/// A name for a person that is no personal data: 1 to 64 of A–Z a–z 0–9 _ . - and not a Thai national ID number.
[[nodiscard]] std::optional<std::string_view> fault_of_person_id(std::string_view id);

[[nodiscard]] decision<std::vector<event>> decide(const state& now, const import_roll& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const issue_seats& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const claim_seat& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const join_open& what);

void apply(state& now, const recorded_event& entry, const roll_imported& what);
void apply(state& now, const recorded_event& entry, const seats_issued& what);
void apply(state& now, const recorded_event& entry, const seat_claimed& what);
void apply(state& now, const recorded_event& entry, const seat_moved& what);
void apply(state& now, const recorded_event& entry, const participant_joined& what);

}  // namespace ruamkit::deliberation
