// What one connection has still to be sent: replies in order, and of every view it watches at most the newest document.
#pragma once

#include <sys/uio.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/port.hpp"
#include "transport/websocket_frame.hpp"

namespace ruamkit::transport {

using shared_text = std::shared_ptr<const std::string>;

class outbox;

/// A view as one thread's connections see it.
struct watched_view {
  engine::view_key key = 0;
  engine::shared_frame newest;
  std::vector<outbox*> watchers;
};

/// Bytes laid out for one gathering write. Valid until the outbox is touched.
struct layout {
  static constexpr std::size_t frames_max = 24;

  std::array<frame_header, frames_max> headers;
  std::array<iovec, 2 * frames_max> parts;
  std::size_t frames = 0;
  std::size_t count = 0;  ///< of parts
  std::size_t bytes = 0;
};

/// Replies and notifications leave first, in order; then the newest documents of the views that changed. A document
/// that has not begun to leave is not kept here at all, only the fact that this connection has not had it.
class outbox {
 public:
  explicit outbox(std::uint64_t owner = 0) : owner_(owner) {}
  outbox(const outbox&) = delete;
  outbox& operator=(const outbox&) = delete;

  [[nodiscard]] std::uint64_t owner() const { return owner_; }

  void push_bytes(std::string bytes);                    ///< as they are: HTTP
  void push_bytes(shared_text bytes);                    ///< as they are, shared
  void push_frame(opcode kind, std::string payload);     ///< one WebSocket frame
  void push_frame(const engine::shared_frame& payload);  ///< one text frame, never conflated

  /// Bytes of replies and notifications that have not left; views do not count.
  [[nodiscard]] std::size_t queued_bytes() const { return queued_bytes_; }
  [[nodiscard]] std::size_t queued_items() const { return items_.size() - head_; }
  [[nodiscard]] bool empty() const;

  /// Lays out what goes next; false when there is nothing.
  [[nodiscard]] bool gather(layout& out) const;
  /// The first `bytes` of what gather() laid out have left. Returns how many documents of views are wholly sent.
  std::size_t written(std::size_t bytes);

 private:
  friend class hub;

  struct item {
    shared_text shared;
    std::string own;
    opcode kind = opcode::text;
    bool framed = true;
    bool counted = true;

    [[nodiscard]] std::string_view payload() const { return shared ? std::string_view{*shared} : own; }
    [[nodiscard]] std::size_t bytes() const;
  };
  struct watch {
    watched_view* view = nullptr;
    std::size_t position = 0;  ///< in view->watchers
    std::uint64_t sent_rev = 0;
    bool sent = false;

    [[nodiscard]] bool due() const { return !sent || view->newest->rev > sent_rev; }
  };

  void push(item&& what);
  void release_sent();
  [[nodiscard]] watch* find(const watched_view* view);

  std::uint64_t owner_;
  std::vector<item> items_;
  std::vector<watch> watches_;
  std::size_t head_ = 0;          ///< the first item not wholly written
  std::size_t head_written_ = 0;  ///< bytes of it, with its header, that have left
  std::size_t queued_bytes_ = 0;
};

}  // namespace ruamkit::transport
