// Definitions that are wrong, and everything that is said of each.
#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "base/utf8.hpp"
#include "deliberation/fault_sentences.hpp"
#include "wire/definition.hpp"

using namespace ruamkit;
using deliberation::fault;

namespace {

const wire::templates& built_in() {
  static const wire::templates all;
  return all;
}

using found = std::set<std::pair<std::string, std::string>>;

std::string list(const found& faults) {
  std::string out;
  for (const auto& [code, at] : faults) out += code + " " + at + "\n";
  return out;
}

found of_weight(const wire::read_definition& read, fault::severity weight) {
  found out;
  for (const fault& f : read.faults)
    if (f.weight == weight) out.emplace(f.code, f.at);
  return out;
}

struct row {
  const char* name;
  std::string json;
  found errors;
};

/// A town meeting of one stage, with more members.
std::string meeting(const std::string& members) {
  return R"({"method":"town_meeting","title":{"th":"เวที"},"agenda":[{"id":"s","kind":"ballots"}],)" + members + "}";
}
std::string ballot(const std::string& members) {
  return meeting(R"("ballots":[{"id":"q","question":{"en":"?"},)" + members + "}]");
}
std::string item(const std::string& members) {
  return meeting(R"("surveys":[{"id":"v","waves":["pre"],"items":[{"id":"i","question":{"en":"?"},)" + members +
                 "}]}]");
}
const std::string two = R"("options":[{"id":"a","label":{"en":"A"}},{"id":"b","label":{"en":"B"}}])";

const std::vector<row>& shape_rows() {
  static const std::vector<row> rows{
      {"empty text", "", {{"json_syntax", ""}}},
      {"cut short", R"({"method":)", {{"json_syntax", ""}}},
      {"more after the end", R"({"method":"town_meeting","title":{"th":"ก"}} x)", {{"json_syntax", ""}}},
      {"not UTF-8", "{\"method\":\"\xff\"}", {{"json_syntax", ""}}},
      {"nested too deeply", std::string(40, '[') + std::string(40, ']'), {{"json_too_deep", ""}}},
      {"too large", std::string(wire::definition_bytes_max + 1, ' '), {{"definition_too_large", ""}}},
      {"not an object", "[]", {{"wrong_type", ""}}},
      {"nothing in it", "{}", {{"property_missing", "/method"}, {"property_missing", "/title"}}},
      {"a method nobody knows", R"({"method":"poll","title":{"th":"ก"}})", {{"value_not_allowed", "/method"}}},
      {"a text without its language", R"({"method":"town_meeting","title":"เวที"})", {{"text_not_localised", "/title"}}},
      {"a text with nothing in it", R"({"method":"town_meeting","title":{}})", {{"text_without_language", "/title"}}},
      {"empty and blank",
       R"({"method":"town_meeting","title":{"th":"","en":"  "}})",
       {{"text_empty", "/title/th"}, {"text_empty", "/title/en"}}},
      {"a third language",
       R"({"method":"town_meeting","title":{"th":"ก","fr":"x"}})",
       {{"property_unknown", "/title/fr"}}},
      {"all unknown members",
       R"({"method":"town_meeting","title":{"th":"ก"},"a/b":1,"c~d":2,"x_note":3})",
       {{"property_unknown", "/a~1b"}, {"property_unknown", "/c~0d"}}},
      {"a NUL in a name", R"({"method":"town_meeting\u0000","title":{"th":"ก"}})", {{"control_character", "/method"}}},
      {"a member twice",
       R"({"method":"town_meeting","title":{"th":"ก"},"title":{"th":"ข"}})",
       {{"member_repeated", "/title"}}},
      {"text too long",
       R"({"method":"town_meeting","title":{"th":")" + std::string(4001, 'x') + R"("}})",
       {{"text_too_long", "/title/th"}}},
      {"an integer too big for valijson",
       meeting(R"("tables":{"size":[8,18446744073709551615]})"),
       {{"wrong_type", "/tables/size/1"}}},
      {"numbers out of range",
       meeting(R"("tables":{"size":[1,101]})"),
       {{"number_too_small", "/tables/size/0"}, {"number_too_large", "/tables/size/1"}}},
      {"one number for a size", meeting(R"("tables":{"size":[8]})"), {{"too_few_items", "/tables/size"}}},
      {"ids",
       meeting(
           R"("ballots":[{"id":"ก","kind":"text","question":{"en":"?"}},{"id":"","kind":"text","question":{"en":"?"}}])"),
       {{"id_malformed", "/ballots/0/id"}, {"id_malformed", "/ballots/1/id"}}},
      {"schema and meaning at once",
       R"({"method":"town_meeting","title":"x","colour":1,"agenda":[{"id":"s","kind":"dance","ballots":["q","nope"]}],)"
       R"("ballots":[{"id":"q","kind":"scale","question":{"en":"?"},"min":0}]})",
       {{"text_not_localised", "/title"},
        {"property_unknown", "/colour"},
        {"value_not_allowed", "/agenda/0/kind"},
        {"range_missing", "/ballots/0/max"}}},
      {"what follows from an unreadable kind is not told",
       ballot(R"("kind":"singel")"),
       {{"value_not_allowed", "/ballots/0/kind"}}},
  };
  return rows;
}

const std::vector<row>& reference_rows() {
  static const std::vector<row> rows{
      {"no stage", R"({"method":"town_meeting","title":{"th":"ก"},"agenda":[]})", {{"agenda_empty", "/agenda"}}},
      {"ids that repeat",
       R"({"method":"town_meeting","title":{"th":"ก"},"agenda":[{"id":"s","kind":"briefing"},{"id":"s","kind":"report"}],)"
       R"("ballots":[{"id":"q","kind":"text","question":{"en":"?"}},{"id":"q","kind":"text","question":{"en":"?"}}],)"
       R"("strata":[{"id":"g","label":{"en":"G"},"values":[{"id":"f","label":{"en":"F"}},{"id":"f","label":{"en":"F"}}]},)"
       R"({"id":"g","label":{"en":"G"},"values":[{"id":"f","label":{"en":"F"}}]}],)"
       R"("experts":[{"id":"e","name":"A"},{"id":"e","name":"B"}],)"
       R"("documents":[{"id":"d","title":{"en":"D"},"file":"a"},{"id":"d","title":{"en":"D"},"file":"b"}]})",
       {{"duplicate_id", "/agenda/1/id"},
        {"duplicate_id", "/ballots/1/id"},
        {"duplicate_id", "/strata/1/id"},
        {"duplicate_id", "/strata/0/values/1/id"},
        {"duplicate_id", "/experts/1/id"},
        {"duplicate_id", "/documents/1/id"}}},
      {"names of things that are not there",
       R"({"method":"town_meeting","title":{"th":"ก"},"tables":{"balance":["age"]},)"
       R"("agenda":[{"id":"s","kind":"ballots","ballots":["q1"]},{"id":"t","kind":"survey","surveys":["v","v"]}]})",
       {{"ballot_unknown", "/agenda/0/ballots/0"},
        {"survey_unknown", "/agenda/1/surveys/0"},
        {"survey_unknown", "/agenda/1/surveys/1"},
        {"duplicate_reference", "/agenda/1/surveys/1"},
        {"stratum_unknown", "/tables/balance/0"}}},
      {"a ballot that asks for a stratum",
       R"({"method":"town_meeting","title":{"th":"ก"},"agenda":[{"id":"s","kind":"ballots"}],)"
       R"("strata":[{"id":"g","label":{"en":"G"},"values":[{"id":"f","label":{"en":"F"}},{"id":"m","label":{"en":"M"}}]}],)"
       R"("ballots":[{"id":"a","kind":"single","question":{"en":"?"},"stratum":"g",)"
       R"("options":[{"id":"f","label":{"en":"F"}},{"id":"m","label":{"en":"M"}}]},)"
       R"({"id":"b","kind":"single","question":{"en":"?"},"demographic":true,"stratum":"g",)"
       R"("options":[{"id":"f","label":{"en":"F"}},{"id":"x","label":{"en":"X"}}]},)"
       R"({"id":"c","kind":"single","question":{"en":"?"},"demographic":true,"stratum":"age",)"
       R"("options":[{"id":"f","label":{"en":"F"}},{"id":"m","label":{"en":"M"}}]},)"
       R"({"id":"d","kind":"yes_no","question":{"en":"?"},"demographic":true,"stratum":"g"}]})",
       {{"stratum_not_demographic", "/ballots/0/stratum"},
        {"option_not_of_stratum", "/ballots/1/options/1/id"},
        {"stratum_unknown", "/ballots/2/stratum"},
        {"not_for_this_kind", "/ballots/3/stratum"}}},
      {"a wave the survey does not have",
       R"({"method":"town_meeting","title":{"th":"ก"},"agenda":[{"id":"s","kind":"survey","surveys":["v"],"wave":"mid"},)"
       R"({"id":"t","kind":"briefing","wave":"pre"}],"surveys":[{"id":"v","waves":["pre","pre"],"items":[)"
       R"({"id":"i","kind":"text","question":{"en":"?"}},{"id":"i","kind":"text","question":{"en":"?"}}]}]})",
       {{"wave_unknown", "/agenda/0/wave"},
        {"wave_unused", "/agenda/1/wave"},
        {"duplicate_reference", "/surveys/0/waves/1"},
        {"duplicate_id", "/surveys/0/items/1/id"}}},
      {"shares that do not add up",
       meeting(R"("strata":[{"id":"g","label":{"en":"G"},"values":[{"id":"f","label":{"en":"F"},"population":0.5},)"
               R"({"id":"m","label":{"en":"M"},"population":0.494}]},{"id":"a","label":{"en":"A"},"values":[)"
               R"({"id":"o","label":{"en":"O"},"population":0.5},{"id":"y","label":{"en":"Y"}}]}])"),
       {{"population_sum", "/strata/0/values"}, {"population_incomplete", "/strata/1/values/1/population"}}},
      {"shares within the tolerance",
       meeting(R"("strata":[{"id":"g","label":{"en":"G"},"values":[{"id":"f","label":{"en":"F"},"population":0.5},)"
               R"({"id":"m","label":{"en":"M"},"population":0.495}]}])"),
       {}},
      {"a table the wrong way round", meeting(R"("tables":{"size":[12,8]})"), {{"table_size_order", "/tables/size"}}},
      {"files that leave the folder",
       meeting(R"("documents":[{"id":"a","title":{"en":"A"},"file":"../a"},{"id":"b","title":{"en":"B"},"file":"/b"},)"
               R"({"id":"c","title":{"en":"C"},"file":"c\\d"},{"id":"d","title":{"en":"D"},"file":"เอกสาร/ก.pdf"}])"),
       {{"file_unsafe", "/documents/0/file"},
        {"file_unsafe", "/documents/1/file"},
        {"file_unsafe", "/documents/2/file"}}},
  };
  return rows;
}

const std::vector<row>& question_rows() {
  static const std::vector<row> rows{
      {"single without options", ballot(R"("kind":"single")"), {{"options_missing", "/ballots/0/options"}}},
      {"rank with one option",
       ballot(R"("kind":"rank","options":[{"id":"a","label":{"en":"A"}}])"),
       {{"options_too_few", "/ballots/0/options"}}},
      {"one option may be scored", ballot(R"("kind":"score","options":[{"id":"a","label":{"en":"A"}}])"), {}},
      {"options that repeat",
       ballot(R"("kind":"single","options":[{"id":"a","label":{"en":"A"}},{"id":"a","label":{"en":"B"}}])"),
       {{"duplicate_id", "/ballots/0/options/1/id"}}},
      {"options for yes_no", ballot(R"("kind":"yes_no",)" + two), {{"options_not_allowed", "/ballots/0/options"}}},
      {"options for scale",
       ballot(R"("kind":"scale","min":0,"max":4,)" + two),
       {{"options_not_allowed", "/ballots/0/options"}}},
      {"options for text", ballot(R"("kind":"text",)" + two), {{"options_not_allowed", "/ballots/0/options"}}},
      {"min above max", ballot(R"("kind":"multiple","min":2,"max":1,)" + two), {{"min_above_max", "/ballots/0/min"}}},
      {"more than there are",
       ballot(R"("kind":"multiple","min":3,"max":4,)" + two),
       {{"max_above_options", "/ballots/0/max"}, {"min_above_options", "/ballots/0/min"}}},
      {"fewer than none",
       ballot(R"("kind":"rank","min":-1,"max":0,)" + two),
       {{"min_negative", "/ballots/0/min"}, {"max_not_positive", "/ballots/0/max"}}},
      {"no budget", ballot(R"("kind":"points",)" + two), {{"budget_missing", "/ballots/0/budget"}}},
      {"an empty budget",
       ballot(R"("kind":"points","budget":0,)" + two),
       {{"budget_not_positive", "/ballots/0/budget"}}},
      {"a scale without ends",
       ballot(R"("kind":"scale")"),
       {{"range_missing", "/ballots/0/min"}, {"range_missing", "/ballots/0/max"}}},
      {"a scale too long", ballot(R"("kind":"scale","min":0,"max":101)"), {{"range_too_wide", "/ballots/0/max"}}},
      {"the longest scale", ballot(R"("kind":"scale","min":0,"max":100)"), {}},
      {"a scale of one step", ballot(R"("kind":"scale","min":3,"max":3)"), {{"range_empty", "/ballots/0/max"}}},
      {"a scale upside down", ballot(R"("kind":"scale","min":5,"max":1)"), {{"min_above_max", "/ballots/0/min"}}},
      {"what the kind has no use for",
       ballot(R"("kind":"single","min":1,"budget":5,"length_max":9,"seats":2,)" + two),
       {{"not_for_this_kind", "/ballots/0/min"},
        {"not_for_this_kind", "/ballots/0/budget"},
        {"not_for_this_kind", "/ballots/0/length_max"},
        {"not_for_this_kind", "/ballots/0/seats"}}},
      {"a text cannot pass",
       ballot(R"("kind":"text","threshold":{"share":0.5})"),
       {{"not_for_this_kind", "/ballots/0/threshold"}}},
      {"threshold of nothing",
       ballot(R"("kind":"yes_no","threshold":{"share":0,"quorum":1.2})"),
       {{"threshold_share", "/ballots/0/threshold/share"}, {"quorum_out_of_range", "/ballots/0/threshold/quorum"}}},
      {"threshold of more than all",
       ballot(R"("kind":"yes_no","threshold":{"share":1.01,"quorum":-0.1})"),
       {{"threshold_share", "/ballots/0/threshold/share"}, {"quorum_out_of_range", "/ballots/0/threshold/quorum"}}},
      {"threshold without a share",
       ballot(R"("kind":"yes_no","threshold":{"of":"all"})"),
       {{"property_missing", "/ballots/0/threshold/share"}, {"value_not_allowed", "/ballots/0/threshold/of"}}},
      {"a rule nobody knows",
       ballot(R"("kind":"single","rule":"loudest",)" + two),
       {{"value_not_allowed", "/ballots/0/rule"}}},
      {"a rule for another kind",
       ballot(R"("kind":"single","rule":"irv",)" + two),
       {{"rule_not_for_kind", "/ballots/0/rule"}}},
      {"a rule that spends money",
       ballot(R"("kind":"multiple","rule":"equal_shares",)" + two),
       {{"rule_not_for_kind", "/ballots/0/rule"}}},
      {"seats of a rule that has none",
       ballot(R"("kind":"rank","seats":2,)" + two),
       {{"seats_not_for_rule", "/ballots/0/seats"}}},
      {"more seats than options",
       ballot(R"("kind":"rank","rule":"stv_meek","seats":3,)" + two),
       {{"seats_above_options", "/ballots/0/seats"}}},
      {"a secret ballot",
       ballot(R"("kind":"single","secrecy":"secret",)" + two),
       {{"secrecy_unavailable", "/ballots/0/secrecy"}}},
      {"a correct answer that is no option",
       item(R"("kind":"single","correct":"c",)" + two),
       {{"correct_unknown", "/surveys/0/items/0/correct"}}},
      {"a correct answer of a scale",
       item(R"("kind":"scale","min":0,"max":1,"correct":"1")"),
       {{"not_for_this_kind", "/surveys/0/items/0/correct"}}},
      {"a correct opinion",
       item(R"("kind":"yes_no","correct":"yes","role":"attitude")"),
       {{"correct_without_knowledge", "/surveys/0/items/0/role"}}},
  };
  return rows;
}

void check_rows(const std::vector<row>& rows) {
  for (const row& r : rows) {
    CAPTURE(r.name);
    const auto read = wire::parse_definition(r.json, built_in());
    CHECK(list(of_weight(read, fault::severity::error)) == list(r.errors));
    CHECK(read.value.has_value() == r.errors.empty());
    for (const fault& f : read.faults) {
      CHECK(is_valid_utf8(f.sentence.th));
      CHECK(is_valid_utf8(f.sentence.en));
      CHECK(f.sentence.th.find("{0}") == std::string::npos);
      CHECK(f.sentence.en.size() > 10);
    }
  }
}

}  // namespace

