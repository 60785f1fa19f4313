// A queue with a limit, for handing work to threads that wait for it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace ruamkit::identity {

template <typename T>
class bounded_queue {
 public:
  explicit bounded_queue(std::size_t most) : most_(most) {}

  /// False when it is full or closed.
  [[nodiscard]] bool push(T item) {
    {
      const std::lock_guard lock{mutex_};
      if (closed_ || waiting_.size() >= most_) return false;
      waiting_.push_back(std::move(item));
    }
    ready_.notify_one();
    return true;
  }

  /// Waits for one; nothing once it is closed and empty.
  [[nodiscard]] std::optional<T> pop() {
    std::unique_lock lock{mutex_};
    ready_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
    if (waiting_.empty()) return std::nullopt;
    std::optional<T> item{std::move(waiting_.front())};
    waiting_.pop_front();
    return item;
  }

  /// Waits until there is something, it is closed, or `until`, and takes all there is. Nothing once closed and empty.
  [[nodiscard]] std::optional<std::deque<T>> pop_all(std::chrono::steady_clock::time_point until) {
    std::unique_lock lock{mutex_};
    ready_.wait_until(lock, until, [this] { return closed_ || !waiting_.empty(); });
    if (closed_ && waiting_.empty()) return std::nullopt;
    return std::exchange(waiting_, {});
  }

  /// Refuses what comes from now on; what is in it stays.
  void close() {
    {
      const std::lock_guard lock{mutex_};
      closed_ = true;
    }
    ready_.notify_all();
  }

  [[nodiscard]] std::size_t size() const {
    const std::lock_guard lock{mutex_};
    return waiting_.size();
  }

 private:
  const std::size_t most_;
  mutable std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<T> waiting_;
  bool closed_ = false;
};

}  // namespace ruamkit::identity
