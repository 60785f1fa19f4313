// A server made of raw sockets, for testing clients against: it speaks as much HTTP and RFC 6455 as they need, and
// misbehaves on request. Not for anything but tests: it trusts its clients.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <thread>

#include "ws/endpoint.hpp"

namespace ruamkit::fake {

class server {
 public:
  using connection = int;

  /// All are called on the server's own thread; so must every member below be, once it is started.
  std::function<void(connection)> on_open = [](connection) {};
  std::function<void(connection, const std::string&)> on_text = [](connection, const std::string&) {};
  std::function<void(connection, std::uint16_t code)> on_close = [](connection, std::uint16_t) {};
  std::function<void(connection)> on_gone = [](connection) {};
  /// The body of the answer to a POST.
  std::function<std::string(const std::string& body, const std::string& bearer)> on_post;
  /// Sent instead of a true upgrade answer, when not empty.
  std::string upgrade_answer;

  server();
  ~server();
  server(const server&) = delete;
  server& operator=(const server&) = delete;

  void start();
  void stop();
  [[nodiscard]] ws::endpoint where() const;

  void send(connection to, std::string_view text);
  /// One frame with the first byte given.
  void send_frame(connection to, unsigned first_byte, std::string_view payload);
  void send_raw(connection to, std::string_view bytes);
  void close(connection to, std::uint16_t code);
  /// Cut without a word.
  void drop(connection whom);

 private:
  struct peer {
    std::string in;
    bool upgraded = false;
    std::string fragments;
  };

  void run();
  void accept_one();
  void read_from(connection from);
  bool take_http(connection from, peer& one);
  bool take_frame(connection from, peer& one);

  int listening_ = -1;
  std::uint16_t port_ = 0;
  std::map<connection, peer> peers_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace ruamkit::fake
