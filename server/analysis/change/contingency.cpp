#include "analysis/change/contingency.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/change/distributions.hpp"

namespace ruamkit::analysis::change {
namespace {

void not_defined(chi_square& result, gap why) {
  result.statistic = result.df = result.p = result.yates = result.p_yates = why;
  result.smallest_expected = result.cramers_v = why;
}

/// The table without its empty rows and columns.
struct table {
  std::vector<std::vector<double>> rows;
  std::vector<double> row_sums, column_sums;
  double total = 0;
};

table without_empty(std::span<const std::size_t> counts, std::size_t columns) {
  std::vector<std::size_t> sums(columns, 0);
  for (std::size_t i = 0; i < counts.size(); ++i) sums[i % columns] += counts[i];
  table out;
  for (const auto sum : sums)
    if (sum > 0) out.column_sums.push_back(static_cast<double>(sum));
  for (std::size_t begin = 0; begin < counts.size(); begin += columns) {
    const auto row = counts.subspan(begin, columns);
    const auto sum = std::accumulate(row.begin(), row.end(), std::size_t{0});
    if (sum == 0) continue;
    auto& kept = out.rows.emplace_back();
    for (std::size_t column = 0; column < columns; ++column)
      if (sums[column] > 0) kept.push_back(static_cast<double>(row[column]));
    out.row_sums.push_back(static_cast<double>(sum));
    out.total += static_cast<double>(sum);
  }
  return out;
}

}  // namespace

mcnemar mcnemar_test(std::size_t lost, std::size_t gained) {
  mcnemar out;
  out.lost = lost;
  out.gained = gained;
  if (lost + gained == 0) {
    out.corrected = out.p_corrected = out.uncorrected = out.p_uncorrected = out.p_exact = gap::no_discordant_pairs;
    return out;
  }
  const double moved = static_cast<double>(lost + gained);
  const double apart = static_cast<double>(std::max(lost, gained) - std::min(lost, gained));
  // R leaves the correction out where both counts are the same.
  const double nearer = apart == 0 ? 0 : apart - 1;
  out.corrected = nearer * nearer / moved;
  out.p_corrected = chi_squared_upper(out.corrected.value(), 1);
  out.uncorrected = apart * apart / moved;
  out.p_uncorrected = chi_squared_upper(out.uncorrected.value(), 1);
  out.p_exact = std::min(1.0, 2 * fair_binomial_lower(static_cast<double>(std::min(lost, gained)), moved));
  return out;
}

chi_square independence_test(std::span<const std::size_t> counts, std::size_t columns) {
  chi_square out;
  const table of = without_empty(counts, columns);
  const std::size_t kept_rows = of.row_sums.size();
  const std::size_t kept_columns = of.column_sums.size();
  if (kept_rows < 2 || kept_columns < 2) {
    not_defined(out, of.total == 0 ? gap::no_values : gap::one_category);
    return out;
  }
  const bool two_by_two = kept_rows == 2 && kept_columns == 2;
  double plain = 0;
  double corrected = 0;
  double smallest = of.total;
  for (std::size_t r = 0; r < kept_rows; ++r) {
    for (std::size_t c = 0; c < kept_columns; ++c) {
      const double expected = of.row_sums[r] * of.column_sums[c] / of.total;
      const double away = std::abs(of.rows[r][c] - expected);
      // In a table of two by two all cells are equally far away, so the bound by `away` is R's min over all of them.
      const double nearer = away - std::min(0.5, away);
      plain += away * away / expected;
      corrected += nearer * nearer / expected;
      smallest = std::min(smallest, expected);
    }
  }
  const double df = static_cast<double>((kept_rows - 1) * (kept_columns - 1));
  out.statistic = plain;
  out.df = df;
  out.p = chi_squared_upper(plain, df);
  out.yates = two_by_two ? figure(corrected) : figure(gap::not_two_by_two);
  out.p_yates = two_by_two ? figure(chi_squared_upper(corrected, df)) : figure(gap::not_two_by_two);
  out.smallest_expected = smallest;
  out.cramers_v = std::sqrt(plain / of.total / static_cast<double>(std::min(kept_rows, kept_columns) - 1));
  return out;
}

chi_square goodness_of_fit(std::span<const std::size_t> counts, std::span<const double> shares) {
  chi_square out;
  const double n = static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::size_t{0}));
  double statistic = 0;
  double smallest = n;
  std::size_t categories = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0 && !(shares[i] > 0)) {
      not_defined(out, gap::population_share_zero);
      return out;
    }
    if (!(shares[i] > 0)) continue;
    ++categories;
    const double expected = n * shares[i];
    const double away = static_cast<double>(counts[i]) - expected;
    if (n > 0) statistic += away * away / expected;
    smallest = std::min(smallest, expected);
  }
  if (n == 0 || categories < 2) {
    not_defined(out, n == 0 ? gap::no_values : gap::one_category);
    return out;
  }
  const double df = static_cast<double>(categories - 1);
  out.statistic = statistic;
  out.df = df;
  out.p = chi_squared_upper(statistic, df);
  out.yates = out.p_yates = out.cramers_v = gap::not_two_by_two;
  out.smallest_expected = smallest;
  return out;
}

}  // namespace ruamkit::analysis::change
