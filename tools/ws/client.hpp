// One WebSocket connection used by one waiting thread: what scenario tests and scripts talk to a server with.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ws/endpoint.hpp"
#include "ws/frame.hpp"
#include "ws/http.hpp"
#include "ws/stream.hpp"

namespace ruamkit::ws {

/// How the server, or the network, ended a connection.
struct ending {
  std::uint16_t code = 1006;  ///< 1006 without a close frame
  std::string reason;
};

class client {
 public:
  using milliseconds = std::chrono::milliseconds;
  static constexpr milliseconds patience{60'000};

  /// Connects and upgrades; throws `disconnected`.
  explicit client(const endpoint& where, bool insecure = false, milliseconds timeout = patience);

  void send_text(std::string_view text);
  void send_frame(opcode what, std::string_view payload, bool final = true);
  /// Bytes as they are, for what no honest client would send.
  void send_raw(std::string_view bytes);

  /// The next text message. Nothing when the time is up, or at once when the connection has ended (see `ended`).
  [[nodiscard]] std::optional<std::string> receive(milliseconds timeout = patience);

  /// Sends a request and waits for its response; notifications that come before it are kept for `wait_notification`.
  /// Throws `disconnected` when there is none.
  [[nodiscard]] reply call(std::string_view method, const boost::json::object& params, milliseconds timeout = patience);

  /// The params of the next `view` notification of that view for which `wanted` holds (of its doc); the ones before it
  /// are dropped.
  [[nodiscard]] std::optional<boost::json::object> wait_view(
      std::string_view view, milliseconds timeout = patience,
      const std::function<bool(const boost::json::object&)>& wanted = {});
  [[nodiscard]] std::optional<boost::json::object> wait_notification(std::string_view method,
                                                                     milliseconds timeout = patience);

  /// Says goodbye and waits for the server's close frame, or for the time to be up.
  void close(std::uint16_t code = 1000, milliseconds timeout = patience);
  /// Ends the connection with a reset.
  void abort();

  [[nodiscard]] const std::optional<ending>& ended() const { return ended_; }
  /// Waits, reading and keeping what comes, until the connection has ended; false when the time is up before.
  bool wait_ended(milliseconds timeout = patience);

 private:
  using match = std::function<bool(const boost::json::object&)>;

  bool read_more(std::chrono::steady_clock::time_point until);
  void take(std::string_view bytes);
  std::optional<boost::json::object> wait_message(const match& wanted, milliseconds timeout,
                                                  std::string* text = nullptr);

  stream stream_;
  frame_reader reader_{1U << 24};
  std::deque<std::string> texts_;
  std::size_t dropped_ = 0;
  std::optional<ending> ended_;
  std::int64_t last_id_ = 0;
  std::uint32_t mask_ = 0x9e3779b9U;
};

}  // namespace ruamkit::ws
