#include "transport/origin.hpp"

#include <algorithm>

namespace ruamkit::transport {
namespace {

bool is_letter_or_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

// A browser leaves the scheme's own port out of Origin; a Host may name it.
std::string_view without_default_port(std::string_view host, bool over_tls) {
  const std::string_view port = over_tls ? ":443" : ":80";
  if (host.ends_with(port)) host.remove_suffix(port.size());
  return host;
}

}  // namespace

bool is_plain_host(std::string_view host) {
  if (host.empty() || host.size() > 255) return false;
  if (host.front() == '[') {
    const auto end = host.find(']');
    if (end == std::string_view::npos || end < 3) return false;
    const auto inside = host.substr(1, end - 1);
    const auto good = [](char c) { return is_letter_or_digit(c) || c == ':' || c == '.'; };
    if (!std::all_of(inside.begin(), inside.end(), good)) return false;
    host = host.substr(end + 1);
    if (host.empty()) return true;
    if (host.front() != ':') return false;
  } else {
    const auto end = std::min(host.find(':'), host.size());
    const auto name = host.substr(0, end);
    const auto good = [](char c) { return is_letter_or_digit(c) || c == '-' || c == '.' || c == '_'; };
    if (name.empty() || !std::all_of(name.begin(), name.end(), good)) return false;
    host = host.substr(end);
    if (host.empty()) return true;
  }
  host.remove_prefix(1);  // the colon
  return !host.empty() && host.size() <= 5 &&
         std::all_of(host.begin(), host.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool origin_allowed(std::string_view origin, std::string_view host, bool over_tls,
                    std::span<const std::string> listed) {
  if (origin.empty()) return true;
  const std::string_view scheme = over_tls ? "https://" : "http://";
  if (is_plain_host(host) && origin.starts_with(scheme) &&
      same_ignoring_case(origin.substr(scheme.size()), without_default_port(host, over_tls))) {
    return true;
  }
  return std::any_of(listed.begin(), listed.end(), [&](const auto& each) { return same_ignoring_case(origin, each); });
}

std::optional<std::string> public_origin(std::string_view origin, std::string_view host, bool over_tls,
                                         std::span<const std::string> listed) {
  if (!origin.empty() && origin_allowed(origin, host, over_tls, listed)) return std::string(origin);
  if (!is_plain_host(host)) return std::nullopt;
  for (const auto& each : listed)
    if (each.ends_with(host) && std::string_view(each).substr(0, each.size() - host.size()).ends_with("://"))
      return each;
  return (over_tls ? "https://" : "http://") + std::string(host);
}

}  // namespace ruamkit::transport
