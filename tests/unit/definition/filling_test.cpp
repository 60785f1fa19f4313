// Templates, the demonstration, defaults, and the methods' rules.
#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <set>
#include <string>

#include "deliberation/methods/rules.hpp"
#include "embedded.hpp"
#include "wire/definition.hpp"
#include "wire/definition_schema.hpp"

using namespace ruamkit;
using namespace ruamkit::deliberation;

namespace {

constexpr method every_method[] = {
    method::town_meeting,         method::deliberative_poll,     method::citizens_jury,
    method::consultation,         method::study_circle,          method::focus_group,
    method::consensus_conference, method::community_contracting, method::community_design};

const wire::templates& built_in() {
  static const wire::templates all;
  return all;
}

definition read(const std::string& json) {
  auto result = wire::parse_definition(json, built_in());
  std::string faults;
  for (const fault& f : result.faults)
    if (f.weight == fault::severity::error) faults += f.code + " " + f.at + "\n";
  INFO(faults);
  REQUIRE(result.value);
  return *result.value;
}

std::set<std::string> codes(const definition& d) {
  std::set<std::string> out;
  for (const fault& f : methods::check(d)) out.insert(f.code);
  return out;
}

std::string ids(const std::vector<ballot_id>& list) {
  std::string out;
  for (const ballot_id& id : list) out += id.value() + " ";
  return out;
}

}  // namespace

TEST_CASE("the schema accepts every template and the demonstration") {
  for (const method m : every_method) {
    CAPTURE(name_of(m));
    boost::json::value document = boost::json::parse(built_in().text(m));
    CHECK(document.at("method") == boost::json::value(name_of(m)));
    CHECK(wire::schema_faults(document).empty());
  }
  boost::json::value demo = boost::json::parse(embedded::phayao);
  CHECK(wire::schema_faults(demo).empty());
}

TEST_CASE("a title is enough: the rest comes from the template") {
  for (const method m : every_method) {
    CAPTURE(name_of(m));
    const definition d = read(R"({"method":")" + std::string(name_of(m)) + R"(","title":{"th":"เวที"}})");
    CHECK(d.title == localized{"เวที", ""});
    CHECK(d.issue == localized{});
    CHECK(!d.agenda.empty());
    for (const stage_definition& stage : d.agenda) CHECK(!stage.title.th.empty());
  }
}

TEST_CASE("the demonstration is a town meeting without a fault and with every kind of ballot") {
  const auto demo = wire::parse_definition(embedded::phayao, built_in());
  for (const fault& f : demo.faults) MESSAGE(f.code << " " << f.at);
  CHECK(demo.faults.empty());
  REQUIRE(demo.value);
  std::set<ballot_kind> kinds;
  std::set<reveal> reveals;
  for (const ballot_definition& b : demo.value->ballots) {
    kinds.insert(b.kind);
    reveals.insert(b.reveal);
  }
  CHECK(kinds.size() == 8);
  CHECK(reveals.size() == 3);
  CHECK(demo.value->strata[2].values.size() == 9);
}

TEST_CASE("the template's agenda takes in the definition's ballots") {
  const definition d = read(R"({"method":"town_meeting","title":{"th":"ก"},"ballots":[
    {"id":"age","kind":"scale","min":0,"max":9,"question":{"en":"?"},"demographic":true},
    {"id":"q1","kind":"yes_no","question":{"en":"?"}},{"id":"q2","kind":"text","question":{"en":"?"}}]})");
  CHECK(ids(d.agenda[*find_stage(d, stage_id("who"))].ballots) == "age ");
  CHECK(ids(d.agenda[*find_stage(d, stage_id("vote"))].ballots) == "q1 q2 ");

  const definition none = read(R"({"method":"town_meeting","title":{"th":"ก"},"ballots":[
    {"id":"q1","kind":"yes_no","question":{"en":"?"}}]})");
  CHECK(!find_stage(none, stage_id("who")));
  CHECK(codes(none).contains("demographic_ballot_missing"));
}

TEST_CASE("the definition's agenda leaves out the template's ballots it does not name") {
  const std::string head = R"({"method":"town_meeting","title":{"th":"ก"},"agenda":[{"id":"v","kind":"ballots")";
  CHECK(read(head + "}]}").ballots.empty());
  const definition named = read(head + R"(,"ballots":["who_age"]}]})");
  REQUIRE(named.ballots.size() == 1);
  CHECK(named.ballots[0].demographic);
  CHECK(named.surveys.empty());
}

