// Votes by phone, keypad, paper and kiosk in one meeting, and a report in which they add up.
#include <doctest/doctest.h>

#include <algorithm>

#include "hall.hpp"

namespace ruamkit::scenario {
namespace {

struct clerk {
  clerk(hall& h, const std::string& name) : at(h), socket(h.connect()) {
    h.server.add_account(name, "facilitator", password);
    token =
        json::value_to<std::string>(ok(socket, "account.login", {{"name", name}, {"password", password}}).at("token"));
  }
  json::object does(const char* method, json::object params) {
    params["deliberation"] = at.deliberation;
    return ok(socket, method, params);
  }
  std::string refused(const char* method, json::object params) {
    params["deliberation"] = at.deliberation;
    return no(socket, method, params);
  }

  hall& at;
  ws::client socket;
  std::string token;
};

std::string report(const hall& h, const std::string& token, const std::string& ending, const char* language = "th") {
  return ws::http(h.server.where(), true, "GET",
                  "/api/deliberations/" + h.deliberation + "/report." + ending + "?lang=" + language, {},
                  "Authorization: Bearer " + token + "\r\n")
      .body;
}

json::object ballot_in(const json::object& report, const char* id) {
  for (const auto& each : report.at("ballots").as_array())
    if (each.at("id") == id) return each.as_object();
  FAIL("no ballot " << id);
  return {};
}

json::object entry(std::initializer_list<json::value> choices, const char* first_is = nullptr) {
  json::array entries;
  for (const auto& each : choices) entries.push_back(json::object{{"choice", each}});
  if (first_is != nullptr) entries.front().as_object()["participant"] = first_is;
  return {{"batch", "b1"}, {"entries", entries}};
}

/// The check named holds, and says so.
bool holds(const json::object& ballot, const char* name) {
  for (const auto& each : ballot.at("reconciliation").at("checks").as_array())
    if (each.at("check") == name) return each.at("holds").as_bool();
  FAIL("no check " << name);
  return false;
}

}  // namespace

TEST_CASE("a day of four channels adds up: what is changed counts once, what differs on paper is entered again") {
  hall h;
  h.prepare(10);
  h.open({"single"});
  clerk one(h, "somsri");
  clerk other(h, "anan");
  const auto a = json::array{"a"};
  const auto b = json::array{"b"};

  // Four phones; the first changes its mind.
  for (std::size_t i = 0; i < 4; ++i) {
    auto phone = h.seated(i);
    ok(phone, "ballot.cast", cast("single", a));
    if (i == 0) ok(phone, "ballot.cast", cast("single", b));
  }
  // The kiosk: a seat code is resolved at the desk; p2 voted by phone before, p6 comes new.
  const auto at_kiosk = [&](std::size_t seat, const json::array& choice) {
    const auto found = one.does("desk.check_in", {{"seat", h.seats[seat].code}});
    CHECK(json::value_to<std::string>(found.at("participant")) == h.seats[seat].participant);
    return one.does(
        "ballot.cast_for",
        {{"ballot", "single"}, {"choice", choice}, {"channel", "kiosk"}, {"participant", found.at("participant")}});
  };
  CHECK(at_kiosk(1, b).at("receipt").as_string().size() > 8);
  at_kiosk(5, b);
  // A keypad for p7.
  one.does("desk.check_in", {{"participant", h.seats[6].participant}});
  one.does("keypad.bind", {{"keypad", "7"}, {"participant", h.seats[6].participant}});
  one.does("ballot.cast_for", {{"ballot", "single"}, {"choice", a}, {"channel", "keypad"}, {"keypad", "7"}});

  // Paper: three papers, one of them p3's, who voted by phone too. The second clerk misreads the last.
  CHECK(one.does("paper.open", {{"ballot", "single"}, {"ballots", 3}}).at("batch") == "b1");
  const auto p3 = h.seats[2].participant;
  CHECK(one.does("paper.enter", entry({b, a, b}, p3.c_str())).at("status") == "waiting");
  CHECK(one.refused("paper.enter", entry({b, a})) == "batch_mismatch /params/entries");
  CHECK(other.does("paper.enter", entry({b, a, a}, p3.c_str())).at("status") == "mismatch");
  CHECK(counts(h.view("tally/single")) == R"({"a":3,"b":3,"c":0})");  // nothing of the batch yet
  CHECK(other.does("paper.enter", entry({b, a, b}, p3.c_str())).at("status") == "recorded");
  // A batch that nobody enters is in the report as what it is.
  one.does("paper.open", {{"ballot", "single"}, {"ballots", 5}});
  // One opened for too few papers and entered once before somebody saw it.
  one.does("paper.open", {{"ballot", "single"}, {"ballots", 2}});
  CHECK(one.does("paper.enter", {{"batch", "b3"}, {"entries", entry({a, a}).at("entries")}}).at("status") == "waiting");
  other.does("paper.drop", {{"batch", "b3"}});
  h.staff("ballot.close", {{"ballot", "single"}});

  const auto tally = h.view("tally/single");
  CHECK(json::serialize(tally.at("channels")) == R"({"phone":2,"keypad":1,"paper":3,"kiosk":2})");
  CHECK(tally.at("voted") == 8);

  const auto made = json::parse(report(h, one.token, "json")).as_object();
  CHECK(made.at("people").at("keypads") == 1);
  const auto single = ballot_in(made, "single");
  const auto& sums = single.at("reconciliation").as_object();
  CHECK(json::serialize(sums.at("channels")) ==
        R"({"phone":{"received":5,"replaced":3,"counted":2},"keypad":{"received":1,"replaced":0,"counted":1},)"
        R"("paper":{"received":3,"replaced":0,"counted":3},"kiosk":{"received":2,"replaced":0,"counted":2}})");
  CHECK(sums.at("moved") == 2);    // p2 to the kiosk, p3 to paper; p1 stayed with the phone
  CHECK(sums.at("unnamed") == 2);  // two papers without a seat code
  CHECK(sums.at("on_roll") == 10);
  CHECK(sums.at("present") == 6);
  CHECK(json::serialize(sums.at("batches").at(0)) ==
        R"({"batch":"b1","ballots":3,"entered":2,"differed":1,"recorded":true,"dropped":false})");
  CHECK(json::serialize(sums.at("batches").at(1)) ==
        R"({"batch":"b2","ballots":5,"entered":0,"differed":0,"recorded":false,"dropped":false})");
  CHECK(json::serialize(sums.at("batches").at(2)) ==
        R"({"batch":"b3","ballots":2,"entered":1,"differed":0,"recorded":false,"dropped":true})");
  CHECK(sums.at("papers_dropped") == 2);
  for (const auto* each : {"channels", "received", "paper", "roll", "present"}) {
    CAPTURE(each);
    CHECK(holds(single, each));
  }

  const auto page = report(h, one.token, "html");
  for (const auto* text : {"การกระทบยอดตามช่องทาง", "ทุกยอดตรงกัน", "ยืนยันได้ต่ำ", "ไม่ได้เก็บไว้กับตน", "ไม่ได้ป้อน ไม่นับ",
                           "เลิกใช้แล้ว ไม่นับ", "เลิกใช้แล้วมี 1 ชุด เปิดไว้รวม 2 ใบ"})
    CHECK_MESSAGE(page.find(text) != std::string::npos, text);
  const auto csv = report(h, one.token, "csv", "en");
  for (const auto* row : {R"csv("Reconciliation by channel","single",,"phone",,"Replaced",3,"")csv",
                          R"csv("Reconciliation by channel","single",,,,"Changed channel (people)",2,"")csv",
                          R"csv("Reconciliation by channel","single",,,,"Dropped",2,"")csv",
                          R"csv("Reconciliation by channel","single",,"b3",,"Recorded",0,"")csv",
                          R"csv("Reconciliation by channel","single",,"b3",,"Dropped",2,"")csv",
                          R"csv("Reconciliation by channel","single",,"channels",,"Check",0,"agree")csv"})
    CHECK_MESSAGE(csv.find(row) != std::string::npos, row);
}

TEST_CASE("what does not add up is said with its difference, and a killed server counts the same again") {
  hall h;
  h.prepare(4);
  h.open({"single"});
  clerk one(h, "somsri");
  // A paper entered alone, outside any batch, for somebody who never arrived.
  one.does("ballot.cast_for", {{"ballot", "single"},
                               {"choice", json::array{"a"}},
                               {"channel", "paper"},
                               {"participant", h.seats[3].participant}});
  h.server.kill();
  (void)h.server.start();
  h.staff("ballot.close", {{"ballot", "single"}});
  const auto single = ballot_in(json::parse(report(h, one.token, "json")).as_object(), "single");
  CHECK(holds(single, "channels"));
  CHECK_FALSE(holds(single, "paper"));    // one vote, no batch
  CHECK_FALSE(holds(single, "present"));  // one vote, nobody there
  const auto page = report(h, one.token, "html", "en");
  CHECK(page.find("2 sums do not agree") != std::string::npos);
  CHECK(page.find("differ by 1") != std::string::npos);
}

}  // namespace ruamkit::scenario
