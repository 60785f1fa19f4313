// A server with a fake engine behind it, on a port of its own.
#pragma once

#include <spdlog/logger.h>
#include <spdlog/sinks/null_sink.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "client.hpp"
#include "fake_engine.hpp"
#include "transport/server.hpp"

namespace ruamkit::transport::test {

using namespace std::chrono_literals;

inline options on_any_port(unsigned threads = 2) {
  options out;
  out.port = 0;
  out.threads = threads;
  return out;
}

struct hall {
  explicit hall(options what = on_any_port())
      : server(std::move(what),
               std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::null_sink_mt>())) {
    engine.outlets = server.outlets();
    server.attach(engine);
    server.start();
  }

  [[nodiscard]] client visitor(int receive_buffer = 0) { return client{server.port(), false, receive_buffer}; }
  [[nodiscard]] client phone(int receive_buffer = 0) {
    auto out = visitor(receive_buffer);
    if (out.upgrade() != 101) throw std::runtime_error{"no upgrade"};
    return out;
  }
  /// The value of a sample in /metrics.
  [[nodiscard]] double metric(const std::string& name) const {
    const auto text = "\n" + server.metrics();
    const auto at = text.find("\nruamkit_" + name + " ");
    return at == std::string::npos ? -1 : std::stod(text.substr(at + name.size() + 10));
  }
  [[nodiscard]] static bool within(std::chrono::milliseconds time, const std::function<bool()>& holds) {
    const auto deadline = std::chrono::steady_clock::now() + time;
    while (!holds()) {
      if (std::chrono::steady_clock::now() > deadline) return false;
      std::this_thread::sleep_for(2ms);
    }
    return true;
  }

  fake_engine engine;
  transport::server server;
};

}  // namespace ruamkit::transport::test
