// Events of tables, the desk, ideas, themes and channels as JSON.
#include <algorithm>
#include <array>

#include "base/encoding.hpp"
#include "wire/choice_json.hpp"
#include "wire/definition.hpp"
#include "wire/definition_reader.hpp"
#include "wire/event_json.hpp"
#include "wire/event_parts.hpp"

namespace ruamkit::wire::stored {

namespace json = boost::json;
using namespace deliberation;

namespace {

void write_seating(std::string& out, const seating_list& seating) {
  array_text tables(out);
  for (const auto& each : seating) {
    array_text people(tables.element());
    for (const auto& id : each) people.text(id.value());
  }
}

void write_ids(std::string& out, const std::vector<idea_id>& ids) {
  array_text list(out);
  for (const auto& id : ids) list.text(id.value());
}

void write_table(object_text& o, const std::optional<table_number>& table) {
  if (table) o.number("table", std::int64_t{*table});
}

void write_idea_words(object_text& o, const std::optional<agreement>& strength,
                      const std::optional<std::string>& dissent) {
  if (strength) o.text("agreement", deliberation::name_of(*strength));
  if (dissent) o.text("dissent", *dissent);
}

table_number table(const json::object& o) {
  const auto value = number(o, "table");
  if (value < 0 || value > 0xffff) refuse_member("table");
  return static_cast<table_number>(value);
}
std::optional<table_number> table_if(const json::object& o) {
  return o.contains("table") ? std::optional(table(o)) : std::nullopt;
}
std::optional<std::string> text_if(const json::object& o, std::string_view name) {
  return o.contains(name) ? std::optional(text(o, name)) : std::nullopt;
}
bool flag_if(const json::object& o, std::string_view name) {
  const auto* value = o.if_contains(name);
  return value != nullptr && value->is_bool() && value->get_bool();
}
std::uint64_t natural(const json::object& o, std::string_view name) {
  const auto value = number(o, name);
  if (value < 0) refuse_member(name);
  return static_cast<std::uint64_t>(value);
}
localized title(const json::object& o) {
  const auto& both = members(o, "title");
  return {text_if(both, "th").value_or(""), text_if(both, "en").value_or("")};
}
std::optional<agreement> agreement_if(const json::object& o) {
  if (!o.contains("agreement")) return std::nullopt;
  const auto known = agreement_from_name(text(o, "agreement"));
  if (!known) refuse_member("agreement");
  return known;
}
std::vector<idea_id> ideas(const json::object& o) {
  std::vector<idea_id> out;
  for (const auto& each : list(o, "ideas")) {
    if (!each.is_string()) refuse_member("ideas");
    out.emplace_back(std::string(each.get_string()));
  }
  return out;
}
seating_list seating(const json::object& o) {
  seating_list out;
  for (const auto& each : list(o, "seating")) {
    if (!each.is_array()) refuse_member("seating");
    auto& people = out.emplace_back();
    for (const auto& id : each.get_array()) {
      if (!id.is_string()) refuse_member("seating");
      people.emplace_back(std::string(id.get_string()));
    }
  }
  return out;
}
participant_id participant(const json::object& o) { return participant_id{text(o, "participant")}; }

event read_ballot_made(const json::object& o) {
  std::vector<fault> passed_over;  // it was checked when it was made
  return ballot_made{stage_id{text(o, "stage")}, read_ballot_object(members(o, "ballot"), passed_over)};
}

event read_paper_entered(const json::object& o) {
  paper_entered out{batch_id{text(o, "batch")}, {}};
  for (const auto& each : list(o, "entries")) {
    if (!each.is_object()) refuse_member("entries");
    const auto& entry = each.get_object();
    const auto* value = entry.if_contains("choice");
    auto choice = value != nullptr ? read_choice(*value) : result<raw_choice, misfit>(misfit{});
    if (!choice) refuse_member("choice");
    const auto voter = text_if(entry, "voter");
    out.entries.push_back({voter ? std::optional<voter_id>(*voter) : std::nullopt, std::move(*choice)});
  }
  return out;
}

event read_theme_added(const json::object& o) {
  const auto from = text_if(o, "from");
  return theme_added{theme_id{text(o, "theme")}, title(o), ideas(o),
                     from ? std::optional<theme_id>(*from) : std::nullopt};
}

event read_idea_placed(const json::object& o) {
  const auto* theme = o.if_contains("theme");
  if (theme == nullptr) refuse_member("theme");
  if (theme->is_null()) return idea_placed{idea_id{text(o, "idea")}, std::nullopt};
  return idea_placed{idea_id{text(o, "idea")}, theme_id{text(o, "theme")}};
}

event read_document_attached(const json::object& o) {
  document_attached out{text(o, "document"), {}};
  const auto hash = from_hex(text(o, "sha256"));
  if (!hash || hash->size() != out.file.sha256.size()) refuse_member("sha256");
  std::ranges::copy(*hash, out.file.sha256.begin());
  out.file.bytes = natural(o, "bytes");
  const auto type = document_type_from_name(text(o, "media_type"));
  if (!type) refuse_member("media_type");
  out.file.type = *type;
  return out;
}

constexpr std::array readers{
    reader{"idea_added",
           [](const json::object& o) -> event {
             return idea_added{idea_id{text(o, "idea")}, table(o), text(o, "text"), agreement_if(o),
                               text_if(o, "dissent")};
           }},
    reader{"table_noted",
           [](const json::object& o) -> event {
             return table_noted{table(o), text(o, "text"), natural(o, "version")};
           }},
    reader{"idea_placed", read_idea_placed},
    reader{"idea_edited",
           [](const json::object& o) -> event {
             return idea_edited{idea_id{text(o, "idea")}, natural(o, "version"), text_if(o, "text"), agreement_if(o),
                                text_if(o, "dissent")};
           }},
    reader{"idea_withdrawn", [](const json::object& o) -> event { return idea_withdrawn{idea_id{text(o, "idea")}}; }},
    reader{"theme_added", read_theme_added},
    reader{"theme_reworded",
           [](const json::object& o) -> event {
             return theme_reworded{theme_id{text(o, "theme")}, title(o), natural(o, "version")};
           }},
    reader{"theme_merged",
           [](const json::object& o) -> event {
             return theme_merged{theme_id{text(o, "theme")}, theme_id{text(o, "into")}};
           }},
    reader{"ballot_made", read_ballot_made},
    reader{"participant_checked_in",
           [](const json::object& o) -> event {
             return participant_checked_in{participant(o), table_if(o), flag_if(o, "again")};
           }},
    reader{"participant_seated",
           [](const json::object& o) -> event {
             return participant_seated{participant(o), table(o)};
           }},
    reader{"participant_left", [](const json::object& o) -> event { return participant_left{participant(o)}; }},
    reader{"participant_moved",
           [](const json::object& o) -> event {
             return participant_moved{participant(o), table(o), flag_if(o, "worse")};
           }},
    reader{"walk_in_added",
           [](const json::object& o) -> event {
             return walk_in_added{participant(o), strata(o), table_if(o)};
           }},
    reader{"tables_formed",
           [](const json::object& o) -> event {
             const auto count = number(o, "count");
             if (count < 0 || count > 0xffff) refuse_member("count");
             return tables_formed{static_cast<table_number>(count), seating(o)};
           }},
    reader{"tables_mixed",
           [](const json::object& o) -> event {
             return tables_mixed{seating(o), natural(o, "met_again")};
           }},
    reader{"table_facilitated", [](const json::object& o) -> event { return table_facilitated{table(o)}; }},
    reader{"table_help_set",
           [](const json::object& o) -> event {
             return table_help_set{table(o), flag_if(o, "wanted")};
           }},
    reader{"stage_extended",
           [](const json::object& o) -> event {
             return stage_extended{stage_id{text(o, "stage")}, {number(o, "ends_at")}, table_if(o)};
           }},
    reader{"keypad_bound",
           [](const json::object& o) -> event {
             return keypad_bound{keypad_id{text(o, "keypad")}, participant(o)};
           }},
    reader{"keypad_unbound",
           [](const json::object& o) -> event { return keypad_unbound{keypad_id{text(o, "keypad")}}; }},
    reader{"paper_opened",
           [](const json::object& o) -> event {
             return paper_opened{batch_id{text(o, "batch")}, ballot_id{text(o, "ballot")},
                                 static_cast<std::uint32_t>(natural(o, "ballots"))};
           }},
    reader{"paper_entered", read_paper_entered},
    reader{"paper_dropped", [](const json::object& o) -> event { return paper_dropped{batch_id{text(o, "batch")}}; }},
    reader{"document_attached", read_document_attached},
};

}  // namespace

std::span<const reader> meeting_readers() { return readers; }

void meeting_writer::operator()(const stage_extended& e) const {
  o.text("stage", e.stage.value());
  o.number("ends_at", e.ends_at.ms);
  write_table(o, e.table);
}
void meeting_writer::operator()(const tables_formed& e) const {
  o.number("count", std::int64_t{e.count});
  write_seating(o.member("seating"), e.seating);
}
void meeting_writer::operator()(const participant_checked_in& e) const {
  o.text("participant", e.participant.value());
  write_table(o, e.table);
  if (e.again) o.flag("again", true);
}
void meeting_writer::operator()(const participant_seated& e) const {
  o.text("participant", e.participant.value());
  write_table(o, e.table);
}
void meeting_writer::operator()(const walk_in_added& e) const {
  o.text("participant", e.participant.value());
  {
    object_text values(o.member("strata"));
    for (const auto& [stratum, value] : e.strata) values.text(stratum, value);
  }
  write_table(o, e.table);
}
void meeting_writer::operator()(const participant_left& e) const { o.text("participant", e.participant.value()); }
void meeting_writer::operator()(const participant_moved& e) const {
  o.text("participant", e.participant.value());
  write_table(o, e.table);
  if (e.worse) o.flag("worse", true);
}
void meeting_writer::operator()(const tables_mixed& e) const {
  write_seating(o.member("seating"), e.seating);
  o.number("met_again", e.met_again);
}
void meeting_writer::operator()(const table_facilitated& e) const { write_table(o, e.table); }
void meeting_writer::operator()(const table_help_set& e) const {
  write_table(o, e.table);
  o.flag("wanted", e.wanted);
}
void meeting_writer::operator()(const table_noted& e) const {
  write_table(o, e.table);
  o.text("text", e.text);
  o.number("version", e.version);
}
void meeting_writer::operator()(const idea_added& e) const {
  o.text("idea", e.idea.value());
  write_table(o, e.table);
  o.text("text", e.text);
  write_idea_words(o, e.agreement, e.dissent);
}
void meeting_writer::operator()(const idea_edited& e) const {
  o.text("idea", e.idea.value());
  o.number("version", e.version);
  if (e.text) o.text("text", *e.text);
  write_idea_words(o, e.agreement, e.dissent);
}
void meeting_writer::operator()(const idea_withdrawn& e) const { o.text("idea", e.idea.value()); }
void meeting_writer::operator()(const idea_placed& e) const {
  o.text("idea", e.idea.value());
  if (e.theme) {
    o.text("theme", e.theme->value());
  } else {
    o.null("theme");
  }
}
void meeting_writer::operator()(const theme_added& e) const {
  o.text("theme", e.theme.value());
  o.localized("title", e.title);
  write_ids(o.member("ideas"), e.ideas);
  if (e.from) o.text("from", e.from->value());
}
void meeting_writer::operator()(const theme_reworded& e) const {
  o.text("theme", e.theme.value());
  o.localized("title", e.title);
  o.number("version", e.version);
}
void meeting_writer::operator()(const theme_merged& e) const {
  o.text("theme", e.theme.value());
  o.text("into", e.into.value());
}
void meeting_writer::operator()(const ballot_made& e) const {
  o.text("stage", e.stage.value());
  o.member("ballot") += to_json(e.ballot);
}
void meeting_writer::operator()(const keypad_bound& e) const {
  o.text("keypad", e.keypad.value());
  o.text("participant", e.participant.value());
}
void meeting_writer::operator()(const keypad_unbound& e) const { o.text("keypad", e.keypad.value()); }
void meeting_writer::operator()(const paper_opened& e) const {
  o.text("batch", e.batch.value());
  o.text("ballot", e.ballot.value());
  o.number("ballots", std::uint64_t{e.ballots});
}
void meeting_writer::operator()(const paper_entered& e) const {
  o.text("batch", e.batch.value());
  array_text entries(o.member("entries"));
  for (const auto& each : e.entries) {
    object_text entry(entries.element());
    if (each.voter) entry.text("voter", each.voter->value());
    append_choice(entry.member("choice"), each.choice);
  }
}
void meeting_writer::operator()(const paper_dropped& e) const { o.text("batch", e.batch.value()); }
void meeting_writer::operator()(const document_attached& e) const {
  o.text("document", e.document);
  o.text("sha256", to_hex(e.file.sha256));
  o.number("bytes", e.file.bytes);
  o.text("media_type", deliberation::name_of(e.file.type));  // "type" is the event's own
}

}  // namespace ruamkit::wire::stored
