#include "reports/html_text.hpp"

#include <algorithm>
#include <cstdint>

#include "base/digest.hpp"

namespace ruamkit::reports {

std::string base64(std::string_view data) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((data.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < data.size(); i += 3) {
    const auto left = std::min<std::size_t>(3, data.size() - i);
    std::uint32_t word = 0;
    for (std::size_t j = 0; j < 3; ++j) word = word << 8U | (j < left ? static_cast<unsigned char>(data[i + j]) : 0U);
    for (std::size_t j = 0; j < 4; ++j) out += j <= left ? letters[word >> (18 - 6 * j) & 63U] : '=';
  }
  return out;
}

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

std::string style_source(std::string_view style) {
  const auto sum = sha256(style);
  return "'sha256-" + base64({reinterpret_cast<const char*>(sum.data()), sum.size()}) + "'";
}

}  // namespace ruamkit::reports
