// Names and accessibility needs: known at the desk, never in the ledger, and erasable.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "hall.hpp"

namespace ruamkit::scenario {
namespace {

constexpr const char* name = "นางสาวมาลี ใจดีมาก";
constexpr const char* contact = "081-234-5678";
constexpr const char* needs = "ใช้รถเข็น ต้องการที่นั่งใกล้ประตู";

/// Six people on the roll with tables of two to four; p1 has a name, a contact and needs, p2 a name.
void assemble(hall& h) {
  h.prepare(0);
  json::array people;
  for (int i = 1; i <= 6; ++i)
    people.push_back(
        json::object{{"id", "p" + std::to_string(i)}, {"strata", json::object{{"gender", i % 2 == 1 ? "f" : "m"}}}});
  people[0].as_object().insert({{"name", name}, {"contact", contact}, {"needs", needs}});
  people[1].as_object()["name"] = "นายคำปัน ใจดี";
  h.staff("roll.import", {{"people", people}});
  const auto issued = h.staff("seat.issue");
  for (const auto& each : issued.at("seats").as_array())
    h.seats.push_back(
        {json::value_to<std::string>(each.at("seat")), json::value_to<std::string>(each.at("participant_id"))});
  h.staff("table.form", {{"count", 2}});
}

hall tables() {
  auto d = json::parse(every_kind()).as_object();
  d["tables"] = json::object{{"size", json::array{2, 4}}, {"balance", json::array{"gender"}}};
  return hall({.definition = json::serialize(d)});
}

ws::client staff_as(hall& h, const std::string& role) {
  h.server.add_account(role, role, password);
  auto who = h.connect();
  ok(who, "account.login", {{"name", role}, {"password", password}});
  return who;
}

/// Every byte of the files in the server's data folder whose name begins so.
std::string bytes_of(const hall& h, const std::string& beginning) {
  std::string all;
  for (const auto& each : std::filesystem::recursive_directory_iterator(h.server.data())) {
    if (!each.is_regular_file() || !each.path().filename().string().starts_with(beginning)) continue;
    std::ifstream in(each.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(in), {});
  }
  return all;
}

}  // namespace

TEST_CASE("the desk hears a person's name and needs, and nothing of them enters the ledger") {
  auto h = tables();
  assemble(h);
  const auto here = h.staff("desk.check_in", {{"seat", h.seats[0].code}});
  CHECK(here.at("participant") == "p1");
  CHECK(here.at("name") == name);
  CHECK(here.at("needs") == needs);
  CHECK_FALSE(here.contains("contact"));
  const auto plain = h.staff("desk.check_in", {{"participant", "p3"}});
  CHECK_FALSE(plain.contains("name"));
  CHECK_FALSE(plain.contains("needs"));

  const auto walk_in =
      h.staff("desk.walk_in",
              {{"strata", json::object{{"gender", "m"}}}, {"name", "นายจรเข้ามา ทีหลัง"}, {"needs", "ล่ามภาษามือประจำตัว"}});
  CHECK(walk_in.at("name") == "นายจรเข้ามา ทีหลัง");
  CHECK(walk_in.at("needs") == "ล่ามภาษามือประจำตัว");
  CHECK(h.staff("desk.needs", {{"participant", "p3"}, {"needs", "เอกสารตัวใหญ่พิเศษ"}}).at("needs") == "เอกสารตัวใหญ่พิเศษ");
  const auto told =
      h.staff("desk.people", {{"participants", json::array{"p1", "p2", "p3", "p4", walk_in.at("participant")}}});
  CHECK(json::serialize(told.at("people")) ==
        R"([{"participant":"p1","name":"นางสาวมาลี ใจดีมาก","needs":"ใช้รถเข็น ต้องการที่นั่งใกล้ประตู"},)"
        R"({"participant":"p2","name":"นายคำปัน ใจดี"},{"participant":"p3","needs":"เอกสารตัวใหญ่พิเศษ"},)"
        R"({"participant":"w1","name":"นายจรเข้ามา ทีหลัง","needs":"ล่ามภาษามือประจำตัว"}])");
  CHECK_FALSE(h.staff("desk.needs", {{"participant", "p3"}, {"needs", nullptr}}).contains("needs"));
  CHECK(h.staff("desk.people", {{"participants", json::array{"p3"}}}).at("people").as_array().empty());

  REQUIRE(h.server.stop() == 0);
  const auto ledger = bytes_of(h, "ledger");
  REQUIRE(ledger.find("participant_checked_in") != std::string::npos);  // the right file, and readable
  for (const auto* secret : {name, contact, needs, "คำปัน", "จรเข้ามา", "ล่ามภาษามือ", "เอกสารตัวใหญ่"})
    CHECK_MESSAGE(ledger.find(secret) == std::string::npos, secret);
  CHECK(bytes_of(h, "identity.db").find(name) != std::string::npos);
  CHECK(h.server.log().find("มาลี") == std::string::npos);
}

TEST_CASE("a person is found by name and checked in without the card") {
  auto h = tables();
  assemble(h);
  const auto found = h.staff("desk.find", {{"text", "ใจดี คำปัน"}});
  CHECK(json::serialize(found.at("people")) == R"([{"participant":"p2","name":"นายคำปัน ใจดี"}])");
  CHECK(h.staff("desk.find", {{"text", "ใจดี"}}).at("people").as_array().size() == 2);
  CHECK(h.staff("desk.find", {{"text", "ไม่มีใคร"}}).at("people").as_array().empty());
  CHECK(h.try_staff("desk.find", {{"text", "ก"}}).code == "out_of_range");
  const auto here = h.staff("desk.check_in", {{"participant", found.at("people").at(0).at("participant")}});
  CHECK(here.at("name") == "นายคำปัน ใจดี");
}

TEST_CASE("the card that was scanned at arriving is scanned at leaving, and once more to come back") {
  auto h = tables();
  assemble(h);
  const auto card = h.seats[0].code;
  CHECK(h.try_staff("desk.leave", {{"seat", card}}).code == "not_checked_in");
  CHECK(h.view("desk").at("arrived") == 0);
  h.staff("desk.check_in", {{"seat", card}});
  const auto left = h.staff("desk.leave", {{"seat", card}, {"command_id", "leaves-1"}});
  CHECK(left.at("participant") == "p1");
  CHECK(left.at("name") == name);
  CHECK(h.staff("desk.leave", {{"seat", card}, {"command_id", "leaves-1"}}).at("seq") == left.at("seq"));
  CHECK(h.view("desk").at("here") == 0);
  CHECK(h.view("desk").at("left") == 1);
  CHECK(h.try_staff("desk.leave", {{"participant", "p1"}}).code == "not_checked_in");
  CHECK(h.staff("desk.check_in", {{"seat", card}}).at("again") == false);
  CHECK(h.view("desk").at("here") == 1);
  CHECK(h.try_staff("desk.leave", {{"seat", "ABC-DEF-GHJ"}}).code == "unknown_seat");
  CHECK(h.try_staff("desk.leave", {{"seat", card}, {"participant", "p1"}}).code == "unknown_param");
  CHECK(h.try_staff("desk.leave", json::object{}).code == "missing_param");
}

TEST_CASE("an open table page is told to ask again when the desk writes of its people, and is told nothing more") {
  auto h = tables();
  assemble(h);
  const auto table_of = [&](const std::string& who) {
    return json::value_to<int>(h.staff("desk.check_in", {{"participant", who}}).at("table"));
  };
  const auto table = table_of("p1");
  const auto shown = "table/" + std::to_string(table);
  const auto other = "table/" + std::to_string(3 - table);
  colleague page(h, "anan", "facilitator");
  page.does("view.watch", {{"views", {shown}}});
  const auto head = [&] { return json::value_to<std::uint64_t>(h.staff("view.get", {{"view", "agenda"}}).at("rev")); };
  const auto known = [](const json::object& doc) { return json::value_to<std::uint64_t>(doc.at("people")); };
  std::uint64_t last = 0;
  std::string seen;
  const auto told = [&] {
    const auto doc =
        page.at.wait_view(shown, ws::client::patience, [&](const json::object& d) { return known(d) > last; });
    REQUIRE(doc);
    last = known(doc->at("doc").as_object());
    seen += json::serialize(*doc);
  };
  const auto before = h.view(other);

  const auto seq = head();
  h.staff("desk.needs", {{"participant", "p1"}, {"needs", "ใช้รถเข็นไฟฟ้า"}});
  told();
  h.staff("desk.needs", {{"participant", "p1"}, {"needs", nullptr}});
  told();
  CHECK(h.staff("roll.forget", {{"participant", "p1"}}).at("forgotten") == true);
  told();
  CHECK(head() == seq);  // the ledger knows nothing of all this
  CHECK(json::serialize(h.staff("desk.people", {{"participants", json::array{"p1"}}})) == R"({"people":[]})");
  for (const auto* secret : {name, needs, "รถเข็น"}) CHECK_MESSAGE(seen.find(secret) == std::string::npos, secret);

  // Somebody who sits nowhere, and somebody of whom nothing was known: nobody is told.
  h.staff("desk.needs", {{"participant", "p6"}, {"needs", "ล่ามภาษามือ"}});
  CHECK(h.staff("roll.forget", {{"participant", "p1"}}).at("forgotten") == false);
  CHECK(known(h.view(shown)) == last);
  CHECK(h.view(other) == before);

  // Somebody new is on the table's page before their name is written: it asks again then.
  const auto newcomer = h.staff("desk.walk_in", {{"strata", json::object{{"gender", "m"}}}, {"name", "นายมาทีหลัง"}});
  const auto theirs = "table/" + std::to_string(json::value_to<int>(newcomer.at("table")));
  CHECK(known(h.view(theirs)) > (theirs == shown ? last : 0));
  auto phone = h.seated(0);
  CHECK_FALSE(ok(phone, "view.get", {{"view", shown}}).at("doc").as_object().contains("people"));
}

TEST_CASE("a repeated command is answered as it was first, and with nobody else's name") {
  auto h = tables();
  assemble(h);
  const auto first = h.staff("desk.check_in", {{"participant", "p3"}, {"command_id", "c1"}});
  const auto again = h.staff("desk.check_in", {{"participant", "p1"}, {"command_id", "c1"}});
  CHECK(again.at("participant") == "p3");
  CHECK_FALSE(again.contains("name"));
  CHECK_FALSE(again.contains("needs"));
}

TEST_CASE("names are for the desk: not for the theme team, the committee, a phone or another deliberation") {
  auto h = tables();
  assemble(h);
  const auto refused = [&](ws::client& who, const json::object& scope) {
    for (auto [method, params] : {std::pair{"desk.people", json::object{{"participants", json::array{"p1"}}}},
                                  std::pair{"desk.find", json::object{{"text", "ใจดี"}}},
                                  std::pair{"desk.needs", json::object{{"participant", "p1"}, {"needs", nullptr}}},
                                  std::pair{"desk.leave", json::object{{"seat", h.seats[0].code}}},
                                  std::pair{"roll.forget", json::object{{"participant", "p1"}}}}) {
      CAPTURE(method);
      for (const auto& each : scope) params[each.key()] = each.value();
      CHECK(no(who, method, params) == "not_allowed");
    }
  };
  for (const auto* role : {"theme_team", "committee"}) {
    CAPTURE(role);
    auto who = staff_as(h, role);
    refused(who, {{"deliberation", h.deliberation}});
  }
  auto phone = h.seated(0);
  refused(phone, {});
  auto facilitator = staff_as(h, "facilitator");
  const auto told =
      ok(facilitator, "desk.people", {{"participants", json::array{"p1"}}, {"deliberation", h.deliberation}});
  CHECK(told.at("people").as_array().size() == 1);
  CHECK(no(facilitator, "roll.forget", {{"participant", "p1"}, {"deliberation", h.deliberation}}) == "not_allowed");

  const auto other = h.staff("deliberation.create", {{"definition", json::parse(h.definition)}}).at("deliberation");
  CHECK(h.staff("desk.people", {{"participants", json::array{"p1"}}, {"deliberation", other}})
            .at("people")
            .as_array()
            .empty());
  CHECK(h.staff("desk.find", {{"text", "ใจดี"}, {"deliberation", other}}).at("people").as_array().empty());
  CHECK(h.try_staff("desk.leave", {{"seat", h.seats[0].code}, {"deliberation", other}}).code == "unknown_seat");
}

TEST_CASE("a person who is forgotten is in no file any more, and keeps the seat") {
  auto h = tables();
  assemble(h);
  h.staff("desk.check_in", {{"participant", "p1"}});
  REQUIRE(bytes_of(h, "identity.db").find(needs) != std::string::npos);
  CHECK(h.staff("roll.forget", {{"participant", "p1"}}).at("forgotten") == true);
  CHECK(h.staff("roll.forget", {{"participant", "p1"}}).at("forgotten") == false);
  CHECK(h.try_staff("roll.forget", {{"participant", "nobody"}}).code == "unknown_participant");
  const auto files = bytes_of(h, "identity.db");
  for (const auto* secret : {name, contact, needs}) CHECK_MESSAGE(files.find(secret) == std::string::npos, secret);
  CHECK(files.find("คำปัน") != std::string::npos);
  const auto here = h.staff("desk.check_in", {{"seat", h.seats[0].code}});
  CHECK(here.at("again") == true);
  CHECK_FALSE(here.contains("name"));
}

TEST_CASE("what the desk writes has its limits, each with its place") {
  auto h = tables();
  assemble(h);
  const auto text = [](std::size_t letters) {
    std::string out;
    for (std::size_t i = 0; i < letters; ++i) out += "ก";
    return out;
  };
  auto desk = h.connect();
  ok(desk, "account.login", {{"name", "organiser"}, {"password", password}});
  const auto tried = [&](const char* method, json::object params) {
    params["deliberation"] = h.deliberation;
    return no(desk, method, params);
  };
  CHECK(tried("desk.needs", {{"participant", "p1"}, {"needs", text(200)}}) == "accepted");
  CHECK(tried("desk.needs", {{"participant", "p1"}, {"needs", text(201)}}) == "out_of_range /params/needs");
  CHECK(tried("desk.needs", {{"participant", "p1"}, {"needs", ""}}) == "out_of_range /params/needs");
  CHECK(tried("desk.needs", {{"participant", "nobody"}, {"needs", "x"}}) == "unknown_participant /params/participant");
  CHECK(tried("desk.walk_in", {{"needs", text(201)}}) == "out_of_range /params/needs");
  CHECK(tried("desk.people", {{"participants", json::array(201, "p1")}}) == "out_of_range /params/participants");
  const auto import = [&](json::object more) {
    more.insert({{"id", "late"}, {"strata", json::object{}}});
    return tried("roll.import", {{"people", json::array{more}}});
  };
  CHECK(import({{"needs", text(201)}}) == "out_of_range /params/people/0/needs");
  CHECK(import({{"needs", 7}}) == "wrong_type /params/people/0/needs");
  CHECK(import({{"needs", text(200)}}) == "accepted");
}

}  // namespace ruamkit::scenario
