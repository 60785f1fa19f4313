#include "analysis/counting/lower_median.hpp"

#include <numeric>

namespace ruamkit::analysis::counting {

std::size_t lower_median(std::span<const std::int64_t> counts) {
  const auto total = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  std::int64_t below = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    below += counts[i];
    if (below * 2 >= total) return i;
  }
  return counts.size() - 1;
}

}  // namespace ruamkit::analysis::counting
