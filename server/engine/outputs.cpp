#include "engine/outputs.hpp"

#include <variant>

namespace ruamkit::engine {

void outputs::fail(const wire::error& why) {
  for (auto& batch : by_thread_) {
    std::erase_if(batch, [](const outbound& each) {
      return !std::holds_alternative<send_reply>(each) && !std::holds_alternative<close_connection>(each) &&
             !std::holds_alternative<stop_watching>(each);
    });
    for (auto& each : batch)
      if (auto* reply = std::get_if<send_reply>(&each)) reply->answer = why;
  }
}

void outputs::deliver(const std::vector<outlet*>& outlets) {
  for (std::size_t i = 0; i < by_thread_.size(); ++i)
    if (!by_thread_[i].empty()) outlets[i]->deliver(std::move(by_thread_[i]));
}

}  // namespace ruamkit::engine
