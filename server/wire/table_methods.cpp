// The methods of tables and of the check-in desk.
#include <array>

#include "wire/method_params.hpp"

namespace ruamkit::wire {
namespace {

using namespace deliberation;
using namespace params;
namespace json = boost::json;
using p = param;
using t = param_type;

constexpr p table_param{"table", t::integer, true, 1, 600, "The table's number"};
constexpr p participant_param{"participant", t::text, true, 1, 64, "The participant's id"};

constexpr std::array form_params{
    p{"count", t::integer, false, 1, 600, "How many; without it enough for the roll at the definition's table size"}};
constexpr std::array move_params{participant_param, table_param,
                                 p{"over", t::flag, false, 0, 0, "Also where the table is full"}};
constexpr std::array table_only{table_param};
constexpr std::array help_params{table_param, p{"wanted", t::flag, true, 0, 0, "Whether help is wanted"}};
constexpr std::array note_params{
    table_param, p{"text", t::characters, true, 0, 20'000, "The notes, whole"},
    p{"version", t::integer, true, 0, 1'000'000'000, "The version that was changed; 0 before the first"}};
constexpr std::array extend_params{p{"stage", t::text, true, 1, 64, "The stage's id"},
                                   p{"seconds", t::integer, true, 1, 86'400, "How much longer"},
                                   p{"table", t::integer, false, 1, 600, "Only this table; without it all of them"}};
constexpr std::array whom_params{p{"seat", t::text, false, 1, 32, "The seat code on the card"},
                                 p{"participant", t::text, false, 1, 64, "Or the participant's id"}};
constexpr std::array walk_in_params{
    p{"strata", t::strata, false, 0, 0, "Value ids by stratum id, where known"},
    p{"name", t::text, false, 1, 400, "The person's name; kept apart from the ledger"},
    p{"needs", t::characters, false, 1, 200, "Accessibility needs; kept apart from the ledger"}};
constexpr std::array people_params{p{"participants", t::texts, true, 1, 200, "The participants' ids"}};
constexpr std::array find_params{p{"text", t::characters, true, 2, 80, "Words of the name"}};
constexpr std::array needs_params{participant_param,
                                  p{"needs", t::clearable, true, 1, 200, "Accessibility needs; null erases them"}};

constexpr std::string_view seq = R"({"type":"object","required":["seq"],"properties":{"seq":{"type":"integer"}}})";

table_number table(const json::object& o) { return static_cast<table_number>(*number(o, "table")); }
participant_id participant(const json::object& o) { return participant_id{text(o, "participant")}; }
call core(command what) { return call{std::move(what)}; }

read_call read_people(const json::object& o) {
  desk_people out;
  for (auto& id : texts(o, "participants")) out.participants.emplace_back(std::move(id));
  return call{std::move(out)};
}

read_call read_needs(const json::object& o) {
  const auto* needs = o.if_contains("needs");
  return call{desk_needs{participant(o), needs->is_null() ? std::string() : text(o, "needs")}};
}

read_call read_extend(const json::object& o) {
  extend_stage out{stage_id{text(o, "stage")}, *number(o, "seconds"), std::nullopt};
  if (o.contains("table")) out.table = table(o);
  return core(std::move(out));
}

template <typename Call>
read_call read_whom(const json::object& o) {
  if (o.contains("seat") == o.contains("participant"))
    return error{o.contains("seat") ? "unknown_param" : "missing_param", "/params/participant", {}, {}};
  if (o.contains("seat")) return call{Call{{text(o, "seat"), std::nullopt}}};
  return call{Call{{std::nullopt, participant(o)}}};
}

read_call read_walk_in(const json::object& o) {
  desk_walk_in out;
  out.name = text_if(o, "name").value_or("");
  out.needs = text_if(o, "needs").value_or("");
  if (auto fault = read_strata(o, "/params", out.command.strata)) return std::move(*fault);
  return call{std::move(out)};
}

const std::array entries{
    method_entry{
        "table.form", "Make tables, and seat whoever is there", access::lead, true, form_params,
        R"({"type":"object","required":["seq","tables"],"properties":{"seq":{"type":"integer"},"tables":{"type":"integer"}}})",
        [](const json::object& o) -> read_call { return core(form_tables{number(o, "count")}); }},
    method_entry{
        "table.move", "Seat a participant at another table", access::facilitator, true, move_params,
        R"({"type":"object","required":["seq","table","balance"],"properties":{"seq":{"type":"integer"},"table":{"type":"integer"},"balance":{"type":"string","enum":["ok","worse"]}}})",
        [](const json::object& o) -> read_call {
          return core(move_participant{participant(o), table(o), flag(o, "over")});
        }},
    method_entry{
        "table.mix",
        "Seat everyone anew so that few meet again",
        access::lead,
        true,
        {},
        R"({"type":"object","required":["seq","met_again"],"properties":{"seq":{"type":"integer"},"met_again":{"type":"integer"}}})",
        [](const json::object&) -> read_call { return core(mix_tables{}); }},
    method_entry{"table.facilitate", "Run this table from now on", access::facilitator, true, table_only, seq,
                 [](const json::object& o) -> read_call { return core(facilitate_table{table(o)}); }},
    method_entry{"table.help", "Call for help, or say it has come", access::facilitator, true, help_params, seq,
                 [](const json::object& o) -> read_call {
                   return core(set_table_help{table(o), flag(o, "wanted")});
                 }},
    method_entry{
        "table.note", "Write the table's discussion notes", access::facilitator, true, note_params,
        R"({"type":"object","required":["seq","version"],"properties":{"seq":{"type":"integer"},"version":{"type":"integer"}}})",
        [](const json::object& o) -> read_call {
          return core(write_note{table(o), text(o, "text"), static_cast<std::uint64_t>(*number(o, "version"))});
        }},
    method_entry{
        "stage.extend", "Give the running stage, or one table in it, more time", access::lead, true, extend_params,
        R"({"type":"object","required":["seq","ends_at"],"properties":{"seq":{"type":"integer"},"ends_at":{"type":"integer"}}})",
        read_extend},
    method_entry{
        "desk.check_in", "A person has arrived: find them a place", access::facilitator, true, whom_params,
        R"({"type":"object","required":["participant","table","strata","again"],"properties":{"participant":{"type":"string"},"table":{"type":["integer","null"]},"strata":{"type":"object"},"again":{"type":"boolean"},"name":{"type":"string"},"needs":{"type":"string"}}})",
        read_whom<desk_check_in>},
    method_entry{
        "desk.walk_in", "A person came without a seat: make one", access::facilitator, true, walk_in_params,
        R"({"type":"object","required":["seat","participant","table"],"properties":{"seat":{"type":"string"},"participant":{"type":"string"},"table":{"type":["integer","null"]}}})",
        read_walk_in},
    method_entry{
        "desk.leave", "A person has left", access::facilitator, true, whom_params,
        R"({"type":"object","required":["seq","participant"],"properties":{"seq":{"type":"integer"},"participant":{"type":"string"},"name":{"type":"string"}}})",
        read_whom<desk_leave>},
    method_entry{"desk.people", "Names and needs of participants, of whom any are known", access::facilitator, false,
                 people_params, R"({"type":"object","required":["people"],"properties":{"people":{"type":"array"}}})",
                 read_people},
    method_entry{"desk.find", "People who came without their card, by the words of their names", access::facilitator,
                 false, find_params,
                 R"({"type":"object","required":["people"],"properties":{"people":{"type":"array"}}})",
                 [](const json::object& o) -> read_call { return call{desk_find{text(o, "text")}}; }},
    method_entry{
        "desk.needs", "Set or erase a person's accessibility needs", access::facilitator, true, needs_params,
        R"({"type":"object","required":["participant"],"properties":{"participant":{"type":"string"},"needs":{"type":"string"}}})",
        read_needs},
};

}  // namespace

std::span<const method_entry> table_methods() { return entries; }

}  // namespace ruamkit::wire