TEST_CASE("shape: every fault at once, only the deepest of a place") { check_rows(shape_rows()); }
TEST_CASE("references between the parts") { check_rows(reference_rows()); }
TEST_CASE("questions: options, numbers, rules, secrecy") { check_rows(question_rows()); }

TEST_CASE("every error code of the table can be met") {
  found met;
  for (const auto* rows : {&shape_rows(), &reference_rows(), &question_rows()})
    for (const row& r : *rows)
      for (const auto& [code, at] : r.errors) met.emplace(code, "");
  for (const auto& sentence : deliberation::fault_sentences()) {
    // The first two are tested below; the last stands for a message of valijson that no keyword of the schema gives.
    const bool apart =
        sentence.code == "more_faults" || sentence.code == "too_many_items" || sentence.code == "schema_mismatch";
    if (sentence.weight == fault::severity::error && !apart) {
      CAPTURE(sentence.code);
      CHECK(met.contains({std::string(sentence.code), ""}));
    }
  }
}

TEST_CASE("every sentence is there in both languages, with the same particulars") {
  std::set<std::string_view> codes;
  for (const auto& sentence : deliberation::fault_sentences()) {
    CAPTURE(sentence.code);
    CHECK(codes.insert(sentence.code).second);
    CHECK(!sentence.th.empty());
    CHECK(!sentence.en.empty());
    CHECK(is_valid_utf8(sentence.th));
    for (char digit = '0'; digit <= '9'; ++digit) {
      const std::string slot = std::string("{") + digit + "}";
      CHECK((sentence.th.find(slot) == std::string_view::npos) == (sentence.en.find(slot) == std::string_view::npos));
    }
  }
}

