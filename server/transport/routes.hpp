// What a request's target names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "reports/render.hpp"

namespace ruamkit::transport {

/// A deliberation's report, in a format, in a language, or its cards; no language: one was named that there is none of.
struct report_place {
  std::string deliberation;
  reports::format as{};
  std::optional<reports::language> language;
};

enum class place : std::uint8_t {
  file,
  rpc,
  websocket,
  openrpc,
  healthz,
  readyz,
  metrics,
  report,
  seat_cards,
  table_cards,
  nowhere
};

struct route {
  place to = place::nowhere;
  std::string file;     ///< of place::file: a path under the web root, "index.html"
  report_place report;  ///< of place::report, seat_cards and table_cards
};

/// `target` as in the request line; a query is ignored but for the language of a report. Nothing is decoded: no address
/// of Ruamkit needs it, and a path with `%` or `..` in it names nothing.
[[nodiscard]] route route_of(std::string_view target);

/// Whether a request there is a POST with JSON in it.
[[nodiscard]] bool takes_body(place at);

/// For the header Allow: "GET, HEAD" or "POST".
[[nodiscard]] std::string_view allowed_methods(place at);

}  // namespace ruamkit::transport
