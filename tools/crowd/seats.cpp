#include "crowd/seats.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <optional>
#include <string_view>
#include <utility>

#include "crowd/bad_input.hpp"

namespace ruamkit::crowd {
namespace {

struct field {
  std::string text;
  std::size_t column = 1;
};

/// One line of CSV (RFC 4180, a quoted field within one line).
std::vector<field> split(const std::string& line) {
  std::vector<field> out(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      out.back().text += line[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      out.push_back({{}, i + 2});
    } else {
      out.back().text += c;
    }
  }
  return out;
}

std::string trimmed(std::string text) {
  const auto solid = [](unsigned char c) { return std::isspace(c) == 0; };
  text.erase(text.begin(), std::find_if(text.begin(), text.end(), solid));
  text.erase(std::find_if(text.rbegin(), text.rend(), solid).base(), text.end());
  return text;
}

bool is_seat(const std::string& text) {
  std::size_t signs = 0;
  for (const char c : text) {
    if (c == '-' || c == ' ') continue;
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) return false;
    ++signs;
  }
  return signs == 9;
}

std::optional<std::size_t> seat_column(const std::vector<field>& header) {
  for (std::size_t i = 0; i < header.size(); ++i)
    if (trimmed(header[i].text) == "seat") return i;
  return std::nullopt;
}

}  // namespace

std::vector<std::string> read_seats(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw bad_input(path, 0, 0, "cannot be read");
  std::vector<std::string> seats;
  std::size_t column = 0;
  std::size_t number = 0;
  bool first = true;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (number == 1 && line.starts_with("\xef\xbb\xbf")) line.erase(0, 3);
    line = trimmed(line);
    if (line.empty() || line.starts_with('#')) continue;
    const std::vector<field> fields = split(line);
    if (std::exchange(first, false)) {
      if (const auto found = seat_column(fields)) {
        column = *found;
        continue;
      }
      if (fields.size() > 1) throw bad_input(path, number, 1, "the header has no column named `seat`");
    }
    if (column >= fields.size())
      throw bad_input(path, number, line.size() + 1, "the line ends before its `seat` column");
    const std::string seat = trimmed(fields[column].text);
    if (!is_seat(seat))
      throw bad_input(path, number, fields[column].column,
                      "'" + seat + "' is no seat code; one looks like ABC-DEF-GHJ");
    seats.push_back(seat);
  }
  if (seats.empty()) throw bad_input(path, 0, 0, "holds no seat code");
  return seats;
}

}  // namespace ruamkit::crowd
