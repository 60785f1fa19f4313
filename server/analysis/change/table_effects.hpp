// What sitting at a table did to the answers.
#pragma once

#include "analysis/change/pairs.hpp"
#include "analysis/change/report.hpp"
#include "analysis/change/study.hpp"

namespace ruamkit::analysis::change {

[[nodiscard]] table_report table_effects(const item& about, const division& tables, const pairs& both);

}  // namespace ruamkit::analysis::change
