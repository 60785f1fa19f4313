#include "engine/inbox.hpp"

#include <utility>

namespace ruamkit::engine {

bool inbox::admit(message&& request) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= requests_max_) return false;
    waiting_.push_back(std::move(request));
    wake = std::exchange(asleep_, false);
  }
  if (wake) filled_.notify_one();
  return true;
}

void inbox::put(connection_gone gone) { add(gone); }
void inbox::put(notice what) { add(std::move(what)); }

void inbox::add(message&& what) {
  bool wake = false;
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(what));
    wake = std::exchange(asleep_, false);
  }
  if (wake) filled_.notify_one();
}

void inbox::take(std::vector<message>& into, std::optional<std::chrono::steady_clock::time_point> until) {
  into.clear();
  std::unique_lock lock(mutex_);
  const auto filled = [&] { return !waiting_.empty(); };
  if (!filled()) {
    asleep_ = true;
    if (until) {
      filled_.wait_until(lock, *until, filled);
    } else {
      filled_.wait(lock, filled);
    }
    asleep_ = false;
  }
  into.swap(waiting_);
}

std::size_t inbox::size() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

}  // namespace ruamkit::engine