TEST_CASE("a syntax fault says where") {
  const auto read = wire::parse_definition("{\n  \"title\": กข }", built_in());
  REQUIRE(read.faults.size() == 1);
  CHECK(read.faults[0].sentence.en.find("line 2, column 12") != std::string::npos);
  CHECK(read.faults[0].sentence.th.find("บรรทัด 2 คอลัมน์ 12") != std::string::npos);
}

TEST_CASE("a byte order mark is passed over") {
  CHECK(wire::parse_definition("\xef\xbb\xbf" + ballot(R"("kind":"text")"), built_in()).value);
}

TEST_CASE("lists beyond their limits are refused, and reports stay bounded") {
  std::string stages;
  for (int i = 0; i < 101; ++i)
    stages += (i ? "," : "") + std::string(R"({"id":"s)") + std::to_string(i) + R"(","kind":"briefing"})";
  const auto many =
      wire::parse_definition(R"({"method":"town_meeting","title":{"th":"ก"},"agenda":[)" + stages + "]}", built_in());
  CHECK(list(of_weight(many, fault::severity::error)) == "too_many_items /agenda\n");

  std::string wrong = "0";
  for (int i = 0; i < 5000; ++i) wrong += ",0";
  const auto bounded = wire::parse_definition(meeting(R"("ballots":[)" + wrong + "]"), built_in());
  CHECK(bounded.faults.size() == wire::faults_max);
  CHECK(bounded.faults.back().code == "more_faults");

  std::string flood = "0";
  for (int i = 0; i < 200'000; ++i) flood += ",0";
  const auto flooded = wire::parse_definition(meeting(R"("ballots":[)" + flood + "]"), built_in());
  CHECK(flooded.faults[0].code == "too_many_items");
  CHECK(flooded.faults[0].at == "");
}

TEST_CASE("faults come in the order of the document") {
  std::string ballots;
  for (int i = 0; i < 12; ++i)
    ballots += (i ? "," : "") + std::string(R"({"id":"q)") + std::to_string(i) +
               R"(","kind":"points","question":{"en":"?"},)" + two + "}";
  const auto read =
      wire::parse_definition(meeting(R"("ballots":[)" + ballots + R"(],"tables":{"size":[12,8]})"), built_in());
  std::vector<std::string> errors;
  for (const fault& f : read.faults)
    if (f.weight == fault::severity::error) errors.push_back(f.at);
  REQUIRE(errors.size() == 13);
  CHECK(errors[2] == "/ballots/2/budget");
  CHECK(errors[10] == "/ballots/10/budget");
  CHECK(errors[12] == "/tables/size");
}

TEST_CASE("a value is read as its text is") {
  const std::string text = ballot(R"("kind":"points",)" + two);
  CHECK(wire::parse_definition(boost::json::parse(text), built_in()).faults ==
        wire::parse_definition(text, built_in()).faults);
}
