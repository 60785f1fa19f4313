// Weights that make a room look like its population in some respects, and means under them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/change/figure.hpp"
#include "analysis/change/student.hpp"

namespace ruamkit::analysis::change {

/// One stratum to be met: the population's shares of its values, which sum to 1, and each person's value.
struct margin {
  std::span<const double> shares;
  std::span<const std::int32_t> of;  ///< by person: an index into shares, or -1 where it is not known
};

/// Why raking could not meet a margin.
struct unmet_margin {
  enum class fault : std::uint8_t {
    nobody,         ///< the population has this value and nobody here does
    no_share,       ///< people have this value and the population's share is 0 or not given
    contradiction,  ///< the margins cannot all hold for these people: the one that is furthest off after the last round
  };
  std::size_t margin = 0;
  std::size_t value = 0;
  fault why = fault::nobody;
  double wanted = 0;
  double reached = 0;
};

struct raked {
  bool converged = false;
  std::size_t rounds = 0;
  std::vector<unmet_margin> unmet;
  /// By person, of mean 1 over those who have one; `missing` for people whose value in a stratum is not known. Empty
  /// where a margin cannot be met.
  std::vector<double> weights;
};

/// Iterative proportional fitting (Deming and Stephan 1940): each margin in turn is met exactly, until a whole round
/// changes no weight by more than 1e-13 of it. `start` are design weights, or empty for 1 each; a missing or zero
/// weight leaves the person out.
[[nodiscard]] raked rake(std::span<const margin> margins, std::span<const double> start, std::size_t people);

/// What weights cost: Kish's (1965) design effect n sum(w^2) / (sum w)^2 and the number of people of weight 1 who would
/// be as sure.
struct weight_spread {
  std::size_t n = 0;
  figure smallest, largest, design_effect, n_effective;
};
[[nodiscard]] weight_spread spread_of(std::span<const double> weights);

/// The weighted mean of `values` with its linearised (Taylor) standard error, as survey::svymean with independent
/// people; df is n - 1. `values` hold nothing missing; those with a missing or zero weight are left out.
[[nodiscard]] t_test weighted_t(std::span<const double> values, std::span<const double> weights);

/// Not defined where no value has a weight.
[[nodiscard]] figure weighted_mean(std::span<const double> values, std::span<const double> weights);

}  // namespace ruamkit::analysis::change
