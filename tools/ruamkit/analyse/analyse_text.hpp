// The results for people: a table, and sentences in Thai or English.
#pragma once

#include <string>
#include <string_view>

#include "analysis/change/report.hpp"
#include "ruamkit/analyse/gather.hpp"

namespace ruamkit::tools::analyse {

/// Tables with headings in both languages.
[[nodiscard]] std::string to_table(const gathered& from, const analysis::change::report& report);

/// `language` is th or en: who took part, what changed, item by item, and what this cannot show.
[[nodiscard]] std::string to_sentences(const gathered& from, const analysis::change::report& report,
                                       std::string_view language);

}  // namespace ruamkit::tools::analyse
