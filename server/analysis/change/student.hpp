// Tests of means: Student 1908, Welch 1947 and 1951. As R's t.test and oneway.test.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "analysis/change/figure.hpp"

namespace ruamkit::analysis::change {

/// A mean (or a difference of means) with its 95 % interval and two-sided test against zero.
struct t_test {
  std::size_t n = 0;
  figure mean;
  figure sd;              ///< of the values; not defined for two samples
  figure standard_error;  ///< of the mean
  figure low, high;       ///< the 95 % interval
  figure t, df, p;
};

/// Fills in interval, t and p from `mean` and `standard_error`.
void test_against_zero(t_test& result, double df);

/// The mean of `values` against zero; of differences within people this is the paired t-test. Where all differences are
/// the same up to rounding (R: "data are essentially constant") interval and test are not defined.
/// `when_empty` and `when_single` are the reasons given where there are no values and where there is one.
[[nodiscard]] t_test one_sample_t(std::span<const double> values, gap when_empty = gap::no_pairs,
                                  gap when_single = gap::one_pair);

/// Cohen's d_z (Cohen 1988, section 2.3.5): the mean difference in units of the differences' own sd.
[[nodiscard]] figure effect_size(const t_test& paired);

/// mean(x) - mean(y), variances not assumed equal (Welch-Satterthwaite).
[[nodiscard]] t_test welch_t(std::span<const double> x, std::span<const double> y);

struct welch_anova {
  std::size_t groups = 0;  ///< that have at least two values; the others are left out
  figure f, df_between, df_within, p;
};

/// Whether the groups' means differ, variances not assumed equal (Welch 1951; R's oneway.test).
[[nodiscard]] welch_anova welch_one_way(std::span<const std::vector<double>> groups);

}  // namespace ruamkit::analysis::change
