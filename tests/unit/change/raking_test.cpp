// Weights meet every margin, or say which one they cannot meet.
#include <doctest/doctest.h>

#include <numeric>

#include "analysis/change/weighting.hpp"
#include "base/seeded.hpp"

namespace ruamkit::analysis::change {
namespace {

using shares = std::vector<double>;
using places = std::vector<std::int32_t>;
using fault = unmet_margin::fault;

double share_of(const places& of, std::int32_t value, const std::vector<double>& weights) {
  double part = 0;
  double all = 0;
  for (std::size_t i = 0; i < of.size(); ++i) {
    if (!(weights[i] > 0)) continue;
    all += weights[i];
    if (of[i] == value) part += weights[i];
  }
  return part / all;
}

}  // namespace

TEST_CASE("one margin is post-stratification") {
  const shares wanted{0.5, 0.5};
  const places of{0, 0, 0, 1};
  const auto made = rake(std::vector<margin>{{wanted, of}}, {}, 4);
  REQUIRE(made.converged);
  CHECK(made.weights[0] == doctest::Approx(2.0 / 3).epsilon(1e-14));
  CHECK(made.weights[3] == doctest::Approx(2.0).epsilon(1e-14));
  CHECK(spread_of(made.weights).n_effective.value() == doctest::Approx(3.0).epsilon(1e-14));
}

TEST_CASE("three margins over many seeds are all met, and the mean weight is 1") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    seeded from(seed);
    const std::size_t people = 60 + seed * 5;
    std::vector<places> of(3, places(people));
    std::vector<shares> wanted;
    std::vector<margin> margins;
    for (std::size_t m = 0; m < 3; ++m) {
      const auto values = 2 + m;
      // Everybody has a first value often enough that no cell a margin needs is empty.
      for (std::size_t i = 0; i < people; ++i)
        of[m][i] = static_cast<std::int32_t>(i < 24 ? i / (m + 1) % values : from.below(values));
      shares each(values);
      for (auto& share : each) share = 1 + static_cast<double>(from.below(100)) / 50;
      const double sum = std::accumulate(each.begin(), each.end(), 0.0);
      for (auto& share : each) share /= sum;
      wanted.push_back(each);
    }
    for (std::size_t m = 0; m < 3; ++m) margins.push_back({wanted[m], of[m]});
    of[1][3] = -1;
    std::vector<double> start(people);
    for (auto& each : start) each = 0.2 + static_cast<double>(from.below(100)) / 50;
    start[7] = missing;
    const auto made = rake(margins, start, people);
    REQUIRE(made.converged);
    CHECK(is_missing(made.weights[3]));
    CHECK(is_missing(made.weights[7]));
    double sum = 0;
    for (const auto each : made.weights) sum += is_missing(each) ? 0 : each;
    CHECK(sum == doctest::Approx(static_cast<double>(people - 2)).epsilon(1e-12));
    for (std::size_t m = 0; m < 3; ++m)
      for (std::size_t v = 0; v < wanted[m].size(); ++v)
        CHECK(share_of(of[m], static_cast<std::int32_t>(v), made.weights) ==
              doctest::Approx(wanted[m][v]).epsilon(1e-9));
  }
}

TEST_CASE("a value that nobody has, or that the population has not, is named") {
  const shares wanted{0.4, 0.3, 0.3};
  const places without_last{0, 1, 0, 1};
  auto made = rake(std::vector<margin>{{wanted, without_last}}, {}, 4);
  CHECK_FALSE(made.converged);
  CHECK(made.weights.empty());
  REQUIRE(made.unmet.size() == 1);
  CHECK(made.unmet[0].value == 2);
  CHECK(made.unmet[0].why == fault::nobody);
  const shares no_last{0.5, 0.5, 0};
  const places with_last{0, 1, 2, 1};
  made = rake(std::vector<margin>{{no_last, with_last}}, {}, 4);
  REQUIRE(made.unmet.size() == 1);
  CHECK(made.unmet[0].why == fault::no_share);
}

TEST_CASE("margins that contradict each other for these people are named") {
  // Every woman is young and every man old, and the population's shares of the two differ.
  const shares gender{0.5, 0.5};
  const shares age{0.3, 0.7};
  const places of{0, 0, 0, 1, 1};
  const auto made = rake(std::vector<margin>{{gender, of}, {age, of}}, {}, 5);
  CHECK_FALSE(made.converged);
  REQUIRE(made.unmet.size() == 1);
  CHECK(made.unmet[0].why == fault::contradiction);
  CHECK(made.unmet[0].margin == 0);
  CHECK(made.unmet[0].reached == doctest::Approx(0.3));
}

TEST_CASE("nobody to weigh") {
  const shares wanted{0.5, 0.5};
  const places unknown{-1, -1};
  const auto made = rake(std::vector<margin>{{wanted, unknown}}, {}, 2);
  CHECK_FALSE(made.converged);
  CHECK(made.unmet.size() == 2);
  CHECK_FALSE(rake({}, {}, 0).converged);
  CHECK(spread_of({}).n_effective == figure(gap::no_weight));
}

}  // namespace ruamkit::analysis::change
