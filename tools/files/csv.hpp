// CSV (RFC 4180), row by row.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "files/bad_input.hpp"

namespace ruamkit::files {

struct csv_field {
  std::string_view text;   ///< unquoted; blanks around an unquoted field are not part of it
  std::size_t line = 1;    ///< where it begins, from 1
  std::size_t column = 1;  ///< in bytes, from 1
};

/// Goes through a text that outlives it. LF or CRLF; quoted fields may hold commas, quotes ("") and line breaks; empty
/// lines are passed over.
class csv_reader {
 public:
  /// `path` is for messages. `separator` is ',' or ';' or '\t'.
  csv_reader(std::string path, std::string_view text, char separator = ',');

  /// The next row, whose texts last until the next call; false at the end. Throws bad_input for a quote that is never
  /// closed or is followed by more.
  [[nodiscard]] bool next(std::vector<csv_field>& row);

  /// The header: throws bad_input when there is none, or a name is empty or comes twice.
  [[nodiscard]] std::vector<std::string> header();

  /// As next(), and throws bad_input for a row that has not `columns` fields.
  [[nodiscard]] bool next(std::vector<csv_field>& row, std::size_t columns);

  [[noreturn]] void refuse(const csv_field& where, const std::string& why) const;
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::size_t line() const { return line_; }  ///< of what comes next

 private:
  [[nodiscard]] csv_field plain();
  [[nodiscard]] csv_field quoted();

  std::string path_;
  std::string_view text_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t line_begin_ = 0;
  std::deque<std::string> unescaped_;  ///< texts of this row that had doubled quotes
};

}  // namespace ruamkit::files
