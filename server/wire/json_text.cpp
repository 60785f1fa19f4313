#include "wire/json_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace ruamkit::wire {

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  const auto is_plain = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; };
  if (std::ranges::all_of(text, is_plain)) {
    out += text;
  } else {
    for (const char c : text) {
      if (is_plain(c)) {
        out += c;
      } else if (c == '"' || c == '\\') {
        out += '\\';
        out += c;
      } else {
        std::array<char, 8> escaped{};
        std::snprintf(escaped.data(), escaped.size(), "\\u%04x", static_cast<unsigned>(c));
        out += escaped.data();
      }
    }
  }
  out += '"';
}

void object_text::real(std::string_view name, double value) {
  std::array<char, 32> text{};  // the shortest that reads back as the same number
  const auto [end, ok] = std::to_chars(text.data(), text.data() + text.size(), std::isfinite(value) ? value : 0.0);
  member(name).append(text.data(), end);
}

void object_text::localized(std::string_view name, const ruamkit::localized& value) {
  object_text both(member(name));
  if (!value.th.empty()) both.text("th", value.th);
  if (!value.en.empty()) both.text("en", value.en);
}

}  // namespace ruamkit::wire
