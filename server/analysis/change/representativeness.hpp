// Who came, against who was asked and did not come, and against the population.
#pragma once

#include <span>

#include "analysis/change/report.hpp"
#include "analysis/change/study.hpp"

namespace ruamkit::analysis::change {

/// `weights` may be empty; else one a person.
[[nodiscard]] representativeness_report representativeness_of(const study& of, std::span<const double> weights);

/// The difference of two shares in units of the root mean square of their sds (Austin 2009, "Balance diagnostics").
[[nodiscard]] figure standardised_difference(figure share, figure other);

}  // namespace ruamkit::analysis::change
