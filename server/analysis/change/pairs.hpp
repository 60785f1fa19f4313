// The answers of people who answered both times.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "analysis/change/figure.hpp"
#include "analysis/change/study.hpp"

namespace ruamkit::analysis::change {

/// Four columns of equal length, in the people's order.
struct pairs {
  std::vector<double> pre, post, difference;
  std::vector<std::size_t> person;
  gap when_empty = gap::no_pairs;  ///< why there are none, where there are none
};

[[nodiscard]] pairs pairs_of(const item_answers& answers);

/// The pairs of each value of a division; people whose value is not known are in none.
[[nodiscard]] std::vector<pairs> divided(const pairs& all, const division& by);

/// Not defined, for the reason given, where there are no values.
[[nodiscard]] figure mean_or(std::span<const double> values, gap when_empty);
[[nodiscard]] figure sd_or(std::span<const double> values, gap when_empty);

}  // namespace ruamkit::analysis::change
