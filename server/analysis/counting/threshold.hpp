// Whether the first winner has enough, and enough people took part.
#pragma once

#include <cstdint>
#include <optional>

#include "analysis/counting/result.hpp"

namespace ruamkit::analysis::counting {

enum class share_of : std::uint8_t { cast, eligible };

struct threshold {
  rational needed;  ///< from 0 to 1
  share_of of = share_of::cast;
  std::optional<rational> quorum;  ///< ballots, blank ones too, over people eligible
};

/// What the winner has (count_result::support) as a share of the valid ballots, or of all people eligible, for:
///   plurality two_round irv stv_*   ballots it holds at the end
///   approval                        ballots that approve it
///   schulze ranked_pairs            ballots that prefer it to the other most of them prefer
///   borda score median majority_judgment  its total over the highest possible (the highest mark anybody gave)
///   points                          its points over all points
struct verdict {
  rational share;
  rational turnout;
  bool enough = false;
  bool quorum_met = true;
  [[nodiscard]] bool met() const { return enough && quorum_met; }
};

/// Exact; no winner has a share of 0. `eligible` must be positive where `of` or a quorum asks for it.
[[nodiscard]] verdict judge(const count_result& counted, const threshold& asked, std::int64_t eligible);

}  // namespace ruamkit::analysis::counting
