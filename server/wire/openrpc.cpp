#include "wire/error_table.hpp"
#include "wire/json_text.hpp"
#include "wire/method_table.hpp"

namespace ruamkit::wire {
namespace {

void write_list_schema(object_text& o, const param& p) {
  o.text("type", "array");
  o.number("minItems", p.min);
  o.number("maxItems", p.max);
  object_text items(o.member("items"));
  items.text("type", p.type == param_type::texts ? "string" : "object");
  if (p.type == param_type::texts) return;
  array_text required(items.member("required"));
  required.text(p.type == param_type::people ? "id" : "choice");
}

void write_schema(std::string& out, const param& p) {
  object_text o(out);
  switch (p.type) {
    case param_type::text:
    case param_type::characters:
      o.text("type", "string");
      o.number("minLength", p.min);
      o.number("maxLength", p.max);
      break;
    case param_type::integer:
      o.text("type", "integer");
      o.number("minimum", p.min);
      o.number("maximum", p.max);
      break;
    case param_type::definition:
      o.text("type", "object");
      break;
    case param_type::choice: {
      array_text types(o.member("type"));
      for (const auto* type : {"null", "array", "object", "integer", "string"}) types.text(type);
      break;
    }
    case param_type::texts:
    case param_type::people:
    case param_type::entries:
      write_list_schema(o, p);
      break;
    case param_type::flag:
      o.text("type", "boolean");
      break;
    case param_type::word: {
      o.text("type", "string");
      array_text words(o.member("enum"));
      for (const auto each : p.words) words.text(each);
      break;
    }
    case param_type::localized: {
      o.text("type", "object");
      o.number("minProperties", std::int64_t{1});
      object_text parts(o.member("properties"));
      for (const auto* language : {"th", "en"}) {
        object_text part(parts.member(language));
        part.text("type", "string");
        part.number("minLength", p.min);
        part.number("maxLength", p.max);
      }
      break;
    }
    case param_type::strata: {
      o.text("type", "object");
      object_text values(o.member("additionalProperties"));
      values.text("type", "string");
      break;
    }
    case param_type::theme:
    case param_type::clearable: {
      {
        array_text types(o.member("type"));
        types.text("null");
        types.text("string");
      }
      o.number("minLength", p.min);
      o.number("maxLength", p.max);
      break;
    }
  }
}

void write_param(std::string& out, const param& p) {
  object_text o(out);
  o.text("name", p.name);
  o.text("description", p.says);
  o.flag("required", p.required);
  write_schema(o.member("schema"), p);
}

void write_method(std::string& out, const method_entry& m) {
  object_text o(out);
  o.text("name", m.name);
  o.text("summary", m.summary);
  o.text("paramStructure", "by-name");
  o.text("x-access", name_of(m.who));
  {
    array_text params(o.member("params"));
    for (const auto& each : m.params) write_param(params.element(), each);
    constexpr param deliberation{
        "deliberation", param_type::text, false, 1, 64, "Which deliberation; a participant's session is bound to one"};
    constexpr param command_id{
        "command_id", param_type::text, false, 1, 64, "Made by the client; repeating one returns the first outcome"};
    write_param(params.element(), deliberation);
    if (m.changes) write_param(params.element(), command_id);
  }
  object_text result(o.member("result"));
  result.text("name", "result");
  result.member("schema") += m.result;
}

}  // namespace

std::string openrpc_document(std::string_view version) {
  std::string out;
  {
    object_text o(out);
    o.text("openrpc", "1.2.6");
    {
      object_text info(o.member("info"));
      info.text("title", "Ruamkit");
      info.text("version", version);
      info.text("description", "JSON-RPC 2.0 over WebSocket at /ws and over POST /rpc; see server/wire/PROTOCOL.md");
    }
    {
      array_text all(o.member("methods"));
      for (const auto& each : methods()) write_method(all.element(), each);
    }
    object_text components(o.member("components"));
    object_text errors(components.member("errors"));
    for (const auto& each : error_codes()) {
      object_text e(errors.member(each.code));
      e.number("code", std::int64_t{each.number});
      e.text("message", each.code);
      e.text("data", each.says);
    }
  }
  return out;
}

}  // namespace ruamkit::wire
