#include "wire/event_json.hpp"

#include <array>
#include <limits>

#include <boost/json.hpp>

#include "wire/choice_json.hpp"
#include "wire/definition.hpp"
#include "wire/definition_reader.hpp"
#include "wire/event_parts.hpp"
#include "wire/json_text.hpp"

namespace ruamkit::wire {
namespace {

using namespace deliberation;
namespace json = boost::json;
using namespace stored;

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
std::string_view type_of(const stage_extended&) { return "stage_extended"; }
std::string_view type_of(const tables_formed&) { return "tables_formed"; }
std::string_view type_of(const participant_checked_in&) { return "participant_checked_in"; }
std::string_view type_of(const participant_seated&) { return "participant_seated"; }
std::string_view type_of(const walk_in_added&) { return "walk_in_added"; }
std::string_view type_of(const participant_left&) { return "participant_left"; }
std::string_view type_of(const participant_moved&) { return "participant_moved"; }
std::string_view type_of(const tables_mixed&) { return "tables_mixed"; }
std::string_view type_of(const table_facilitated&) { return "table_facilitated"; }
std::string_view type_of(const table_help_set&) { return "table_help_set"; }
std::string_view type_of(const table_noted&) { return "table_noted"; }
std::string_view type_of(const idea_added&) { return "idea_added"; }
std::string_view type_of(const idea_edited&) { return "idea_edited"; }
std::string_view type_of(const idea_withdrawn&) { return "idea_withdrawn"; }
std::string_view type_of(const idea_placed&) { return "idea_placed"; }
std::string_view type_of(const theme_added&) { return "theme_added"; }
std::string_view type_of(const theme_reworded&) { return "theme_reworded"; }
std::string_view type_of(const theme_merged&) { return "theme_merged"; }
std::string_view type_of(const ballot_made&) { return "ballot_made"; }
std::string_view type_of(const keypad_bound&) { return "keypad_bound"; }
std::string_view type_of(const keypad_unbound&) { return "keypad_unbound"; }
std::string_view type_of(const paper_opened&) { return "paper_opened"; }
std::string_view type_of(const paper_entered&) { return "paper_entered"; }
std::string_view type_of(const paper_dropped&) { return "paper_dropped"; }
std::string_view type_of(const document_attached&) { return "document_attached"; }

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
  if (e.channel != channel::phone) o.text("channel", deliberation::name_of(e.channel));
  if (e.voter) o.text("voter", e.voter->value());
}
template <typename Event>
void write(object_text& o, const Event& e) {
  stored::meeting_writer{o}(e);
}

// Reading: one function an event type, in a table by name.

std::vector<participant_id> participants(const json::object& o, std::string_view name) {
  std::vector<participant_id> out;
  for (const auto& each : list(o, name)) {
    if (!each.is_string()) refuse_member(name);
    out.emplace_back(std::string(each.get_string()));
  }
  return out;
}

event read_created(const json::object& o) {
  const auto* definition = o.if_contains("definition");
  if (definition == nullptr) refuse_member("definition");
  if (!definition->is_object()) refuse_member("definition");
  std::vector<fault> passed_over;  // it was checked when it was created; later rules do not undo that
  auto read = read_object(definition->get_object(), passed_over);
  return deliberation_created{std::move(read), text(o, "code")};
}

event read_roll(const json::object& o) {
  roll_imported out;
  for (const auto& each : list(o, "people")) {
    if (!each.is_object()) refuse_member("people");
    person p{participant_id{text(each.get_object(), "id")}, {}};
    p.strata = strata(each.get_object());
    out.people.push_back(std::move(p));
  }
  return out;
}

event read_opened(const json::object& o) {
  ballot_opened out{ballot_id{text(o, "ballot")}, 0, std::nullopt};
  for (const char digit : text(o, "seed")) {
    if (digit < '0' || digit > '9') refuse_member("seed");
    out.seed = out.seed * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  if (o.contains("closes_at")) out.closes_at = instant{number(o, "closes_at")};
  return out;
}

event read_cast(const json::object& o) {
  const auto* value = o.if_contains("choice");
  if (value == nullptr) refuse_member("choice");
  auto choice = read_choice(*value);
  if (!choice) refuse_member("choice");
  ballot_cast out{ballot_id{text(o, "ballot")}, std::move(*choice)};
  if (o.contains("channel")) {
    const auto known = channel_from_name(text(o, "channel"));
    if (!known) refuse_member("channel");
    out.channel = *known;
  }
  if (o.contains("voter")) out.voter = voter_id{text(o, "voter")};
  return out;
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

namespace stored {

void refuse_member(std::string_view name) {
  throw unreadable_event("member '" + std::string(name) + "' is missing or of the wrong type");
}

std::string text(const json::object& o, std::string_view name) {
  const auto* value = o.if_contains(name);
  if (value == nullptr || !value->is_string()) refuse_member(name);
  return std::string(value->get_string());
}

std::int64_t number(const json::object& o, std::string_view name) {
  const auto* value = o.if_contains(name);
  if (value == nullptr || !value->is_int64()) refuse_member(name);
  return value->get_int64();
}

const json::array& list(const json::object& o, std::string_view name) {
  const auto* value = o.if_contains(name);
  if (value == nullptr || !value->is_array()) refuse_member(name);
  return value->get_array();
}

const json::object& members(const json::object& o, std::string_view name) {
  const auto* value = o.if_contains(name);
  if (value == nullptr || !value->is_object()) refuse_member(name);
  return value->get_object();
}

std::vector<std::pair<std::string, std::string>> strata(const json::object& o) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& member : members(o, "strata")) {
    if (!member.value().is_string()) refuse_member("strata");
    out.emplace_back(std::string(member.key()), std::string(member.value().get_string()));
  }
  return out;
}

}  // namespace stored

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
  if (type == nullptr || !type->is_string()) refuse_member("type");
  const auto read_by = [&](std::span<const stored::reader> known) -> std::optional<decoded_event> {
    for (const auto& [name, read] : known) {
      if (std::string_view(type->get_string()) != name) continue;
      decoded_event out{read(object), std::nullopt};
      if (const auto* id = object.if_contains("command_id"); id != nullptr && id->is_string())
        out.command_id = std::string(id->get_string());
      return out;
    }
    return std::nullopt;
  };
  if (auto out = read_by(readers)) return std::move(*out);
  if (auto out = read_by(stored::meeting_readers())) return std::move(*out);
  throw unreadable_event("unknown type '" + std::string(type->get_string()) + "'");
}

}  // namespace ruamkit::wire
