// The server's own log: a JSON object a line on standard error. Sentences hold no personal data, tokens or codes.
#pragma once

#include <memory>
#include <string>

namespace spdlog {
class logger;
}

namespace ruamkit::app {

/// `level` is one of trace, debug, info, warn, error.
[[nodiscard]] std::shared_ptr<spdlog::logger> make_log(const std::string& level);

}  // namespace ruamkit::app
