#include "client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace ruamkit::transport::test {
namespace {

SSL_CTX* client_context() {
  static SSL_CTX* const context = SSL_CTX_new(TLS_client_method());
  return context;
}

}  // namespace

int ws_frame::close_code() const {
  if (opcode != 8 || payload.size() < 2) return 0;
  return static_cast<unsigned char>(payload[0]) << 8 | static_cast<unsigned char>(payload[1]);
}

client::client(std::uint16_t port, bool tls, int receive_buffer) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  if (receive_buffer > 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const timeval patience{10, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
  if (!connected_ || !tls) return;
  tls_ = SSL_new(client_context());
  SSL_set_fd(tls_, socket_);
  constexpr std::array<unsigned char, 9> http11 = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  SSL_set_alpn_protos(tls_, http11.data(), http11.size());
  connected_ = SSL_connect(tls_) == 1;
}

client::client(client&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      tls_(std::exchange(other.tls_, nullptr)),
      connected_(other.connected_),
      ended_(other.ended_),
      unread_(std::move(other.unread_)) {}

client::~client() {
  if (tls_ != nullptr) SSL_free(tls_);
  if (socket_ >= 0) ::close(socket_);
}

bool client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = tls_ != nullptr ? SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size()))
                                      : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void client::shut_down_writing() { ::shutdown(socket_, SHUT_WR); }

bool client::fill(std::chrono::milliseconds within) {
  if (ended_) return false;
  if (tls_ == nullptr || SSL_pending(tls_) == 0) {
    pollfd one{socket_, POLLIN, 0};
    if (::poll(&one, 1, static_cast<int>(within.count())) <= 0) return false;
  }
  std::array<char, 16384> space{};
  const auto got = tls_ != nullptr ? SSL_read(tls_, space.data(), static_cast<int>(space.size()))
                                   : ::recv(socket_, space.data(), space.size(), 0);
  if (got <= 0) {
    ended_ = true;
    return false;
  }
  unread_.append(space.data(), static_cast<std::size_t>(got));
  return true;
}

std::string client::receive(std::chrono::milliseconds within) {
  if (unread_.empty()) fill(within);
  return std::exchange(unread_, {});
}

bool client::ends(std::chrono::milliseconds within) {
  const auto deadline = std::chrono::steady_clock::now() + within;
  while (!ended_ && std::chrono::steady_clock::now() < deadline) {
    fill(std::chrono::milliseconds{20});
    unread_.clear();
  }
  return ended_;
}

http_answer client::answer(bool to_head) {
  http_answer out;
  std::size_t end = 0;
  while ((end = unread_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill(std::chrono::seconds{30})) return out;
  }
  const auto head = unread_.substr(0, end + 2);
  unread_.erase(0, end + 4);
  const int status = std::stoi(head.substr(9, 3));
  for (auto at = head.find("\r\n") + 2; at < head.size();) {
    const auto stop = head.find("\r\n", at);
    const auto colon = head.find(':', at);
    auto name = head.substr(at, colon - at);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    out.headers[name] = head.substr(colon + 2, stop - colon - 2);
    at = stop + 2;
  }
  const auto length = out.headers.find("content-length");
  const std::size_t size = length == out.headers.end() || to_head ? 0 : std::stoul(length->second);
  while (unread_.size() < size) {
    if (!fill(std::chrono::seconds{30})) return out;
  }
  out.body = unread_.substr(0, size);
  unread_.erase(0, size);
  out.status = status;
  return out;
}

http_answer client::get(const std::string& target, const std::string& headers) {
  send("GET " + target + " HTTP/1.1\r\nHost: hall.example\r\n" + headers + "\r\n");
  return answer();
}

http_answer client::post(const std::string& target, const std::string& body, const std::string& headers) {
  const auto type = headers.find("Content-Type") == std::string::npos ? "Content-Type: application/json\r\n" : "";
  send("POST " + target + " HTTP/1.1\r\nHost: hall.example\r\n" + type +
       "Content-Length: " + std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body);
  return answer();
}

int client::upgrade(const std::string& headers, const std::string& target) {
  send("GET " + target +
       " HTTP/1.1\r\nHost: hall.example\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
       "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
       headers + "\r\n");
  const auto got = answer();
  if (got.status == 101 && got.headers.at("sec-websocket-accept") != "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") return -1;
  return got.status;
}

std::string masked_frame(unsigned first_byte, std::string_view payload) {
  std::string out(1, static_cast<char>(first_byte));
  const auto add = [&out](std::uint64_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i) & 0xFF);
  };
  if (payload.size() < 126) {
    add(0x80 | payload.size(), 1);
  } else if (payload.size() <= 0xFFFF) {
    add(0x80 | 126, 1);
    add(payload.size(), 2);
  } else {
    add(0x80 | 127, 1);
    add(payload.size(), 8);
  }
  constexpr std::array<unsigned char, 4> mask = {0x37, 0xfa, 0x21, 0x3d};
  for (const auto byte : mask) out += static_cast<char>(byte);
  for (std::size_t i = 0; i < payload.size(); ++i) {
    out += static_cast<char>(static_cast<unsigned char>(payload[i]) ^ mask[i % 4]);
  }
  return out;
}

void client::send_frame(unsigned first_byte, std::string_view payload) { send(masked_frame(first_byte, payload)); }

void client::send_text(std::string_view text) { send_frame(0x81, text); }

ws_frame client::frame(std::chrono::milliseconds within, bool with_pings) {
  const auto deadline = std::chrono::steady_clock::now() + within;
  const auto have = [&](std::size_t bytes) {
    while (unread_.size() < bytes) {
      const auto left =
          std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
      if (left.count() <= 0 || !fill(left)) return false;
    }
    return true;
  };
  for (;;) {
    if (!have(2)) return {};
    std::size_t header = 2;
    std::uint64_t size = static_cast<unsigned char>(unread_[1]) & 0x7F;
    if (size >= 126) {
      const std::size_t width = size == 126 ? 2 : 8;
      if (!have(2 + width)) return {};
      size = 0;
      for (std::size_t i = 0; i < width; ++i) size = size << 8 | static_cast<unsigned char>(unread_[2 + i]);
      header += width;
    }
    if (!have(header + size)) return {};
    ws_frame out{static_cast<unsigned char>(unread_[0]) & 0x0F, unread_.substr(header, size)};
    unread_.erase(0, header + size);
    if (out.opcode != 9 || with_pings) return out;
  }
}

std::string client::call(const std::string& method, int id, const std::string& params) {
  send_text(R"({"jsonrpc":"2.0","id":)" + std::to_string(id) + R"(,"method":")" + method + R"(","params":)" + params +
            "}");
  for (;;) {
    auto got = frame();
    if (got.opcode != 1) return {};
    if (got.payload.find(R"("method":"view")") == std::string::npos) return got.payload;
  }
}

}  // namespace ruamkit::transport::test
