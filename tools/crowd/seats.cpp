#include "crowd/seats.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>

#include "files/csv.hpp"
#include "files/text.hpp"

namespace ruamkit::crowd {

using files::bad_input;
namespace {

bool is_seat(const std::string& text) {
  std::size_t signs = 0;
  for (const char c : text) {
    if (c == '-' || c == ' ') continue;
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) return false;
    ++signs;
  }
  return signs == 9;
}

}  // namespace

std::vector<std::string> read_seats(const std::string& path) {
  const std::string text = files::read_file(path);
  files::csv_reader in(path, text);
  std::vector<std::string> seats;
  std::vector<files::csv_field> row;
  std::size_t column = 0;
  bool first = true;
  while (in.next(row)) {
    if (row[0].text.starts_with('#')) continue;
    if (std::exchange(first, false)) {
      const auto named = std::ranges::find(row, std::string_view("seat"), &files::csv_field::text);
      if (named != row.end()) {
        column = static_cast<std::size_t>(named - row.begin());
        continue;
      }
      if (row.size() > 1) in.refuse(row[0], "the header has no column named `seat`");
    }
    if (column >= row.size())
      in.refuse({{}, row.back().line, row.back().column + row.back().text.size()},
                "the line ends before its `seat` column");
    const std::string seat(row[column].text);
    if (!is_seat(seat)) in.refuse(row[column], "'" + seat + "' is no seat code; one looks like ABC-DEF-GHJ");
    seats.push_back(seat);
  }
  if (seats.empty()) throw bad_input(path, 0, 0, "holds no seat code");
  return seats;
}

}  // namespace ruamkit::crowd
