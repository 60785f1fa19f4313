// XLSX by libxlsxwriter: a summary, the participants, the documents people were given, themes, reconciliation, one
// sheet a ballot, with the spreadsheet's own charts.
#pragma once

#include <string>

#include "reports/render.hpp"

namespace ruamkit::reports {

/// Uses temporary files in TMPDIR or /tmp. Throws cannot_render.
[[nodiscard]] std::string xlsx_of(const projection::report& what, language in);

}  // namespace ruamkit::reports
