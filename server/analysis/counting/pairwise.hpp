// Every option against every other.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/counting/ballots.hpp"
#include "analysis/counting/lots.hpp"
#include "analysis/counting/result.hpp"
#include "analysis/counting/settings.hpp"

namespace ruamkit::analysis::counting {

using matrix = std::vector<std::vector<std::int64_t>>;

/// [a][b]: people who rank a above b; an option not on a ballot is below all that are.
[[nodiscard]] matrix preferences_by_pair(const ranked_ballots& ballots);

/// Fills in ballots, valid and pairwise; false, with the round that says so, when no ballot says anything.
[[nodiscard]] bool begin_pairwise(const ranked_ballots& ballots, count_result& out);

/// Takes the winners from a strict order `beats[a][b]`: those whom nobody left beats, again and again until all seats
/// are filled; by lot only where more remain than seats. Adds the round, its totals being how many each one beats, and
/// the first winner's support: the smallest share of the valid ballots that prefer it to another.
void elect_unbeaten(const std::vector<std::vector<bool>>& beats, std::vector<event> events, const settings& with,
                    lots& lot, count_result& out);

}  // namespace ruamkit::analysis::counting
