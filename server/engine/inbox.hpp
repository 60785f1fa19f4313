// What waits for the engine's thread: requests from sockets, of which there may be too many, and the server's own
// notices, which are never refused (each answers something the engine asked for).
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <variant>
#include <vector>

#include "engine/port.hpp"

namespace ruamkit::engine {

struct connection_gone {
  connection_id who;
};
/// Something to do on the engine's thread.
using notice = std::function<void()>;
using message = std::variant<inbound, report_request, document_upload, document_request, connection_gone, notice>;

class inbox {
 public:
  explicit inbox(std::size_t requests_max) : requests_max_(requests_max) {}

  /// False when `requests_max` requests are waiting.
  [[nodiscard]] bool put(inbound&& request) { return admit(std::move(request)); }
  [[nodiscard]] bool put(report_request&& request) { return admit(std::move(request)); }
  [[nodiscard]] bool put(document_upload&& request) { return admit(std::move(request)); }
  [[nodiscard]] bool put(document_request&& request) { return admit(std::move(request)); }
  void put(connection_gone gone);
  void put(notice what);

  /// Everything that waits, in order; waits until there is something, or until the time given. `into` is emptied first.
  void take(std::vector<message>& into, std::optional<std::chrono::steady_clock::time_point> until);

  [[nodiscard]] std::size_t size() const;

 private:
  [[nodiscard]] bool admit(message&& request);
  void add(message&& what);

  const std::size_t requests_max_;
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::vector<message> waiting_;
  bool asleep_ = false;
};

}  // namespace ruamkit::engine
