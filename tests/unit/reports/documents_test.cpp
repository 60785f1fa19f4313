// Each format, made and opened again.
#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <set>
#include <sstream>

#include "base/digest.hpp"
#include "opened.hpp"
#include "reports/csv.hpp"
#include "reports/text.hpp"
#include "reports/words.hpp"
#include "sample.hpp"

using namespace ruamkit;
using namespace ruamkit::testing;
using namespace ruamkit::reports;
namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

reports::document made(format as, language in) { return render(decided_report(), as, in, RUAMKIT_FONTS); }

bool on_path(const std::string& program) {
  std::istringstream folders(std::getenv("PATH") == nullptr ? "" : std::getenv("PATH"));
  for (std::string each; std::getline(folders, each, ':');)
    if (fs::exists(each + "/" + program)) return true;
  return false;
}

}  // namespace

TEST_CASE("dates are Thai: Buddhist era, Thailand's time") {
  CHECK(date_and_time(asked_at, language::th) == "21 พฤศจิกายน พ.ศ. 2569 เวลา 14.05 น.");
  CHECK(date_and_time(asked_at, language::en) == "21 November 2026, 14:05 (UTC+7)");
  CHECK(iso_time(asked_at) == "2026-11-21T14:05:09.000+07:00");
  // New Year's Eve in London is New Year's Day in Bangkok.
  CHECK(date({1'798'736'400'000}, language::th) == "1 มกราคม พ.ศ. 2570");
  CHECK(number(std::uint64_t{1'234'567}) == "1,234,567");
  CHECK(number(std::int64_t{-1234}) == "-1,234");
  CHECK(number(std::int64_t{123}) == "123");
  CHECK(percent(0.4567) == "45.7%");
}

TEST_CASE("every sentence is in both languages, with the same places for figures, once") {
  std::set<std::string_view> keys;
  const auto places = [](std::string_view text) {
    std::set<char> out;
    for (std::size_t i = 0; i + 2 < text.size(); ++i)
      if (text[i] == '{' && text[i + 2] == '}') out.insert(text[i + 1]);
    return out;
  };
  for (const auto& each : all_sentences()) {
    CAPTURE(each.key);
    CHECK(keys.insert(each.key).second);
    CHECK_FALSE(each.th.empty());
    CHECK_FALSE(each.en.empty());
    CHECK(places(each.th) == places(each.en));
  }
}

TEST_CASE("JSON has the figures, and null for what is not revealed") {
  const auto doc = json::parse(made(format::json, language::th).body).as_object();
  CHECK(doc.at("title").at("en") == "Phayao & the lake");
  CHECK(doc.at("standing").at("at") == asked_at.ms);
  const auto& strata = doc.at("people").at("strata").as_array();
  REQUIRE(strata.size() == 2);
  const auto standing = [&strata](std::size_t stratum, std::size_t value) {
    return strata[stratum].at("values").as_array()[value].at("standing");
  };
  CHECK(standing(0, 0) == "over_represented");  // women: 50 % here, 40 % of the population
  CHECK(standing(0, 1) == "near");              // men: 50 % here, 60 % of the population
  CHECK(standing(1, 0).is_null());              // no population is given
  CHECK(doc.at("deviations").as_array().size() > 0);
  const auto& ballots = doc.at("ballots").as_array();
  REQUIRE(ballots.size() == 10);
  for (const auto& each : ballots) {
    const auto& ballot = each.as_object();
    const bool open = ballot.at("id") == "undecided";
    CHECK(ballot.at("revealed").as_bool() == !open);
    CHECK(ballot.at("counts").is_null() == open);
    CHECK(ballot.contains("outcome") == !open);
    CHECK(ballot.at("voted") == 40);
  }
  CHECK(json::serialize(ballots[6].at("counts")) == R"({"yes":30,"no":10})");
}

