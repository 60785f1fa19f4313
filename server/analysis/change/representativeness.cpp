#include "analysis/change/representativeness.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/change/multiplicity.hpp"
#include "analysis/change/pairs.hpp"

namespace ruamkit::analysis::change {
namespace {

bool participates(const study& of, std::size_t person) { return of.took_post[person] != 0; }
bool stayed_away(const study& of, std::size_t person) { return of.took_pre[person] != 0 && of.took_post[person] == 0; }

figure share(std::size_t part, std::size_t whole) {
  return whole == 0 ? figure(gap::no_values) : figure(static_cast<double>(part) / static_cast<double>(whole));
}

/// Each value's share of the weight that participants with a known value have.
std::vector<figure> weighted_shares(const study& of, const division& by, std::span<const double> weights) {
  std::vector<figure> out(by.values.size(), gap::no_weight);
  if (weights.empty()) return out;
  std::vector<double> sums(by.values.size(), 0.0);
  double total = 0;
  for (std::size_t i = 0; i < of.people; ++i) {
    if (by.of[i] < 0 || !participates(of, i) || !(weights[i] > 0)) continue;
    sums[static_cast<std::size_t>(by.of[i])] += weights[i];
    total += weights[i];
  }
  if (total > 0) std::ranges::transform(sums, out.begin(), [total](double sum) { return figure(sum / total); });
  return out;
}

/// Counts by value: participants in the first row, the others in the second.
std::vector<std::size_t> count(const study& of, const division& by, stratum_balance& unknown) {
  std::vector<std::size_t> counts(2 * by.values.size(), 0);
  for (std::size_t i = 0; i < of.people; ++i) {
    const bool came = participates(of, i);
    if (!came && !stayed_away(of, i)) continue;
    if (by.of[i] < 0)
      ++(came ? unknown.participants_unknown : unknown.others_unknown);
    else
      ++counts[static_cast<std::size_t>(by.of[i]) + (came ? 0U : by.values.size())];
  }
  return counts;
}

std::size_t sum_of(std::span<const std::size_t> counts) {
  std::size_t sum = 0;
  for (const auto each : counts) sum += each;
  return sum;
}

stratum_balance balance_of(const study& of, const division& by, std::span<const double> weights, bool has_others) {
  stratum_balance out;
  out.stratum = by.id;
  const auto counts = count(of, by, out);
  const std::size_t values = by.values.size();
  const auto came = std::span(counts).first(values);
  const auto others = std::span(counts).last(values);
  const auto weighted = weighted_shares(of, by, weights);
  for (std::size_t v = 0; v < values; ++v) {
    value_balance each;
    each.value = by.values[v];
    each.participants = came[v];
    each.others = others[v];
    each.participants_share = share(came[v], sum_of(came));
    each.others_share = share(others[v], sum_of(others));
    each.weighted_share = weighted[v];
    if (!by.population.empty()) each.population_share = by.population[v];
    each.difference_from_others = standardised_difference(each.participants_share, each.others_share);
    each.difference_from_population = standardised_difference(each.participants_share, each.population_share);
    out.values.push_back(std::move(each));
  }
  if (has_others) out.against_others = independence_test(counts, values);
  if (!by.population.empty()) out.against_population = goodness_of_fit(came, by.population);
  return out;
}

item_balance item_balance_of(const study& of, std::size_t item) {
  item_balance out;
  out.item = item;
  std::vector<double> came;
  std::vector<double> others;
  const auto& values = of.items[item].pre.values;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (is_missing(values[i])) continue;
    if (participates(of, i)) came.push_back(values[i]);
    if (stayed_away(of, i)) others.push_back(values[i]);
  }
  out.n_participants = came.size();
  out.n_others = others.size();
  out.mean_participants = mean_or(came, gap::no_values);
  out.mean_others = mean_or(others, gap::no_values);
  out.difference = welch_t(came, others);
  const figure sd = sd_or(came, gap::no_values);
  const figure other_sd = sd_or(others, gap::no_values);
  if (!sd.defined() || !other_sd.defined() || !out.difference.mean.defined()) {
    out.standardised = sd.defined() ? other_sd.defined() ? gap::out_of_range : other_sd.why() : sd.why();
  } else {
    const double spread = std::hypot(sd.value(), other_sd.value()) / std::sqrt(2.0);
    out.standardised = spread == 0 ? figure(gap::zero_variance) : figure(out.difference.mean.value() / spread);
  }
  return out;
}

}  // namespace

figure standardised_difference(figure share, figure other) {
  if (!share.defined()) return share;
  if (!other.defined()) return other;
  const double p = share.value();
  const double q = other.value();
  const double spread = std::sqrt((p * (1 - p) + q * (1 - q)) / 2);
  if (!(spread > 0)) return gap::zero_variance;
  return (p - q) / spread;
}

representativeness_report representativeness_of(const study& of, std::span<const double> weights) {
  representativeness_report out;
  for (std::size_t i = 0; i < of.people; ++i) {
    out.participants += participates(of, i) ? 1U : 0U;
    out.others += stayed_away(of, i) ? 1U : 0U;
  }
  for (const auto& by : of.strata) out.strata.push_back(balance_of(of, by, weights, out.others > 0));
  if (out.others == 0) return out;
  std::vector<figure> p;
  for (std::size_t i = 0; i < of.items.size(); ++i) {
    if (!of.items[i].pre.asked || of.items[i].about.kind == item_kind::choice) continue;
    out.items.push_back(item_balance_of(of, i));
    p.push_back(out.items.back().difference.p);
  }
  const auto adjusted = holm(p);
  for (std::size_t i = 0; i < adjusted.size(); ++i) out.items[i].p_holm = adjusted[i];
  return out;
}

}  // namespace ruamkit::analysis::change
