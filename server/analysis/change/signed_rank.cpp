#include "analysis/change/signed_rank.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/change/distributions.hpp"

namespace ruamkit::analysis::change {
namespace {

constexpr std::size_t exact_below = 50;

struct ranked {
  double positive = 0;  ///< sum of the ranks of positive differences, mid-ranks where there are ties
  double ties = 0;      ///< sum of t^3 - t over runs of t equal sizes
};

/// `differences` without zeros, sorted by size.
ranked rank(std::span<const double> differences) {
  ranked out;
  for (std::size_t begin = 0; begin < differences.size();) {
    std::size_t end = begin;
    std::size_t positive = 0;
    while (end < differences.size() && std::abs(differences[end]) == std::abs(differences[begin]))
      positive += differences[end++] > 0 ? 1U : 0U;
    const double run = static_cast<double>(end - begin);
    out.positive += static_cast<double>(positive) * static_cast<double>(begin + 1 + end) / 2;
    out.ties += run * run * run - run;
    begin = end;
  }
  return out;
}

}  // namespace

double signed_rank_lower(std::size_t v, std::size_t n) {
  const std::size_t sums = n * (n + 1) / 2;
  if (v >= sums) return 1;
  // Counts stay below 2^63: of n < 54 every one is exact in a double.
  std::vector<double> sets(sums + 1, 0.0);
  sets[0] = 1;
  for (std::size_t rank = 1; rank <= n; ++rank)
    for (std::size_t sum = rank * (rank + 1) / 2; sum >= rank; --sum) sets[sum] += sets[sum - rank];
  double below = 0;
  for (std::size_t sum = 0; sum <= v; ++sum) below += sets[sum];
  return std::ldexp(below, -static_cast<int>(n));
}

signed_rank signed_rank_test(std::span<const double> differences, gap when_empty) {
  signed_rank out;
  std::vector<double> moved;
  moved.reserve(differences.size());
  std::ranges::copy_if(differences, std::back_inserter(moved), [](double d) { return d != 0; });
  out.n = moved.size();
  out.zeros = differences.size() - moved.size();
  if (moved.empty()) {
    out.v = differences.empty() ? figure(when_empty) : figure(0.0);
    out.z = out.p = differences.empty() ? when_empty : gap::no_nonzero_differences;
    return out;
  }
  std::ranges::sort(moved, {}, [](double d) { return std::abs(d); });
  const ranked ranks = rank(moved);
  const double n = static_cast<double>(out.n);
  out.v = ranks.positive;
  out.has_ties = ranks.ties > 0;
  out.exact = out.n < exact_below && !out.has_ties && out.zeros == 0;
  if (out.exact) {
    // The distribution is symmetric, so the smaller of V and its mirror gives the smaller tail.
    const auto v = static_cast<std::size_t>(ranks.positive);
    out.p = std::min(1.0, 2 * signed_rank_lower(std::min(v, out.n * (out.n + 1) / 2 - v), out.n));
    out.z = gap::no_values;
    return out;
  }
  const double away = ranks.positive - n * (n + 1) / 4;
  const double sd = std::sqrt(n * (n + 1) * (2 * n + 1) / 24 - ranks.ties / 48);
  const double continuity = away > 0 ? 0.5 : away < 0 ? -0.5 : 0;
  out.z = (away - continuity) / sd;
  out.p = out.z.defined() ? figure(std::min(1.0, 2 * normal_upper(std::abs(out.z.value())))) : out.z;
  return out;
}

}  // namespace ruamkit::analysis::change
