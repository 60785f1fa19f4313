#include "analysis/counting/threshold.hpp"

namespace ruamkit::analysis::counting {

verdict judge(const count_result& counted, const threshold& asked, std::int64_t eligible) {
  verdict out;
  if (eligible > 0) out.turnout = rational(counted.ballots, eligible);
  if (!counted.winners.empty() && counted.support) {
    out.share = *counted.support;
    if (asked.of == share_of::eligible) out.share = eligible > 0 ? rational(out.share * counted.valid / eligible) : 0;
  }
  out.enough = !counted.winners.empty() && counted.support && out.share >= asked.needed;
  if (asked.quorum) out.quorum_met = out.turnout >= *asked.quorum;
  return out;
}

}  // namespace ruamkit::analysis::counting
