// The roll: who may take part, their strata, their seats.
#pragma once

#include <vector>

#include "deliberation/core.hpp"

namespace ruamkit::deliberation {

inline constexpr std::size_t roll_max = 1'000'000;

/// A name for a person that is no personal data: 1 to 64 of A–Z a–z 0–9 _ . - and not a Thai national ID number.
[[nodiscard]] std::optional<std::string_view> fault_of_person_id(std::string_view id);

/// The same without the last: what a definition takes as an id.
[[nodiscard]] std::optional<std::string_view> fault_of_name(std::string_view id);

/// Each stratum's value by position, no_value where none is given; `at` is where `/strata` stands in the request.
[[nodiscard]] decision<std::vector<std::uint16_t>> read_strata(
    const definition& d, const std::vector<std::pair<std::string, std::string>>& strata, const std::string& at);
/// An id of the form PREFIX and a number, above `counter`, that nobody has yet.
[[nodiscard]] participant_id fresh_id(const state& now, std::string_view prefix, std::size_t& counter);
/// Puts somebody at the end of the roll; false: they are on it already.
bool enrol(state& now, const participant_id& id, std::vector<std::uint16_t> strata, bool issued);
/// Notes when somebody of the roll was first seen.
void arrive(state& now, std::uint32_t seat, instant at);

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
