// CSV (RFC 4180, UTF-8 with a byte order mark): one figure a row, for spreadsheets and statistics.
#pragma once

#include <string>
#include <string_view>

#include "reports/render.hpp"

namespace ruamkit::reports {

[[nodiscard]] std::string csv_of(const projection::report& what, language in);

/// A text as one quoted cell. One that a spreadsheet would take for a formula (= + - @ TAB CR LF first) gets an
/// apostrophe before it (OWASP, CSV injection).
[[nodiscard]] std::string csv_text(std::string_view text);

}  // namespace ruamkit::reports
