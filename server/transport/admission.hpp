// How many connections there are, in all and from one address.
#pragma once

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>

namespace ruamkit::transport {

/// A peer's address as it is counted: IPv4 whole, IPv6 by its /64 (what one subscriber holds).
using address_key = std::array<std::uint8_t, 16>;

/// The text is IPv4 or IPv6 as the socket library writes it; anything else is one common key.
[[nodiscard]] address_key key_of_address(const std::string& text);

/// Shared by the threads: a connection is counted from its accept to its end.
class admission {
 public:
  enum class verdict : std::uint8_t { admitted, full, address_full };

  admission(std::size_t total_max, std::size_t per_address_max)
      : total_max_(total_max), per_address_max_(per_address_max) {}

  [[nodiscard]] verdict enter(const address_key& from);
  void leave(const address_key& from);
  [[nodiscard]] std::size_t count() const;
  /// True when the last one left before the deadline.
  [[nodiscard]] bool wait_until_empty(std::chrono::steady_clock::time_point deadline);

 private:
  struct hash {
    std::size_t operator()(const address_key& key) const;
  };

  std::size_t total_max_;
  std::size_t per_address_max_;
  mutable std::mutex mutex_;
  std::condition_variable emptied_;
  std::size_t total_ = 0;
  std::unordered_map<address_key, std::size_t, hash> by_address_;
};

}  // namespace ruamkit::transport
