// k-means and silhouettes against values worked out by hand and against their definitions.
#include "analysis/opinion/k_means.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "analysis/opinion/agreement.hpp"
#include "analysis/opinion/group_names.hpp"

namespace ruamkit::analysis::opinion {
namespace {

std::vector<weighted_point> blobs(std::uint64_t seed, std::size_t k, std::size_t each) {
  seeded random(seed);
  const auto unit = [&] { return static_cast<double>(random.below(2'000'001)) / 1e6 - 1; };
  std::vector<weighted_point> out;
  for (std::size_t c = 0; c < k; ++c)
    for (std::size_t i = 0; i < each; ++i)
      out.push_back({{10 * std::cos(6.283 * static_cast<double>(c) / static_cast<double>(k)) + unit(),
                      10 * std::sin(6.283 * static_cast<double>(c) / static_cast<double>(k)) + unit()},
                     1.0 + static_cast<double>(random.below(4))});
  return out;
}

/// By the definition, each point written out as often as it weighs.
double plain_silhouette(const std::vector<weighted_point>& points, const clustering& in) {
  std::vector<point> at;
  std::vector<std::uint32_t> of;
  for (std::size_t i = 0; i < points.size(); ++i)
    for (double w = 0; w < points[i].weight; ++w) {
      at.push_back(points[i].at);
      of.push_back(in.of[i]);
    }
  double sum = 0;
  for (std::size_t i = 0; i < at.size(); ++i) {
    std::vector<double> distance(in.centres.size(), 0), count(in.centres.size(), 0);
    for (std::size_t j = 0; j < at.size(); ++j) {
      if (i == j) continue;
      distance[of[j]] += std::sqrt(squared_distance(at[i], at[j]));
      ++count[of[j]];
    }
    if (count[of[i]] == 0) continue;
    const double within = distance[of[i]] / count[of[i]];
    double beside = 1e300;
    for (std::size_t c = 0; c < count.size(); ++c)
      if (c != of[i] && count[c] > 0) beside = std::min(beside, distance[c] / count[c]);
    sum += (beside - within) / std::max(beside, within);
  }
  return sum / static_cast<double>(at.size());
}

}  // namespace

TEST_CASE("k-means finds separate blobs for every seed") {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const std::size_t k = 2 + seed % 4;
    const auto points = blobs(seed, k, 20);
    seeded random(seed);
    const auto found = k_means(points, k, 10, 100, random);
    std::vector<std::int32_t> mine(found.of.begin(), found.of.end()), theirs;
    for (std::size_t i = 0; i < points.size(); ++i) theirs.push_back(static_cast<std::int32_t>(i / 20));
    CAPTURE(seed);
    CHECK(adjusted_rand(mine, theirs).value() == doctest::Approx(1));
    CHECK(silhouette(points, found) > 0.8);
  }
}

TEST_CASE("at the end every point is nearest to its own centre, which is its points' mean") {
  const auto points = blobs(5, 3, 40);
  seeded random(1);
  const auto found = k_means(points, 7, 3, 1000, random);
  std::vector<weighted_point> sums(7, {{}, 0});
  double inertia = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double own = squared_distance(points[i].at, found.centres[found.of[i]]);
    for (const point& centre : found.centres) CHECK(own <= squared_distance(points[i].at, centre));
    inertia += own * points[i].weight;
    sums[found.of[i]].at.x += points[i].weight * points[i].at.x;
    sums[found.of[i]].weight += points[i].weight;
  }
  CHECK(found.inertia == doctest::Approx(inertia));
  for (std::size_t c = 0; c < 7; ++c) CHECK(found.centres[c].x == doctest::Approx(sums[c].at.x / sums[c].weight));
}

TEST_CASE("a centre without points is put to use") {
  const std::vector<weighted_point> points{{{0, 0}, 1}, {{1, 0}, 1}, {{10, 0}, 1}};
  const auto found = lloyd(points, {{0, 0}, {100, 100}, {200, 200}}, 100);
  CHECK(found.inertia == 0);
  CHECK(found.of[0] != found.of[1]);
  CHECK(found.of[1] != found.of[2]);
}

