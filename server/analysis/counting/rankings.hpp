// The rules that count rankings. Each throws std::invalid_argument for no options or seats it cannot fill by its form
// (two_round and irv elect one), and `cancelled`.
#pragma once

#include "analysis/counting/ballots.hpp"
#include "analysis/counting/result.hpp"
#include "analysis/counting/settings.hpp"

namespace ruamkit::analysis::counting {

/// Most first choices; with more seats, the next ones (single non-transferable vote). A ballot whose first rank is
/// shared is not valid.
[[nodiscard]] count_result plurality(const ranked_ballots&, const settings&);

/// More than half of the first choices wins; else the two that lead are compared by all ballots (contingent vote).
/// Where no ballot names a second choice people must vote again: no winner, and `run_off` names the two.
[[nodiscard]] count_result two_round(const ranked_ballots&, const settings&);

/// Borda (1781): n - 1 points for the first of n options down to 0. Options of one rank share the points of their
/// places; those left out share the last places.
[[nodiscard]] count_result borda(const ranked_ballots&, const settings&);

/// Schulze (2011), "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
/// election method": strongest paths by winning votes. Options left out of a ballot are all below those on it, and
/// equal among themselves. A round's totals: how many others each option beats by its paths.
[[nodiscard]] count_result schulze(const ranked_ballots&, const settings&);

/// Ranked pairs (Tideman 1987) by winning votes, of equal ones that with the smaller opposition first (Zavist and
/// Tideman 1989); the order of pairs equal in both is drawn where it matters.
[[nodiscard]] count_result ranked_pairs(const ranked_ballots&, const settings&);

/// Instant runoff: the last is eliminated until one has more than half of the votes still counted.
[[nodiscard]] count_result irv(const ranked_ballots&, const settings&);

/// Single transferable vote by the Scottish Local Government Elections Order 2007 (SI 2007/42, rules 45 to 52):
/// weighted inclusive Gregory, transfer values cut to five decimals, ties by the last round in which they differed.
[[nodiscard]] count_result stv_scottish(const ranked_ballots&, const settings&);

/// Weighted inclusive Gregory in exact fractions; all ties by lot.
[[nodiscard]] count_result stv_wig(const ranked_ballots&, const settings&);

/// Meek (1969, 1970) as the Proportional Representation Foundation's reference rule fixes it: nine decimals, kept
/// parts rounded up, iterated until the surplus is below 0.000001 or no longer falls; options within the remaining
/// surplus of the last are tied with it.
[[nodiscard]] count_result stv_meek(const ranked_ballots&, const settings&);

}  // namespace ruamkit::analysis::counting
