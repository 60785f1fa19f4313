// Pools and quotas made from a seed: a population with unequal shares, volunteers who are not like it, quotas after the
// population.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "analysis/sortition/pool.hpp"
#include "base/seeded.hpp"

namespace sortition_instances {

using namespace ruamkit::analysis::sortition;

struct recipe {
  int people = 100;
  int seats = 10;
  std::vector<int> values = {2, 3};  ///< of each feature
  int slack = 0;                     ///< quotas are the exact share rounded down - slack to rounded up + slack
  double bias = 1;                   ///< how far volunteers differ: shares are multiplied by e^-bias to e^bias
  int pairs = 0;                     ///< households of two
  std::uint64_t seed = 1;
};

inline double uniform(ruamkit::seeded& chance) { return static_cast<double>(chance.below(1'000'000)) / 1e6; }

inline std::vector<double> normal(std::vector<double> of) {
  double sum = 0;
  for (const double each : of) sum += each;
  for (double& each : of) each /= sum;
  return of;
}

inline std::uint16_t drawn_value(const std::vector<double>& shares, ruamkit::seeded& chance) {
  double left = uniform(chance);
  std::uint16_t value = 0;
  while (value + 1U < shares.size() && left >= shares[value]) left -= shares[value++];
  return value;
}

inline pool make(const recipe& of) {
  ruamkit::seeded chance(of.seed);
  pool out;
  out.seats = of.seats;
  std::vector<std::vector<double>> volunteers;
  for (const int values : of.values) {
    std::vector<double> population, willing;
    for (int v = 0; v < values; ++v) {
      population.push_back(0.3 + uniform(chance));
      willing.push_back(population.back() * std::exp(of.bias * (2 * uniform(chance) - 1)));
    }
    population = normal(population);
    volunteers.push_back(normal(willing));
    feature& made = out.features.emplace_back();
    made.name = "f" + std::to_string(out.features.size());
    for (int v = 0; v < values; ++v) {
      const double exact = population[static_cast<std::size_t>(v)] * of.seats;
      quota& one = made.quotas.emplace_back();
      one.value = "v" + std::to_string(v);
      one.min = std::max(0, static_cast<int>(std::floor(exact)) - of.slack);
      one.max = static_cast<int>(std::ceil(exact)) + of.slack;
    }
  }
  for (int p = 0; p < of.people; ++p) {
    person& made = out.people.emplace_back();
    for (const auto& shares : volunteers) made.values.push_back(drawn_value(shares, chance));
    if (p < 2 * of.pairs) made.household = static_cast<std::uint32_t>(p / 2);
  }
  return out;
}

}  // namespace sortition_instances
