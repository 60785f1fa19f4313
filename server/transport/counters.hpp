// What a thread counts, and the text of /metrics.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/port.hpp"

namespace ruamkit::transport {

/// Written by one thread, read by any: no read-modify-write is needed.
class counter {
 public:
  void add(std::uint64_t n = 1) { value_.store(value_.load(std::memory_order_relaxed) + n, std::memory_order_relaxed); }
  void subtract(std::uint64_t n) {
    value_.store(value_.load(std::memory_order_relaxed) - n, std::memory_order_relaxed);
  }
  [[nodiscard]] std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

/// Why a connection ended.
enum class ending : std::uint8_t {
  peer,  ///< the other side closed
  done,  ///< an HTTP exchange that asked for no more
  idle,
  too_slow,  ///< the queue limit or the write stall
  rate_limited,
  too_large,
  invalid_utf8,
  unsupported,  ///< a binary frame
  protocol_error,
  moved,
  ended,
  restarting,
  timeout,  ///< header, body, handshake or goodbye took too long
  tls,
  broken,  ///< the network
};
inline constexpr std::size_t endings = 15;
[[nodiscard]] std::string_view name_of(ending why);

struct counters {
  counter accepted, refused, open, websockets;
  counter messages_in, messages_out, bytes_in, bytes_out;
  counter rate_limited, busy, undecodable;
  counter http_requests, http_errors;
  counter view_frames_sent, view_frames_conflated;
  std::array<counter, endings> closed;
};

/// Prometheus exposition format 0.0.4. `engine` is left out when there is none yet.
[[nodiscard]] std::string exposition(std::span<const counters* const> threads,
                                     const std::optional<engine::condition>& engine);

}  // namespace ruamkit::transport
