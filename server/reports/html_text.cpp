#include "reports/html_text.hpp"

#include <algorithm>
#include <cstdint>

#include "base/digest.hpp"

namespace ruamkit::reports {
namespace {

std::string base64(const digest& data) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < data.size(); i += 3) {
    const auto left = std::min<std::size_t>(3, data.size() - i);
    std::uint32_t word = 0;
    for (std::size_t j = 0; j < 3; ++j) word = word << 8U | (j < left ? data[i + j] : 0U);
    for (std::size_t j = 0; j < 4; ++j) out += j <= left ? letters[word >> (18 - 6 * j) & 63U] : '=';
  }
  return out;
}

}  // namespace

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
}

std::string style_source(std::string_view style) { return "'sha256-" + base64(sha256(style)) + "'"; }

}  // namespace ruamkit::reports