TEST_CASE("HTML is one file without scripts or outside sources, and says what it says in its language") {
  const auto thai = made(format::html, language::th);
  CHECK(thai.body.starts_with("<!doctype html>\n<html lang=\"th\">"));
  CHECK(holds(thai.body, "เวทีประชาชน &lt;พะเยา&gt; &amp; “กว๊าน”"));
  CHECK_FALSE(holds(thai.body, "<พะเยา>"));
  CHECK(holds(thai.body, "21 พฤศจิกายน พ.ศ. 2569 เวลา 14.05 น."));
  CHECK(holds(thai.body, "จะตอบทุกข้อภายใน 60 วัน"));
  CHECK(holds(thai.body, "กำลังเปิดลงคะแนน ยังไม่เปิดเผยผลที่เป็นที่สุด"));
  for (const auto* never : {"<script", "style=\"", "http://", "https://", "javascript:"})
    CHECK_FALSE(holds(thai.body, never));
  CHECK(times(thai.body, "url(") == 2);  // the two fonts it carries, and nothing to be fetched
  CHECK(times(thai.body, "url(data:font/ttf;base64,") == 2);
  CHECK(holds(thai.policy, "font-src data:"));
  CHECK(holds(thai.body, "<a class=\"skip\" href=\"#main\">"));
  CHECK(thai.body.size() < 400'000);
  const auto bare = render(decided_report(), format::html, language::th, "/nowhere");
  CHECK(times(bare.body, "url(") == 0);
  CHECK_FALSE(holds(bare.policy, "font-src"));
  CHECK(times(thai.body, "<table") == times(thai.body, "<caption "));
  CHECK(times(thai.body, "<h1>") == 1);
  CHECK(holds(thai.body, "<th scope=\"row\">"));
  CHECK(holds(thai.body, "<svg "));
  const auto english = made(format::html, language::en);
  CHECK(holds(english.body, "<html lang=\"en\">"));
  CHECK(holds(english.body, "40 of 40 eligible people voted (100.0%)."));
  CHECK(holds(english.body, "Over-represented: หญิง") == false);
  CHECK(holds(english.body, "Over-represented: F (50.0% / 40.0%)"));
}

TEST_CASE("HTML's policy names the hash of its own style") {
  const auto made_one = made(format::html, language::th);
  const auto begin = made_one.body.find("<style>") + 7;
  const auto style = made_one.body.substr(begin, made_one.body.find("</style>") - begin);
  REQUIRE(style.size() > 500);
  const file_of sheet(style, ".css");
  const auto hash = said_by({"/bin/sh", "-c", "openssl dgst -sha256 -binary '" + sheet.path + "' | openssl base64 -A"});
  CHECK(holds(made_one.policy, "style-src 'sha256-" + hash + "'"));
  CHECK(holds(made_one.policy, "default-src 'none'"));
  CHECK(holds(made_one.body, "style-src 'sha256-" + hash + "'"));
}

TEST_CASE("CSV begins with a byte order mark, and no cell of it is a formula") {
  CHECK(csv_text("plain") == "\"plain\"");
  CHECK(csv_text("say \"x\"") == "\"say \"\"x\"\"\"");
  for (const std::string bad : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\n=x"}) {
    CAPTURE(bad);
    CHECK(csv_text(bad).starts_with("\"'"));
  }
  const auto thai = made(format::csv, language::th);
  CHECK(thai.body.starts_with("\xEF\xBB\xBF\"ส่วน\","));
  CHECK(holds(thai.body, "\"'=1+1\"\r\n"));
  CHECK(thai.type == "text/csv; charset=utf-8");
  // Eight cells a row, none of which begins with what begins a formula but a number.
  const auto rows = csv_rows(thai.body);
  CHECK(rows.size() > 150);
  static const std::regex plain_number("-?[0-9.]*");
  for (const auto& row : rows) {
    CHECK(row.size() == 8);
    for (const auto& cell : row)
      if (!cell.empty() && std::string("=+-@\t\r").find(cell[0]) != std::string::npos)
        CHECK(std::regex_match(cell, plain_number));
  }
}

TEST_CASE("XLSX opens again: a summary, the participants, a sheet a ballot, charts, and texts that stay texts") {
  const auto book = made(format::xlsx, language::th);
  CHECK(book.body.starts_with("PK"));
  const workbook file(book.body);
  CHECK(file.sheets() == cells{"สรุป", "ผู้เข้าร่วม", "กระทบยอด", "ข้อ 1", "ข้อ 2", "ข้อ 3", "ข้อ 4", "ข้อ 5", "ข้อ 6", "ข้อ 7",
                               "ข้อ 8", "ข้อ 9", "ข้อ 10"});
  CHECK(holds(file.part("xl/sharedStrings.xml"), ">=1+1<"));
  for (int i = 1; i <= 13; ++i) {
    CAPTURE(i);
    const auto sheet = file.part("xl/worksheets/sheet" + std::to_string(i) + ".xml");
    CHECK(holds(sheet, "state=\"frozen\""));
    CHECK_FALSE(holds(sheet, "<f>"));
  }
  CHECK(file.charts("ผู้เข้าร่วม").size() == 2);
  for (const auto* sheet : {"ข้อ 1", "ข้อ 2", "ข้อ 4", "ข้อ 5", "ข้อ 6", "ข้อ 7", "ข้อ 8", "ข้อ 9"})
    CHECK(file.charts(sheet).size() == 1);
  CHECK(holds(file.part("xl/worksheets/sheet10.xml"), "<v>30</v>"));  // yes_no: 30 said yes
}

TEST_CASE("a row of XLSX is high enough for a long idea beside no dissent") {
  auto r = decided_report();
  std::string long_idea;
  for (int i = 0; i < 30; ++i) long_idea += "ขุดลอกคลอง ";
  r.unplaced = {{"ขุดลอกคลอง", {}, ""}, {long_idea, {}, ""}};
  const workbook book(render(r, format::xlsx, language::th, {}).body);
  // Thirty times as long: eight lines or more of a column that holds four of them.
  CHECK(book.height_of("ประเด็น", "ขุดลอกคลอง") >= 24);
  CHECK(book.height_of("ประเด็น", long_idea) >= 24 * 8);
}

TEST_CASE("every row of XLSX is told a height, for not every program finds it") {
  auto r = decided_report();
  std::string question;
  for (int i = 0; i < 12; ++i) question += "ควรขุดลอกคลองหรือไม่ ";
  r.ballots.front().asked.question.th = question;
  const workbook book(render(r, format::xlsx, language::th, {}).body);
  for (const auto& sheet : book.sheets()) {
    CAPTURE(sheet);
    const auto heights = book.heights(sheet);
    CHECK(heights.size() > 3);
    CHECK(std::ranges::min(heights) >= 27);
  }
  // Some 240 bytes a line would be five lines; a column that takes 36 Thai letters needs as many or more.
  CHECK(book.height_of("สรุป", "ข้อ 1 " + question) >= 27 * 5);
}

TEST_CASE("papers of a dropped batch are told in every format, and the sums hold without them") {
  auto m = decided_meeting();
  const auto clerk = staff(role::facilitator, "a_one");
  const std::vector<paper_ballot> two{{std::nullopt, pick({"a"})}, {std::nullopt, pick({"b"})}};
  REQUIRE(m.run(clerk, open_paper{ballot_id{"undecided"}, 2}).has_value());
  REQUIRE(m.run(clerk, open_paper{ballot_id{"undecided"}, 731}).has_value());
  REQUIRE(m.run(clerk, enter_paper{batch_id{"b1"}, two}).has_value());
  REQUIRE(m.run(staff(role::facilitator, "a_two"), enter_paper{batch_id{"b1"}, two}).has_value());
  REQUIRE(m.run(clerk, drop_paper{batch_id{"b2"}}).has_value());
  const auto r = projection::project_report(m.now(), standing_of(m.now()));
  const auto& sums = ballot_named(r, "undecided").adds_up;
  CHECK(sums.dropped == 731);
  CHECK(std::ranges::all_of(sums.checks, &projection::sum_check::holds));
  const auto made_as = [&r](format as) { return render(r, as, language::en, RUAMKIT_FONTS).body; };
  CHECK(holds(made_as(format::csv), R"("b2",,"Dropped",731)"));
  CHECK(holds(made_as(format::json), R"("papers_dropped": 731)"));
  const std::string said = "dropped: 1, opened for 731 papers";
  CHECK(holds(made_as(format::html), said));
  CHECK(holds(made_as(format::html), "dropped, not counted"));
  const auto batches = workbook(made_as(format::xlsx)).rows("Reconciliation");
  CHECK(std::ranges::find(batches, cells{"Q10 · b2", "731", "0", "0", "0", "731"}) != batches.end());
  if (!on_path("pdftotext")) return;
  const file_of paper(made_as(format::pdf), ".pdf");
  auto text = said_by({"pdftotext", "-raw", paper.path, "-"});
  std::ranges::replace(text, '\n', ' ');
  CHECK(holds(text, said));
}

TEST_CASE("PDF is A4, in Sarabun alone, with bookmarks and Thai that can be searched") {
  REQUIRE_MESSAGE(fs::exists(std::string(RUAMKIT_FONTS) + "/Sarabun-Regular.ttf"), "npm ci in client-web, then build");
  const auto paper = made(format::pdf, language::th);
  CHECK(paper.body.starts_with("%PDF-1."));
  if (!on_path("pdftotext")) {
    MESSAGE("pdftotext is not installed: the PDF's text is not read back");
    return;
  }
  const file_of file(paper.body, ".pdf");
  auto text = said_by({"pdftotext", "-raw", file.path, "-"});
  for (const auto* said : {"จะตอบทุกข้อภายใน 60 วัน", "ผู้เข้าร่วมเทียบกับประชากร", "พฤศจิกายน พ.ศ. 2569", "หน้า 2", "น้ำ", "=1+1",
                           "หมายเหตุวิธีนับและข้อจำกัด"}) {
    INFO(std::string(said));
    CHECK(holds(text, said));
  }
  const auto about = said_by({"pdfinfo", file.path});
  CHECK(holds(about, "595.276 x 841.89 pts (A4)"));
  CHECK(holds(about, "เวทีประชาชน <พะเยา>"));
  std::istringstream fonts(said_by({"pdffonts", file.path}));
  std::string line;
  std::getline(fonts, line);
  std::getline(fonts, line);
  int used = 0;
  while (std::getline(fonts, line)) {
    ++used;
    CHECK(holds(line, "Sarabun"));
    CHECK(std::regex_search(line, std::regex("yes yes yes")));  // embedded, a subset, with a map to Unicode
  }
  CHECK(used >= 2);
  CHECK(holds(paper.body, "/Outlines"));
  const auto pages = std::regex_replace(about, std::regex("[^]*Pages: *([0-9]+)[^]*"), "$1");
  CHECK(std::stoi(pages) > 3);
  CHECK(holds(text, "หน้า 1 จาก " + pages));
  CHECK(holds(text, "หน้า " + pages + " จาก " + pages));
  CHECK(holds(about, "Tagged:          yes"));
  CHECK(times(paper.body, "/Lang (th-TH)") == 1);
  const auto structure = said_by({"pdfinfo", "-struct-text", file.path});
  for (const auto* part : {"H1", "H2", "H3", "P (block)", "Table", "TR", "TH", "TD"}) CHECK(holds(structure, part));
  CHECK(holds(structure, "จะตอบทุกข้อภายใน 60 วัน"));
}

TEST_CASE("a PDF without its fonts is refused with a sentence that names the file") {
  try {
    (void)render(decided_report(), format::pdf, language::th, "/nowhere");
    FAIL("made without fonts");
  } catch (const cannot_render& why) {
    CHECK(holds(why.what(), "/nowhere/Sarabun-Regular.ttf"));
  }
}

TEST_CASE("a document's names: the title without what file systems forbid, and one in ASCII") {
  const auto thai = made(format::csv, language::th);
  CHECK(thai.name == "รายงานผล-เวทีประชาชน พะเยา & “กว๊าน”.csv");
  CHECK(thai.plain_name == "report-d_test.csv");
  auto long_one = decided_report();
  long_one.title.th.clear();
  for (int i = 0; i < 200; ++i) long_one.title.th += "ก";
  const auto name = render(long_one, format::csv, language::th, {}).name;
  CHECK(name.size() < 200);
  CHECK(name.ends_with("ก.csv"));
}

TEST_CASE("an empty meeting has a report in every format and language") {
  definition bare;
  bare.title = {"ว่าง", ""};
  meeting m(bare);
  const auto r = projection::project_report(m.now(), standing_of(m.now()));
  for (const auto as : {format::html, format::pdf, format::xlsx, format::csv, format::json})
    for (const auto in : {language::th, language::en}) CHECK(render(r, as, in, RUAMKIT_FONTS).body.size() > 200);
}

TEST_CASE("more texts than a page should hold are cut, and the report says where the rest is") {
  auto r = decided_report();
  for (auto& ballot : r.ballots)
    if (ballot.result && !ballot.result->texts.empty()) ballot.result->texts.assign(texts_listed_max + 7, "ข้อความ");
  CHECK(holds(render(r, format::html, language::en, {}).body, "The first 300 are shown; 7 more are in this report"));
  CHECK(times(render(r, format::csv, language::en, {}).body, "ข้อความ") == texts_listed_max + 7);
}

TEST_CASE("a cell of text taller than a page goes on over the next one") {
  auto r = decided_report();
  std::string tall;
  for (int i = 0; i < 3000; ++i) tall += "ประชาชน ";
  r.ballots[0].result->options[0].label.th = tall;
  const auto paper = render(r, format::pdf, language::th, RUAMKIT_FONTS);
  if (!on_path("pdftotext")) return;
  const file_of file(paper.body, ".pdf");
  CHECK(times(said_by({"pdftotext", file.path, "-"}), "ประชาชน") > 2900);
}
