#include "analysis/change/student.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/change/distributions.hpp"
#include "analysis/change/summary.hpp"

namespace ruamkit::analysis::change {
namespace {

/// R's bound for differences that only rounding tells apart.
bool essentially_constant(double standard_error, double size) {
  return standard_error < 10 * std::numeric_limits<double>::epsilon() * size;
}

void not_defined(t_test& result, gap why) { result.low = result.high = result.t = result.df = result.p = why; }

}  // namespace

void test_against_zero(t_test& result, double df) {
  const double error = result.standard_error.value();
  const double mean = result.mean.value();
  result.df = df;
  const double reach = student_quantile_975(df) * error;
  result.low = mean - reach;
  result.high = mean + reach;
  result.t = mean / error;
  result.p = result.t.defined() ? figure(student_two_sided(result.t.value(), df)) : result.t;
}

t_test one_sample_t(std::span<const double> values, gap when_empty, gap when_single) {
  t_test out;
  out.n = values.size();
  if (values.empty()) {
    out.mean = out.sd = out.standard_error = when_empty;
    not_defined(out, when_empty);
    return out;
  }
  out.mean = mean_of(values);
  if (values.size() == 1) {
    out.sd = out.standard_error = when_single;
    not_defined(out, when_single);
    return out;
  }
  const double n = static_cast<double>(values.size());
  const double variance = variance_of(values);
  out.sd = std::sqrt(variance);
  out.standard_error = std::sqrt(variance / n);
  if (!out.mean.defined() || !out.standard_error.defined()) {
    not_defined(out, gap::out_of_range);
  } else if (out.mean.value() == 0 && variance == 0) {
    not_defined(out, gap::zero_variance);
  } else if (essentially_constant(out.standard_error.value(), std::abs(out.mean.value()))) {
    not_defined(out, gap::constant_differences);
  } else {
    test_against_zero(out, n - 1);
  }
  return out;
}

figure effect_size(const t_test& paired) {
  if (!paired.t.defined()) return paired.t.why();
  return paired.mean.value() / paired.sd.value();
}

t_test welch_t(std::span<const double> x, std::span<const double> y) {
  t_test out;
  out.n = x.size() + y.size();
  if (x.empty() || y.empty()) {
    not_defined(out, gap::no_values);
    return out;
  }
  out.mean = mean_of(x) - mean_of(y);
  out.sd = out.standard_error = gap::one_value;
  if (x.size() == 1 || y.size() == 1) {
    not_defined(out, gap::one_value);
    return out;
  }
  const double of_x = variance_of(x) / static_cast<double>(x.size());
  const double of_y = variance_of(y) / static_cast<double>(y.size());
  out.standard_error = std::sqrt(of_x + of_y);
  if (!out.mean.defined() || !out.standard_error.defined()) {
    not_defined(out, gap::out_of_range);
    return out;
  }
  const double size = std::max(std::abs(mean_of(x)), std::abs(mean_of(y)));
  if (out.standard_error.value() == 0 || essentially_constant(out.standard_error.value(), size)) {
    not_defined(out, gap::zero_variance);
    return out;
  }
  // Shares, rather than squares of the variances themselves, cannot overflow.
  const double share = of_x / (of_x + of_y);
  test_against_zero(out, 1 / (share * share / static_cast<double>(x.size() - 1) +
                              (1 - share) * (1 - share) / static_cast<double>(y.size() - 1)));
  return out;
}

welch_anova welch_one_way(std::span<const std::vector<double>> groups) {
  struct of_group {
    double n, mean, weight;
  };
  welch_anova out;
  std::vector<of_group> used;
  double weights = 0;
  bool has_spread = true;
  for (const auto& values : groups) {
    if (values.size() < 2) continue;
    const double n = static_cast<double>(values.size());
    const double variance = variance_of(values);
    has_spread = has_spread && variance > 0;
    used.push_back({n, mean_of(values), n / variance});
    weights += used.back().weight;
  }
  out.groups = used.size();
  if (used.size() < 2 || !has_spread) {
    out.f = out.df_between = out.df_within = out.p = used.size() < 2 ? gap::one_group : gap::zero_variance;
    return out;
  }
  const double k = static_cast<double>(used.size());
  double mean = 0;
  double correction = 0;
  for (const auto& each : used) {
    mean += each.weight * each.mean / weights;
    const double rest = 1 - each.weight / weights;
    correction += rest * rest / (each.n - 1) / (k * k - 1);
  }
  double between = 0;
  for (const auto& each : used) between += each.weight * (each.mean - mean) * (each.mean - mean);
  out.f = between / ((k - 1) * (1 + 2 * (k - 2) * correction));
  out.df_between = k - 1;
  out.df_within = 1 / (3 * correction);
  out.p = out.f.defined() && out.df_within.defined() ? figure(f_upper(out.f.value(), k - 1, out.df_within.value()))
                                                     : figure(gap::out_of_range);
  return out;
}

}  // namespace ruamkit::analysis::change