TEST_CASE("the template's agenda takes in the definition's surveys by wave") {
  const std::string surveys =
      R"("surveys":[{"id":"both","waves":["pre","post"],"items":[{"id":"i","kind":"text","question":{"en":"?"}}]},
    {"id":"end","waves":["post"],"items":[{"id":"i","kind":"text","question":{"en":"?"}}]}])";
  const definition d = read(R"({"method":"deliberative_poll","title":{"th":"ก"},)" + surveys + "}");
  CHECK(d.agenda[*find_stage(d, stage_id("before"))].surveys == std::vector{survey_id("both")});
  CHECK(d.agenda[*find_stage(d, stage_id("after"))].surveys == std::vector{survey_id("both"), survey_id("end")});
  CHECK(!codes(d).contains("survey_without_stage"));
}

TEST_CASE("tables: the template's balance keeps to the definition's strata, null means none") {
  const definition d = read(R"({"method":"town_meeting","title":{"th":"ก"},"strata":[
    {"id":"age","label":{"en":"Age"},"values":[{"id":"y","label":{"en":"Y"}}]}]})");
  REQUIRE(d.tables);
  CHECK(d.tables->balance == std::vector{stratum_id("age")});
  CHECK(!read(R"({"method":"town_meeting","title":{"th":"ก"},"tables":null})").tables);
}

TEST_CASE("the template's ballots ask for a stratum only where the definition has it with their values") {
  const auto asks = [](const std::string& values) {
    const definition d = read(R"({"method":"town_meeting","title":{"th":"ก"},"strata":[
      {"id":"gender","label":{"en":"Gender"},"values":[)" +
                              values + "]}]}");
    return d.ballots[*find_ballot(d, ballot_id("who_gender"))].stratum;
  };
  const std::string two = R"({"id":"f","label":{"en":"F"}},{"id":"m","label":{"en":"M"}})";
  CHECK(asks(two + R"(,{"id":"x","label":{"en":"X"}})") == stratum_id("gender"));
  CHECK_FALSE(asks(two).has_value());
  const definition bare = read(R"({"method":"town_meeting","title":{"th":"ก"}})");
  for (const auto& ballot : bare.ballots) CHECK_FALSE(ballot.stratum.has_value());
}

TEST_CASE("stages that name a survey take its waves in turn") {
  const definition d = read(R"({"method":"town_meeting","title":{"th":"ก"},"agenda":[
    {"id":"a","kind":"survey","surveys":["v"]},{"id":"b","kind":"survey","surveys":["v"]},{"id":"c","kind":"survey","surveys":["v"]}],
    "surveys":[{"id":"v","waves":["pre","post"],"items":[{"id":"i","kind":"text","question":{"en":"?"}}]}]})");
  CHECK(d.agenda[0].wave == wave::pre);
  CHECK(d.agenda[1].wave == wave::post);
  CHECK(d.agenda[2].wave == wave::post);
}

TEST_CASE("defaults of a ballot, by its kind") {
  const std::string options =
      R"("options":[{"id":"a","label":{"en":"A"}},{"id":"b","label":{"en":"B"}},{"id":"c","label":{"en":"C"}}])";
  struct row {
    const char* members;
    bool options;
    const char* rule;
    std::int64_t min, max;
  };
  const row rows[] = {{R"("kind":"single")", true, "plurality", 0, 0},
                      {R"("kind":"multiple")", true, "approval", 1, 3},
                      {R"("kind":"rank")", true, "borda", 1, 3},
                      {R"("kind":"score")", true, "score", 0, 5},
                      {R"("kind":"points","budget":9)", true, "points", 0, 0},
                      {R"("kind":"scale","min":1,"max":5)", false, "median", 1, 5},
                      {R"("kind":"yes_no")", false, "plurality", 0, 0},
                      {R"("kind":"text")", false, "none", 0, 0}};
  for (const row& r : rows) {
    CAPTURE(r.members);
    const definition d =
        read(R"({"method":"town_meeting","title":{"th":"ก"},"ballots":[{"id":"q","question":{"en":"?"},)" +
             std::string(r.members) + (r.options ? "," + options : "") + "}]}");
    const ballot_definition& b = d.ballots[0];
    CHECK(b.rule == r.rule);
    CHECK(b.min == r.min);
    CHECK(b.max == r.max);
    CHECK(b.reveal == reveal::on_publish);
    CHECK(b.secrecy == secrecy::linked);
    CHECK(b.length_max == 2000);
    if (b.kind == ballot_kind::yes_no) CHECK(b.options[0].id == "yes");
  }
}

