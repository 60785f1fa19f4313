#include "analysis/sortition/measures.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace ruamkit::analysis::sortition {

double gini(std::span<const double> chances) {
  std::vector<double> sorted(chances.begin(), chances.end());
  std::ranges::sort(sorted);
  const auto n = static_cast<double>(sorted.size());
  double sum = 0;
  double ranked = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    sum += sorted[i];
    ranked += (2 * static_cast<double>(i + 1) - n - 1) * sorted[i];
  }
  return sum > 0 ? ranked / (n * sum) : 0;
}

double geometric_mean(std::span<const double> chances) {
  double logs = 0;
  for (const double each : chances) {
    if (each <= 0) return 0;
    logs += std::log(each);
  }
  return chances.empty() ? 0 : std::exp(logs / static_cast<double>(chances.size()));
}

double smallest(std::span<const double> chances) { return chances.empty() ? 0 : *std::ranges::min_element(chances); }

}  // namespace ruamkit::analysis::sortition
