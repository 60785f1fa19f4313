#include "wire/method_table.hpp"

#include <algorithm>
#include <array>

#include <boost/json.hpp>

#include "base/utf8.hpp"
#include "deliberation/rejection.hpp"
#include "wire/choice_json.hpp"
#include "wire/method_params.hpp"

namespace ruamkit::wire {
namespace {

using namespace deliberation;
namespace json = boost::json;
using namespace params;
using answer_of = read_call;

ballot_id ballot(const json::object& o) { return ballot_id{text(o, "ballot")}; }
stage_id stage(const json::object& o) { return stage_id{text(o, "stage")}; }
call core(command what) { return call{std::move(what)}; }

answer_of read_join(const json::object& o) {
  session_join out{text(o, "code"), std::nullopt};
  if (o.contains("seat")) out.seat = text(o, "seat");
  return call{std::move(out)};
}

answer_of read_cast(const json::object& o) {
  auto choice = read_choice(o.at("choice"));
  if (!choice) return error{"wrong_type", "/params/choice" + choice.error().at, {}, {}};
  return core(cast_ballot{ballot(o), std::move(*choice)});
}

answer_of read_seats(const json::object& o) {
  seat_issue out;
  if (const auto count = number(o, "count")) out.count = static_cast<std::uint64_t>(*count);
  for (auto& id : texts(o, "ids")) out.ids.emplace_back(std::move(id));
  return call{std::move(out)};
}

/// A member of a person: absent is empty, anything but a text of at most `most` bytes is refused.
std::optional<error> read_detail(const json::object& o, std::string_view name, std::size_t most, const std::string& at,
                                 std::string& out) {
  const auto* value = o.if_contains(name);
  if (value == nullptr) return std::nullopt;
  const auto where = at + "/" + std::string(name);
  if (!value->is_string()) return error{"wrong_type", where, {}, {}};
  if (value->get_string().size() > most) return error{"out_of_range", where, {}, {}};
  out = std::string(value->get_string());
  return std::nullopt;
}

answer_of read_people(const json::object& o) {
  roll_import out;
  const auto& people = o.at("people").as_array();
  for (std::size_t i = 0; i < people.size(); ++i) {
    const auto at = deliberation::param("people", i);
    if (!people[i].is_object()) return error{"wrong_type", at, {}, {}};
    const auto& each = people[i].get_object();
    for (const auto& member : each) {
      constexpr std::array known{"id", "strata", "name", "contact", "needs"};
      if (std::ranges::find(known, std::string_view(member.key())) == known.end())
        return error{"unknown_param", at + deliberation::pointer_step(member.key()), {}, {}};
    }
    if (!each.contains("id")) return error{"missing_param", at + "/id", {}, {}};
    std::string id;
    personal_details details;
    person p;
    if (auto fault = read_detail(each, "id", 64, at, id)) return std::move(*fault);
    if (auto fault = read_detail(each, "name", 400, at, details.name)) return std::move(*fault);
    if (auto fault = read_detail(each, "contact", 400, at, details.contact)) return std::move(*fault);
    if (auto fault = read_detail(each, "needs", 800, at, details.needs)) return std::move(*fault);
    if (code_points(details.needs) > 200) return error{"out_of_range", at + "/needs", {}, {}};
    if (auto fault = read_strata(each, at, p.strata)) return std::move(*fault);
    p.id = participant_id{id};
    details.participant = p.id;
    if (!details.name.empty() || !details.contact.empty() || !details.needs.empty())
      out.details.push_back(std::move(details));
    out.command.people.push_back(std::move(p));
  }
  return call{std::move(out)};
}

using p = param;
using t = param_type;

constexpr p code_param{"code", t::text, true, 1, 16, "The six-digit hall code"};
constexpr p seat_param{"seat", t::text, false, 1, 32, "The seat code, where admission is by seats"};
constexpr p ballot_param{"ballot", t::text, true, 1, 64, "The ballot's id"};
constexpr p stage_param{"stage", t::text, true, 1, 64, "The stage's id"};

constexpr std::array login_params{p{"name", t::text, true, 1, 64, "The account's name"},
                                  p{"password", t::text, true, 1, 1024, "The account's password"}};
constexpr std::array join_params{code_param, seat_param};
constexpr std::array code_only{code_param};
constexpr std::array resume_params{p{"token", t::text, true, 1, 128, "A token from session.join or account.login"}};
constexpr std::array definition_params{
    p{"definition", t::definition, true, 0, 0, "The definition document (config/schema/definition.schema.json)"}};
constexpr std::array people_params{
    p{"people", t::people, true, 1, 100'000, "Who may take part: id, strata, and if wanted name, contact, needs"}};
constexpr std::array forget_params{p{"participant", t::text, true, 1, 64, "The participant's id"}};
constexpr std::array seats_params{
    p{"count", t::integer, false, 1, 100'000, "How many seats: people of the roll without one first, then new ones"},
    p{"ids", t::texts, false, 1, 100'000, "For whom; without count and ids, for everyone who has none"}};
constexpr std::array stage_params{stage_param};
constexpr std::array ballot_params{ballot_param};
constexpr std::array open_params{
    ballot_param, p{"closes_in_s", t::integer, false, 1, 7'776'000, "Seconds until the server closes it"}};
constexpr std::array open_all_params{
    stage_param, p{"closes_in_s", t::integer, false, 1, 7'776'000, "Seconds until the server closes them"}};
constexpr std::array extend_params{ballot_param,
                                   p{"seconds", t::integer, true, 1, 7'776'000, "How many seconds longer"}};
constexpr std::array cast_params{ballot_param,
                                 p{"choice", t::choice, true, 0, 0, "By the ballot's kind; null for no opinion"}};
constexpr std::array views_params{p{"views", t::texts, true, 1, 400, "Names of views: agenda, tally/ID, me, room"}};
constexpr std::array view_params{p{"view", t::text, true, 1, 80, "The view's name"}};

constexpr std::string_view nothing = R"({"type":"object"})";
constexpr std::string_view seq =
    R"({"type":"object","required":["seq"],"properties":{"seq":{"type":"integer"},"closes_at":{"type":"integer"}}})";
constexpr std::string_view session =
    R"({"type":"object","required":["token","expires_at","now"],"properties":{"token":{"type":"string"},"role":{"type":"string"},)"
    R"("name":{"type":"string"},"participant":{"type":"string"},"deliberation":{"type":"string"},"expires_at":{"type":"integer"},)"
    R"("now":{"type":"integer"}}})";
constexpr std::string_view resumed =
    R"({"type":"object","required":["role","expires_at","now"],"properties":{"role":{"type":"string"},"name":{"type":"string"},)"
    R"("participant":{"type":"string"},"deliberation":{"type":"string"},"expires_at":{"type":"integer"},"now":{"type":"integer"}}})";
constexpr std::string_view faults =
    R"({"type":"object","required":["deviations"],"properties":{"faults":{"type":"array"},"deviations":{"type":"array"},)"
    R"("deliberation":{"type":"string"},"code":{"type":"string"}}})";

answer_of read_views(const json::object& o) { return call{view_watch{texts(o, "views")}}; }

const std::array table{
    method_entry{"server.time",
                 "The server's clock",
                 access::anyone,
                 false,
                 {},
                 R"({"type":"object","required":["now"],"properties":{"now":{"type":"integer"}}})",
                 [](const json::object&) -> answer_of { return call{server_time{}}; }},
    method_entry{"account.login", "Sign in a member of staff", access::anyone, false, login_params, session,
                 [](const json::object& o) -> answer_of {
                   return call{account_login{text(o, "name"), text(o, "password")}};
                 }},
    method_entry{"session.join", "Take a seat in a deliberation", access::anyone, true, join_params, session,
                 read_join},
    method_entry{"screen.join", "Show a deliberation on a screen", access::anyone, false, code_only, session,
                 [](const json::object& o) -> answer_of { return call{screen_join{text(o, "code")}}; }},
    method_entry{"session.resume", "Come back with a token", access::anyone, false, resume_params, resumed,
                 [](const json::object& o) -> answer_of { return call{session_resume{text(o, "token")}}; }},
    method_entry{"session.logout",
                 "End the session and its token",
                 access::bound,
                 false,
                 {},
                 nothing,
                 [](const json::object&) -> answer_of { return call{session_logout{}}; }},
    method_entry{"deliberation.check", "Every fault of a definition, without creating anything", access::organiser,
                 false, definition_params, faults,
                 [](const json::object& o) -> answer_of {
                   return call{deliberation_check{json::serialize(o.at("definition"))}};
                 }},
    method_entry{"deliberation.create", "Create a deliberation from its definition", access::organiser, true,
                 definition_params, faults,
                 [](const json::object& o) -> answer_of {
                   return call{deliberation_create{json::serialize(o.at("definition"))}};
                 }},
    method_entry{"deliberation.list",
                 "The deliberations on this server",
                 access::staff,
                 false,
                 {},
                 R"({"type":"object","required":["deliberations"],"properties":{"deliberations":{"type":"array"}}})",
                 [](const json::object&) -> answer_of { return call{deliberation_list{}}; }},
    method_entry{
        "roll.import", "Enter people on the roll", access::organiser, true, people_params,
        R"({"type":"object","required":["imported","roll"],"properties":{"imported":{"type":"integer"},"roll":{"type":"integer"}}})",
        read_people},
    method_entry{
        "roll.forget", "Erase a person's name, contact and needs for ever; their seat stays", access::organiser, true,
        forget_params, R"({"type":"object","required":["forgotten"],"properties":{"forgotten":{"type":"boolean"}}})",
        [](const json::object& o) -> answer_of { return call{roll_forget{participant_id{text(o, "participant")}}}; }},
    method_entry{"seat.issue", "Make seat codes; an earlier code of the same person stops working", access::organiser,
                 true, seats_params,
                 R"({"type":"object","required":["seats"],"properties":{"seats":{"type":"array"}}})", read_seats},
    method_entry{"stage.start", "Start a stage; the running one finishes", access::lead, true, stage_params, seq,
                 [](const json::object& o) -> answer_of { return core(start_stage{stage(o)}); }},
    method_entry{"stage.finish", "Finish the running stage; its open ballots close", access::lead, true, stage_params,
                 seq, [](const json::object& o) -> answer_of { return core(finish_stage{stage(o)}); }},
    method_entry{"stage.open", "Open every ballot of a stage that was never open", access::lead, true, open_all_params,
                 seq,
                 [](const json::object& o) -> answer_of {
                   return core(open_all{stage(o), number(o, "closes_in_s")});
                 }},
    method_entry{"stage.close", "Close every open ballot of a stage", access::lead, true, stage_params, seq,
                 [](const json::object& o) -> answer_of { return core(close_all{stage(o)}); }},
    method_entry{"stage.publish", "Show the results of every closed ballot of a stage to all, in one step",
                 access::lead, true, stage_params, seq,
                 [](const json::object& o) -> answer_of { return core(publish_all{stage(o)}); }},
    method_entry{"ballot.open", "Open a ballot for voting", access::lead, true, open_params, seq,
                 [](const json::object& o) -> answer_of {
                   return core(open_ballot{ballot(o), number(o, "closes_in_s")});
                 }},
    method_entry{"ballot.extend", "Give an open ballot with a deadline more time", access::lead, true, extend_params,
                 seq,
                 [](const json::object& o) -> answer_of {
                   return core(extend_ballot{ballot(o), *number(o, "seconds")});
                 }},
    method_entry{"ballot.close", "Close a ballot", access::lead, true, ballot_params, seq,
                 [](const json::object& o) -> answer_of { return core(close_ballot{ballot(o)}); }},
    method_entry{"ballot.publish", "Show a closed ballot's result to all", access::lead, true, ballot_params, seq,
                 [](const json::object& o) -> answer_of { return core(publish_ballot{ballot(o)}); }},
    method_entry{
        "ballot.cast", "Vote, or change a vote while the ballot is open", access::participant, true, cast_params,
        R"({"type":"object","required":["seq","receipt"],"properties":{"seq":{"type":"integer"},"receipt":{"type":"string"}}})",
        read_cast},
    method_entry{"view.watch", "Receive views now and whenever they change", access::bound, false, views_params,
                 nothing, read_views},
    method_entry{"view.unwatch", "Stop receiving views", access::bound, false, views_params, nothing,
                 [](const json::object& o) -> answer_of { return call{view_unwatch{texts(o, "views")}}; }},
    method_entry{
        "view.get", "A view once", access::bound, false, view_params,
        R"({"type":"object","required":["rev","doc"],"properties":{"rev":{"type":"integer"},"doc":{"type":"object"}}})",
        [](const json::object& o) -> answer_of { return call{view_get{text(o, "view")}}; }},
};

}  // namespace

std::span<const method_entry> methods() {
  static const auto all = [] {
    std::vector<method_entry> out(table.begin(), table.end());
    for (const auto more : {table_methods(), theme_methods(), channel_methods(), document_methods()})
      out.insert(out.end(), more.begin(), more.end());
    return out;
  }();
  return all;
}

const method_entry* find_method(std::string_view name) {
  const auto all = methods();
  const auto found = std::ranges::find(all, name, &method_entry::name);
  return found == all.end() ? nullptr : &*found;
}

std::string_view name_of(access who) {
  switch (who) {
    case access::anyone:
      return "anyone";
    case access::bound:
      return "bound";
    case access::participant:
      return "participant";
    case access::staff:
      return "staff";
    case access::facilitator:
      return "facilitator";
    case access::facilitator_or_participant:
      return "facilitator or participant";
    case access::theme_team:
      return "theme team";
    case access::lead:
      return "lead";
    case access::organiser:
      return "organiser";
  }
  return {};
}

namespace params {

std::string text(const json::object& o, std::string_view name) { return std::string(o.at(name).as_string()); }

std::optional<std::string> text_if(const json::object& o, std::string_view name) {
  return o.contains(name) ? std::optional(text(o, name)) : std::nullopt;
}

std::optional<std::int64_t> number(const json::object& o, std::string_view name) {
  const auto* value = o.if_contains(name);
  if (value == nullptr) return std::nullopt;
  return value->as_int64();
}

bool flag(const json::object& o, std::string_view name) {
  const auto* value = o.if_contains(name);
  return value != nullptr && value->as_bool();
}

std::vector<std::string> texts(const json::object& o, std::string_view name) {
  std::vector<std::string> out;
  if (const auto* value = o.if_contains(name))
    for (const auto& each : value->as_array()) out.emplace_back(each.as_string());
  return out;
}

localized both_languages(const json::object& o, std::string_view name) {
  const auto& parts = o.at(name).as_object();
  return {text_if(parts, "th").value_or(""), text_if(parts, "en").value_or("")};
}

std::optional<error> read_strata(const json::object& o, const std::string& at,
                                 std::vector<std::pair<std::string, std::string>>& out) {
  const auto* strata = o.if_contains("strata");
  if (strata == nullptr) return std::nullopt;
  if (!strata->is_object()) return error{"wrong_type", at + "/strata", {}, {}};
  for (const auto& member : strata->get_object()) {
    if (!member.value().is_string())
      return error{"wrong_type", at + "/strata" + deliberation::pointer_step(member.key()), {}, {}};
    out.emplace_back(std::string(member.key()), std::string(member.value().get_string()));
  }
  return std::nullopt;
}

}  // namespace params

}  // namespace ruamkit::wire
