// What the command prints and writes.
#include "ruamkit/opinion/findings.hpp"

#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <regex>

#include "camps.hpp"

namespace ruamkit::tools::opinion {
namespace {

namespace json = boost::json;

findings found_in(const test::made_conversation& made) {
  findings out;
  for (std::size_t p = 0; p < made.camps.size(); ++p) out.of.people.push_back("p" + std::to_string(p));
  for (std::size_t s = 0; s < made.statements; ++s) out.of.statements.push_back(std::to_string(s));
  out.notes["0"] = {"<script>\"อย่า\" & ไป</script>", false};
  out.votes = made.table();
  out.votes_given = made.votes.size();
  out.map = analysis::opinion::map_opinions(out.votes);
  out.answers_min = 7;
  out.seed = 1;
  return out;
}

std::size_t count_of(const std::string& text, const std::string& what) {
  std::size_t out = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++out;
  return out;
}

}  // namespace

TEST_CASE("JSON has the keys of the design, and says what the map says") {
  const auto found = found_in(test::made_by(1));
  const auto read = json::parse(to_json(found)).as_object();
  REQUIRE(found.map.k == 3);
  CHECK(read.at("k").as_int64() == 3);
  CHECK(read.at("result").as_string() == "mapped");
  CHECK(read.at("people").as_object().size() + read.at("ungrouped").as_array().size() == 120);
  std::map<std::int64_t, std::int64_t> sizes;
  for (const auto& [id, group] : read.at("people").as_object()) ++sizes[group.as_int64()];
  for (const auto& each : read.at("groups").as_array()) {
    const auto& group = each.as_object();
    CHECK(group.at("size").as_int64() == sizes.at(group.at("group").as_int64()));
    for (const auto& stand : group.at("representative").as_array()) {
      CHECK(stand.as_object().at("statement").is_string());
      CHECK((stand.as_object().at("side") == "agree" || stand.as_object().at("side") == "disagree"));
    }
  }
  CHECK(read.at("consensus").as_array().size() == found.map.consensus.size());
  CHECK(read.at("statements").as_array().size() == 30);
  CHECK(read.at("coordinates").as_object().size() == 120);
}

TEST_CASE("JSON of too few votes has the same keys, and the reason") {
  const auto found = found_in(test::made_by(1, {.people = 2}));
  const auto read = json::parse(to_json(found)).as_object();
  CHECK(read.at("k").as_int64() == 0);
  CHECK(read.at("result").as_string() == "not_enough_people");
  CHECK(read.at("reason").at("en").as_string().starts_with("Not enough votes"));
  CHECK(read.at("groups").as_array().empty());
  CHECK(read.at("people").as_object().empty());
  CHECK(read.at("consensus").as_array().empty());
  CHECK(to_text(found, language::en).find("Not enough votes") != std::string::npos);
  CHECK(to_text(found, language::th).find("ความเห็นยังไม่พอ") != std::string::npos);
  CHECK(to_page(found, language::en).find("Not enough votes") != std::string::npos);
  CHECK(people_csv(found).starts_with("id,group,x,y,answers\np0,,,,"));
}

TEST_CASE("the page needs nothing else, keeps texts as texts, and says in tables what the picture shows") {
  const auto found = found_in(test::made_by(1, {.people = 3'000}));
  for (const auto in : {language::th, language::en}) {
    const std::string page = to_page(found, in);
    CHECK(page.starts_with("<!doctype html>"));
    CHECK(page.find("<script") == std::string::npos);
    CHECK(page.find("&lt;script&gt;&quot;อย่า&quot; &amp; ไป") != std::string::npos);
    CHECK(page.find("http") == std::string::npos);
    CHECK(page.find("role=\"img\" aria-labelledby=\"map-title map-text\"") != std::string::npos);
    CHECK(page.find(in == language::th ? "<html lang=\"th\">" : "<html lang=\"en\">") != std::string::npos);
    CHECK(count_of(page, "class=\"letter\">") == found.map.k);
    CHECK(count_of(page, "<table>") == found.map.k + 2);
    for (const char* tag : {"table", "tr", "td", "th", "svg", "g", "section"})
      CHECK(count_of(page, "<" + std::string(tag) + ">") + count_of(page, "<" + std::string(tag) + " ") ==
            count_of(page, "</" + std::string(tag) + ">"));
    CHECK(page.find("p0") == std::string::npos);
    CHECK(page.size() < 400'000);
  }
}

TEST_CASE("tables") {
  const auto found = found_in(test::made_by(1));
  CHECK(count_of(people_csv(found), "\n") == 121);
  CHECK(statements_csv(found).starts_with("statement,agreed,disagreed,passed,A_agreed,A_disagreed,A_passed,B_agreed"));
  CHECK(count_of(statements_csv(found), "\n") == 31);
  CHECK(letter_of(0) == "A");
  CHECK(letter_of(26) == "26");
  CHECK(to_text(found, language::en).find("Group C") != std::string::npos);
  CHECK(to_text(found, language::th).find("กลุ่ม C") != std::string::npos);
}

}  // namespace ruamkit::tools::opinion
