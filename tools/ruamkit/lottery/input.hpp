// The two files of a lottery, read into a pool.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/sortition/pool.hpp"
#include "files/bad_input.hpp"

namespace ruamkit::tools::lottery {

namespace sortition = analysis::sortition;
using files::bad_input;

/// Which columns of the people's file are more than text.
struct column_names {
  std::string id;         ///< empty: "id", or else people are numbered
  std::string household;  ///< empty: everybody may serve with everybody
  std::string must;       ///< empty: nobody must serve
  std::string may_not;    ///< empty: everybody may serve
};

/// The people's file as it came, for writing rows out again.
struct people_table {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

/// Features, values and people are in canonical order (by name, by id, bytewise), so that neither the order of rows nor
/// of columns has a part in the draw.
struct input {
  sortition::pool pool;
  std::vector<std::string> ids;        ///< by person
  std::vector<std::size_t> row_of;     ///< by person: its row of `table`
  std::vector<std::string> household;  ///< by person: as the file has it
  people_table table;
  std::string id_column;
  bool numbered = false;           ///< the file has no id column: people are numbered from 1
  std::vector<std::string> notes;  ///< what was passed over, in sentences
};

/// Features: `feature,value` (or the older `category,feature`) and `min,max[,min_flex,max_flex]` as counts or as
/// percentages of the seats, or `share`, or `population`. Throws bad_input.
[[nodiscard]] std::vector<sortition::feature> read_features(const std::string& path, std::string_view text, int seats,
                                                            std::vector<std::string>& notes);

/// Throws bad_input. `features_path` and `people_path` are for messages.
[[nodiscard]] input read_input(const std::string& features_path, std::string_view features,
                               const std::string& people_path, std::string_view people, int seats,
                               const column_names& columns);

/// One text for one pool: seats, features, values, quotas and people in canonical order, a line each, fields separated
/// by tabs; `\`, tab and line breaks within a field are written `\\` `\t` `\n` `\r`.
[[nodiscard]] std::string canonical_text(const input& of);

/// SHA-256 of it, in hexadecimal.
[[nodiscard]] std::string canonical_hash(const input& of);

/// ',' or ';' or a tab, whichever the first line has most of.
[[nodiscard]] char separator_of(std::string_view text);

}  // namespace ruamkit::tools::lottery
