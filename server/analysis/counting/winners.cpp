#include "analysis/counting/winners.hpp"

#include <algorithm>
#include <numeric>

#include "base/seeded.hpp"

namespace ruamkit::analysis::counting {

winner largest(std::span<const std::int64_t> amounts, std::uint64_t seed) {
  const auto most = *std::ranges::max_element(amounts);
  std::vector<std::size_t> best;
  for (std::size_t i = 0; i < amounts.size(); ++i)
    if (amounts[i] == most) best.push_back(i);
  if (best.size() == 1) return {best.front(), false, {}};
  seeded draw(seed);
  const auto drawn = best[static_cast<std::size_t>(draw.below(best.size()))];
  return {drawn, true, std::move(best)};
}

std::vector<std::int64_t> borda_doubled(std::span<const std::vector<std::uint16_t>> rankings, std::size_t options) {
  std::vector<std::int64_t> points(options, 0);
  const auto n = static_cast<std::int64_t>(options);
  for (const auto& ranking : rankings) {
    const auto ranked = static_cast<std::int64_t>(ranking.size());
    // The n - ranked options left out share 0 … n - ranked - 1 points: (n - ranked - 1) / 2 each.
    const auto rest = std::max<std::int64_t>(n - ranked - 1, 0);
    for (auto& each : points) each += rest;
    for (std::int64_t place = 0; place < ranked; ++place)
      points[ranking[static_cast<std::size_t>(place)]] += 2 * (n - 1 - place) - rest;
  }
  return points;
}

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
