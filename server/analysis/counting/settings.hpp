// What a count is told besides the ballots.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>

namespace ruamkit::analysis::counting {

/// The seed lots are drawn from where none is given.
constexpr std::uint64_t default_seed = 1;

/// A ballot that leaves a rank empty (1, 3): its next choice moves up, or it ends there. For irv and stv.
enum class skipped_ranks : std::uint8_t { ignore, stop };

/// Votes that elect under stv_scottish and stv_wig. droop: the whole number floor(valid / (seats + 1)) + 1;
/// exact: more than valid / (seats + 1) (stv_wig only; Hagenbach-Bischoff).
enum class quota_rule : std::uint8_t { droop, exact };

/// An option nobody's mark is given to on a ballot (score, median): left out, or counted as a 0.
enum class unmarked : std::uint8_t { left_out, zero };

struct settings {
  std::size_t seats = 1;
  std::uint64_t seed = default_seed;
  skipped_ranks skipped = skipped_ranks::ignore;
  quota_rule quota = quota_rule::droop;
  unmarked without_mark = unmarked::left_out;
  bool eliminate_sure_losers = false;  ///< irv, stv: together those who cannot overtake the next
  /// Called now and then with what has been done so far (rounds, steps); false: give up with `cancelled`.
  std::function<bool(std::size_t)> keep_going;
};

struct cancelled : std::runtime_error {
  cancelled() : std::runtime_error("the count was stopped") {}
};

inline void pause(const settings& with, std::size_t done) {
  if (with.keep_going && !with.keep_going(done)) throw cancelled();
}

}  // namespace ruamkit::analysis::counting
