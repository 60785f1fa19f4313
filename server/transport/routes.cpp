#include "transport/routes.hpp"

#include <algorithm>

namespace ruamkit::transport {
namespace {

bool is_code(std::string_view text) {
  return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
}

bool is_under_with_code(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && is_code(path.substr(folder.size()));
}

}  // namespace

route route_of(std::string_view target) {
  const auto path = target.substr(0, target.find_first_of("?#"));
  if (path.empty() || path.front() != '/') return {};

  if (path == "/rpc") return {place::rpc, {}};
  if (path == "/ws") return {place::websocket, {}};
  if (path == "/openrpc.json") return {place::openrpc, {}};
  if (path == "/healthz") return {place::healthz, {}};
  if (path == "/readyz") return {place::readyz, {}};
  if (path == "/metrics") return {place::metrics, {}};

  if (path == "/" || path == "/j" || path == "/j/" || is_under_with_code(path, "/j/"))
    return {place::file, "index.html"};
  if (path == "/screen" || path == "/screen/" || is_under_with_code(path, "/screen/"))
    return {place::file, "screen.html"};
  for (const std::string_view role : {"/control", "/prepare", "/table", "/outcomes"}) {
    if (path == role) return {place::file, std::string{role.substr(1)} + ".html"};
  }
  return {place::file, std::string{path.substr(1)}};
}

std::string_view allowed_methods(place at) { return at == place::rpc ? "POST" : "GET, HEAD"; }

}  // namespace ruamkit::transport
