// A client made of a blocking socket, so that a test can send exactly the bytes it means, whole or in pieces.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct ssl_st;

namespace ruamkit::transport::test {

struct http_answer {
  int status = 0;  ///< 0: the connection ended, or half a minute passed, before a whole answer came
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
};

struct ws_frame {
  int opcode = -1;  ///< -1: the connection ended or nothing came in time
  std::string payload;

  [[nodiscard]] int close_code() const;
};

class client {
 public:
  /// Connects to 127.0.0.1. `receive_buffer` (bytes) makes the kernel hold little for a client that does not read.
  explicit client(std::uint16_t port, bool tls = false, int receive_buffer = 0);
  ~client();
  client(client&& other) noexcept;
  client& operator=(client&&) = delete;

  [[nodiscard]] bool connected() const { return connected_; }
  bool send(std::string_view bytes);
  void shut_down_writing();
  /// Some bytes; empty at the end or when nothing came within the time.
  std::string receive(std::chrono::milliseconds within = std::chrono::seconds{30});
  /// Whether the server ends the connection (or resets it) within the time; what it still sends is dropped.
  bool ends(std::chrono::milliseconds within = std::chrono::seconds{30});

  http_answer answer(bool to_head = false);
  http_answer get(const std::string& target, const std::string& headers = {});
  http_answer post(const std::string& target, const std::string& body, const std::string& headers = {});

  /// The status of the answer to an upgrade; 101 makes this a WebSocket.
  int upgrade(const std::string& headers = {}, const std::string& target = "/ws");
  void send_text(std::string_view text);
  void send_frame(unsigned first_byte, std::string_view payload);
  /// Skips pings unless told otherwise.
  ws_frame frame(std::chrono::milliseconds within = std::chrono::seconds{30}, bool with_pings = false);
  /// Sends a request for `method` and returns the text of the first reply that is not a `view`.
  std::string call(const std::string& method, int id = 1, const std::string& params = "{}");

 private:
  bool fill(std::chrono::milliseconds within);

  int socket_ = -1;
  ssl_st* tls_ = nullptr;
  bool connected_ = false;
  bool ended_ = false;
  std::string unread_;
};

/// A frame as a client sends it, masked; `fin` and the opcode are in the first byte.
std::string masked_frame(unsigned first_byte, std::string_view payload);

}  // namespace ruamkit::transport::test
