// Bytes as text: hexadecimal (RFC 4648 section 8, lower case) and base64url without padding (section 5).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ruamkit {

using bytes = std::vector<std::uint8_t>;

[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> data);
[[nodiscard]] std::optional<bytes> from_hex(std::string_view text);

[[nodiscard]] std::string to_base64url(std::span<const std::uint8_t> data);
/// Nothing for a character outside the alphabet, padding, or a length no encoder makes.
[[nodiscard]] std::optional<bytes> from_base64url(std::string_view text);

[[nodiscard]] inline std::span<const std::uint8_t> as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace ruamkit
