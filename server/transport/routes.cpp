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

/// As in a definition: letters, digits, and _ . - ; but no name that means a folder.
bool is_id(std::string_view text) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), '.', '-');
  return text != "." && text != ".." && text.size() <= 64 && is_code(plain.substr(0, 32)) &&
         (plain.size() <= 32 || is_code(plain.substr(32)));
}

route printed(place to, std::string_view id, std::string_view query) {
  const auto language = value_in(query, "lang");
  route out{to, {}, {}};
  out.report.deliberation = id;
  out.report.language = reports::language_from_name(language.empty() ? "th" : language);
  return out;
}

route report_route(std::string_view id, std::string_view ending, std::string_view query) {
  const auto format = reports::format_from_name(ending);
  if (!format) return {};
  auto out = printed(place::report, id, query);
  out.report.as = *format;
  return out;
}

route cards_route(std::string_view id, std::string_view file, std::string_view query) {
  if (file == "seats.pdf") return printed(place::seat_cards, id, query);
  if (file == "tables.pdf") return printed(place::table_cards, id, query);
  return {};
}

route document_route(std::string_view id, std::string_view document, std::string_view query) {
  if (!is_id(document)) return {};
  route out{place::document, {}, {}};
  out.document = {std::string(id), std::string(document), value_in(query, "as") == "source"};
  return out;
}

constexpr std::string_view api = "/api/deliberations/";

/// What stands under a deliberation's address.
struct api_path {
  std::string_view begins;
  route (*read)(std::string_view deliberation, std::string_view rest, std::string_view query);
};
constexpr std::array api_paths{api_path{"report.", report_route}, api_path{"cards/", cards_route},
                               api_path{"documents/", document_route}};

route route_under_api(std::string_view path, std::string_view query) {
  const auto under = path.substr(api.size());
  const auto slash = std::min(under.find('/'), under.size());
  const auto id = under.substr(0, slash);
  const auto rest = under.substr(std::min(slash + 1, under.size()));
  if (!is_code(id)) return {};
  for (const auto& each : api_paths)
    if (rest.starts_with(each.begins)) return each.read(id, rest.substr(each.begins.size()), query);
  return {};
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
  for (const std::string_view role : {"/control", "/prepare", "/table", "/outcomes", "/staff"}) {
    if (path == role) return {place::file, std::string{role.substr(1)} + ".html", {}};
  }
  return {place::file, std::string{path.substr(1)}, {}};
}

bool takes_json(place at) { return at == place::rpc || at == place::seat_cards; }

std::string_view allowed_methods(place at) {
  if (at == place::document) return "GET, HEAD, PUT";
  return takes_json(at) ? "POST" : "GET, HEAD";
}

}  // namespace ruamkit::transport
