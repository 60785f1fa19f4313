// The results as JSON. Numbers are the shortest texts that read back as the same double. A figure that is not defined
// is null, and its object's `not_defined` names the reason.
#pragma once

#include <string>

#include "analysis/change/report.hpp"
#include "ruamkit/analyse/gather.hpp"

namespace ruamkit::tools::analyse {

[[nodiscard]] std::string to_json(const gathered& from, const analysis::change::report& report);

}  // namespace ruamkit::tools::analyse
