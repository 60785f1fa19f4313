#include "analysis/opinion/grouping.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/opinion/votes.hpp"

namespace ruamkit::analysis::opinion {
namespace {

constexpr double grid = 1e-6;
constexpr std::size_t base_restarts = 2;
constexpr std::size_t base_iterations_max = 30;
constexpr std::size_t group_restarts = 20;
constexpr std::size_t group_iterations_max = 100;
constexpr double inertia_slack = 1.01;

struct cell {
  std::int64_t x, y;

  friend auto operator<=>(const cell&, const cell&) = default;
};

cell cell_of(const point& at) {
  return {static_cast<std::int64_t>(std::llround(at.x / grid)), static_cast<std::int64_t>(std::llround(at.y / grid))};
}

struct person_at {
  cell at;
  std::size_t person;
};

}  // namespace

std::size_t base_points::people() const {
  return static_cast<std::size_t>(std::ranges::count_if(of, [](std::int32_t one) { return one != ungrouped; }));
}

base_points gather(std::span<const point> places, const std::vector<bool>& grouped, std::size_t clusters,
                   std::uint64_t seed, const stopped& stop) {
  std::vector<person_at> people;
  for (std::size_t p = 0; p < places.size(); ++p)
    if (grouped[p]) people.push_back({cell_of(places[p]), p});
  std::ranges::sort(people, {}, &person_at::at);

  base_points out;
  out.of.assign(places.size(), ungrouped);
  for (std::size_t i = 0; i < people.size(); ++i) {
    const cell& at = people[i].at;
    if (i == 0 || at != people[i - 1].at)
      out.points.push_back({{static_cast<double>(at.x) * grid, static_cast<double>(at.y) * grid}, 0});
    out.points.back().weight += 1;
    out.of[people[i].person] = static_cast<std::int32_t>(out.points.size() - 1);
  }
  if (out.points.size() <= clusters) return out;

  seeded random(seed);
  const clustering found = k_means(out.points, clusters, base_restarts, base_iterations_max, random, stop);
  std::vector<double> weights(clusters, 0);
  for (std::size_t i = 0; i < out.points.size(); ++i) weights[found.of[i]] += out.points[i].weight;
  // A cluster may have lost its last point when k-means ran out of iterations.
  std::vector<weighted_point> made;
  std::vector<std::int32_t> number(clusters, ungrouped);
  for (std::size_t c = 0; c < clusters; ++c) {
    if (weights[c] <= 0) continue;
    number[c] = static_cast<std::int32_t>(made.size());
    made.push_back({found.centres[c], weights[c]});
  }
  for (std::int32_t& one : out.of)
    if (one != ungrouped) one = number[found.of[static_cast<std::size_t>(one)]];
  out.points = std::move(made);
  return out;
}

clustering grouped_in(const base_points& base, std::size_t k, std::uint64_t seed, std::span<const point> before) {
  seeded random(seed + k);
  clustering best = k_means(base.points, k, group_restarts, group_iterations_max, random);
  if (before.size() != k) return best;
  clustering kept = lloyd(base.points, {before.begin(), before.end()}, group_iterations_max);
  return kept.inertia <= inertia_slack * best.inertia ? kept : best;
}

}  // namespace ruamkit::analysis::opinion