TEST_CASE("an operator's template replaces the built-in one, if it is sound") {
  wire::templates own = built_in();
  CHECK(!own.replace(R"({"method":"town_meeting","title":"x"})").empty());
  CHECK(own.replace(R"({"method":"focus_group","title":{"en":"x"},"agenda":[{"id":"only","kind":"tables"}]})").empty());
  const auto d = wire::parse_definition(R"({"method":"focus_group","title":{"th":"ก"}})", own);
  REQUIRE(d.value);
  CHECK(d.value->agenda.size() == 1);
  CHECK(wire::parse_definition(R"({"method":"focus_group","title":{"th":"ก"}})", built_in()).value->agenda.size() > 1);
}

TEST_CASE("a bare town meeting may run, and every rule it breaks is named") {
  const definition d = read(R"({"method":"town_meeting","title":{"th":"ก"},"tables":{"size":[4,20]},"agenda":[
    {"id":"t","kind":"themes","minutes":800},{"id":"i","kind":"ideas"},{"id":"s","kind":"survey"}],
    "surveys":[{"id":"v","waves":["post"],"items":[{"id":"k","kind":"yes_no","question":{"en":"?"},"role":"knowledge"}]}],
    "ballots":[{"id":"q","kind":"text","question":{"en":"?"}}]})");
  const std::set<std::string> expected{"issue_missing",
                                       "convenor_missing",
                                       "ballot_without_stage",
                                       "survey_without_stage",
                                       "stage_without_surveys",
                                       "knowledge_without_answer",
                                       "commitment_missing",
                                       "briefing_document_missing",
                                       "population_missing",
                                       "registration_missing",
                                       "briefing_missing",
                                       "report_missing",
                                       "themes_before_ideas",
                                       "agenda_too_long",
                                       "tables_missing",
                                       "table_size_unusual",
                                       "demographic_ballot_missing",
                                       "priority_vote_missing"};
  CHECK(codes(d) == expected);
  for (const fault& f : methods::check(d)) CHECK(f.weight == fault::severity::deviation);
}

TEST_CASE("further rules of a town meeting") {
  const std::string ballots = R"("ballots":[{"id":"who","kind":"yes_no","question":{"en":"?"},"demographic":true},
    {"id":"q","kind":"text","question":{"en":"?"}}])";
  const definition late =
      read(R"({"method":"town_meeting","title":{"th":"ก"},"agenda":[{"id":"a","kind":"ballots","ballots":["q","who"]},
    {"id":"b","kind":"ballots"}],)" +
           ballots + "}");
  const auto found = codes(late);
  CHECK(found.contains("demographic_ballot_not_first"));
  CHECK(found.contains("stage_without_ballots"));
  CHECK(found.contains("ideas_missing"));
  CHECK(found.contains("themes_missing"));
  CHECK(!found.contains("priority_vote_missing"));
}

TEST_CASE("a town meeting's papers are known by their role") {
  struct row {
    const char* documents;
    bool briefing_missing;
    bool commitment_missing;
  };
  const row rows[] = {{"", true, true},
                      {R"({"id":"a","title":{"th":"ก"},"file":"a.md"})", false, true},
                      {R"({"id":"a","title":{"th":"ก"},"file":"a.md","role":"briefing"})", false, true},
                      {R"({"id":"a","title":{"th":"ก"},"file":"a.md","role":"other"})", true, true},
                      {R"({"id":"a","title":{"th":"ก"},"file":"a.md","role":"commitment"})", true, false}};
  for (const auto& each : rows) {
    CAPTURE(each.documents);
    const auto d =
        read(R"({"method":"town_meeting","title":{"th":"ก"},"documents":[)" + std::string(each.documents) + "]}");
    CHECK(codes(d).contains("briefing_document_missing") == each.briefing_missing);
    CHECK(codes(d).contains("commitment_missing") == each.commitment_missing);
    CHECK(read(wire::to_json(d)) == d);
  }
}

TEST_CASE("the other methods say that their rules are not checked") {
  for (const method m : every_method) {
    if (m == method::town_meeting) continue;
    CAPTURE(name_of(m));
    const auto result =
        wire::parse_definition(R"({"method":")" + std::string(name_of(m)) + R"(","title":{"th":"ก"}})", built_in());
    int times = 0;
    for (const fault& f : result.faults)
      if (f.code == "rules_not_checked") {
        ++times;
        CHECK(f.at == "/method");
        CHECK(f.sentence.en.find(name_of(m)) != std::string::npos);
      }
    CHECK(times == 1);
  }
}
