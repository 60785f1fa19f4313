// The sockets of Ruamkit: HTTP, WebSocket and TLS on N threads, each with its own loop.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/port.hpp"
#include "transport/options.hpp"

namespace spdlog {
class logger;
}

namespace ruamkit::transport {

/// The server cannot start; what() is a sentence an operator can act on.
class start_failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Call order: construct, outlets(), attach(), start(), …, stop_accepting(), drain_and_stop(). The port must outlive
/// the server. Destroying a started server stops it at once.
class server {
 public:
  /// Reads the certificate and the web files. Throws start_failure.
  server(options what, std::shared_ptr<spdlog::logger> log);
  ~server();
  server(const server&) = delete;
  server& operator=(const server&) = delete;

  /// One a thread, in the order of connection_id::thread. They live as long as the server.
  [[nodiscard]] std::vector<engine::outlet*> outlets();

  void attach(engine::port& to);

  /// Binds, listens and starts the threads. Throws start_failure.
  void start();

  /// The port listened on, known after start().
  [[nodiscard]] std::uint16_t port() const;

  void stop_accepting();

  /// Says `server.stopping` to every connection, closes it with 1012, and returns when all are gone or after `within`.
  /// Call it once the engine has settled, so that its last replies go out first.
  void drain_and_stop(std::chrono::milliseconds within);

  /// The text of /metrics (Prometheus exposition format 0.0.4).
  [[nodiscard]] std::string metrics() const;

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace ruamkit::transport
