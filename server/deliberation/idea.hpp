// Ideas: what tables and participants bring forward.
#pragma once

#include <vector>

#include "deliberation/core.hpp"

namespace ruamkit::deliberation {

inline constexpr std::size_t ideas_max = 20'000;
inline constexpr std::size_t ideas_of_one_max = 50;    ///< a participant's own
inline constexpr std::size_t idea_length_max = 1'000;  ///< code points, of text and dissent each

[[nodiscard]] decision<std::vector<event>> decide(const state& now, const actor& who, const add_idea& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const actor& who, const edit_idea& what);
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const actor& who, const withdraw_idea& what);

void apply(state& now, const recorded_event& entry, const idea_added& what);
void apply(state& now, const recorded_event& entry, const idea_edited& what);
void apply(state& now, const recorded_event& entry, const idea_withdrawn& what);

/// Counts an idea where its theme leads to (by 1), or takes it away (by -1).
void count_idea(state& now, const idea_state& idea, int by);

}  // namespace ruamkit::deliberation
