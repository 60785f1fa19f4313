// Who wins when every option has one amount: the largest, and a public draw among equals.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ruamkit::analysis::counting {

/// `winner` is an index into the amounts; `tied` names all that shared the largest amount where more than one did.
struct winner {
  std::size_t winner = 0;
  bool tie_broken = false;
  std::vector<std::size_t> tied;
};

/// The option with the largest amount; equals are drawn from `seed`. `amounts` must not be empty.
[[nodiscard]] winner largest(std::span<const std::int64_t> amounts, std::uint64_t seed);

/// Borda (1781) with n - 1 points for a first place of n options; options left out share the places that remain, in
/// doubled points so that halves stay whole. `rankings` hold option indices, best first.
[[nodiscard]] std::vector<std::int64_t> borda_doubled(std::span<const std::vector<std::uint16_t>> rankings,
                                                      std::size_t options);

/// The lower median of a histogram (`counts[i]` people chose i): the smallest i that at least half do not exceed.
/// The counts must not all be zero.
[[nodiscard]] std::size_t lower_median(std::span<const std::int64_t> counts);

}  // namespace ruamkit::analysis::counting
