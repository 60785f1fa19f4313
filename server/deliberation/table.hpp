// Tables: who sits where, who runs them, their notes, their calls for help.
#pragma once

#include <optional>
#include <vector>

#include "deliberation/core.hpp"

namespace ruamkit::deliberation {

inline constexpr std::int64_t tables_max = 600;
inline constexpr std::size_t note_length_max = 20'000;  ///< code points

[[nodiscard]] decision<std::vector<event>> decide(const state& now, const form_tables& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const move_participant& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const mix_tables& what, const stamp& when);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const facilitate_table& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const set_table_help& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const write_note& what);

void apply(state& now, const recorded_event& entry, const tables_formed& what);
void apply(state& now, const recorded_event& entry, const participant_moved& what);
void apply(state& now, const recorded_event& entry, const participant_seated& what);
void apply(state& now, const recorded_event& entry, const tables_mixed& what);
void apply(state& now, const recorded_event& entry, const table_facilitated& what);
void apply(state& now, const recorded_event& entry, const table_help_set& what);
void apply(state& now, const recorded_event& entry, const table_noted& what);

/// The size of tables where the definition says nothing of them.
[[nodiscard]] tables_definition table_sizes(const state& now);
/// A person's values in the strata the tables are balanced over.
[[nodiscard]] person_values values_of(const state& now, const std::vector<std::uint16_t>& strata);
/// The table for somebody who arrives with these strata; none where there are no tables or all are full.
[[nodiscard]] std::optional<table_number> place_for(const state& now, const std::vector<std::uint16_t>& strata);
/// Puts a person of the roll at a table, from another where they sat; 0 takes them away. Tables that are not there are
/// passed over.
void seat_at(state& now, std::uint32_t seat, table_number table);

}  // namespace ruamkit::deliberation
