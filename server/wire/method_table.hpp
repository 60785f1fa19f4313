// Every method, declared once: its parameters are checked, decoded and published (/openrpc.json) from this table.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include <boost/json/fwd.hpp>

#include "base/result.hpp"
#include "wire/message.hpp"

namespace ruamkit::wire {

enum class param_type {
  text,
  integer,
  definition,
  choice,
  texts,
  people,
  flag,        ///< true or false
  characters,  ///< a text measured in code points
  word,        ///< one of `words`
  localized,   ///< {th?, en?}, at least one
  strata,      ///< value ids by stratum id
  entries,     ///< paper ballots: {participant?, choice}
  theme,       ///< a theme's id, or null
  clearable    ///< as characters, or null
};

struct param {
  std::string_view name;
  param_type type = param_type::text;
  bool required = true;
  /// text, theme and each part of localized: bytes; characters: code points; integer: the value; lists: the number of
  /// elements.
  std::int64_t min = 1;
  std::int64_t max = 64;
  std::string_view says;
  std::span<const std::string_view> words{};
};

enum class access {
  anyone,
  bound,
  participant,
  staff,
  facilitator,
  facilitator_or_participant,
  theme_team,
  lead,
  organiser
};
/// As PROTOCOL.md has it, e.g. "facilitator or participant".
[[nodiscard]] std::string_view name_of(access who);

using read_call = result<call, error>;

struct method_entry {
  std::string_view name;
  std::string_view summary;
  access who = access::anyone;
  bool changes = false;  ///< takes a command_id
  std::span<const param> params;
  std::string_view result;                        ///< JSON Schema of the result
  read_call (*read)(const boost::json::object&);  ///< after the parameters were checked against `params`
};

[[nodiscard]] std::span<const method_entry> methods();
[[nodiscard]] const method_entry* find_method(std::string_view name);

/// The OpenRPC 1.2 document of /openrpc.json.
[[nodiscard]] std::string openrpc_document(std::string_view version);

}  // namespace ruamkit::wire
