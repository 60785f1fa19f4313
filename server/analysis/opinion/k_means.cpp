#include "analysis/opinion/k_means.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace ruamkit::analysis::opinion {
namespace {

/// The centres from left to right: one that is farther off in x alone than the nearest so far need not be looked at.
class centres_by_x {
 public:
  explicit centres_by_x(const std::vector<point>& centres) {
    for (std::uint32_t c = 0; c < centres.size(); ++c) sorted_.push_back({centres[c], c});
    std::ranges::sort(sorted_, {}, [](const numbered& one) { return std::pair(one.at.x, one.number); });
    for (const numbered& one : sorted_) x_.push_back(one.at.x);
  }

  /// Of centres equally near, the first.
  [[nodiscard]] std::uint32_t nearest(const point& to) const {
    const auto from = static_cast<std::size_t>(std::ranges::lower_bound(x_, to.x) - x_.begin());
    std::pair best(std::numeric_limits<double>::infinity(), std::uint32_t{0});
    const auto look_at = [&](const numbered& one) {
      best = std::min(best, {squared_distance(to, one.at), one.number});
    };
    const auto may_be_nearer = [&](std::size_t c) { return (x_[c] - to.x) * (x_[c] - to.x) <= best.first; };
    for (std::size_t c = from; c < x_.size() && may_be_nearer(c); ++c) look_at(sorted_[c]);
    for (std::size_t c = from; c > 0 && may_be_nearer(c - 1); --c) look_at(sorted_[c - 1]);
    return best.second;
  }

 private:
  struct numbered {
    point at;
    std::uint32_t number;
  };
  std::vector<numbered> sorted_;
  std::vector<double> x_;
};

bool assign(std::span<const weighted_point> points, clustering& to) {
  const centres_by_x centres(to.centres);
  bool changed = false;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::uint32_t nearest = centres.nearest(points[i].at);
    changed = changed || nearest != to.of[i];
    to.of[i] = nearest;
  }
  return changed;
}

std::size_t farthest(std::span<const weighted_point> points, const clustering& in) {
  std::size_t out = 0;
  double most = -1;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double distance = squared_distance(points[i].at, in.centres[in.of[i]]);
    if (distance > most) {
      most = distance;
      out = i;
    }
  }
  return out;
}

/// True when a centre had no points and took one.
bool move_centres(std::span<const weighted_point> points, clustering& in) {
  std::vector<weighted_point> sums(in.centres.size(), {{}, 0});
  for (std::size_t i = 0; i < points.size(); ++i) {
    weighted_point& sum = sums[in.of[i]];
    sum.at.x += points[i].weight * points[i].at.x;
    sum.at.y += points[i].weight * points[i].at.y;
    sum.weight += points[i].weight;
  }
  for (std::size_t c = 0; c < sums.size(); ++c)
    if (sums[c].weight > 0) in.centres[c] = {sums[c].at.x / sums[c].weight, sums[c].at.y / sums[c].weight};
  bool taken_any = false;
  for (std::size_t c = 0; c < sums.size(); ++c) {
    if (sums[c].weight > 0) continue;
    taken_any = true;
    const std::size_t taken = farthest(points, in);
    in.centres[c] = points[taken].at;
    in.of[taken] = static_cast<std::uint32_t>(c);
  }
  return taken_any;
}

double unit(seeded& random) { return static_cast<double>(random.next() >> 11) * 0x1p-53; }

/// The point at `share` of the whole of `amounts`.
std::size_t drawn(const std::vector<double>& amounts, double share) {
  double whole = 0;
  for (const double one : amounts) whole += one;
  double left = share * whole;
  std::size_t last = 0;
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    if (amounts[i] <= 0) continue;
    last = i;
    left -= amounts[i];
    if (left < 0) break;
  }
  return last;
}

std::vector<point> spread_centres(std::span<const weighted_point> points, std::size_t k, seeded& random) {
  std::vector<double> amounts;
  for (const weighted_point& one : points) amounts.push_back(one.weight);
  std::vector<point> centres{points[drawn(amounts, unit(random))].at};
  std::vector<double> nearest(points.size(), std::numeric_limits<double>::infinity());
  while (centres.size() < k) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      nearest[i] = std::min(nearest[i], squared_distance(points[i].at, centres.back()));
      amounts[i] = points[i].weight * nearest[i];
    }
    centres.push_back(points[drawn(amounts, unit(random))].at);
  }
  return centres;
}

}  // namespace

clustering lloyd(std::span<const weighted_point> points, std::vector<point> centres, std::size_t iterations_max,
                 const stopped& stop) {
  clustering out{std::move(centres), std::vector<std::uint32_t>(points.size(), 0), 0};
  assign(points, out);
  for (std::size_t i = 0; i < iterations_max; ++i) {
    if (stop && stop()) break;
    const bool taken_any = move_centres(points, out);
    if (!assign(points, out) && !taken_any) break;
  }
  for (std::size_t i = 0; i < points.size(); ++i)
    out.inertia += points[i].weight * squared_distance(points[i].at, out.centres[out.of[i]]);
  return out;
}

clustering k_means(std::span<const weighted_point> points, std::size_t k, std::size_t restarts,
                   std::size_t iterations_max, seeded& random, const stopped& stop) {
  clustering best;
  for (std::size_t run = 0; run < restarts; ++run) {
    clustering found = lloyd(points, spread_centres(points, k, random), iterations_max, stop);
    if (run == 0 || found.inertia < best.inertia) best = std::move(found);
  }
  return best;
}

double silhouette(std::span<const weighted_point> points, const clustering& in) {
  const std::size_t k = in.centres.size();
  if (k < 2) return 0;
  std::vector<double> size(k, 0);
  for (std::size_t i = 0; i < points.size(); ++i) size[in.of[i]] += points[i].weight;
  double sum = 0, whole = 0;
  std::vector<double> distances(k);
  for (std::size_t i = 0; i < points.size(); ++i) {
    whole += points[i].weight;
    const std::uint32_t own = in.of[i];
    if (size[own] <= 1) continue;
    std::ranges::fill(distances, 0.0);
    for (std::size_t j = 0; j < points.size(); ++j)
      distances[in.of[j]] += points[j].weight * std::sqrt(squared_distance(points[i].at, points[j].at));
    const double within = distances[own] / (size[own] - 1);
    double beside = std::numeric_limits<double>::infinity();
    for (std::size_t c = 0; c < k; ++c)
      if (c != own && size[c] > 0) beside = std::min(beside, distances[c] / size[c]);
    const double larger = std::max(within, beside);
    if (larger > 0) sum += points[i].weight * (beside - within) / larger;
  }
  return whole > 0 ? sum / whole : 0;
}

}  // namespace ruamkit::analysis::opinion
