// Who goes next where the fewest votes go.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "analysis/counting/lots.hpp"

namespace ruamkit::analysis::counting {

/// Options still counted, by their votes, fewest first (equal ones in the order of the ballot).
template <typename Total>
std::vector<std::size_t> weakest_first(const std::vector<Total>& votes, const std::vector<bool>& counted) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < votes.size(); ++i)
    if (counted[i]) out.push_back(i);
  std::ranges::stable_sort(out, [&](std::size_t a, std::size_t b) { return votes[a] < votes[b]; });
  return out;
}

/// The largest group of the weakest that together (with `floating`, votes not yet placed) have less than the next one,
/// leaving at least `keep`; one or none is no group.
template <typename Total>
std::vector<std::size_t> sure_losers(const std::vector<Total>& votes, const std::vector<std::size_t>& weakest,
                                     std::size_t keep, Total floating) {
  std::size_t group = 0;
  Total together = floating;
  for (std::size_t i = 0; i + 1 < weakest.size() && weakest.size() - (i + 1) >= keep; ++i) {
    together += votes[weakest[i]];
    if (together < votes[weakest[i + 1]]) group = i + 1;
  }
  if (group < 2) return {};
  return {weakest.begin(), weakest.begin() + static_cast<std::ptrdiff_t>(group)};
}

/// The weakest, all that are equal to it.
template <typename Total>
std::vector<std::size_t> equal_weakest(const std::vector<Total>& votes, const std::vector<std::size_t>& weakest) {
  std::vector<std::size_t> out;
  for (const auto each : weakest)
    if (!(votes[weakest.front()] < votes[each])) out.push_back(each);
  return out;
}

}  // namespace ruamkit::analysis::counting
