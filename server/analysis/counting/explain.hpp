// A count told to citizens, round by round.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analysis/counting/result.hpp"
#include "base/localized.hpp"

namespace ruamkit::analysis::counting {

/// A sentence or a short line each, in Thai and English. `names` has one for every option; a rule of budgets speaks of
/// money in the unit of currency.
[[nodiscard]] std::vector<localized> explain(const count_result& counted, std::span<const std::string> names);

}  // namespace ruamkit::analysis::counting
