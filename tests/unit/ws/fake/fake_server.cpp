#include "unit/ws/fake/fake_server.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <stdexcept>
#include <utility>
#include <vector>

#include "ws/handshake.hpp"

namespace ruamkit::fake {

server::server() {
  listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof at;
  if (::bind(listening_, reinterpret_cast<sockaddr*>(&at), size) != 0 || ::listen(listening_, 1024) != 0 ||
      ::getsockname(listening_, reinterpret_cast<sockaddr*>(&at), &size) != 0)
    throw std::runtime_error("the fake server cannot listen");
  port_ = ntohs(at.sin_port);
}

server::~server() {
  stop();
  ::close(listening_);
}

ws::endpoint server::where() const { return {false, "127.0.0.1", std::to_string(port_), "/ws"}; }

void server::start() {
  thread_ = std::thread([this] { run(); });
}

void server::stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
  for (const auto& [fd, one] : peers_) ::close(fd);
  peers_.clear();
}

void server::run() {
  while (!stopping_) {
    std::vector<pollfd> polled{{listening_, POLLIN, 0}};
    for (const auto& [fd, one] : peers_) polled.push_back({fd, POLLIN, 0});
    ::poll(polled.data(), polled.size(), 10);
    if (polled[0].revents != 0) accept_one();
    for (std::size_t i = 1; i < polled.size(); ++i)
      if (polled[i].revents != 0 && peers_.contains(polled[i].fd)) read_from(polled[i].fd);
  }
}

void server::accept_one() {
  const int fd = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
  if (fd >= 0) peers_[fd];
}

void server::read_from(connection from) {
  std::array<char, 65536> some{};
  const ssize_t got = ::recv(from, some.data(), some.size(), 0);
  if (got <= 0) {
    drop(from);
    return;
  }
  peers_[from].in.append(some.data(), static_cast<std::size_t>(got));
  for (;;) {
    const auto one = peers_.find(from);
    if (one == peers_.end()) return;
    if (!(one->second.upgraded ? take_frame(from, one->second) : take_http(from, one->second))) return;
  }
}

bool server::take_http(connection from, peer& one) {
  const std::size_t end = one.in.find("\r\n\r\n");
  if (end == std::string::npos) return false;
  const std::string headers = one.in.substr(0, end + 2);
  const std::string key(ws::header_value(headers, "Sec-WebSocket-Key"));
  if (!key.empty()) {
    one.in.erase(0, end + 4);
    one.upgraded = true;
    send_raw(from, !upgrade_answer.empty() ? upgrade_answer
                                           : "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: "
                                             "Upgrade\r\nSec-WebSocket-Accept: " +
                                                 ws::accept_of(key) + "\r\n\r\n");
    on_open(from);
    return true;
  }
  std::size_t length = 0;
  const std::string_view text = ws::header_value(headers, "Content-Length");
  std::from_chars(text.data(), text.data() + text.size(), length);
  if (one.in.size() < end + 4 + length) return false;
  std::string bearer(ws::header_value(headers, "Authorization"));
  if (bearer.starts_with("Bearer ")) bearer.erase(0, 7);
  const std::string body = on_post ? on_post(one.in.substr(end + 4, length), bearer) : "ok";
  send_raw(from, "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  drop(from);
  return false;
}

bool server::take_frame(connection from, peer& one) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(one.in[i]); };
  if (one.in.size() < 6) return false;
  std::size_t length = byte(1) & 0x7fU;
  std::size_t header = 2;
  const std::size_t more = length == 126 ? 2 : length == 127 ? 8 : 0;
  if (one.in.size() < header + more + 4) return false;
  if (more > 0) length = 0;
  for (std::size_t i = 0; i < more; ++i) length = length << 8 | byte(header++);
  if (one.in.size() < header + 4 + length) return false;
  std::string payload = one.in.substr(header + 4, length);
  for (std::size_t i = 0; i < length; ++i)
    payload[i] = static_cast<char>(static_cast<unsigned char>(payload[i]) ^ byte(header + (i & 3)));
  const unsigned first = byte(0);
  one.in.erase(0, header + 4 + length);
  switch (first & 0x0fU) {
    case 8: {
      std::uint16_t code = 1005;
      if (payload.size() >= 2)
        code = static_cast<std::uint16_t>(static_cast<unsigned char>(payload[0]) << 8 |
                                          static_cast<unsigned char>(payload[1]));
      on_close(from, code);
      send_frame(from, 0x88, payload);
      drop(from);
      return false;
    }
    case 9:
      send_frame(from, 0x8a, payload);
      return true;
    case 10:
      return true;
    default:
      one.fragments += payload;
      if ((first & 0x80U) != 0) on_text(from, std::exchange(one.fragments, {}));
      return true;
  }
}

void server::send_raw(connection to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (put <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

void server::send_frame(connection to, unsigned first_byte, std::string_view payload) {
  std::string out(1, static_cast<char>(first_byte));
  const std::size_t size = payload.size();
  if (size <= 125) {
    out.push_back(static_cast<char>(size));
  } else {
    const int bytes = size <= 0xffff ? 2 : 8;
    out.push_back(static_cast<char>(bytes == 2 ? 126 : 127));
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) out.push_back(static_cast<char>(size >> shift & 0xff));
  }
  out += payload;
  send_raw(to, out);
}

void server::send(connection to, std::string_view text) { send_frame(to, 0x81, text); }

void server::close(connection to, std::uint16_t code) {
  const char payload[2] = {static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
  send_frame(to, 0x88, {payload, 2});
  drop(to);
}

void server::drop(connection whom) {
  if (peers_.erase(whom) == 0) return;
  on_gone(whom);
  ::close(whom);
}

}  // namespace ruamkit::fake
