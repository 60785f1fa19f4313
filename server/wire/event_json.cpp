#include "wire/event_json.hpp"

#include <array>
#include <limits>

#include <boost/json.hpp>

#include "wire/choice_json.hpp"
#include "wire/definition.hpp"
#include "wire/definition_reader.hpp"
#include "wire/json_text.hpp"

namespace ruamkit::wire {
namespace {

using namespace deliberation;
namespace json = boost::json;

// Writing: one overload an event.

std::string_view type_of(const deliberation_created&) { return "deliberation_created"; }
std::string_view type_of(const roll_imported&) { return "roll_imported"; }
std::string_view type_of(const seats_issued&) { return "seats_issued"; }
std::string_view type_of(const seat_claimed&) { return "seat_claimed"; }
std::string_view type_of(const seat_moved&) { return "seat_moved"; }
std::string_view type_of(const participant_joined&) { return "participant_joined"; }
std::string_view type_of(const stage_started&) { return "stage_started"; }
std::string_view type_of(const stage_finished&) { return "stage_finished"; }
std::string_view type_of(const ballot_opened&) { return "ballot_opened"; }
std::string_view type_of(const ballot_extended&) { return "ballot_extended"; }
std::string_view type_of(const ballot_closed&) { return "ballot_closed"; }
std::string_view type_of(const ballot_published&) { return "ballot_published"; }
std::string_view type_of(const ballot_cast&) { return "ballot_cast"; }

template <typename Id>
void write_ids(std::string& out, const std::vector<Id>& ids) {
  array_text list(out);
  for (const auto& id : ids) list.text(id.value());
}

void write(object_text& o, const deliberation_created& e) {
  o.text("code", e.code);
  o.member("definition") += to_json(e.definition);
}
void write(object_text& o, const roll_imported& e) {
  array_text people(o.member("people"));
  for (const auto& each : e.people) {
    object_text person(people.element());
    person.text("id", each.id.value());
    object_text strata(person.member("strata"));
    for (const auto& [stratum, value] : each.strata) strata.text(stratum, value);
  }
}
void write(object_text& o, const seats_issued& e) {
  write_ids(o.member("participants"), e.participants);
  write_ids(o.member("added"), e.added);
}
void write(object_text& o, const seat_claimed& e) { o.text("participant", e.participant.value()); }
void write(object_text& o, const seat_moved& e) { o.text("participant", e.participant.value()); }
void write(object_text& o, const participant_joined& e) { o.text("participant", e.participant.value()); }
void write(object_text& o, const stage_started& e) { o.text("stage", e.stage.value()); }
void write(object_text& o, const stage_finished& e) { o.text("stage", e.stage.value()); }
void write(object_text& o, const ballot_opened& e) {
  o.text("ballot", e.ballot.value());
  o.text("seed", std::to_string(e.seed));  // 64 bits are more than a JSON number holds everywhere
  if (e.closes_at) o.number("closes_at", e.closes_at->ms);
}
void write(object_text& o, const ballot_extended& e) {
  o.text("ballot", e.ballot.value());
  o.number("closes_at", e.closes_at.ms);
}
void write(object_text& o, const ballot_closed& e) { o.text("ballot", e.ballot.value()); }
void write(object_text& o, const ballot_published& e) { o.text("ballot", e.ballot.value()); }
void write(object_text& o, const ballot_cast& e) {
  o.text("ballot", e.ballot.value());
  append_choice(o.member("choice"), e.choice);
}

// Reading: one function an event type, in a table by name.

[[noreturn]] void refuse(std::string_view name) {
  throw unreadable_event("member '" + std::string(name) + "' is missing or of the wrong type");
}

std::string text(const json::object& o, std::string_view name) {
  const auto* value = o.if_contains(name);
  if (value == nullptr || !value->is_string()) refuse(name);
  return std::string(value->get_string());
}

std::int64_t number(const json::object& o, std::string_view name) {
  const auto* value = o.if_contains(name);
  if (value == nullptr || !value->is_int64()) refuse(name);
  return value->get_int64();
}

const json::array& list(const json::object& o, std::string_view name) {
  const auto* value = o.if_contains(name);
  if (value == nullptr || !value->is_array()) refuse(name);
  return value->get_array();
}

std::vector<participant_id> participants(const json::object& o, std::string_view name) {
  std::vector<participant_id> out;
  for (const auto& each : list(o, name)) {
    if (!each.is_string()) refuse(name);
    out.emplace_back(std::string(each.get_string()));
  }
  return out;
}

event read_created(const json::object& o) {
  const auto* definition = o.if_contains("definition");
  if (definition == nullptr) refuse("definition");
  if (!definition->is_object()) refuse("definition");
  std::vector<fault> passed_over;  // it was checked when it was created; later rules do not undo that
  auto read = read_object(definition->get_object(), passed_over);
  return deliberation_created{std::move(read), text(o, "code")};
}

event read_roll(const json::object& o) {
  roll_imported out;
  for (const auto& each : list(o, "people")) {
    if (!each.is_object()) refuse("people");
    person p{participant_id{text(each.get_object(), "id")}, {}};
    const auto* strata = each.get_object().if_contains("strata");
    if (strata == nullptr || !strata->is_object()) refuse("strata");
    for (const auto& member : strata->get_object()) {
      if (!member.value().is_string()) refuse("strata");
      p.strata.emplace_back(std::string(member.key()), std::string(member.value().get_string()));
    }
    out.people.push_back(std::move(p));
  }
  return out;
}

event read_opened(const json::object& o) {
  ballot_opened out{ballot_id{text(o, "ballot")}, 0, std::nullopt};
  for (const char digit : text(o, "seed")) {
    if (digit < '0' || digit > '9') refuse("seed");
    out.seed = out.seed * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  if (o.contains("closes_at")) out.closes_at = instant{number(o, "closes_at")};
  return out;
}

event read_cast(const json::object& o) {
  const auto* value = o.if_contains("choice");
  if (value == nullptr) refuse("choice");
  auto choice = read_choice(*value);
  if (!choice) refuse("choice");
  return ballot_cast{ballot_id{text(o, "ballot")}, std::move(*choice)};
}

template <typename Event>
event read_participant(const json::object& o) {
  return Event{participant_id{text(o, "participant")}};
}
template <typename Event>
event read_stage(const json::object& o) {
  return Event{stage_id{text(o, "stage")}};
}
template <typename Event>
event read_ballot(const json::object& o) {
  return Event{ballot_id{text(o, "ballot")}};
}

struct reader {
  std::string_view type;
  event (*read)(const json::object&);
};

constexpr std::array readers{
    // the commonest first
    reader{"ballot_cast", read_cast},
    reader{"seat_claimed", read_participant<seat_claimed>},
    reader{"seat_moved", read_participant<seat_moved>},
    reader{"participant_joined", read_participant<participant_joined>},
    reader{"ballot_opened", read_opened},
    reader{"ballot_closed", read_ballot<ballot_closed>},
    reader{"ballot_published", read_ballot<ballot_published>},
    reader{"ballot_extended",
           [](const json::object& o) -> event {
             return ballot_extended{ballot_id{text(o, "ballot")}, {number(o, "closes_at")}};
           }},
    reader{"stage_started", read_stage<stage_started>},
    reader{"stage_finished", read_stage<stage_finished>},
    reader{"seats_issued",
           [](const json::object& o) -> event {
             return seats_issued{participants(o, "participants"), participants(o, "added")};
           }},
    reader{"roll_imported", read_roll},
    reader{"deliberation_created", read_created},
};

}  // namespace

std::string encode_event(const event& what, const std::optional<std::string>& command_id) {
  std::string out;
  out.reserve(128);
  std::visit(
      [&](const auto& specific) {
        object_text o(out);
        o.text("type", type_of(specific));
        if (command_id) o.text("command_id", *command_id);
        write(o, specific);
      },
      what);
  return out;
}

decoded_event decode_event(std::string_view payload) {
  std::array<unsigned char, 8192> room;  // NOLINT: filled by the parser
  std::array<unsigned char, 1024> scratch;
  json::monotonic_resource memory(room.data(), room.size());
  json::parser parser(json::storage_ptr{}, json::parse_options{}, scratch.data(), scratch.size());
  parser.reset(&memory);
  json::error_code ec;
  parser.write(payload.data(), payload.size(), ec);
  if (ec) throw unreadable_event("not JSON: " + ec.message());
  const auto value = parser.release();
  if (!value.is_object()) throw unreadable_event("not an object");
  const auto& object = value.get_object();
  const auto* type = object.if_contains("type");
  if (type == nullptr || !type->is_string()) refuse("type");
  for (const auto& [name, read] : readers) {
    if (std::string_view(type->get_string()) != name) continue;
    decoded_event out{read(object), std::nullopt};
    if (const auto* id = object.if_contains("command_id"); id != nullptr && id->is_string())
      out.command_id = std::string(id->get_string());
    return out;
  }
  throw unreadable_event("unknown type '" + std::string(type->get_string()) + "'");
}

}  // namespace ruamkit::wire
