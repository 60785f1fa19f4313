#include "analysis/change/table_effects.hpp"

#include <cmath>

#include "analysis/change/summary.hpp"

namespace ruamkit::analysis::change {
namespace {

using columns = std::vector<std::vector<double>>;

/// Tables with at least two pairs have a spread to compare.
void homogenisation(table_report& out, std::span<const pairs> tables) {
  std::vector<double> narrowing;
  for (const auto& table : tables) {
    if (table.person.size() < 2) continue;
    const double narrower = std::sqrt(variance_of(table.pre)) - std::sqrt(variance_of(table.post));
    narrowing.push_back(narrower);
    out.narrowed += narrower > 0 ? 1U : 0U;
    out.widened += narrower < 0 ? 1U : 0U;
  }
  out.homogenisation = one_sample_t(narrowing, out.tables == 0 ? gap::no_pairs : gap::no_group_of_two, gap::one_group);
}

/// A table that began in the very middle is nearer to neither end and is left out.
void polarisation(table_report& out, const item& about, std::span<const pairs> tables) {
  if (!about.minimum || !about.maximum) {
    out.midpoint = gap::no_scale;
    out.polarisation = one_sample_t({}, gap::no_scale);
    return;
  }
  const double middle = *about.minimum / 2 + *about.maximum / 2;
  out.midpoint = middle;
  std::vector<double> shifts;
  for (const auto& table : tables) {
    if (table.person.empty()) continue;
    const double before = mean_of(table.pre);
    if (before == middle) continue;
    const double shift = (before > middle ? 1 : -1) * (mean_of(table.post) - before);
    shifts.push_back(shift);
    out.to_extreme += shift > 0 ? 1U : 0U;
    out.to_middle += shift < 0 ? 1U : 0U;
  }
  out.polarisation = one_sample_t(shifts, out.tables == 0 ? gap::no_pairs : gap::no_side, gap::one_group);
}

void describe(table_report& out, const division& by, std::span<const pairs> tables) {
  std::vector<double> before;
  std::vector<double> after;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    const pairs& table = tables[i];
    out.rows.push_back({by.values[i], table.person.size(), mean_or(table.pre, table.when_empty),
                        mean_or(table.post, table.when_empty), sd_or(table.pre, table.when_empty),
                        sd_or(table.post, table.when_empty)});
    if (table.person.empty()) continue;
    ++out.tables;
    before.push_back(mean_of(table.pre));
    after.push_back(mean_of(table.post));
  }
  out.between_sd_pre = before.size() == 1 ? figure(gap::one_group) : sd_or(before, gap::no_pairs);
  out.between_sd_post = after.size() == 1 ? figure(gap::one_group) : sd_or(after, gap::no_pairs);
}

}  // namespace

table_report table_effects(const item& about, const division& tables, const pairs& both) {
  table_report out;
  const auto parts = divided(both, tables);
  columns pre;
  columns post;
  columns difference;
  for (const auto& part : parts) {
    pre.push_back(part.pre);
    post.push_back(part.post);
    difference.push_back(part.difference);
  }
  describe(out, tables, parts);
  out.icc_pre = intraclass_correlation(pre);
  out.icc_post = intraclass_correlation(post);
  out.icc_difference = intraclass_correlation(difference);
  out.cluster_robust = cluster_robust_t(difference);
  homogenisation(out, parts);
  polarisation(out, about, parts);
  return out;
}

}  // namespace ruamkit::analysis::change
