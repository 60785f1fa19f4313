#include <algorithm>
#include <array>
#include <cmath>

#include <boost/json.hpp>

#include "base/utf8.hpp"
#include "deliberation/rejection.hpp"
#include "wire/message.hpp"
#include "wire/method_table.hpp"

namespace ruamkit::wire {
namespace {

namespace json = boost::json;
using fault = std::optional<error>;

error refusal(std::string_view code, std::string at = {}) { return error{std::string(code), std::move(at), {}, {}}; }

std::string at_param(std::string_view name) { return deliberation::param(name); }

/// A number or a short string, given back as it came; nothing where JSON-RPC 2.0 allows no such id.
std::optional<request_id> read_id(const json::value& value) {
  constexpr std::size_t longest = 128;
  switch (value.kind()) {
    case json::kind::null:
      return request_id{};
    case json::kind::int64:
    case json::kind::uint64:
      return request_id{json::serialize(value)};
    case json::kind::string:
      if (value.get_string().size() > longest) return std::nullopt;
      return request_id{json::serialize(value)};
    default:
      return std::nullopt;
  }
}

fault check_list(const json::value& value, const param& p) {
  if (!value.is_array()) return refusal("wrong_type", at_param(p.name));
  const auto& list = value.get_array();
  const auto size = static_cast<std::int64_t>(list.size());
  if (size < p.min || size > p.max) return refusal("out_of_range", at_param(p.name));
  if (p.type == param_type::texts)
    for (std::size_t i = 0; i < list.size(); ++i) {
      const auto at = at_param(p.name) + "/" + std::to_string(i);
      if (!list[i].is_string()) return refusal("wrong_type", at);
      if (list[i].get_string().size() > 80) return refusal("out_of_range", at);
    }
  return std::nullopt;
}

fault check_words(const json::value& value, const param& p) {
  if (!value.is_string()) return refusal("wrong_type", at_param(p.name));
  const std::string_view text = value.get_string();
  const bool fits = p.type == param_type::word ? std::ranges::find(p.words, text) != p.words.end()
                                               : static_cast<std::int64_t>(code_points(text)) >= p.min &&
                                                     static_cast<std::int64_t>(code_points(text)) <= p.max;
  return fits ? std::nullopt : fault(refusal("out_of_range", at_param(p.name)));
}

fault check_localized(const json::value& value, const param& p) {
  if (!value.is_object()) return refusal("wrong_type", at_param(p.name));
  for (const auto& member : value.get_object()) {
    const auto at = at_param(p.name) + deliberation::pointer_step(member.key());
    if (member.key() != "th" && member.key() != "en") return refusal("unknown_param", at);
    if (!member.value().is_string()) return refusal("wrong_type", at);
    const auto size = static_cast<std::int64_t>(member.value().get_string().size());
    if (size < p.min || size > p.max) return refusal("out_of_range", at);
  }
  return value.get_object().empty() ? fault(refusal("missing_param", at_param(p.name))) : std::nullopt;
}

fault check(const json::value& value, const param& p) {
  const auto at = [&] { return at_param(p.name); };
  switch (p.type) {
    case param_type::text: {
      if (!value.is_string()) return refusal("wrong_type", at());
      const auto size = static_cast<std::int64_t>(value.get_string().size());
      if (size < p.min || size > p.max) return refusal("out_of_range", at());
      return std::nullopt;
    }
    case param_type::integer:
      if (value.is_uint64()) return refusal("out_of_range", at());  // an integer, and more than any may be
      if (!value.is_int64()) return refusal("wrong_type", at());
      if (value.get_int64() < p.min || value.get_int64() > p.max) return refusal("out_of_range", at());
      return std::nullopt;
    case param_type::definition:
      return value.is_object() ? std::nullopt : fault(refusal("wrong_type", at()));
    case param_type::choice:
      return std::nullopt;  // its reader says which part does not fit
    case param_type::texts:
    case param_type::people:
    case param_type::entries:
      return check_list(value, p);
    case param_type::flag:
      return value.is_bool() ? std::nullopt : fault(refusal("wrong_type", at()));
    case param_type::characters:
    case param_type::word:
      return check_words(value, p);
    case param_type::localized:
      return check_localized(value, p);
    case param_type::strata:
      return value.is_object() ? std::nullopt : fault(refusal("wrong_type", at()));  // its reader looks at each value
    case param_type::clearable:
      return value.is_null() ? std::nullopt : check_words(value, p);
    case param_type::theme:
      return value.is_null() ? std::nullopt : check(value, {p.name, param_type::text, true, p.min, p.max, {}});
  }
  return std::nullopt;
}

bool is_command_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

/// The two parameters every method may have.
fault read_common(const json::object& params, const method_entry& method, request& out) {
  if (const auto* value = params.if_contains("deliberation")) {
    if (!value->is_string()) return refusal("wrong_type", at_param("deliberation"));
    if (value->get_string().empty() || value->get_string().size() > 64)
      return refusal("out_of_range", at_param("deliberation"));
    out.deliberation = deliberation::deliberation_id{std::string(value->get_string())};
  }
  if (const auto* value = params.if_contains("command_id"); value != nullptr && method.changes) {
    if (!value->is_string()) return refusal("wrong_type", at_param("command_id"));
    if (!is_command_id(value->get_string())) return refusal("out_of_range", at_param("command_id"));
    out.command_id = std::string(value->get_string());
  }
  return std::nullopt;
}

fault check_names(const json::object& params, const method_entry& method) {
  for (const auto& member : params) {
    const std::string_view name = member.key();
    const bool common = name == "deliberation" || (name == "command_id" && method.changes);
    if (!common && std::ranges::find(method.params, name, &param::name) == method.params.end())
      return refusal("unknown_param", at_param(name));
  }
  return std::nullopt;
}

fault read_params(const json::object& params, const method_entry& method, request& out) {
  for (const auto& each : method.params) {
    const auto* value = params.if_contains(each.name);
    if (value == nullptr) {
      if (each.required) return refusal("missing_param", at_param(each.name));
      continue;
    }
    if (auto wrong = check(*value, each)) return wrong;
  }
  if (auto wrong = check_names(params, method)) return wrong;
  if (auto wrong = read_common(params, method, out)) return wrong;
  if (method.read == nullptr) return std::nullopt;
  auto read = method.read(params);
  if (!read) return read.error();
  out.call = std::move(*read);
  return std::nullopt;
}

/// A pointer into a request's parameters, as one into a body that is nothing else.
error in_body(error wrong) {
  constexpr std::string_view params = "/params";
  if (wrong.at.starts_with(params)) wrong.at.erase(0, params.size());
  return wrong;
}

fault read_request(const json::object& o, request& out) {
  const auto* version = o.if_contains("jsonrpc");
  if (version == nullptr || !version->is_string() || version->get_string() != "2.0")
    return refusal("invalid_request", "/jsonrpc");
  const auto* name = o.if_contains("method");
  if (name == nullptr || !name->is_string()) return refusal("invalid_request", "/method");
  const auto* method = find_method(name->get_string());
  if (method == nullptr) return refusal("unknown_method", "/method");
  const auto* params = o.if_contains("params");
  static const json::object none;
  if (params != nullptr && !params->is_object()) return refusal("invalid_request", "/params");
  return read_params(params != nullptr ? params->get_object() : none, *method, out);
}

}  // namespace

result<card_order, error> decode_card_order(std::string_view body) try {
  constexpr std::array<std::string_view, 2> languages{"th", "en"};
  static constexpr std::array params{
      param{"count", param_type::integer, false, 1, 100'000, "As of seat.issue"},
      param{"ids", param_type::texts, false, 1, 100'000, "As of seat.issue"},
      param{"all", param_type::flag, false, 0, 0, "Everyone on the roll, also those who have a card"}};
  static const method_entry order{"cards", "Seat cards to print", access::organiser, true, params, {}, nullptr};
  json::error_code ec;
  const auto value = json::parse({body.data(), body.size()}, ec);
  if (ec) return refusal(is_valid_utf8(body) ? "malformed_json" : "invalid_utf8");
  if (!value.is_object()) return refusal("invalid_request");
  auto rest = value.get_object();
  card_order out;
  if (const auto* lang = rest.if_contains("lang")) {
    const param wanted{"lang", param_type::word, false, 0, 0, "The cards' language", languages};
    if (auto wrong = check(*lang, wanted)) return in_body(std::move(*wrong));
    out.in_thai = lang->get_string() == "th";
    rest.erase("lang");
  }
  request common;
  if (auto wrong = read_params(rest, order, common)) return in_body(std::move(*wrong));
  if (rest.contains("deliberation")) return refusal("unknown_param", "/deliberation");  // the address names it
  out.command_id = std::move(common.command_id);
  out.everyone = rest.contains("all") && rest.at("all").get_bool();
  if (const auto* count = rest.if_contains("count")) out.seats.count = static_cast<std::uint64_t>(count->get_int64());
  if (const auto* ids = rest.if_contains("ids"))
    for (const auto& id : ids->get_array()) out.seats.ids.emplace_back(std::string(id.get_string()));
  const int ways = (out.seats.count ? 1 : 0) + (out.seats.ids.empty() ? 0 : 1) + (out.everyone ? 1 : 0);
  if (ways > 1) return refusal("unknown_param", out.everyone ? "/all" : "/count");
  return out;
} catch (const std::exception&) {
  return refusal("invalid_request");
}

result<request, undecodable> decode(std::string_view frame) try {
  std::array<unsigned char, 4096> room;  // NOLINT: filled by the parser
  std::array<unsigned char, 1024> scratch;
  json::monotonic_resource memory(room.data(), room.size());
  json::parser parser(json::storage_ptr{}, json::parse_options{}, scratch.data(), scratch.size());
  parser.reset(&memory);
  json::error_code ec;
  parser.write(frame.data(), frame.size(), ec);
  if (ec) return undecodable{{}, refusal(is_valid_utf8(frame) ? "malformed_json" : "invalid_utf8")};
  const auto value = parser.release();
  if (!value.is_object()) return undecodable{{}, refusal("invalid_request")};
  const auto& object = value.get_object();
  request out;
  if (const auto* id = object.if_contains("id")) {
    auto read = read_id(*id);
    if (!read) return undecodable{{}, refusal("invalid_request", "/id")};
    out.id = std::move(*read);
  } else {
    out.notification = true;
  }
  if (auto wrong = read_request(object, out)) return undecodable{std::move(out.id), std::move(*wrong)};
  return out;
} catch (const std::exception&) {  // out of memory inside the parser, or a reader that trusted a type
  return undecodable{{}, refusal("invalid_request")};
}

}  // namespace ruamkit::wire
