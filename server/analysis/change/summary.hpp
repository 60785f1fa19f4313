// One column of answers: how many, where they lie, how they are spread.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "analysis/change/figure.hpp"

namespace ruamkit::analysis::change {

/// Sums are kept in extended precision and the variance takes two passes, as R does.
[[nodiscard]] double mean_of(std::span<const double> values);  ///< at least one value
/// With the divisor n - 1; at least two values.
[[nodiscard]] double variance_of(std::span<const double> values);

struct summary {
  std::size_t n = 0;
  figure mean;
  figure sd;  ///< divisor n - 1
  figure minimum, lower_quartile, median, upper_quartile, maximum;
};

/// A bar of a histogram: the values in [from, to), of the last one in [from, to]; where from == to, that value.
struct bar {
  double from = 0;
  double to = 0;
  std::size_t count = 0;
};

/// `values` may be empty and must hold nothing missing; they come back sorted. Quartiles interpolate as R's `quantile`
/// does by default (type 7 of Hyndman and Fan 1996).
/// `when_empty` is the reason given where there are no values.
[[nodiscard]] summary summarise(std::vector<double>& values, gap when_empty = gap::no_values);

/// A bar for each value where there are at most 32 different ones, else ten bars of equal width.
[[nodiscard]] std::vector<bar> distribution_of(std::span<const double> sorted);

}  // namespace ruamkit::analysis::change
