#include "analysis/change/clusters.hpp"

#include <cmath>
#include <limits>

#include "analysis/change/distributions.hpp"
#include "analysis/change/summary.hpp"

namespace ruamkit::analysis::change {
namespace {

std::vector<double> all_of(std::span<const std::vector<double>> groups) {
  std::vector<double> out;
  for (const auto& group : groups) out.insert(out.end(), group.begin(), group.end());
  return out;
}

std::size_t filled(std::span<const std::vector<double>> groups) {
  std::size_t out = 0;
  for (const auto& group : groups) out += group.empty() ? 0U : 1U;
  return out;
}

struct squares {
  long double between = 0;
  long double within = 0;
  long double of_sizes = 0;  ///< sum of the groups' squared sizes
};

squares sums_of_squares(std::span<const std::vector<double>> groups, double grand_mean) {
  squares out;
  for (const auto& group : groups) {
    if (group.empty()) continue;
    const auto size = static_cast<long double>(group.size());
    const auto mean = static_cast<long double>(mean_of(group));
    const long double away = mean - static_cast<long double>(grand_mean);
    out.between += size * away * away;
    out.of_sizes += size * size;
    for (const double value : group) {
      const long double rest = static_cast<long double>(value) - mean;
      out.within += rest * rest;
    }
  }
  return out;
}

}  // namespace

intraclass intraclass_correlation(std::span<const std::vector<double>> groups) {
  intraclass out;
  const auto values = all_of(groups);
  out.n = values.size();
  out.groups = filled(groups);
  const auto no = [&](gap why) {
    out.icc = out.f = out.df_between = out.df_within = out.p = out.group_size = out.design_effect = why;
    return out;
  };
  if (values.empty()) return no(gap::no_values);
  if (out.groups < 2) return no(gap::one_group);
  if (out.n == out.groups) return no(gap::no_group_of_two);
  const squares sums = sums_of_squares(groups, mean_of(values));
  const double n = static_cast<double>(out.n);
  const double df_between = static_cast<double>(out.groups - 1);
  const double df_within = static_cast<double>(out.n - out.groups);
  const double between = static_cast<double>(sums.between) / df_between;
  const double within = static_cast<double>(sums.within) / df_within;
  if (!std::isfinite(between) || !std::isfinite(within)) return no(gap::out_of_range);
  if (between == 0 && within == 0) return no(gap::zero_variance);
  const double size = (n - static_cast<double>(sums.of_sizes) / n) / df_between;
  out.group_size = size;
  out.icc = (between - within) / (between + (size - 1) * within);
  out.design_effect = out.icc.defined() ? figure(1 + (size - 1) * out.icc.value()) : out.icc;
  out.df_between = df_between;
  out.df_within = df_within;
  out.f = within == 0 ? figure(gap::zero_variance) : figure(between / within);
  out.p = out.f.defined() ? figure(f_upper(out.f.value(), df_between, df_within)) : out.f;
  return out;
}

t_test cluster_robust_t(std::span<const std::vector<double>> groups) {
  t_test out;
  const auto values = all_of(groups);
  const std::size_t count = filled(groups);
  out.n = values.size();
  if (!values.empty()) out.mean = mean_of(values);
  const auto no = [&](gap why) {
    out.sd = out.standard_error = out.low = out.high = out.t = out.df = out.p = why;
    if (values.empty()) out.mean = why;
    return out;
  };
  if (values.empty()) return no(gap::no_pairs);
  if (count < 2) return no(gap::one_group);
  if (!out.mean.defined()) return no(gap::out_of_range);
  const double mean = out.mean.value();
  long double sum = 0;
  for (const auto& group : groups) {
    long double of_group = 0;
    for (const double value : group) of_group += static_cast<long double>(value) - static_cast<long double>(mean);
    sum += of_group * of_group;
  }
  const double g = static_cast<double>(count);
  const double n = static_cast<double>(out.n);
  const figure error(std::sqrt(static_cast<double>(sum) * g / (g - 1)) / n);
  if (!error.defined()) return no(gap::out_of_range);
  if (error.value() <= 10 * std::numeric_limits<double>::epsilon() * std::abs(mean)) return no(gap::zero_variance);
  out.standard_error = error;
  test_against_zero(out, g - 1);
  return out;
}

}  // namespace ruamkit::analysis::change
