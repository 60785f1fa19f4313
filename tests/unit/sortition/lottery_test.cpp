// The fair lotteries against the slow way, against their own certificates, and against published figures.
#include "analysis/sortition/lottery.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/sortition/measures.hpp"
#include "analysis/sortition/numbered_panels.hpp"
#include "analysis/sortition/replacement.hpp"
#include "exhaustive.hpp"
#include "instances.hpp"

namespace ruamkit::analysis::sortition {
namespace {

using sortition_instances::make;
using sortition_instances::recipe;

const auto always = [](const progress&) { return true; };

std::vector<double> chances_of(const pool& of, fairness by, lottery* out = nullptr) {
  const auto space = panels_of(of);
  auto found = fair_lottery(space, by, always);
  REQUIRE(found.exists);
  auto chances = chances_by_person(space, found.chances, of.people.size());
  if (out != nullptr) *out = std::move(found);
  return chances;
}

std::vector<double> sorted(std::vector<double> of) {
  std::ranges::sort(of);
  return of;
}

void check_near(std::vector<double> one, std::vector<double> other, double within) {
  one = sorted(one);
  other = sorted(other);
  REQUIRE(one.size() == other.size());
  for (std::size_t i = 0; i < one.size(); ++i)
    CHECK(one[i] == doctest::Approx(other[i]).epsilon(0).scale(1).epsilon(within));
}

/// Small pools with odd quotas: here the relaxation often promises more than panels can give.
recipe small(std::uint64_t seed) {
  recipe out;
  out.seed = seed;
  out.people = 9 + static_cast<int>(seed % 4);
  out.seats = 3 + static_cast<int>(seed % 3);
  out.values = seed % 2 == 0 ? std::vector<int>{2, 3, 2} : std::vector<int>{3, 2, 2, 2};
  out.pairs = seed % 3 == 0 ? 3 : 0;
  return out;
}

pool two_by_two() {
  // The published example: 99 liberal women, one conservative woman, 100 conservative men, at least 9 of each value.
  pool out;
  out.seats = 20;
  out.features = {{"gender", {{"female", 9, 20}, {"male", 9, 20}}},
                  {"leaning", {{"conservative", 9, 20}, {"liberal", 9, 20}}}};
  for (int i = 0; i < 99; ++i) out.people.push_back({{0, 1}});
  out.people.push_back({{0, 0}});
  for (int i = 0; i < 100; ++i) out.people.push_back({{1, 0}});
  return out;
}

}  // namespace

TEST_CASE("the published example: everybody has 10 %") {
  // Flanigan et al. 2021, reference_output/example_small_20_statistics.txt: minimum 10.0 %, gini 0.0 %.
  lottery found;
  const auto chances = chances_of(two_by_two(), fairness::leximin, &found);
  check_near(chances, std::vector<double>(200, 0.1), 1e-6);
  CHECK(found.proof.proven);
  CHECK(found.proof.minimum_bound == doctest::Approx(0.1).epsilon(1e-9));
}

TEST_CASE("leximin agrees with the slow way on small pools") {
  int compared = 0;
  std::size_t cuts = 0;
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    CAPTURE(seed);
    const pool of = make(small(seed));
    const auto all = sortition_exhaustive::all_panels(of);
    const auto space = panels_of(of);
    const auto found = fair_lottery(space, fairness::leximin, always);
    CHECK(found.exists == !all.empty());
    if (all.empty()) continue;
    ++compared;
    cuts += found.proof.cuts;
    CHECK(found.proof.proven);
    const auto mine = chances_by_person(space, found.chances, of.people.size());
    const auto slow = sortition_exhaustive::leximin(all, of.people.size());
    CHECK(std::abs(smallest(mine) - smallest(slow)) < 1e-6);
    for (std::size_t p = 0; p < mine.size(); ++p) CHECK(std::abs(mine[p] - slow[p]) < 1e-4);
    CHECK(found.proof.minimum_bound > smallest(slow) - 1e-7);
    CHECK(found.proof.minimum_bound < smallest(slow) + 1e-6);
  }
  CHECK(compared > 30);
  CHECK(cuts > 0);  // some of them needed more than the relaxation
}

TEST_CASE("maximin reaches the same minimum, nash the larger product") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    const pool of = make(small(seed));
    const auto all = sortition_exhaustive::all_panels(of);
    if (all.empty()) continue;
    const auto fair = chances_of(of, fairness::leximin);
    CHECK(std::abs(smallest(chances_of(of, fairness::maximin)) - smallest(fair)) < 1e-6);
    lottery found;
    const auto product = chances_of(of, fairness::nash, &found);
    CHECK(geometric_mean(product) >= geometric_mean(fair) - 1e-6);
    CHECK(found.proof.mean_log_gap < 1e-7);
    // At the optimum no panel gains to first order: its members' 1 / chance sum to at most the number of people.
    if (smallest(product) < 1e-6) continue;
    for (const auto& members : all) {
      double sum = 0;
      for (const auto p : members) sum += 1 / product[p];
      CHECK(sum <= static_cast<double>(of.people.size()) * (1 + 1e-3));
    }
  }
}

