// JSON: the figures as data. Keys may be added, these stay; both languages of every text are in it.
#pragma once

#include <string>

#include "projection/report.hpp"

namespace ruamkit::reports {

/// A ballot's `voted`, `eligible`, `counts`, `abstained`, `by`, `outcome` and `roll_call` are those of its tally view.
[[nodiscard]] std::string json_of(const projection::report& what);

}  // namespace ruamkit::reports
