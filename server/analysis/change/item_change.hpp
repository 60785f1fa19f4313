// One item before and after: the parts of an item_report that need no other item.
#pragma once

#include <optional>
#include <span>

#include "analysis/change/pairs.hpp"
#include "analysis/change/report.hpp"
#include "analysis/change/study.hpp"

namespace ruamkit::analysis::change {

/// Waves, paired change, Wilcoxon, agreement and options.
[[nodiscard]] item_report item_change(const study& of, const item_answers& answers, const pairs& both);

/// From when on an answer counts as agreement: at or above the item's threshold; above the middle of the scale where
/// only the end points are given; a yes; a right answer. None where the item has nothing of these.
struct agreement {
  double bound = 0;
  bool from_above = false;  ///< the bound itself is no agreement
  [[nodiscard]] bool holds(double answer) const { return from_above ? answer > bound : answer >= bound; }
};
[[nodiscard]] std::optional<agreement> agreement_of(const item& about);

[[nodiscard]] stratum_change change_by(const division& by, const pairs& both);
[[nodiscard]] weighted_report weighted_change(const pairs& both, std::span<const double> weights);
[[nodiscard]] control_report change_against(const pairs& participants, const pairs& control);

}  // namespace ruamkit::analysis::change
