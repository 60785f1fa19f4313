// Where a server is, as its users write it: a URL.
#pragma once

#include <sys/socket.h>

#include <optional>
#include <string>
#include <string_view>

namespace ruamkit::ws {

struct endpoint {
  bool tls = false;
  std::string host;
  std::string port;
  std::string path;  ///< of the WebSocket; `/ws` where the URL names none

  /// As the Host header wants it: an IPv6 literal in brackets, the port always named.
  [[nodiscard]] std::string authority() const;

  friend bool operator==(const endpoint&, const endpoint&) = default;
};

/// Reads http, https, ws and wss URLs; without a scheme, plain `host:port`. Nothing when it is no such thing.
[[nodiscard]] std::optional<endpoint> parse_url(std::string_view url);

struct address {
  sockaddr_storage bytes{};
  socklen_t size = 0;
  int family = 0;
};

/// Looks the host up (blocking); throws std::runtime_error naming the host when it cannot.
[[nodiscard]] address resolve(const endpoint& where);

}  // namespace ruamkit::ws
