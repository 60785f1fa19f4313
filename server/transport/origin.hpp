// Whether a page may talk to this server: the exact check of Origin against Host (RFC 6454).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ruamkit::transport {

/// Letters, digits, dots, hyphens, an optional port, or a bracketed IPv6 address: safe to repeat in a header.
[[nodiscard]] bool is_plain_host(std::string_view host);

/// An empty `origin` (the header is absent: not a browser, or a same-origin GET) is allowed.
[[nodiscard]] bool origin_allowed(std::string_view origin, std::string_view host, bool over_tls,
                                  std::span<const std::string> listed);

/// Scheme and host by which people reach this server, for links that are printed: the request's Origin where it is
/// allowed, else the listed one of this Host (a proxy ends TLS), else the connection's own scheme and Host. Nothing
/// where the Host is none.
[[nodiscard]] std::optional<std::string> public_origin(std::string_view origin, std::string_view host, bool over_tls,
                                                       std::span<const std::string> listed);

}  // namespace ruamkit::transport
