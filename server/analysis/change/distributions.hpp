// Tails of the distributions that the tests need, by Boost.Math. Tails are always taken as complements, so that small p
// values keep their digits. A result outside the arithmetic is not finite, which `figure` turns into a named gap.
#pragma once

namespace ruamkit::analysis::change {

[[nodiscard]] double student_two_sided(double t, double df);
[[nodiscard]] double student_quantile_975(double df);
[[nodiscard]] double normal_upper(double z);
[[nodiscard]] double chi_squared_upper(double statistic, double df);
[[nodiscard]] double f_upper(double statistic, double df_between, double df_within);
/// P(X <= k) of a fair coin thrown n times.
[[nodiscard]] double fair_binomial_lower(double k, double n);

}  // namespace ruamkit::analysis::change
