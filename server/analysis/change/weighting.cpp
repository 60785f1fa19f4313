#include "analysis/change/weighting.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ruamkit::analysis::change {
namespace {

constexpr double settled = 1e-13;
constexpr std::size_t rounds_max = 2000;
constexpr double met = 1e-9;

bool counts(double weight) { return weight > 0; }

/// A person's weight to begin with: none where a stratum is not known.
std::vector<double> starting(std::span<const margin> margins, std::span<const double> start, std::size_t people) {
  std::vector<double> weights(people, 1.0);
  for (std::size_t i = 0; i < people; ++i) {
    if (!start.empty()) weights[i] = counts(start[i]) ? start[i] : missing;
    for (const margin& each : margins)
      if (each.of[i] < 0) weights[i] = missing;
  }
  return weights;
}

std::vector<double> sums_of(const margin& by, std::span<const double> weights) {
  std::vector<long double> sums(by.shares.size(), 0.0L);
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (counts(weights[i])) sums[static_cast<std::size_t>(by.of[i])] += static_cast<long double>(weights[i]);
  return {sums.begin(), sums.end()};
}

double total_of(std::span<const double> weights) {
  long double sum = 0;
  for (const double each : weights)
    if (counts(each)) sum += static_cast<long double>(each);
  return static_cast<double>(sum);
}

std::vector<unmet_margin> plainly_unmet(std::span<const margin> margins, std::span<const double> weights) {
  std::vector<unmet_margin> out;
  for (std::size_t m = 0; m < margins.size(); ++m) {
    const auto sums = sums_of(margins[m], weights);
    const double total = total_of(weights);
    for (std::size_t v = 0; v < sums.size(); ++v) {
      const double wanted = margins[m].shares[v];
      if (wanted > 0 && sums[v] == 0) out.push_back({m, v, unmet_margin::fault::nobody, wanted, 0});
      if (!(wanted > 0) && sums[v] > 0) out.push_back({m, v, unmet_margin::fault::no_share, wanted, sums[v] / total});
    }
  }
  return out;
}

/// Meets one margin; the answer is the largest relative change of a weight.
double fit(const margin& to, double total, std::vector<double>& weights) {
  auto factors = sums_of(to, weights);
  double change = 0;
  for (std::size_t v = 0; v < factors.size(); ++v) {
    factors[v] = factors[v] > 0 ? to.shares[v] * total / factors[v] : 1;
    change = std::max(change, std::abs(factors[v] - 1));
  }
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (counts(weights[i])) weights[i] *= factors[static_cast<std::size_t>(to.of[i])];
  return change;
}

/// The value whose weighted share is furthest from what it should be.
unmet_margin furthest(std::span<const margin> margins, std::span<const double> weights) {
  unmet_margin worst;
  worst.why = unmet_margin::fault::contradiction;
  const double total = total_of(weights);
  for (std::size_t m = 0; m < margins.size(); ++m) {
    const auto sums = sums_of(margins[m], weights);
    for (std::size_t v = 0; v < sums.size(); ++v) {
      const double wanted = margins[m].shares[v];
      const double reached = sums[v] / total;
      if (std::abs(reached - wanted) > std::abs(worst.reached - worst.wanted))
        worst = {m, v, unmet_margin::fault::contradiction, wanted, reached};
    }
  }
  return worst;
}

}  // namespace

raked rake(std::span<const margin> margins, std::span<const double> start, std::size_t people) {
  raked out;
  auto weights = starting(margins, start, people);
  out.unmet = plainly_unmet(margins, weights);
  if (!out.unmet.empty()) return out;
  const auto n = static_cast<double>(std::ranges::count_if(weights, counts));
  const double total = total_of(weights);
  if (n == 0 || !std::isfinite(total)) return out;
  for (auto& each : weights) each *= n / total;
  double change = 1;
  while (out.rounds < rounds_max && change > settled) {
    change = 0;
    for (const margin& each : margins) change = std::max(change, fit(each, n, weights));
    ++out.rounds;
  }
  // Rounding may keep the last digit moving for ever; what counts is whether the margins hold.
  const unmet_margin worst = furthest(margins, weights);
  out.converged = std::abs(worst.reached - worst.wanted) <= met && std::isfinite(total_of(weights));
  if (out.converged)
    out.weights = std::move(weights);
  else
    out.unmet.push_back(worst);
  return out;
}

weight_spread spread_of(std::span<const double> weights) {
  weight_spread out;
  long double sum = 0;
  long double squares = 0;
  double smallest = std::numeric_limits<double>::infinity();
  double largest = 0;
  for (const double each : weights) {
    if (!counts(each)) continue;
    ++out.n;
    sum += static_cast<long double>(each);
    squares += static_cast<long double>(each) * static_cast<long double>(each);
    smallest = std::min(smallest, each);
    largest = std::max(largest, each);
  }
  if (out.n == 0) {
    out.smallest = out.largest = out.design_effect = out.n_effective = gap::no_weight;
    return out;
  }
  out.smallest = smallest;
  out.largest = largest;
  out.n_effective = static_cast<double>(sum * sum / squares);
  out.design_effect = static_cast<double>(static_cast<long double>(out.n) * squares / (sum * sum));
  return out;
}

figure weighted_mean(std::span<const double> values, std::span<const double> weights) {
  long double sum = 0;
  long double total = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!counts(weights[i])) continue;
    sum += static_cast<long double>(weights[i]) * static_cast<long double>(values[i]);
    total += static_cast<long double>(weights[i]);
  }
  return total > 0 ? figure(static_cast<double>(sum / total)) : figure(gap::no_weight);
}

t_test weighted_t(std::span<const double> values, std::span<const double> weights) {
  t_test out;
  long double total = 0;
  for (const double each : weights) {
    if (!counts(each)) continue;
    ++out.n;
    total += static_cast<long double>(each);
  }
  out.mean = weighted_mean(values, weights);
  const auto no = [&](gap why) {
    out.sd = out.standard_error = out.low = out.high = out.t = out.df = out.p = why;
    return out;
  };
  if (out.n == 0) return no(gap::no_weight);
  if (out.n == 1) return no(gap::one_pair);
  if (!out.mean.defined()) return no(gap::out_of_range);
  const double mean = out.mean.value();
  long double squares = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!counts(weights[i])) continue;
    const long double pull =
        static_cast<long double>(weights[i]) * (static_cast<long double>(values[i]) - static_cast<long double>(mean));
    squares += pull * pull;
  }
  const double n = static_cast<double>(out.n);
  const figure error(static_cast<double>(std::sqrt(squares * static_cast<long double>(n / (n - 1))) / total));
  if (!error.defined()) return no(gap::out_of_range);
  if (error.value() <= 10 * std::numeric_limits<double>::epsilon() * std::abs(mean)) return no(gap::zero_variance);
  out.standard_error = error;
  test_against_zero(out, n - 1);
  return out;
}

}  // namespace ruamkit::analysis::change
