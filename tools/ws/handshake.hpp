// The opening handshake (RFC 6455 section 4), as text in and text out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "ws/endpoint.hpp"

namespace ruamkit::ws {

/// A Sec-WebSocket-Key: 16 bytes made of `seed`, in base64.
[[nodiscard]] std::string make_key(std::uint64_t seed);

/// What a server must answer to that key.
[[nodiscard]] std::string accept_of(std::string_view key);

[[nodiscard]] std::string upgrade_request(const endpoint& where, std::string_view key);

struct upgrade_answer {
  enum class state { incomplete, accepted, refused };
  state what = state::incomplete;
  std::size_t size = 0;  ///< bytes of the answer when accepted; frames follow
  std::string why;       ///< when refused
};

/// Reads the server's answer. One longer than 8 KiB is refused.
[[nodiscard]] upgrade_answer read_upgrade(std::string_view bytes, std::string_view key);

/// A header's value in a block of HTTP headers, its name in any case; empty when absent.
[[nodiscard]] std::string_view header_value(std::string_view block, std::string_view name);

}  // namespace ruamkit::ws
