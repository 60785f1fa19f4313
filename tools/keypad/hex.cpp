#include "keypad/driver.hpp"

namespace ruamkit::keypad {

std::string hex(std::string_view bytes) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4];
    out += digits[byte & 0x0fU];
  }
  return out;
}

}  // namespace ruamkit::keypad
