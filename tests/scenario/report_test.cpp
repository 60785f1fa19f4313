// The report of the day, as a member of staff fetches it: through the real socket, with a token.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "hall.hpp"

namespace ruamkit::scenario {
namespace {

struct fetched {
  int status = 0;
  std::string headers, body;

  [[nodiscard]] bool says(const std::string& header) const { return headers.find(header) != std::string::npos; }
  /// The error's code of a refusal.
  [[nodiscard]] std::string code() const {
    return json::value_to<std::string>(json::parse(body).at("error").at("data").at("code"));
  }
};

fetched fetch(const hall& h, const std::string& target, const std::string& token, const char* method = "GET") {
  const auto extra = token.empty() ? std::string() : "Authorization: Bearer " + token + "\r\n";
  auto got = ws::http(h.server.where(), true, method, target, {}, extra);
  return {got.status, std::move(got.headers), std::move(got.body)};
}

std::string report_of(const hall& h, const std::string& ending, const std::string& query = "") {
  return "/api/deliberations/" + h.deliberation + "/report." + ending + query;
}

std::string token_of(const hall& h, const std::string& role) {
  h.server.add_account(role, role, password);
  auto phone = h.connect();
  return json::value_to<std::string>(ok(phone, "account.login", {{"name", role}, {"password", password}}).at("token"));
}

/// Twelve people, a ballot of every kind voted on and closed; `hidden` closed and not published, `rank` left open.
void hold(hall& h) {
  h.prepare(12);
  h.open({"single", "multiple", "rank", "score", "points", "scale", "yes_no", "text", "hidden", "named"});
  for (std::size_t i = 0; i < h.seats.size(); ++i) {
    auto phone = h.seated(i);
    const char* half = i < 5 ? "a" : "b";
    ok(phone, "ballot.cast", cast("single", json::array{half}));
    ok(phone, "ballot.cast", cast("multiple", i < 2 ? json::array{"a"} : json::array{"b", "c"}));
    ok(phone, "ballot.cast", cast("rank", json::array{"a", "b", "c"}));
    ok(phone, "ballot.cast", cast("score", json::object{{"a", 5}, {"b", i % 2}}));
    ok(phone, "ballot.cast", cast("points", json::object{{"a", 60}, {"b", 40}}));
    ok(phone, "ballot.cast", cast("scale", i < 6 ? json::value(7) : json::value(nullptr)));
    ok(phone, "ballot.cast", cast("yes_no", i < 9 ? json::array{"yes"} : json::array{"no"}));
    ok(phone, "ballot.cast", cast("text", i == 0 ? json::value("=cmd|x") : json::value("น้ำสะอาด")));
    ok(phone, "ballot.cast", cast("hidden", json::array{"b"}));
    ok(phone, "ballot.cast", cast("named", json::array{half}));
  }
  for (const auto* each : {"single", "multiple", "score", "points", "scale", "yes_no", "text", "hidden", "named"})
    h.staff("ballot.close", {{"ballot", each}});
  for (const auto* each : {"single", "score", "points", "scale", "text", "named"})
    h.staff("ballot.publish", {{"ballot", each}});
}

}  // namespace

TEST_CASE("the report's figures are those of the tallies, and nothing that is not revealed is in it") {
  hall h;
  hold(h);
  const auto token = token_of(h, "committee");
  const auto got = fetch(h, report_of(h, "json"), token);
  REQUIRE(got.status == 200);
  CHECK(got.says("Content-Type: application/json"));
  const auto report = json::parse(got.body).as_object();
  CHECK(json::value_to<std::string>(report.at("deliberation")) == h.deliberation);
  CHECK(report.at("people").at("joined") == 12);
  CHECK(report.at("standing").at("hash").as_string().size() == 64);
  const auto room = h.view("room");
  for (const auto& value : report.at("people").at("strata").as_array()[0].at("values").as_array()) {
    const auto& there = room.at("by").at("gender").at(value.at("id").as_string()).as_object();
    CHECK(value.at("seats") == there.at("seats"));
    CHECK(value.at("joined") == there.at("joined"));
  }
  REQUIRE(report.at("ballots").as_array().size() == 10);
  int revealed = 0;
  for (const auto& each : report.at("ballots").as_array()) {
    const auto& ballot = each.as_object();
    const auto id = json::value_to<std::string>(ballot.at("id"));
    CAPTURE(id);
    const auto tally = h.view("tally/" + id);
    CHECK(ballot.at("voted") == tally.at("voted"));
    CHECK(ballot.at("eligible") == tally.at("eligible"));
    CHECK(ballot.at("status") == tally.at("status"));
    if (!ballot.at("revealed").as_bool()) {
      CHECK((id == "rank" || id == "hidden"));
      CHECK(ballot.at("counts").is_null());
      CHECK_FALSE(ballot.contains("outcome"));
      continue;
    }
    ++revealed;
    CHECK(json::serialize(ballot.at("counts")) == json::serialize(tally.at("counts")));
    CHECK(ballot.at("abstained") == tally.at("abstained"));
    CHECK(json::serialize(ballot.at("by")) == json::serialize(tally.at("by")));
    CHECK(json::serialize(ballot.at("outcome").at("explain")) == json::serialize(tally.at("outcome").at("explain")));
    CHECK(ballot.at("outcome").at("winners") == tally.at("outcome").at("winners"));
    if (tally.contains("roll_call")) CHECK(ballot.at("roll_call").as_array().size() == 12);
  }
  CHECK(revealed == 8);
}

TEST_CASE("the CSV has the places of a ranking once it is revealed, and the words of answers") {
  hall h;
  hold(h);
  const auto token = token_of(h, "committee");
  const auto rows = [&](const std::string& part) {
    const auto got = fetch(h, report_of(h, "csv", "?lang=en"), token);
    REQUIRE(got.status == 200);
    std::istringstream lines(got.body);
    std::vector<std::string> out;
    for (std::string line; std::getline(lines, line);)
      if (line.find(part) != std::string::npos) out.push_back(line);
    return out;
  };
  const std::string place = "\"People who gave this place\"";
  CHECK(rows(place).empty());  // twelve have ranked, and may rank anew
  const auto words = rows("\"People who used this word\"");
  REQUIRE(!words.empty());
  for (const auto& each : words) CHECK_MESSAGE(each.find("\"text\"") != std::string::npos, each);
  CHECK(std::ranges::all_of(words, [](const auto& each) { return each.find(",11,") != std::string::npos; }));
  h.staff("ballot.close", {{"ballot", "rank"}});
  h.staff("ballot.publish", {{"ballot", "rank"}});
  const auto places = rows(place);
  REQUIRE(places.size() == 9);
  CHECK(places[0].find(R"("rank","Place 1","a",)") != std::string::npos);
  CHECK(places[0].find(place + ",12,") != std::string::npos);
  CHECK(places[1].find(place + ",0,") != std::string::npos);
}

TEST_CASE("every format comes with its type, its name in Thai and its own policy, and is not cached") {
  hall h;
  hold(h);
  const auto token = token_of(h, "facilitator");
  struct row {
    const char* ending;
    const char* type;
    const char* begins;
  };
  constexpr std::array rows{
      row{"html", "text/html; charset=utf-8", "<!doctype html>"}, row{"pdf", "application/pdf", "%PDF-"},
      row{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"},
      row{"csv", "text/csv; charset=utf-8", "\xEF\xBB\xBF"}, row{"json", "application/json", "{"}};
  for (const auto& each : rows) {
    CAPTURE(each.ending);
    for (const auto* language : {"?lang=th", "?lang=en"}) {
      const auto got = fetch(h, report_of(h, each.ending, language), token);
      REQUIRE(got.status == 200);
      CHECK(got.says(std::string("Content-Type: ") + each.type));
      CHECK(got.body.starts_with(each.begins));
      CHECK(got.says("Cache-Control: no-store"));
      CHECK(
          got.says("Content-Disposition: attachment; filename=\"report-" + h.deliberation + "." + each.ending + "\""));
      CHECK(got.says("Content-Security-Policy: default-src 'none'"));
      CHECK(got.says("X-Content-Type-Options: nosniff"));
      CHECK_FALSE(got.says("script-src"));
    }
  }
  const auto thai = fetch(h, report_of(h, "html"), token);
  CHECK(thai.says("filename*=UTF-8''%E0%B8%A3%E0%B8%B2%E0%B8%A2"));  // ราย…
  CHECK(thai.body.find("<html lang=\"th\">") != std::string::npos);
  CHECK(fetch(h, report_of(h, "html", "?x=1&lang=en"), token).body.find("<html lang=\"en\">") != std::string::npos);
  CHECK(fetch(h, report_of(h, "csv"), token).body.find("\"'=cmd|x\"") != std::string::npos);
}

TEST_CASE("who may have the report, and what others are told") {
  hall h;
  hold(h);
  for (const auto* role : {"facilitator", "lead", "committee", "admin"}) {
    CAPTURE(role);
    CHECK(fetch(h, report_of(h, "csv"), token_of(h, role)).status == 200);
  }
  const auto token = token_of(h, "theme_team");

  const auto stranger = fetch(h, report_of(h, "html"), "");
  CHECK(stranger.status == 401);
  CHECK(stranger.code() == "not_signed_in");
  CHECK(stranger.says("WWW-Authenticate: Bearer"));
  CHECK(fetch(h, report_of(h, "html"), "no-such-token").status == 401);
  CHECK(fetch(h, report_of(h, "html"), std::string(43, 'A')).code() == "token_invalid");

  auto phone = h.connect();
  const auto joined = ok(phone, "session.join", {{"code", h.code}, {"seat", h.seats[0].code}});
  const auto citizen = fetch(h, report_of(h, "html"), json::value_to<std::string>(joined.at("token")));
  CHECK(citizen.status == 403);
  CHECK(citizen.code() == "not_allowed");
  auto screen = h.connect();
  const auto shown = ok(screen, "screen.join", {{"code", h.code}});
  CHECK(fetch(h, report_of(h, "html"), json::value_to<std::string>(shown.at("token"))).status == 403);

  const auto unknown = fetch(h, "/api/deliberations/d_nothing/report.html", token);
  CHECK(unknown.status == 404);
  CHECK(unknown.code() == "unknown_deliberation");
  for (const auto* ending : {"doc", "", "html2", "HTML"}) CHECK(fetch(h, report_of(h, ending), token).status == 404);
  CHECK(fetch(h, "/api/deliberations/../report.html", token).status == 404);
  const auto tongue = fetch(h, report_of(h, "html", "?lang=fr"), token);
  CHECK(tongue.status == 400);
  CHECK(tongue.code() == "out_of_range");
  CHECK(fetch(h, report_of(h, "html"), token, "POST").status == 405);
}

TEST_CASE("a report stands on what was committed, also after the server was killed") {
  hall h;
  hold(h);
  const auto token = token_of(h, "lead");
  auto before = json::parse(fetch(h, report_of(h, "json"), token).body).as_object();
  h.server.kill();
  (void)h.server.start();
  auto after = json::parse(fetch(h, report_of(h, "json"), token).body).as_object();
  // Only the moment of asking differs.
  for (auto* each : {&before, &after}) {
    each->at("standing").as_object().erase("at");
    each->at("standing").as_object().erase("at_text");
  }
  CHECK(json::serialize(before) == json::serialize(after));
}

TEST_CASE("people vote while reports are made, and one report too many is told to come back") {
  hall h;
  hold(h);
  const auto token = token_of(h, "lead");
  h.staff("ballot.open", {{"ballot", "hidden"}});
  auto phone = h.seated(0);
  constexpr int at_once = 40;
  const auto ask = [&] {
    const auto got = fetch(h, report_of(h, "pdf"), token);
    const bool busy = got.status == 503 && got.code() == "busy" && got.says("Retry-After: ");
    return got.status == 200 ? rush::end::made : busy ? rush::end::busy : rush::end::other;
  };
  const auto all = rush_of(at_once, ask, phone, "hidden");
  CHECK(all.made > 0);
  CHECK(all.other == 0);
  CHECK(all.made + all.busy == at_once);
  CHECK(all.votes > all.made + 1);  // a vote that had to wait for a report would be one a report
}

TEST_CASE("the report leads from ideas to themes to votes, and says by which channel people voted") {
  auto d = json::parse(every_kind()).as_object();
  d["tables"] = json::object{{"size", json::array{2, 4}}, {"balance", json::array{"gender"}}};
  d["ballots"].as_array().at(0).as_object()["demographic"] = true;
  hall h({.definition = json::serialize(d)});
  h.prepare(4);
  h.staff("table.form", {{"count", 1}});
  for (const auto* person : {"p1", "p2", "p3", "p4"}) h.staff("desk.check_in", {{"participant", person}});
  h.staff("idea.add", {{"table", 1}, {"text", "ขุดลอกกว๊าน"}, {"agreement", "most"}, {"dissent", "แพงเกินไป"}});
  h.staff("idea.add", {{"table", 1}, {"text", "ปลูกป่าต้นน้ำ"}});
  h.staff("idea.add", {{"table", 1}, {"text", "เรื่องอื่น"}});
  const auto title = [](const char* text) { return json::object{{"th", text}, {"en", text}}; };
  h.staff("theme.add", {{"title", title("น้ำ")}, {"ideas", json::array{"i1"}}});
  h.staff("theme.add", {{"title", title("ป่า")}, {"ideas", json::array{"i2"}}});
  const auto make = [&](const char* ballot, bool practice) {
    h.staff("ballot.make", {{"ballot", ballot},
                            {"question", title(ballot)},
                            {"kind", "single"},
                            {"themes", json::array{"t1", "t2"}},
                            {"reveal", "on_close"},
                            {"practice", practice}});
  };
  make("first_try", true);
  make("first", false);
  h.open({"first"});
  auto phone = h.seated(0);
  ok(phone, "ballot.cast", cast("first", json::array{"t1"}));
  h.staff("keypad.bind", {{"keypad", "7"}, {"participant", "p2"}});
  h.staff("ballot.cast_for",
          {{"keypad", "7"}, {"ballot", "first"}, {"choice", json::array{"t1"}}, {"channel", "keypad"}});
  h.staff("ballot.close", {{"ballot", "first"}});

  const auto token = token_of(h, "committee");
  const auto report = json::parse(fetch(h, report_of(h, "json"), token).body).as_object();
  REQUIRE(report.at("themes").as_array().size() == 2);
  const auto& water = report.at("themes").at(0);
  CHECK(water.at("ideas").at(0).at("text") == "ขุดลอกกว๊าน");
  CHECK(water.at("ideas").at(0).at("agreement") == "most");
  CHECK(water.at("ideas").at(0).at("dissent") == "แพงเกินไป");
  REQUIRE(water.at("became").as_array().size() == 1);  // a ballot of practice is none
  CHECK(water.at("became").at(0).at("ballot") == "first");
  CHECK(water.at("became").at(0).at("option") == "t1");
  CHECK(report.at("ideas_unplaced").at(0).at("text") == "เรื่องอื่น");
  const auto& ballots = report.at("ballots").as_array();
  CHECK(std::ranges::none_of(ballots, [](const auto& each) { return each.at("id") == "first_try"; }));
  CHECK(ballots.at(0).at("demographic") == true);
  CHECK(!ballots.at(1).as_object().contains("demographic"));
  const auto first = std::ranges::find_if(ballots, [](const auto& each) { return each.at("id") == "first"; });
  REQUIRE(first != ballots.end());
  CHECK(json::serialize(first->at("channels")) == R"({"phone":1,"keypad":1})");

  const auto page = fetch(h, report_of(h, "html", "?lang=th"), token).body;
  for (const auto* text : {"จากความคิดเห็นสู่ประเด็น", "ขุดลอกกว๊าน", "ความเห็นต่าง: แพงเกินไป", "ส่วนใหญ่เห็นด้วย", "เรื่องอื่น",
                           "เครื่องกดคะแนน 1", "ยืนยันได้น้อยกว่า"})
    CHECK_MESSAGE(page.find(text) != std::string::npos, text);
  CHECK(fetch(h, report_of(h, "pdf"), token).status == 200);

  // A theme merged after the vote takes its questions with it, and the page names each once.
  h.staff("theme.merge", {{"theme", "t1"}, {"into", "t2"}});
  const auto merged = json::parse(fetch(h, report_of(h, "json"), token).body).as_object().at("themes").at(0);
  REQUIRE(merged.at("became").as_array().size() == 2);
  CHECK(merged.at("became").at(0).at("option") == "t1");
  CHECK(merged.at("became").at(1).at("option") == "t2");
  const auto once = fetch(h, report_of(h, "html", "?lang=th"), token).body;
  const std::string_view named = "เป็นตัวเลือกในคำถาม: first";
  REQUIRE(once.find(named) != std::string::npos);
  CHECK(once.find(named) == once.rfind(named));
}

}  // namespace ruamkit::scenario
