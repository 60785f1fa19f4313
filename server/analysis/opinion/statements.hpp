// What statements say about groups: which stand for a group, and on which all groups agree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/opinion/votes.hpp"

namespace ruamkit::analysis::opinion {

/// One-sided tests at 90 %, as Polis uses them to pick statements; they order, they do not prove.
inline constexpr double z_picked = 1.2815515655446004;

/// A group's stand on a statement, for the side (`agree` or `disagree`) that it takes more than the others do.
struct stand {
  std::uint32_t statement = 0;
  vote side = vote::agree;
  tally within;              ///< the group's votes
  tally outside;             ///< all other groups' votes
  double share = 0;          ///< (votes for the side + 1) / (votes + 2), within
  double share_outside = 0;  ///< the same, outside
  double z_within = 0;       ///< one proportion: share against one half
  double z_against = 0;      ///< two proportions: share against share_outside
  bool significant = false;  ///< both above z_picked

  /// Small et al. (2021) call share / share_outside representativeness.
  [[nodiscard]] double representativeness() const { return share / share_outside; }
  /// What stands for a group is ordered by: share, representativeness and both tests multiplied.
  [[nodiscard]] double weight() const { return share * representativeness() * z_within * z_against; }
};

/// Small et al. 2021, section on representative comments. Votes and shares have one vote for and one against added on
/// each side (Agresti and Caffo 2000, "Simple and effective confidence intervals for proportions and differences of
/// proportions"), so that few votes do not weigh as many, and no share is 0 or 1.
[[nodiscard]] stand stand_on(std::uint32_t statement, vote side, const tally& within, const tally& outside);

/// The statements that stand for each group: those where both tests are significant, the weightiest first, `most` at
/// most. Where none is, the one with the largest z_against that the group has voted on, marked as not significant. A
/// single group has nobody to be told from, and nothing stands for it. `in_groups` is tallies(votes, group_of, groups).
[[nodiscard]] std::vector<std::vector<stand>> representative(const std::vector<std::vector<tally>>& in_groups,
                                                             std::size_t most);

/// A statement all groups take the same side on.
struct shared_stand {
  std::uint32_t statement = 0;
  vote side = vote::agree;
  double consensus = 0;        ///< the product of the groups' shares
  std::vector<double> shares;  ///< of each group
};

/// Group-informed consensus (Small et al. 2021): the product over groups of (votes for the side + 1) / (votes + 2).
[[nodiscard]] double group_informed_consensus(const std::vector<std::vector<tally>>& in_groups, std::uint32_t statement,
                                              vote side);

/// The statements where the share is above one half in every group and, over all groups together, significantly so
/// (z_picked); the largest consensus first, `most` at most.
[[nodiscard]] std::vector<shared_stand> consensus(const std::vector<std::vector<tally>>& in_groups, std::size_t most);

}  // namespace ruamkit::analysis::opinion
