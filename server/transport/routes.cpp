#include "transport/routes.hpp"

#include <algorithm>
#include <array>

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

/// The value of a name in a query, "" where it is not there.
std::string_view value_in(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto pair = query.substr(0, end);
    if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) return pair.substr(name.size() + 1);
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return {};
}

constexpr std::string_view api = "/api/deliberations/";
constexpr std::string_view report_file = "report.";

struct api_file {
  std::string_view name;
  place to;
};
constexpr std::array api_files{api_file{"cards/seats.pdf", place::seat_cards},
                               api_file{"cards/tables.pdf", place::table_cards}};

route route_under_api(std::string_view path, std::string_view query) {
  const auto rest = path.substr(api.size());
  const auto slash = rest.find('/');
  if (slash == std::string_view::npos || !is_code(rest.substr(0, slash))) return {};
  const auto name = rest.substr(slash + 1);
  const auto language = value_in(query, "lang");
  route out;
  out.report.deliberation = rest.substr(0, slash);
  out.report.language = reports::language_from_name(language.empty() ? "th" : language);
  if (name.starts_with(report_file)) {
    const auto format = reports::format_from_name(name.substr(report_file.size()));
    if (!format) return {};
    out.to = place::report;
    out.report.as = *format;
    return out;
  }
  const auto found =
      std::find_if(api_files.begin(), api_files.end(), [&](const auto& each) { return each.name == name; });
  if (found == api_files.end()) return {};
  out.to = found->to;
  return out;
}

}  // namespace

route route_of(std::string_view target) {
  const auto path = target.substr(0, target.find_first_of("?#"));
  if (path.empty() || path.front() != '/') return {};

  if (path.starts_with(api)) {
    const auto mark = target.find('?');
    return route_under_api(path, mark == std::string_view::npos ? "" : target.substr(mark + 1));
  }
  if (path == "/rpc") return {place::rpc, {}, {}};
  if (path == "/ws") return {place::websocket, {}, {}};
  if (path == "/openrpc.json") return {place::openrpc, {}, {}};
  if (path == "/healthz") return {place::healthz, {}, {}};
  if (path == "/readyz") return {place::readyz, {}, {}};
  if (path == "/metrics") return {place::metrics, {}, {}};

  if (path == "/" || path == "/j" || path == "/j/" || is_under_with_code(path, "/j/"))
    return {place::file, "index.html", {}};
  if (path == "/screen" || path == "/screen/" || is_under_with_code(path, "/screen/"))
    return {place::file, "screen.html", {}};
  for (const std::string_view role : {"/control", "/prepare", "/table", "/outcomes"}) {
    if (path == role) return {place::file, std::string{role.substr(1)} + ".html", {}};
  }
  return {place::file, std::string{path.substr(1)}, {}};
}

bool takes_body(place at) { return at == place::rpc || at == place::seat_cards; }

std::string_view allowed_methods(place at) { return takes_body(at) ? "POST" : "GET, HEAD"; }

}  // namespace ruamkit::transport