TEST_CASE("as many centres as points leave no distance") {
  const auto points = blobs(2, 4, 3);
  seeded random(3);
  CHECK(k_means(points, points.size(), 1, 100, random).inertia == doctest::Approx(0));
}

TEST_CASE("silhouettes: worked by hand") {
  // On a line at 0, 1 and 10, 11: a = 1, b = 10.5 and 9.5; the widths are 9.5/10.5 and 8.5/9.5, twice each.
  const std::vector<weighted_point> points{{{0, 0}, 1}, {{1, 0}, 1}, {{10, 0}, 1}, {{11, 0}, 1}};
  const clustering two{{{0.5, 0}, {10.5, 0}}, {0, 0, 1, 1}, 0};
  CHECK(silhouette(points, two) == doctest::Approx((9.5 / 10.5 + 8.5 / 9.5) / 2));
  const clustering alone{{{5.5, 0}, {0, 0}}, {1, 0, 0, 0}, 0};
  // Who is alone counts 0; the others' b is their distance to 0, their a the mean to the other two.
  CHECK(silhouette(points, alone) == doctest::Approx(((1 - 9.5) / 9.5 + (10 - 5.0) / 10 + (11 - 5.5) / 11) / 4));
  CHECK(silhouette(points, {{{5, 0}}, {0, 0, 0, 0}, 0}) == 0);
}

TEST_CASE("a weight is as many people at one place") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto points = blobs(seed, 3, 8);
    seeded random(seed);
    const auto found = k_means(points, 2 + seed % 5, 2, 100, random);
    CHECK(silhouette(points, found) == doctest::Approx(plain_silhouette(points, found)).epsilon(1e-12));
  }
}

TEST_CASE("adjusted Rand index: known values") {
  using groups = std::vector<std::int32_t>;
  CHECK(adjusted_rand(groups{0, 0, 1, 1}, groups{1, 1, 0, 0}).value() == doctest::Approx(1));
  // The examples of scikit-learn's documentation of adjusted_rand_score.
  CHECK(adjusted_rand(groups{0, 0, 1, 2}, groups{0, 0, 1, 1}).value() == doctest::Approx(0.571428571428));
  CHECK(adjusted_rand(groups{0, 0, 1, 1}, groups{0, 1, 0, 1}).value() == doctest::Approx(-0.5));
  CHECK(adjusted_rand(groups{0, 0, 0, 0}, groups{0, 1, 2, 3}).value() == doctest::Approx(0));
  CHECK(adjusted_rand(groups{0, 0, -1, 1, 1}, groups{5, 5, 5, 7, 7}).value() == doctest::Approx(1));
  CHECK(!adjusted_rand(groups{0, 0, 0}, groups{0, 0, 0}));
  CHECK(!adjusted_rand(groups{0, -1}, groups{0, 0}));
  CHECK(!adjusted_rand(groups{}, groups{}));
}

TEST_CASE("names go to the group that shares most people") {
  using groups = std::vector<std::int32_t>;
  using names = std::vector<std::uint32_t>;
  CHECK(matched_names(groups{0, 0, 1, 1}, 2, groups{}) == names{0, 1});
  CHECK(matched_names(groups{0, 0, 1, 1}, 2, groups{1, 1, 0, 0}) == names{1, 0});
  CHECK(matched_names(groups{0, 0, 1, 1, 2}, 3, groups{4, 4, 0, 0}) == names{4, 0, 1});
  // A group that splits: the larger part keeps the name.
  CHECK(matched_names(groups{1, 0, 0, 2, 2}, 3, groups{0, 0, 0, 1, 1}) == names{0, 2, 1});
  // Groups that join: the name of the larger part.
  CHECK(matched_names(groups{0, 0, 0, 1}, 2, groups{0, 2, 2, 1}) == names{2, 1});
  CHECK(matched_names(groups{0, -1, 1, 1}, 2, groups{1, 0, -1, 0}) == names{1, 0});
}

}  // namespace ruamkit::analysis::opinion
