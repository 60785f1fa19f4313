// Waiting for what other threads and programs bring about.
#pragma once

#include <chrono>
#include <functional>
#include <thread>

namespace ruamkit::programs {

/// Whether it comes to hold within a minute: long, for a machine that has much else to do.
inline bool soon(const std::function<bool()>& what) {
  using std::chrono::steady_clock;
  for (const auto until = steady_clock::now() + std::chrono::minutes{1}; steady_clock::now() < until;) {
    if (what()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  return what();
}

}  // namespace ruamkit::programs
