// The framing of RFC 6455 as a server sees it, without a socket: bytes in, events out.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ruamkit::transport {

enum class opcode : std::uint8_t { continuation = 0x0, text = 0x1, binary = 0x2, close = 0x8, ping = 0x9, pong = 0xA };

enum class close_code : std::uint16_t {
  none = 0,
  normal = 1000,
  protocol_error = 1002,
  unsupported = 1003,
  no_status = 1005,
  invalid_utf8 = 1007,
  too_large = 1009,
  restarting = 1012,
  moved = 4001,
  ended = 4002,
  too_slow = 4003,  ///< or idle
  too_many = 4008,
};

struct frame_header {
  std::array<char, 10> bytes{};
  std::size_t size = 0;
};

/// The header of an unfragmented, unmasked frame.
[[nodiscard]] frame_header header_for(opcode kind, std::size_t payload_bytes);

/// The payload of a close frame.
[[nodiscard]] std::string close_payload(close_code why);

/// `Sec-WebSocket-Accept` for a client's key (section 4.2.2); nothing unless the key is 16 bytes of base64.
[[nodiscard]] std::optional<std::string> accept_for(std::string_view key);

/// Takes a client's frames apart. A message that arrives whole is handed out where it lies, without a copy.
class frame_reader {
 public:
  enum class kind : std::uint8_t { need_more, text, ping, pong, close, violation };

  struct event {
    frame_reader::kind kind = kind::need_more;
    std::string_view payload;            ///< until the next call
    close_code code = close_code::none;  ///< of close: the peer's; of violation: what to close with
  };

  explicit frame_reader(std::size_t message_bytes_max) : message_bytes_max_(message_bytes_max) {}

  /// Consumes from the front of `in`, unmasking in place, up to the next event. After `close` or `violation` the reader
  /// must not be used again.
  [[nodiscard]] event next(std::span<char>& in);

 private:
  [[nodiscard]] bool complete_header(std::span<char>& in);
  [[nodiscard]] close_code begin_frame();
  [[nodiscard]] close_code begin_data();
  [[nodiscard]] std::optional<event> take_payload(std::span<char>& in);
  [[nodiscard]] event finish_control(std::string_view payload);
  [[nodiscard]] event finish_message(std::string_view payload);
  void unmask(std::span<char> part);
  void release();

  std::size_t message_bytes_max_;
  std::uint64_t remaining_ = 0;  ///< of the current frame's payload
  std::string message_;          ///< what came of a message in pieces
  std::string control_;          ///< what came of a control frame in pieces
  std::array<std::uint8_t, 14> header_{};
  std::array<std::uint8_t, 4> mask_{};
  std::uint16_t fragments_ = 0;
  std::uint8_t header_have_ = 0;
  std::uint8_t mask_phase_ = 0;
  opcode opcode_ = opcode::text;
  bool fin_ = false;
  bool in_payload_ = false;
  bool in_message_ = false;  ///< a fragmented message is under way
  bool handed_out_ = false;  ///< the last event's payload lies in message_ or control_
};

}  // namespace ruamkit::transport
