// People at one table talk to each other, so their answers are no independent draws: how alike a table's answers are,
// and how sure a mean is when tables, rather than people, are counted as independent.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/change/figure.hpp"
#include "analysis/change/student.hpp"

namespace ruamkit::analysis::change {

/// From the one-way analysis of variance: ICC(1) of Shrout and Fleiss 1979, with Donner and Koval's (1980) size of
/// unequal groups. May be negative, where tables are more alike than chance would have them.
struct intraclass {
  std::size_t n = 0;
  std::size_t groups = 0;
  figure icc;
  figure f, df_between, df_within, p;
  figure group_size;     ///< (N - sum of n_i^2 / N) / (groups - 1)
  figure design_effect;  ///< 1 + (group_size - 1) icc: how much larger the variance of a mean is (Kish 1965)
};

/// `groups` are the values of each group; empty groups are left out.
[[nodiscard]] intraclass intraclass_correlation(std::span<const std::vector<double>> groups);

/// The mean of all values with the cluster-robust (sandwich, CR1) standard error; t with groups - 1 degrees of freedom.
/// `n` of the result counts values; `sd` is not defined.
[[nodiscard]] t_test cluster_robust_t(std::span<const std::vector<double>> groups);

}  // namespace ruamkit::analysis::change
