// Accepts connections and hands them to the threads in turn.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <memory>
#include <vector>

#include "transport/surroundings.hpp"
#include "transport/worker.hpp"

namespace ruamkit::transport {

class listener {
 public:
  /// Binds and listens at once; accepting begins with start(). Throws std::runtime_error.
  listener(surroundings& around, boost::asio::io_context& loop, std::vector<std::unique_ptr<worker>>& threads);

  void start();
  /// From any thread.
  void stop();
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  void wait();
  void accept_some();
  void take(owned_socket socket, const std::string& address);

  surroundings& around_;
  boost::asio::io_context& loop_;
  std::vector<std::unique_ptr<worker>>& threads_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer pause_;
  std::uint16_t port_ = 0;
  std::size_t next_ = 0;
};

}  // namespace ruamkit::transport
