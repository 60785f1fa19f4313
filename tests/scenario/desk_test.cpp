// Seats, sessions and roles as they change under people's hands.
#include <doctest/doctest.h>

#include <cctype>
#include <thread>

#include "hall.hpp"

namespace ruamkit::scenario {
namespace {

json::object login(ws::client& who, std::string_view name, std::string_view word = password) {
  return ok(who, "account.login", {{"name", name}, {"password", word}});
}

}  // namespace

TEST_CASE("a seat taken on a second phone moves there with its votes, and the first is told") {
  hall h;
  h.prepare(2);
  h.open({"single"});
  auto first = h.connect();
  const auto joined = ok(first, "session.join", {{"code", h.code}, {"seat", h.seats[0].code}});
  ok(first, "ballot.cast", cast("single", json::array{"a"}));
  auto second = h.seated(0);
  CHECK(first.wait_notification("session.moved"));
  REQUIRE(first.wait_ended());
  CHECK(first.ended()->code == 4001);
  const auto mine = ok(second, "view.get", {{"view", "me"}}).at("doc").as_object();
  CHECK(json::serialize(mine.at("ballots").at("single").at("choice")) == R"(["a"])");
  ok(second, "ballot.cast", cast("single", json::array{"b"}));
  CHECK(counts(h.view("tally/single")) == R"({"a":0,"b":1,"c":0})");
  CHECK(h.view("tally/single").at("present") == 1);
  auto late = h.connect();
  CHECK(no(late, "session.resume", {{"token", joined.at("token")}}) == "token_invalid /params/token");
}

TEST_CASE("a seat code is read as people type it, and a new one ends the old") {
  hall h;
  h.prepare(1);
  const auto code = h.seats[0].code;
  std::string typed;
  for (const char c : code)
    if (c != '-') typed += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  auto phone = h.connect();
  ok(phone, "session.join", {{"code", h.code}, {"seat", " " + typed + " "}});
  const auto again = h.staff("seat.issue", {{"ids", json::array{"p1"}}});
  auto next = h.connect();
  CHECK(no(next, "session.join", {{"code", h.code}, {"seat", code}}) == "unknown_seat /params/seat");
  ok(next, "session.join", {{"code", h.code}, {"seat", again.at("seats").at(0).at("seat")}});
}

TEST_CASE("a session comes back by its token and ends by logout") {
  hall h;
  h.prepare(1);
  auto phone = h.connect();
  const auto token = ok(phone, "session.join", {{"code", h.code}, {"seat", h.seats[0].code}}).at("token");
  phone.abort();
  auto back = h.connect();
  const auto resumed = ok(back, "session.resume", {{"token", token}});
  CHECK(resumed.at("participant") == "p1");
  CHECK(resumed.at("deliberation").as_string() == h.deliberation);
  ok(back, "session.logout");
  CHECK(no(back, "view.get", {{"view", "agenda"}}) == "not_signed_in");
  CHECK(no(back, "session.resume", {{"token", token}}) == "token_invalid /params/token");
}

TEST_CASE("an expired token is refused as such") {
  hall h({.config = R"({"sessions": {"participant_seconds": 1}})"});
  h.prepare(1);
  h.open({"single"});
  auto phone = h.connect();
  const auto token = ok(phone, "session.join", {{"code", h.code}, {"seat", h.seats[0].code}}).at("token");
  CHECK(phone.wait_notification("session.ended"));  // by itself, without having asked for anything
  auto back = h.connect();
  CHECK(no(back, "session.resume", {{"token", token}}) == "token_expired /params/token");
  CHECK(h.view("tally/single").at("voted") == 0);
}

TEST_CASE("a role that changes is obeyed from the next message on") {
  hall h;
  h.prepare(1);
  h.server.add_account("anong", "lead", password);
  auto lead = h.connect();
  login(lead, "anong");
  ok(lead, "view.watch", {{"views", {"room"}}, {"deliberation", h.deliberation}});
  ok(lead, "stage.start", {{"stage", "vote"}, {"deliberation", h.deliberation}});
  CHECK(no(lead, "seat.issue", {{"deliberation", h.deliberation}}) == "not_allowed");

  const auto until = [&](const char* wanted, std::string_view method, json::object params) {
    std::string got;
    for (int i = 0; i < 50 && got != wanted; ++i) {
      got = no(lead, method, params);
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    return got;
  };
  const json::object extra{{"deliberation", h.deliberation}, {"count", 1}};
  REQUIRE(h.server.account({"role", "anong", "--role", "organiser"}).exit_code == 0);
  CHECK(until("accepted", "seat.issue", extra) == "accepted");
  REQUIRE(h.server.account({"role", "anong", "--role", "committee"}).exit_code == 0);
  CHECK(until("not_allowed", "seat.issue", extra) == "not_allowed");
  CHECK(no(lead, "view.get", {{"view", "room"}, {"deliberation", h.deliberation}}) == "unknown_view /params/view");
  REQUIRE(h.server.account({"disable", "anong"}).exit_code == 0);
  REQUIRE(lead.wait_ended());
  CHECK(lead.ended()->code == 4002);
  auto again = h.connect();
  CHECK(no(again, "account.login", {{"name", "anong"}, {"password", password}}) == "account_disabled");
}

TEST_CASE("wrong names and wrong passwords are told apart by nobody") {
  hall h;
  auto stranger = h.connect();
  CHECK(no(stranger, "account.login", {{"name", "organiser"}, {"password", "not the password"}}) == "wrong_password");
  CHECK(no(stranger, "account.login", {{"name", "nobody"}, {"password", "not the password"}}) == "wrong_password");
}

TEST_CASE("the room tells who is connected") {
  hall h;
  h.prepare(3);
  auto lead = h.connect();
  login(lead, "organiser");
  ok(lead, "view.watch", {{"views", {"room"}}, {"deliberation", h.deliberation}});
  const auto connected = [&](std::int64_t people) {
    return lead.wait_view("room", ws::client::patience,
                          [&](const json::object& doc) { return doc.at("connected") == people; });
  };
  auto one = h.seated(0);
  auto two = h.seated(1);
  const auto both = connected(2);
  REQUIRE(both);
  CHECK(both->at("doc").at("seats") == 3);
  CHECK(both->at("doc").at("joined") == 2);
  CHECK(both->at("doc").at("staff").at("organiser") == 1);
  CHECK(json::serialize(both->at("doc").at("by").at("gender")) ==
        R"({"f":{"seats":2,"joined":1},"m":{"seats":1,"joined":1}})");
  two.abort();
  CHECK(connected(1));
}

}  // namespace ruamkit::scenario