TEST_CASE("larger pools: every panel is right, chances sum to the seats, the certificate holds") {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    CAPTURE(seed);
    recipe how;
    how.seed = seed;
    how.people = 200;
    how.seats = 24;
    how.values = {2, 4, 3, 3};
    how.pairs = 20;
    const pool of = make(how);
    const auto space = panels_of(of);
    const auto found = fair_lottery(space, fairness::leximin, always);
    REQUIRE(found.exists);
    CHECK(found.proof.proven);
    CHECK(found.proof.minimum_bound - smallest(found.chances) < 1e-6);
    for (std::size_t i = 1; i < found.proof.levels.size(); ++i)
      CHECK(found.proof.levels[i].value >= found.proof.levels[i - 1].value - 1e-8);
    for (const panel& each : found.panels.panels) CHECK(space.contains(each));
    const auto chances = chances_by_person(space, found.chances, of.people.size());
    CHECK(std::accumulate(chances.begin(), chances.end(), 0.0) == doctest::Approx(24));
    const auto numbered = number_panels(space, found, seed);
    REQUIRE(numbered.size() == panel_numbers);
    for (const auto& each : numbered) REQUIRE(is_valid_panel(of, each));
    const auto near = near_to(chances_under(numbered, of.people.size()), chances);
    CHECK(near.largest_difference <= 0.004);
    CHECK(near.smallest_share >= 0.9);
  }
}

TEST_CASE("whoever has the smallest chance keeps nine tenths of it, where rounding alone left them less") {
  recipe how;
  how.seed = 9;
  how.people = 800;
  how.seats = 75;
  how.values = {2, 4, 5, 3, 4, 2, 4};
  const pool of = make(how);
  const auto space = panels_of(of);
  const auto found = fair_lottery(space, fairness::leximin, always);
  REQUIRE(found.exists);
  const auto chances = chances_by_person(space, found.chances, of.people.size());
  const auto near = near_to(chances_under(number_panels(space, found, 1), of.people.size()), chances);
  CHECK(near.smallest_share >= 0.9);
  CHECK(near.largest_difference <= 0.004);
}

TEST_CASE("pools that cannot be taken apart at once need few steps all the same") {
  // With a linear program's prices alone these three took 367 steps; the nearest mixture's direction takes 168.
  int steps = 0;
  for (const std::uint64_t seed : {1U, 10U, 36U}) {
    CAPTURE(seed);
    recipe how;
    how.seed = seed;
    how.people = 120;
    how.seats = 16;
    how.values = {2, 4, 3, 3, 4, 2};
    how.bias = 1;
    const auto space = panels_of(make(how));
    const auto found = fair_lottery(space, fairness::leximin, [&](const progress&) { return ++steps > 0; });
    CHECK(found.proof.proven);
    CHECK(found.proof.shortfall < 1e-6);
  }
  CHECK(steps < 250);
}

TEST_CASE("who must serve always does, who may not never") {
  pool of = two_by_two();
  of.people[0].stands = standing::must_serve;
  of.people[0].household = 1;
  of.people[1].household = 1;
  of.people[2].stands = standing::may_not_serve;
  const auto chances = chances_of(of, fairness::leximin);
  CHECK(chances[0] == 1);
  CHECK(chances[1] == 0);
  CHECK(chances[2] == 0);
  CHECK(smallest(std::span(chances).subspan(3)) > 0.09);
}

TEST_CASE("the same input gives the same lottery, stopping gives an honest gap") {
  recipe how;
  how.people = 120;
  how.seats = 15;
  how.values = {2, 3, 4};
  const pool of = make(how);
  const auto space = panels_of(of);
  const auto one = fair_lottery(space, fairness::leximin, always);
  const auto two = fair_lottery(space, fairness::leximin, always);
  CHECK(one.panels.panels == two.panels.panels);
  CHECK(one.panels.chances == two.panels.chances);
  const auto stopped = fair_lottery(space, fairness::leximin, [](const progress&) { return false; });
  REQUIRE(stopped.exists);
  CHECK(stopped.proof.minimum_bound >= smallest(one.chances) - 1e-7);
  CHECK(smallest(stopped.chances) <= stopped.proof.minimum_bound + 1e-7);
}

TEST_CASE("measures") {
  CHECK(gini(std::vector<double>{1, 1, 1}) == doctest::Approx(0));
  CHECK(gini(std::vector<double>{0, 0, 0, 1}) == doctest::Approx(0.75));
  CHECK(gini(std::vector<double>{1, 2, 3, 4}) == doctest::Approx(0.25));
  CHECK(geometric_mean(std::vector<double>{1, 4}) == doctest::Approx(2));
  CHECK(geometric_mean(std::vector<double>{0, 4}) == 0);
}

}  // namespace ruamkit::analysis::sortition
