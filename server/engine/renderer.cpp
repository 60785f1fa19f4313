#include "engine/renderer.hpp"

#include <sys/resource.h>
#include <unistd.h>

namespace ruamkit::engine {
namespace {

constexpr int nice_level = 10;

}  // namespace

renderer::renderer(std::size_t waiting_max) : jobs_(waiting_max) {
  thread_ = std::thread([this] {
    // On Linux niceness belongs to the thread.
    (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), nice_level);
    while (auto job = jobs_.pop()) (*job)();
  });
}

void renderer::stop() {
  jobs_.close();
  if (thread_.joinable()) thread_.join();
}

}  // namespace ruamkit::engine
