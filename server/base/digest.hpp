// SHA-256 (FIPS 180-4) and HMAC-SHA-256 (RFC 2104), by OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace ruamkit {

/// 32 bytes of SHA-256.
using digest = std::array<std::uint8_t, 32>;

/// The hash of the parts, one after the other. No separator is added: the caller's format must be unambiguous.
[[nodiscard]] digest sha256(std::initializer_list<std::span<const std::uint8_t>> parts);
[[nodiscard]] digest sha256(std::string_view text);

/// HMAC-SHA-256 of `message` under `key`.
[[nodiscard]] digest hmac_sha256(std::span<const std::uint8_t> key, std::string_view message);

/// Compares without telling by its time where the first difference is.
[[nodiscard]] bool equal_in_constant_time(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b);

}  // namespace ruamkit
