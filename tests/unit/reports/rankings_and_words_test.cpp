// Rankings and written answers in the formats that a spreadsheet opens.
#include <doctest/doctest.h>

#include "opened.hpp"
#include "reports/render.hpp"
#include "sample.hpp"

using namespace ruamkit;
using namespace ruamkit::testing;
using namespace ruamkit::reports;

namespace {

/// The rows of a CSV with that measure.
std::vector<cells> rows_of(const projection::report& what, const std::string& measure, language in = language::en) {
  auto rows = csv_rows(render(what, format::csv, in, {}).body);
  std::erase_if(rows, [&](const cells& row) { return row[5] != measure; });
  return rows;
}

projection::report_result& result_of(projection::report& what, const std::string& ballot) {
  const auto found = std::ranges::find(what.ballots, ballot, [](const auto& each) { return each.asked.id.value(); });
  REQUIRE(found != what.ballots.end());
  return *found->result;
}

}  // namespace

TEST_CASE("CSV says how many gave each option each place, and nothing of a ranking that is not revealed") {
  auto what = decided_report();
  result_of(what, "rank").options[2].label.en = "@c";
  const auto place = [](const char* which, const char* option, const char* label, const char* people) {
    return cells{"The votes", "rank", which, option, label, "People who gave this place", people, ""};
  };
  const auto& options = result_of(what, "rank").options;
  const auto& a = options[0].label.en;
  const auto& b = options[1].label.en;
  REQUIRE_FALSE(a.empty());
  CHECK(rows_of(what, "People who gave this place") ==
        std::vector<cells>{place("Place 1", "a", a.c_str(), "0"), place("Place 2", "a", a.c_str(), "40"),
                           place("Place 3", "a", a.c_str(), "0"), place("Place 1", "b", b.c_str(), "0"),
                           place("Place 2", "b", b.c_str(), "0"), place("Place 3", "b", b.c_str(), "40"),
                           place("Place 1", "c", "'@c", "40"), place("Place 2", "c", "'@c", "0"),
                           place("Place 3", "c", "'@c", "0")});
  const auto thai = rows_of(what, "ผู้ให้อันดับนี้ (คน)", language::th);
  REQUIRE(thai.size() == 9);
  CHECK(thai[1][2] == "อันดับ 2");

  auto d = sample_definition();
  meeting open_one(d);
  open_one.seat(20);
  REQUIRE(open_one.run(lead(), open("rank")).has_value());
  for (int i = 1; i <= 20; ++i)
    REQUIRE(open_one.run(participant("p" + std::to_string(i)), cast("rank", pick({"a", "b"}))).has_value());
  const auto hidden = projection::project_report(open_one.now(), standing_of(open_one.now()));
  CHECK(ballot_named(hidden, "rank").voted == 20);
  CHECK(rows_of(hidden, "People who gave this place").empty());
}

TEST_CASE("CSV has the words that at least five people used, and no other") {
  const auto rows = rows_of(decided_report(), "People who used this word");
  CHECK(rows == std::vector<cells>{{"The votes", "text", "", "", "zz", "People who used this word", "38", ""}});
  CHECK(rows_of(decided_report(), "ผู้ใช้คำนี้ (คน)", language::th).size() == 1);
  auto what = decided_report();
  result_of(what, "text").words = {{"-1", 9}};
  CHECK(rows_of(what, "People who used this word")[0][4] == "'-1");
}

TEST_CASE("XLSX draws the places of a ranking stacked, below the counts, and the words people used") {
  const workbook book(render(decided_report(), format::xlsx, language::en, {}).body);
  const auto rows = book.rows("Q3");
  const auto head = std::ranges::find(rows, cells{"Option", "Place 1", "Place 2", "Place 3"});
  REQUIRE(head != rows.end());
  CHECK((head + 1)->back() == "0");
  CHECK(cells(head[1].begin() + 1, head[1].end()) == cells{"40", "0", "0"});  // c, who has most first places
  CHECK(cells(head[2].begin() + 1, head[2].end()) == cells{"0", "40", "0"});
  const auto charts = book.charts("Q3");
  REQUIRE(charts.size() == 2);
  CHECK(holds(charts[0].xml, "<c:grouping val=\"clustered\"/>"));
  CHECK(holds(charts[1].xml, "<c:grouping val=\"stacked\"/>"));
  CHECK(times(charts[1].xml, "<c:ser>") == 3);
  CHECK(holds(charts[1].xml, "How many gave each place"));
  CHECK(charts[0].bottom < charts[1].top);
  const auto words = book.charts("Q8");
  REQUIRE(words.size() == 1);
  CHECK(holds(words[0].xml, "People"));
  const auto said = book.rows("Q8");
  CHECK(std::ranges::find(said, cells{"zz", "38"}) != said.end());
}

TEST_CASE("a ranking of many places has its chart beside the table, not on it") {
  auto what = decided_report();
  auto& result = result_of(what, "rank");
  result.ranks.assign(3, std::vector<std::int64_t>(11, 4));
  const auto charts = workbook(render(what, format::xlsx, language::en, {}).body).charts("Q3");
  REQUIRE(charts.size() == 2);
  CHECK(charts[1].left > 11);  // the eleventh place is in column 11
  CHECK(charts[0].bottom < charts[1].top);
}
