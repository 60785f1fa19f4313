// k-means on weighted points in the plane, and how well a clustering separates them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/opinion/principal_axes.hpp"
#include "base/seeded.hpp"

namespace ruamkit::analysis::opinion {

struct weighted_point {
  point at;
  double weight = 1;
};

struct clustering {
  std::vector<point> centres;
  std::vector<std::uint32_t> of;  ///< the centre of each point
  double inertia = 0;             ///< weighted squared distances to the centres, summed
};

/// Lloyd (1982) from the given centres until no point changes its centre, `iterations_max` times at most. A centre that
/// loses all its points moves to the point farthest from its own. Neither list may be empty.
[[nodiscard]] clustering lloyd(std::span<const weighted_point> points, std::vector<point> centres,
                               std::size_t iterations_max, const stopped& stop = {});

/// The best of `restarts` runs of lloyd() from centres drawn by k-means++ (Arthur and Vassilvitskii 2007). `k` is from
/// 1 to the number of points, which are all different.
[[nodiscard]] clustering k_means(std::span<const weighted_point> points, std::size_t k, std::size_t restarts,
                                 std::size_t iterations_max, seeded& random, const stopped& stop = {});

/// Mean silhouette width (Rousseeuw 1987), each point counting as `weight` people who stand at it: from -1 to 1, larger
/// is better separated. Somebody alone in a cluster counts 0; so does everybody in a single one.
[[nodiscard]] double silhouette(std::span<const weighted_point> points, const clustering& in);

}  // namespace ruamkit::analysis::opinion
