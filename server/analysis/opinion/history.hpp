// A conversation mapped from all its votes, with the names its groups got while the votes arrived.
#pragma once

#include <cstddef>
#include <span>

#include "analysis/opinion/opinion_map.hpp"
#include "analysis/opinion/votes.hpp"

namespace ruamkit::analysis::opinion {

/// The map of `votes` (in any order), as map_opinions() of their table would make it but for the groups' names: these
/// are carried on from maps, of as many groups, of the first 128, 192, 288 … votes by time, up to 100,000. So a file of
/// a conversation and a later file of the same one name their groups alike while k is the same, with nothing kept
/// between them. `table` is vote_table::latest(votes, …).
[[nodiscard]] opinion_map map_history(std::span<const cast_vote> votes, const vote_table& table,
                                      const options& how = {}, const progress& on_progress = {});

}  // namespace ruamkit::analysis::opinion
