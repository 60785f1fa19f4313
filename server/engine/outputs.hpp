// What a turn will let out once it is settled, sorted by transport thread.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "engine/port.hpp"

namespace ruamkit::engine {

class outputs {
 public:
  explicit outputs(std::size_t threads) : by_thread_(threads) {}

  void reply(connection_id to, const wire::request_id& id, wire::answer answer) {
    by_thread_[to.thread].emplace_back(send_reply{to, id, std::move(answer)});
  }
  void frame(connection_id to, shared_frame what) {
    by_thread_[to.thread].emplace_back(send_frame{to, std::move(what)});
  }
  void watch(connection_id who, view_key view, shared_frame current) {
    by_thread_[who.thread].emplace_back(start_watching{who, view, std::move(current)});
  }
  void unwatch(connection_id who, view_key view) { by_thread_[who.thread].emplace_back(stop_watching{who, view}); }
  void close(connection_id who, closing why, std::string last_words) {
    by_thread_[who.thread].emplace_back(close_connection{who, std::move(last_words), why});
  }
  void changed(std::size_t thread, view_key view, shared_frame newest) {
    by_thread_[thread].emplace_back(view_changed{view, std::move(newest)});
  }

  /// What is left of it when the turn failed: every reply says so, and no view is shown that nobody may have seen.
  void fail(const wire::error& why);

  void deliver(const std::vector<outlet*>& outlets);

 private:
  std::vector<std::vector<outbound>> by_thread_;
};

}  // namespace ruamkit::engine
