// What a request's target names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "reports/render.hpp"

namespace ruamkit::transport {

/// A deliberation's report, in a format, in a language; no language: one was named that there is none of.
struct report_place {
  std::string deliberation;
  reports::format as{};
  std::optional<reports::language> language;
};

/// What a deliberation gives its people to read.
struct document_place {
  std::string deliberation;
  std::string document;
  bool as_source = false;  ///< `?as=source`
};

enum class place : std::uint8_t { file, rpc, websocket, openrpc, healthz, readyz, metrics, report, document, nowhere };

struct route {
  place to = place::nowhere;
  std::string file;              ///< of place::file: a path under the web root, "index.html"
  report_place report;           ///< of place::report
  document_place document = {};  ///< of place::document
};

/// `target` as in the request line; a query is ignored but for a report's language and a document's form. Nothing is
/// decoded: no address of Ruamkit needs it, and a path with `%` or `..` in it names nothing.
[[nodiscard]] route route_of(std::string_view target);

/// For the header Allow: "GET, HEAD", "GET, HEAD, PUT" or "POST".
[[nodiscard]] std::string_view allowed_methods(place at);

}  // namespace ruamkit::transport
