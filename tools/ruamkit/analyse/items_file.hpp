// The file that says what the columns of a survey mean: JSON, a list of items or a deliberation's definition.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/change/study.hpp"
#include "files/bad_input.hpp"

namespace ruamkit::tools::analyse {

/// What to do with an item's column.
enum class treatment : std::uint8_t {
  analysed,
  stratum,  ///< a demographic item: divides the people
  skipped,  ///< ranks, texts and other answers that are no single value
};

struct item_spec {
  analysis::change::item about;
  treatment use = treatment::analysed;
  std::string kind = "scale";           ///< as it was given
  std::vector<std::string> correct;     ///< the right answers of a knowledge item; empty: the column holds 1 and 0
  std::vector<std::string> no_opinion;  ///< codes for "no opinion" and "don't know"
};

/// Reads `[item, …]`, `{"items": [item, …]}` or a definition with `surveys`. An item is
///     {"id": "i1", "kind": "scale", "min": 0, "max": 10, "agree_threshold": 6, "role": "attitude",
///      "question": {"th": "…", "en": "…"}, "correct": "b", "no_opinion": ["99"], "options": [{"id": "a"}, …]}
/// of which only the id is required. `path` is for messages. Throws bad_input; a fault in a value is placed at the line
/// where the item's id first stands.
[[nodiscard]] std::vector<item_spec> parse_items(const std::string& path, std::string_view text);

}  // namespace ruamkit::tools::analyse
