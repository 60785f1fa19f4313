// What a request's target names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ruamkit::transport {

enum class place : std::uint8_t { file, rpc, websocket, openrpc, healthz, readyz, metrics, nowhere };

struct route {
  place to = place::nowhere;
  std::string file;  ///< of place::file: a path under the web root, "index.html"
};

/// `target` as in the request line; a query is ignored. Nothing is decoded: no address of Ruamkit needs it, and a path
/// with `%` or `..` in it names nothing.
[[nodiscard]] route route_of(std::string_view target);

/// For the header Allow: "GET, HEAD" or "POST".
[[nodiscard]] std::string_view allowed_methods(place at);

}  // namespace ruamkit::transport
