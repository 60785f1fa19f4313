// The rules that count marks: approvals, scores, points.
#pragma once

#include "analysis/counting/ballots.hpp"
#include "analysis/counting/result.hpp"
#include "analysis/counting/settings.hpp"

namespace ruamkit::analysis::counting {

/// Most marks above 0 (Brams and Fishburn 1978).
[[nodiscard]] count_result approval(const marks&, const settings&);

/// The largest sum.
[[nodiscard]] count_result points(const marks&, const settings&);

/// The largest mean; over those who marked the option, or over all ballots that are not blank (settings::without_mark).
[[nodiscard]] count_result score(const marks&, const settings&);

/// The largest lower median, over the same people as score.
[[nodiscard]] count_result median(const marks&, const settings&);

/// Majority judgment (Balinski and Laraki 2007): the largest lower median; among equals a median grade is taken from
/// each, again and again, until they differ. Who did not mark an option gave it the lowest grade: 0, or the lowest
/// mark anybody gave where that is below. Totals are the majority grades; options that stay equal to the end are
/// drawn.
[[nodiscard]] count_result majority_judgment(const marks&, const settings&);

}  // namespace ruamkit::analysis::counting
