// CSV as it is written (RFC 4180, LF).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ruamkit::tools::lottery {

/// Quoted where it must be.
inline void append_csv(std::string& out, std::string_view field) {
  const bool plain =
      field.find_first_of(",;\t\"\r\n") == std::string_view::npos && !field.starts_with(' ') && !field.ends_with(' ');
  if (plain) {
    out += field;
    return;
  }
  out += '"';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

inline void append_csv_row(std::string& out, const std::vector<std::string>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) append_csv(i == 0 ? out : out += ',', fields[i]);
  out += '\n';
}

}  // namespace ruamkit::tools::lottery
