// Themes: ideas gathered by the theme team, merged, split, reworded; and ballots whose options are themes.
#pragma once

#include <vector>

#include "deliberation/core.hpp"

namespace ruamkit::deliberation {

inline constexpr std::size_t themes_max = 500;
inline constexpr std::size_t ballots_max = 200;  ///< as in a definition

[[nodiscard]] decision<std::vector<event>> decide(const state& now, const add_theme& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const reword_theme& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const place_idea& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const merge_theme& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const split_theme& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const make_ballot& what);

void apply(state& now, const recorded_event& entry, const theme_added& what);
void apply(state& now, const recorded_event& entry, const theme_reworded& what);
void apply(state& now, const recorded_event& entry, const idea_placed& what);
void apply(state& now, const recorded_event& entry, const theme_merged& what);
void apply(state& now, const recorded_event& entry, const ballot_made& what);

}  // namespace ruamkit::deliberation
