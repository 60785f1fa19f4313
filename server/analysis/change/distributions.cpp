#include "analysis/change/distributions.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

namespace ruamkit::analysis::change {
namespace {

namespace math = boost::math;
using math::policies::ignore_error;
/// Nothing is thrown: what cannot be computed comes back as NaN or infinity.
using quiet =
    math::policies::policy<math::policies::domain_error<ignore_error>, math::policies::pole_error<ignore_error>,
                           math::policies::overflow_error<ignore_error>, math::policies::evaluation_error<ignore_error>,
                           math::policies::rounding_error<ignore_error>>;

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

}  // namespace

double student_two_sided(double t, double df) {
  if (!std::isfinite(t) || !(df > 0)) return nothing;
  return 2 * math::cdf(math::complement(math::students_t_distribution<double, quiet>(df), std::abs(t)));
}

double student_quantile_975(double df) {
  if (!(df > 0)) return nothing;
  return math::quantile(math::complement(math::students_t_distribution<double, quiet>(df), 0.025));
}

double normal_upper(double z) {
  if (!std::isfinite(z)) return nothing;
  return math::cdf(math::complement(math::normal_distribution<double, quiet>(), z));
}

double chi_squared_upper(double statistic, double df) {
  if (!std::isfinite(statistic) || !(df > 0)) return nothing;
  return math::cdf(math::complement(math::chi_squared_distribution<double, quiet>(df), statistic));
}

double f_upper(double statistic, double df_between, double df_within) {
  if (!std::isfinite(statistic) || !(df_between > 0) || !(df_within > 0)) return nothing;
  return math::cdf(math::complement(math::fisher_f_distribution<double, quiet>(df_between, df_within), statistic));
}

double fair_binomial_lower(double k, double n) {
  return math::cdf(math::binomial_distribution<double, quiet>(n, 0.5), k);
}

}  // namespace ruamkit::analysis::change
