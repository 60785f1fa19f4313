// A channel used by one waiting thread: every call ends within its time or throws.
#pragma once

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "ws/channel.hpp"

namespace ruamkit::ws {

/// The connection could not be made or is no more; the text says why.
struct disconnected : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class stream {
 public:
  using milliseconds = std::chrono::milliseconds;

  /// Connects; throws `disconnected`, or std::runtime_error for an unknown host.
  stream(const endpoint& where, bool insecure, milliseconds timeout);

  void write(std::string_view bytes, milliseconds timeout);
  /// Some bytes; empty at the end of the connection; nothing when the time is up.
  [[nodiscard]] std::optional<std::string> read(milliseconds timeout);
  void reset() { wire_.reset(); }

 private:
  bool wait(progress::state what, std::chrono::steady_clock::time_point until) const;

  std::optional<tls_context> tls_;
  channel wire_;
};

}  // namespace ruamkit::ws
