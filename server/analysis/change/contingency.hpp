// Tests of counts: McNemar 1947 and Pearson 1900, as R's mcnemar.test, binom.test and chisq.test.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "analysis/change/figure.hpp"

namespace ruamkit::analysis::change {

/// People by their answer before and after: `lost` said yes only before, `gained` only after.
struct mcnemar {
  std::size_t lost = 0;
  std::size_t gained = 0;
  figure corrected, p_corrected;      ///< chi-squared with Edwards' continuity correction, 1 degree of freedom
  figure uncorrected, p_uncorrected;  ///< without
  figure p_exact;                     ///< two-sided binomial test of `gained` in lost + gained
};
[[nodiscard]] mcnemar mcnemar_test(std::size_t lost, std::size_t gained);

struct chi_square {
  figure statistic, df, p;   ///< Pearson's, without correction
  figure yates, p_yates;     ///< with Yates's correction; tables of two by two only
  figure smallest_expected;  ///< below 5 the test is only approximate
  figure cramers_v;
};

/// Independence in a table of counts, rows one after the other. Empty rows and columns are left out.
[[nodiscard]] chi_square independence_test(std::span<const std::size_t> counts, std::size_t columns);

/// Counts against a population's shares, which sum to 1. Categories that neither has are left out.
[[nodiscard]] chi_square goodness_of_fit(std::span<const std::size_t> counts, std::span<const double> shares);

}  // namespace ruamkit::analysis::change
