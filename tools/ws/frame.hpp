// RFC 6455 framing, the client's side: frames out are masked, frames in are not. Pure; no socket here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace ruamkit::ws {

enum class opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

/// Appends one frame to `out`, its payload masked with `mask` (section 5.3; big-endian, zero leaves it readable).
void append_frame(std::string& out, opcode what, std::string_view payload, std::uint32_t mask, bool final = true);
[[nodiscard]] std::string make_frame(opcode what, std::string_view payload, std::uint32_t mask, bool final = true);

/// The payload of a close frame.
[[nodiscard]] std::string close_payload(std::uint16_t code, std::string_view reason = {});

/// A whole message or a control frame. `payload` lives until the sink returns.
struct incoming {
  opcode what = opcode::text;
  std::string_view payload;
  std::uint16_t close_code = 0;  ///< of a close frame; 1005 when it carried none
};

/// Why a server's bytes were refused; the close code to answer with.
enum class refusal : std::uint16_t { none = 0, protocol_error = 1002, too_large = 1009 };

/// Cuts a server's bytes into messages, whatever pieces they come in. Bytes are copied only where a frame is split
/// between two reads or a message between frames. UTF-8 is not checked: the reader of the text does that.
class frame_reader {
 public:
  explicit frame_reader(std::size_t message_bytes_max = 1U << 20) : message_bytes_max_(message_bytes_max) {}

  /// `sink(const incoming&)` returns false to have the rest thrown away. Not to be called again after a refusal.
  template <typename Sink>
  refusal feed(std::string_view bytes, Sink&& sink) {
    const bool kept = !pending_.empty();
    if (kept) pending_.append(bytes);
    std::string_view rest = kept ? std::string_view(pending_) : bytes;
    for (;;) {
      frame next;
      const refusal verdict = cut(rest, next);
      if (verdict != refusal::none) return verdict;
      if (next.size == 0) break;
      rest.remove_prefix(next.size);
      incoming message;
      const refusal joined = join(next, message);
      if (joined != refusal::none) return joined;
      if (!message_ready_) continue;
      const bool more = sink(std::as_const(message));
      if (message_was_joined_) std::string().swap(assembled_);
      if (!more) {
        pending_.clear();
        return refusal::none;
      }
    }
    keep(rest, kept);
    return refusal::none;
  }

 private:
  struct frame {
    std::size_t size = 0;  ///< header and payload; 0 while not all of it is here
    bool final = false;
    opcode what = opcode::text;
    std::string_view payload;
  };

  refusal cut(std::string_view bytes, frame& next) const;
  refusal join(const frame& next, incoming& message);
  void keep(std::string_view rest, bool rest_is_pending);

  std::size_t message_bytes_max_;
  std::string pending_;    ///< the beginning of a frame whose end has not come
  std::string assembled_;  ///< the fragments of a message so far
  bool in_fragments_ = false;
  opcode fragments_of_ = opcode::text;
  bool message_ready_ = false;
  bool message_was_joined_ = false;
};

}  // namespace ruamkit::ws
