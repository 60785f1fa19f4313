// HTTP responses as text: the status line, the headers every answer carries, and the small pages.
#pragma once

#include <cstdint>
#include <ctime>
#include <memory>
#include <string>
#include <string_view>

namespace ruamkit::transport {

struct response {
  unsigned status = 200;
  std::string type;     ///< Content-Type; empty with an empty body
  std::string headers;  ///< further ones, each ending in CRLF
  std::string policy;   ///< Content-Security-Policy instead of the pages' own
  std::string body;
  std::shared_ptr<const std::string> shared_body;  ///< instead of body

  [[nodiscard]] std::size_t body_bytes() const { return shared_body ? shared_body->size() : body.size(); }
};

/// What the headers depend on beside the answer itself.
struct circumstances {
  std::string_view host;  ///< the request's, for connect-src; left out unless it is a plain host
  bool over_tls = false;
  bool keep_alive = true;
  std::time_t now = 0;
};

/// Everything before the body. 304 and 204 carry no length.
[[nodiscard]] std::string head_of(const response& what, const circumstances& where);

/// 101, with the security headers left out: no document comes of it.
[[nodiscard]] std::string switching_protocols(std::string_view accept);

/// A small page that says in Thai and English what happened.
[[nodiscard]] response page(unsigned status, std::string_view thai, std::string_view english);
/// The page for a status that has one sentence: 400, 403, 404, 405, 408, 413, 415, 426, 429, 431, 500, 503, 504.
[[nodiscard]] response page(unsigned status);
[[nodiscard]] response plain_text(unsigned status, std::string text);
[[nodiscard]] response json(std::string text);
/// A document to save: named in UTF-8 and for old programs in ASCII (RFC 6266, RFC 8187), never cached.
[[nodiscard]] response saved_as(std::string_view name, std::string_view plain_name, std::string type);
/// The same to look at: kept by the browser, which asks by the tag whether it is still so.
[[nodiscard]] response shown(std::string_view name, std::string_view plain_name, std::string type,
                             std::string_view etag);

}  // namespace ruamkit::transport
