// The methods of keypads, kiosks and paper.
#include <array>

#include "deliberation/rejection.hpp"
#include "wire/choice_json.hpp"
#include "wire/method_params.hpp"

namespace ruamkit::wire {
namespace {

using namespace deliberation;
using namespace params;
namespace json = boost::json;
using p = wire::param;
using t = param_type;

constexpr std::array<std::string_view, 3> channels{"keypad", "paper", "kiosk"};

constexpr p ballot_param{"ballot", t::text, true, 1, 64, "The ballot's id"};
constexpr p keypad_param{"keypad", t::text, true, 1, 32, "The keypad's own id"};

constexpr std::array cast_for_params{ballot_param,
                                     p{"choice", t::choice, true, 0, 0, "By the ballot's kind; null for no opinion"},
                                     p{"channel", t::word, true, 0, 0, "How the vote came", channels},
                                     p{"participant", t::text, false, 1, 64, "Whose vote it is"},
                                     p{"keypad", t::text, false, 1, 32, "Or the keypad it came from"}};
constexpr std::array bind_params{keypad_param, p{"participant", t::text, true, 1, 64, "Who holds it"}};
constexpr std::array keypad_only{keypad_param};
constexpr std::array open_params{ballot_param,
                                 p{"ballots", t::integer, true, 1, 1'000, "How many paper ballots the batch holds"}};
constexpr p batch_param{"batch", t::text, true, 1, 16, "The batch's id"};
constexpr std::array batch_only{batch_param};
constexpr std::array enter_params{batch_param,
                                  p{"entries", t::entries, true, 1, 1'000, "Every ballot, in the order of the pile"}};

constexpr std::string_view seq = R"({"type":"object","required":["seq"],"properties":{"seq":{"type":"integer"}}})";

call core(command what) { return call{std::move(what)}; }

read_call read_cast_for(const json::object& o) {
  auto choice = read_choice(o.at("choice"));
  if (!choice) return error{"wrong_type", "/params/choice" + choice.error().at, {}, {}};
  cast_for out{std::nullopt, std::nullopt, ballot_id{text(o, "ballot")}, std::move(*choice),
               *channel_from_name(text(o, "channel"))};
  if (o.contains("participant")) out.participant = participant_id{text(o, "participant")};
  if (o.contains("keypad")) out.keypad = keypad_id{text(o, "keypad")};
  return core(std::move(out));
}

std::optional<error> read_entry(const json::value& value, const std::string& at, paper_ballot& out) {
  if (!value.is_object()) return error{"wrong_type", at, {}, {}};
  const auto& entry = value.get_object();
  for (const auto& member : entry)
    if (member.key() != "participant" && member.key() != "choice")
      return error{"unknown_param", at + pointer_step(member.key()), {}, {}};
  if (const auto* participant = entry.if_contains("participant")) {
    if (!participant->is_string()) return error{"wrong_type", at + "/participant", {}, {}};
    out.participant = participant_id{std::string(participant->get_string())};
  }
  const auto* value_chosen = entry.if_contains("choice");
  if (value_chosen == nullptr) return error{"missing_param", at + "/choice", {}, {}};
  auto choice = read_choice(*value_chosen);
  if (!choice) return error{"wrong_type", at + "/choice" + choice.error().at, {}, {}};
  out.choice = std::move(*choice);
  return std::nullopt;
}

read_call read_enter(const json::object& o) {
  enter_paper out{batch_id{text(o, "batch")}, {}};
  const auto& entries = o.at("entries").as_array();
  out.entries.resize(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (auto fault = read_entry(entries[i], deliberation::param("entries", i), out.entries[i]))
      return std::move(*fault);
  return core(std::move(out));
}

const std::array entries{
    method_entry{
        "ballot.cast_for", "Enter a vote for somebody", access::facilitator, true, cast_for_params,
        R"({"type":"object","required":["seq","receipt"],"properties":{"seq":{"type":"integer"},"receipt":{"type":"string"}}})",
        read_cast_for},
    method_entry{"keypad.bind", "Let a keypad stand for a participant", access::facilitator, true, bind_params, seq,
                 [](const json::object& o) -> read_call {
                   return core(bind_keypad{keypad_id{text(o, "keypad")}, participant_id{text(o, "participant")}});
                 }},
    method_entry{"keypad.unbind", "Take a keypad back", access::facilitator, true, keypad_only, seq,
                 [](const json::object& o) -> read_call { return core(unbind_keypad{keypad_id{text(o, "keypad")}}); }},
    method_entry{
        "paper.open", "Begin a batch of paper ballots", access::facilitator, true, open_params,
        R"({"type":"object","required":["seq","batch"],"properties":{"seq":{"type":"integer"},"batch":{"type":"string"}}})",
        [](const json::object& o) -> read_call {
          return core(open_paper{ballot_id{text(o, "ballot")}, *number(o, "ballots")});
        }},
    method_entry{
        "paper.enter", "Enter a whole batch; two accounts must agree", access::facilitator, true, enter_params,
        R"({"type":"object","required":["seq","status"],"properties":{"seq":{"type":"integer"},"status":{"type":"string","enum":["waiting","mismatch","recorded"]}}})",
        read_enter},
    method_entry{"paper.drop", "Drop a batch that was opened by mistake", access::facilitator, true, batch_only, seq,
                 [](const json::object& o) -> read_call { return core(drop_paper{batch_id{text(o, "batch")}}); }},
};

}  // namespace

std::span<const method_entry> channel_methods() { return entries; }

}  // namespace ruamkit::wire
