// What all threads of a server share. Nothing here changes after start() but what guards itself.
#pragma once

#include <spdlog/logger.h>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

#include "engine/port.hpp"
#include "transport/admission.hpp"
#include "transport/counters.hpp"
#include "transport/options.hpp"
#include "transport/rate_limit.hpp"
#include "transport/tls.hpp"
#include "transport/web_files.hpp"

namespace ruamkit::transport {

struct surroundings {
  surroundings(options given, std::shared_ptr<spdlog::logger> logger)
      : what(std::move(given)),
        log(std::move(logger)),
        files(web_files::load(what.web_root)),
        guests(what.limits.connections, what.limits.connections_per_address),
        tokens({what.limits.messages_per_s, what.limits.messages_burst}, 20'000) {
    if (!what.tls_cert.empty()) tls.emplace(what.tls_cert, what.tls_key);
  }

  [[nodiscard]] rate messages() const { return {what.limits.messages_per_s, what.limits.messages_burst}; }
  [[nodiscard]] std::string metrics() const {
    const auto* engine = port.load();
    return exposition(counts, engine != nullptr ? std::optional{engine->condition()} : std::nullopt);
  }

  const options what;
  const std::shared_ptr<spdlog::logger> log;
  const web_files files;
  std::optional<tls_context> tls;
  admission guests;
  keyed_limits tokens;                  ///< of POST /rpc
  std::atomic<std::size_t> bodies{0};   ///< bytes of request bodies that may be being received
  std::atomic<std::size_t> uploads{0};  ///< bytes of documents that may be being received
  std::atomic<std::size_t> refused{0};  ///< connections over a limit that are still being told so
  std::atomic<engine::port*> port{nullptr};
  std::vector<const counters*> counts;  ///< one a thread
};

}  // namespace ruamkit::transport
