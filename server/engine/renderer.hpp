// The thread that makes documents out of reports: slow work that neither the engine nor a socket may wait for. One at a
// time, at low priority, so that votes are taken as fast as ever.
#pragma once

#include <cstddef>
#include <functional>
#include <thread>

#include "identity/bounded_queue.hpp"

namespace ruamkit::engine {

class renderer {
 public:
  /// `waiting_max`: jobs that wait beside the one that runs.
  explicit renderer(std::size_t waiting_max);
  ~renderer() { stop(); }
  renderer(const renderer&) = delete;
  renderer& operator=(const renderer&) = delete;

  /// Any thread. False: too many wait already, or it has stopped. A job must not throw.
  [[nodiscard]] bool post(std::function<void()> job) { return jobs_.push(std::move(job)); }

  /// Runs what was posted, takes no more. Safe to call twice.
  void stop();

 private:
  identity::bounded_queue<std::function<void()>> jobs_;
  std::thread thread_;
};

}  // namespace ruamkit::engine
