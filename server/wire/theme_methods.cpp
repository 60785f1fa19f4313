// The methods of ideas, themes and the ballots made of them.
#include <array>

#include "wire/method_params.hpp"

namespace ruamkit::wire {
namespace {

using namespace deliberation;
using namespace params;
namespace json = boost::json;
using p = param;
using t = param_type;

constexpr std::array<std::string_view, 4> agreements{"all", "most", "some", "few"};
constexpr std::array<std::string_view, 5> kinds{"single", "multiple", "rank", "score", "points"};
constexpr std::array<std::string_view, 3> reveals{"live", "on_close", "on_publish"};

constexpr p idea_param{"idea", t::text, true, 1, 16, "The idea's id"};
constexpr p theme_param{"theme", t::text, true, 1, 16, "The theme's id"};
constexpr p version_param{"version", t::integer, true, 1, 1'000'000'000, "The version that was changed"};
constexpr p title_param{"title", t::localized, true, 1, 1'200, "The theme's title"};
constexpr p agreement_param{"agreement", t::word, false, 0, 0, "How much of the table agrees", agreements};
constexpr p dissent_param{"dissent", t::characters, false, 0, 1'000, "What those who do not agree say"};
constexpr std::string_view words = "What is proposed";

constexpr std::array add_params{p{"text", t::characters, true, 1, 1'000, words},
                                p{"table", t::integer, false, 1, 600, "Whose; staff must say, a participant need not"},
                                agreement_param, dissent_param};
constexpr std::array edit_params{idea_param, version_param, p{"text", t::characters, false, 1, 1'000, words},
                                 agreement_param, dissent_param};
constexpr std::array idea_only{idea_param};
constexpr std::array theme_add_params{title_param,
                                      p{"ideas", t::texts, false, 0, 1'000, "Ideas to begin with, from wherever"}};
constexpr std::array reword_params{theme_param, title_param, version_param};
constexpr std::array place_params{idea_param, p{"theme", t::theme, true, 1, 16, "The theme's id, or null for none"}};
constexpr std::array merge_params{theme_param, p{"into", t::text, true, 1, 16, "The theme that stays"}};
constexpr std::array split_params{theme_param, p{"ideas", t::texts, true, 1, 1'000, "The ideas that go to a new one"},
                                  title_param};
constexpr std::array make_params{
    p{"ballot", t::text, true, 1, 64, "The new ballot's id"},
    p{"question", t::localized, true, 1, 4'000, "What is asked"},
    p{"kind", t::word, true, 0, 0, "How people choose", kinds},
    p{"themes", t::texts, true, 1, 200, "The themes that become options, in order"},
    p{"max", t::integer, false, 1, 1'000'000, "multiple, rank: how many may be named; score: the highest"},
    p{"budget", t::integer, false, 1, 1'000'000, "points: how many to give out"},
    p{"rule", t::text, false, 1, 32, "The counting rule; by kind unless told"},
    p{"reveal", t::word, false, 0, 0, "When the result is shown; on_publish unless told", reveals},
    p{"stage", t::text, false, 1, 64, "Where it stands on the agenda"},
    p{"practice", t::flag, false, 0, 0, "To try it out: counts for nothing"}};

constexpr std::string_view seq = R"({"type":"object","required":["seq"],"properties":{"seq":{"type":"integer"}}})";
constexpr std::string_view idea_made =
    R"({"type":"object","required":["seq","idea"],"properties":{"seq":{"type":"integer"},"idea":{"type":"string"}}})";
constexpr std::string_view theme_made =
    R"({"type":"object","required":["seq","theme"],"properties":{"seq":{"type":"integer"},"theme":{"type":"string"}}})";
constexpr std::string_view newer =
    R"({"type":"object","required":["seq","version"],"properties":{"seq":{"type":"integer"},"version":{"type":"integer"}}})";

call core(command what) { return call{std::move(what)}; }
idea_id idea(const json::object& o) { return idea_id{text(o, "idea")}; }
theme_id theme(const json::object& o) { return theme_id{text(o, "theme")}; }
std::uint64_t version(const json::object& o) { return static_cast<std::uint64_t>(*number(o, "version")); }

template <typename Id>
std::vector<Id> ids(const json::object& o, std::string_view name) {
  std::vector<Id> out;
  for (auto& each : texts(o, name)) out.emplace_back(std::move(each));
  return out;
}

std::optional<agreement> strength(const json::object& o) {
  return o.contains("agreement") ? agreement_from_name(text(o, "agreement")) : std::nullopt;
}

read_call read_add(const json::object& o) {
  add_idea out{std::nullopt, text(o, "text"), strength(o), text_if(o, "dissent")};
  if (const auto table = number(o, "table")) out.table = static_cast<table_number>(*table);
  return core(std::move(out));
}

read_call read_place(const json::object& o) {
  place_idea out{idea(o), std::nullopt};
  if (!o.at("theme").is_null()) out.theme = theme(o);
  return core(std::move(out));
}

read_call read_make(const json::object& o) {
  make_ballot out;
  out.ballot = ballot_id{text(o, "ballot")};
  out.question = both_languages(o, "question");
  out.kind = *from_name<ballot_kind>(text(o, "kind"));
  out.themes = ids<theme_id>(o, "themes");
  out.max = number(o, "max");
  out.budget = number(o, "budget");
  out.rule = text_if(o, "rule");
  if (o.contains("reveal")) out.reveal = *from_name<reveal>(text(o, "reveal"));
  if (o.contains("stage")) out.stage = stage_id{text(o, "stage")};
  out.practice = flag(o, "practice");
  return core(std::move(out));
}

const std::array entries{
    method_entry{"idea.add", "Bring an idea forward", access::facilitator_or_participant, true, add_params, idea_made,
                 read_add},
    method_entry{"idea.edit", "Change an idea's words", access::facilitator_or_participant, true, edit_params, newer,
                 [](const json::object& o) -> read_call {
                   return core(edit_idea{idea(o), version(o), text_if(o, "text"), strength(o), text_if(o, "dissent")});
                 }},
    method_entry{"idea.withdraw", "Take an idea back", access::facilitator_or_participant, true, idea_only, seq,
                 [](const json::object& o) -> read_call { return core(withdraw_idea{idea(o)}); }},
    method_entry{"theme.add", "Begin a theme", access::theme_team, true, theme_add_params, theme_made,
                 [](const json::object& o) -> read_call {
                   return core(add_theme{both_languages(o, "title"), ids<idea_id>(o, "ideas")});
                 }},
    method_entry{"theme.reword", "Change a theme's title", access::theme_team, true, reword_params, newer,
                 [](const json::object& o) -> read_call {
                   return core(reword_theme{theme(o), both_languages(o, "title"), version(o)});
                 }},
    method_entry{"theme.place", "Put an idea into a theme, or out of it", access::theme_team, true, place_params, seq,
                 read_place},
    method_entry{"theme.merge", "Let one theme go on in another", access::theme_team, true, merge_params, seq,
                 [](const json::object& o) -> read_call {
                   return core(merge_theme{theme(o), theme_id{text(o, "into")}});
                 }},
    method_entry{"theme.split", "Begin a theme with ideas of another", access::theme_team, true, split_params,
                 theme_made,
                 [](const json::object& o) -> read_call {
                   return core(split_theme{theme(o), ids<idea_id>(o, "ideas"), both_languages(o, "title")});
                 }},
    method_entry{
        "ballot.make", "Make a ballot whose options are themes", access::theme_team, true, make_params,
        R"({"type":"object","required":["seq","ballot","stage"],"properties":{"seq":{"type":"integer"},"ballot":{"type":"string"},"stage":{"type":"string"}}})",
        read_make},
};

}  // namespace

std::span<const method_entry> theme_methods() { return entries; }

}  // namespace ruamkit::wire
