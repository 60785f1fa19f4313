// One wave of a survey as people bring it: CSV, a row a person, a column an item.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ruamkit/analyse/items_file.hpp"

namespace ruamkit::tools::analyse {

/// What the columns of the file are taken for.
struct layout {
  std::string id;                                 ///< name of the id column; empty: `id`, or else the first
  std::vector<std::string> labels;                ///< columns whose texts divide people
  std::string weight;                             ///< column of weights; empty: none
  const std::vector<item_spec>* items = nullptr;  ///< null: every other column is an item on a scale
};

struct answer_column {
  std::string name;
  const item_spec* spec = nullptr;  ///< null: undeclared
  std::vector<double> values;       ///< a row each, `missing` where there is none; empty for a choice
  std::vector<std::string> chosen;  ///< of a choice: the option of each row, empty where there is none
  std::size_t no_opinion = 0;       ///< rows that hold a code for it
  std::size_t numbers = 0;          ///< rows that hold a number
  std::string no_number;            ///< of an undeclared column: its first text that is none, and where that stands
  std::size_t no_number_line = 0, no_number_column = 0;
};

struct label_column {
  std::string name;
  std::vector<std::string> values;  ///< a row each, empty where not known
};

struct answers_file {
  std::string path;
  std::vector<std::string> ids;
  std::unordered_map<std::string, std::size_t> row_of;
  std::vector<answer_column> answers;
  std::vector<label_column> labels;
  std::optional<std::vector<double>> weights;
  std::vector<std::uint8_t> took;        ///< whether a row holds any answer
  std::vector<std::string> passed_over;  ///< columns that an item file does not name
};

/// Reads the text of a file; `path` is for messages. Commas, or semicolons or tabs where the header has no comma. A
/// cell that is empty, NA, N/A, NaN, null or a full stop is missing. Throws bad_input for an id that is missing or
/// comes twice, and for an answer that is no number (or no option, or beyond the scale) where the column is declared.
[[nodiscard]] answers_file parse_answers(const std::string& path, std::string_view text, const layout& as);

[[nodiscard]] bool is_no_answer(std::string_view cell);

/// The number that the whole cell holds, if it is one and finite.
[[nodiscard]] std::optional<double> number_in(std::string_view cell);

/// ',' or what else the first line is separated by.
[[nodiscard]] char separator_of(std::string_view text);

}  // namespace ruamkit::tools::analyse
