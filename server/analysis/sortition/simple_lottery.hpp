// Stratified random selection as it is mostly done, kept to measure how unfair it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "analysis/sortition/pool.hpp"

namespace ruamkit::analysis::sortition {

struct simple_lottery {
  std::vector<std::vector<std::uint32_t>> panels;  ///< one a draw that succeeded, people in ascending order
  std::size_t failures = 0;                        ///< draws that ran into a dead end and were begun anew
};

/// Draws `draws` panels, each so: of the values whose minimum is not met, the one with the most seats to fill for the
/// people left; one of its people at random; everybody of a value that is full, and of a household that is seated, goes
/// out; again, until all seats are filled or nobody is left (LEGACY in Flanigan et al. 2021, as the Sortition
/// Foundation drew until 2020). Gives up after `failures_max` dead ends in a row: fewer panels than asked for come
/// back. `go_on(panels so far)` is asked between draws.
[[nodiscard]] simple_lottery draw_simply(const pool& of, std::size_t draws, std::uint64_t seed,
                                         const std::function<bool(std::size_t)>& go_on,
                                         std::size_t failures_max = 2000);

}  // namespace ruamkit::analysis::sortition
