#include "ws/endpoint.hpp"

#include <netdb.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace ruamkit::ws {
namespace {

struct scheme {
  std::string_view prefix;
  bool tls;
};
constexpr scheme schemes[] = {{"http://", false}, {"https://", true}, {"ws://", false}, {"wss://", true}};

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string endpoint::authority() const {
  return (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + port;
}

std::optional<endpoint> parse_url(std::string_view url) {
  endpoint found;
  for (const scheme& s : schemes) {
    if (!url.starts_with(s.prefix)) continue;
    found.tls = s.tls;
    url.remove_prefix(s.prefix.size());
    break;
  }
  const std::size_t slash = url.find('/');
  const std::string_view authority = url.substr(0, slash);
  const std::string_view path = slash == std::string_view::npos ? "/" : url.substr(slash);
  found.path = path == "/" ? "/ws" : std::string(path);

  std::string_view rest;
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    found.host = authority.substr(1, end - 1);
    rest = authority.substr(end + 1);
  } else {
    const std::size_t colon = authority.find(':');
    found.host = authority.substr(0, colon);
    rest = colon == std::string_view::npos ? std::string_view{} : authority.substr(colon);
  }
  if (rest.empty()) {
    found.port = found.tls ? "443" : "80";
  } else {
    if (rest.front() != ':' || !all_digits(rest.substr(1))) return std::nullopt;
    found.port = rest.substr(1);
  }
  const bool odd = std::any_of(url.begin(), url.end(), [](char c) { return c <= ' ' || c == '@'; });
  if (found.host.empty() || odd) return std::nullopt;
  return found;
}

address resolve(const endpoint& where) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const int code = getaddrinfo(where.host.c_str(), where.port.c_str(), &hints, &list);
  if (code != 0) throw std::runtime_error("cannot find the host '" + where.host + "': " + gai_strerror(code));
  address found;
  std::memcpy(&found.bytes, list->ai_addr, list->ai_addrlen);
  found.size = list->ai_addrlen;
  found.family = list->ai_family;
  freeaddrinfo(list);
  return found;
}

}  // namespace ruamkit::ws
