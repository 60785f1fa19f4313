// People on the map, put into groups.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/opinion/k_means.hpp"
#include "analysis/opinion/principal_axes.hpp"

namespace ruamkit::analysis::opinion {

/// The people to be grouped as few weighted points: those who stand at one place (to 1e-6) are one, and where there are
/// more places than `clusters`, k-means makes that many base clusters of them (Small et al. 2021). The places are in an
/// order of their own, so that the order of people and statements does not matter.
struct base_points {
  std::vector<weighted_point> points;
  std::vector<std::int32_t> of;  ///< each person's point, or `ungrouped`

  [[nodiscard]] std::size_t people() const;
};

/// `grouped[p]`: person p stands at places[p] and is to be grouped.
[[nodiscard]] base_points gather(std::span<const point> places, const std::vector<bool>& grouped, std::size_t clusters,
                                 std::uint64_t seed, const stopped& stop = {});

/// k groups of the base points: the best of 20 seeded runs of k-means. Where `before` gives an earlier map's centres
/// and k of them, a run from there is taken instead unless another is better by more than 1 %: the groups then stay
/// what they were.
[[nodiscard]] clustering grouped_in(const base_points& base, std::size_t k, std::uint64_t seed,
                                    std::span<const point> before);

}  // namespace ruamkit::analysis::opinion
