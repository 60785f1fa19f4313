#include "analysis/change/summary.hpp"

#include <algorithm>
#include <cmath>

namespace ruamkit::analysis::change {
namespace {

constexpr std::size_t different_values_max = 32;
constexpr std::size_t bars_of_many = 10;

double quantile(std::span<const double> sorted, double share) {
  const double at = static_cast<double>(sorted.size() - 1) * share;
  const auto below = static_cast<std::size_t>(at);
  const auto above = std::min(below + 1, sorted.size() - 1);
  const double part = at - std::floor(at);
  return sorted[below] + (part == 0 ? 0.0 : part * (sorted[above] - sorted[below]));
}

std::vector<bar> bars_of_equal_width(std::span<const double> sorted) {
  const double low = sorted.front();
  // Halved before the subtraction: the whole width may be more than a double holds.
  const double half_width = (sorted.back() / 2 - low / 2) / static_cast<double>(bars_of_many);
  std::vector<bar> bars(bars_of_many);
  for (std::size_t i = 0; i < bars_of_many; ++i) {
    bars[i].from = low + 2 * (static_cast<double>(i) * half_width);
    bars[i].to = i + 1 == bars_of_many ? sorted.back() : low + 2 * (static_cast<double>(i + 1) * half_width);
  }
  std::size_t at = 0;
  for (const double value : sorted) {
    while (at + 1 < bars_of_many && value >= bars[at].to) ++at;
    ++bars[at].count;
  }
  return bars;
}

}  // namespace

double mean_of(std::span<const double> values) {
  const auto n = static_cast<long double>(values.size());
  long double sum = 0;
  for (const double value : values) sum += static_cast<long double>(value);
  const long double mean = sum / n;
  long double rest = 0;
  for (const double value : values) rest += static_cast<long double>(value) - mean;
  return static_cast<double>(mean + rest / n);
}

double variance_of(std::span<const double> values) {
  const auto mean = static_cast<long double>(mean_of(values));
  long double sum = 0;
  for (const double value : values) {
    const long double away = static_cast<long double>(value) - mean;
    sum += away * away;
  }
  return static_cast<double>(sum / static_cast<long double>(values.size() - 1));
}

summary summarise(std::vector<double>& values, gap when_empty) {
  summary out;
  out.n = values.size();
  if (values.empty()) {
    out.mean = out.sd = out.minimum = out.lower_quartile = out.median = out.upper_quartile = out.maximum = when_empty;
    return out;
  }
  std::ranges::sort(values);
  out.mean = mean_of(values);
  out.sd = values.size() == 1 ? figure(gap::one_value) : figure(std::sqrt(variance_of(values)));
  out.minimum = values.front();
  out.lower_quartile = quantile(values, 0.25);
  out.median = quantile(values, 0.5);
  out.upper_quartile = quantile(values, 0.75);
  out.maximum = values.back();
  return out;
}

std::vector<bar> distribution_of(std::span<const double> sorted) {
  std::vector<bar> bars;
  for (const double value : sorted) {
    if (bars.empty() || bars.back().from != value) {
      if (bars.size() == different_values_max) return bars_of_equal_width(sorted);
      bars.push_back({value, value, 0});
    }
    ++bars.back().count;
  }
  return bars;
}

}  // namespace ruamkit::analysis::change
