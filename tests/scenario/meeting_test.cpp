// A day from the roll to the result.
#include <doctest/doctest.h>

#include <functional>

#include "hall.hpp"

namespace ruamkit::scenario {
namespace {

using choice_of = std::function<json::value(std::size_t)>;

void everyone(std::vector<ws::client>& phones, std::string_view ballot, const choice_of& choice) {
  for (std::size_t i = 0; i < phones.size(); ++i) {
    const auto done = ok(phones[i], "ballot.cast", cast(ballot, choice(i)));
    CHECK(done.at("seq").as_int64() > 0);
    CHECK(done.at("receipt").as_string().size() == 64);
  }
}

json::value of_two(bool first, json::value a, json::value b) { return first ? std::move(a) : std::move(b); }

}  // namespace

TEST_CASE("a meeting with a ballot of every kind, from the roll to the published result") {
  hall h;
  h.prepare(12);
  auto screen = h.connect();
  ok(screen, "screen.join", {{"code", h.code}});
  ok(screen, "view.watch", {{"views", {"agenda", "tally/single", "tally/hidden"}}});
  h.open({"single", "multiple", "rank", "score", "points", "scale", "yes_no", "text", "hidden", "named"});
  std::vector<ws::client> phones;
  for (std::size_t i = 0; i < h.seats.size(); ++i) phones.push_back(h.seated(i));

  everyone(phones, "single", [](auto i) { return of_two(i < 7, json::array{"a"}, json::array{"b"}); });
  everyone(phones, "multiple", [](auto i) { return of_two(i < 2, json::array{"a"}, json::array{"b", "c"}); });
  everyone(phones, "rank", [](auto i) { return of_two(i < 5, json::array{"a", "b", "c"}, json::array{"c", "b"}); });
  everyone(phones, "score", [](auto i) { return json::object{{"a", 5}, {"b", i % 2}}; });
  everyone(phones, "points", [](auto) { return json::object{{"a", 60}, {"b", 40}}; });
  everyone(phones, "scale", [](auto i) { return of_two(i < 6, 7, nullptr); });
  everyone(phones, "yes_no", [](auto i) { return of_two(i < 8, json::array{"yes"}, json::array{"no"}); });
  everyone(phones, "text", [](auto) { return json::value("น้ำสะอาด"); });
  everyone(phones, "hidden", [](auto) { return json::array{"b"}; });
  everyone(phones, "named", [](auto) { return json::array{"a"}; });

  SUBCASE("live counts are live, the others are hidden from everybody") {
    CHECK(counts(h.view("tally/single")) == R"({"a":7,"b":5,"c":0})");
    CHECK(h.view("tally/single").at("voted") == 12);
    CHECK(h.view("tally/single").at("present") == 12);
    CHECK(h.view("tally/single").at("by").as_object().empty());
    CHECK_FALSE(h.view("tally/single").contains("outcome"));
    CHECK(counts(h.view("tally/rank")) == R"({"a":5,"b":0,"c":7})");
    CHECK(counts(h.view("tally/score")) == R"({"a":60,"b":6})");
    CHECK(counts(h.view("tally/points")) == R"({"a":720,"b":480})");
    CHECK(h.view("tally/scale").at("counts").at("7") == 6);
    CHECK(h.view("tally/scale").at("abstained") == 6);
    CHECK(counts(h.view("tally/multiple")) == "null");
    CHECK(h.view("tally/multiple").at("abstained").is_null());
    CHECK(h.view("tally/multiple").at("voted") == 12);
    CHECK(counts(h.view("tally/hidden")) == "null");
    const auto newest = screen.wait_view("tally/single", ws::client::patience,
                                         [](const json::object& doc) { return doc.at("voted") == 12; });
    REQUIRE(newest);
    CHECK(counts(newest->at("doc").as_object()) == R"({"a":7,"b":5,"c":0})");
  }

  SUBCASE("a vote is changed until the ballot closes, and counts once") {
    ok(phones[0], "ballot.cast", cast("single", json::array{"c"}));
    ok(phones[0], "ballot.cast", cast("single", nullptr));
    CHECK(counts(h.view("tally/single")) == R"({"a":6,"b":5,"c":0})");
    CHECK(h.view("tally/single").at("abstained") == 1);
    ok(phones[0], "ballot.cast", cast("single", json::array{"c"}));
    CHECK(counts(h.view("tally/single")) == R"({"a":6,"b":5,"c":1})");
    CHECK(h.view("tally/single").at("voted") == 12);
    const auto mine = ok(phones[0], "view.get", {{"view", "me"}}).at("doc").as_object();
    CHECK(json::serialize(mine.at("ballots").at("single").at("choice")) == R"(["c"])");
  }

  SUBCASE("closing reveals, publishing shows, and the outcome explains itself") {
    for (const auto* ballot : {"single", "multiple", "yes_no", "scale", "hidden", "named"})
      h.staff("ballot.close", {{"ballot", ballot}});
    const auto single = h.view("tally/single");
    CHECK(single.at("status") == "closed");
    CHECK(json::serialize(single.at("outcome").at("winners")) == R"(["a"])");
    CHECK(single.at("outcome").at("explain").at("th").as_string().size() > 10);
    CHECK(counts(h.view("tally/multiple")) == R"({"a":2,"b":10,"c":10})");
    const auto two_thirds = h.view("tally/yes_no").at("outcome").as_object();
    CHECK(two_thirds.at("threshold").at("met") == false);  // 8 of 12 is less than 0.667
    CHECK(two_thirds.at("threshold").at("quorum_met") == true);
    CHECK(h.view("tally/scale").at("outcome").at("mean").to_number<double>() == 7);
    CHECK(h.view("tally/named").at("roll_call").as_array().size() == 12);
    CHECK(counts(h.view("tally/hidden")) == "null");
    h.staff("ballot.publish", {{"ballot", "hidden"}});
    CHECK(counts(h.view("tally/hidden")) == R"({"a":0,"b":12})");
    CHECK(screen.wait_view("tally/hidden", ws::client::patience,
                           [](const json::object& doc) { return doc.at("status") == "published"; }));
    CHECK(no(phones[0], "ballot.cast", cast("single", json::array{"b"})) == "ballot_closed /params/ballot");
  }

  SUBCASE("finishing the stage closes what is open") {
    h.staff("stage.finish", {{"stage", "vote"}});
    const auto agenda = h.view("agenda");
    for (const auto& ballot : agenda.at("ballots").as_array()) CHECK(ballot.at("status") == "closed");
    CHECK(agenda.at("status") == "finished");
  }
}

TEST_CASE("a ballot with a time limit closes itself, later when it is extended") {
  hall h;
  h.prepare(1);
  h.open({});
  auto phone = h.seated(0);
  ok(phone, "view.watch", {{"views", {"tally/single"}}});
  const auto opened = h.staff("ballot.open", {{"ballot", "single"}, {"closes_in_s", 1}});
  const auto longer = h.staff("ballot.extend", {{"ballot", "single"}, {"seconds", 1}});
  CHECK(longer.at("closes_at").as_int64() == opened.at("closes_at").as_int64() + 1000);
  const auto closed = [](const json::object& doc) { return doc.at("status") == "closed"; };
  CHECK_FALSE(phone.wait_view("tally/single", std::chrono::milliseconds{1500}, closed));
  CHECK(phone.wait_view("tally/single", std::chrono::milliseconds{5000}, closed));
  CHECK(no(phone, "ballot.cast", cast("single", json::array{"a"})) == "ballot_closed /params/ballot");
}

TEST_CASE("small groups stay hidden in the tables by stratum, larger ones are shown") {
  hall h;
  h.prepare(40);
  h.open({"single"});
  for (std::size_t i = 0; i < h.seats.size(); ++i) {
    auto phone = h.seated(i);
    // Of 20 women 6 abstain, 10 choose a, 4 choose b; of 20 men 6, 7 and 7. Nobody chooses c.
    const auto place = i / 2;
    const char* option = place < (i % 2 == 0 ? 10U : 7U) ? "a" : "b";
    ok(phone, "ballot.cast", cast("single", place < 14 ? json::value(json::array{option}) : json::value(nullptr)));
  }
  h.staff("ballot.close", {{"ballot", "single"}});
  CHECK(counts(h.view("tally/single")) == R"({"a":17,"b":11,"c":0})");
  CHECK(h.view("tally/single").at("by").as_object().empty());  // it may open again
  h.staff("ballot.publish", {{"ballot", "single"}});
  CHECK(json::serialize(h.view("tally/single").at("by").at("gender")) ==
        R"({"f":{"a":10,"b":null,"c":0,"abstained":null},"m":{"a":7,"b":null,"c":0,"abstained":null}})");
  h.staff("ballot.open", {{"ballot", "hidden"}});
  for (std::size_t i = 0; i < h.seats.size(); ++i) {
    auto phone = h.seated(i);
    const auto place = i / 2;
    const char* option = place < 7 ? "a" : "b";
    ok(phone, "ballot.cast", cast("hidden", place < 14 ? json::value(json::array{option}) : json::value(nullptr)));
  }
  h.staff("ballot.close", {{"ballot", "hidden"}});
  CHECK(h.view("tally/hidden").at("by").as_object().empty());
  h.staff("ballot.publish", {{"ballot", "hidden"}});
  CHECK(json::serialize(h.view("tally/hidden").at("by").at("gender")) ==
        R"({"f":{"a":7,"b":7,"abstained":6},"m":{"a":7,"b":7,"abstained":6}})");
}

TEST_CASE("anybody with the code takes part where admission is open, once a device") {
  auto definition = json::parse(every_kind()).as_object();
  definition["admission"] = "open";
  hall h({.definition = json::serialize(definition)});
  h.prepare(0);
  auto one = h.connect();
  const auto first = ok(one, "session.join", {{"code", h.code}, {"command_id", "device-of-one"}});
  auto again = h.connect();
  const auto second = ok(again, "session.join", {{"code", h.code}, {"command_id", "device-of-one"}});
  auto other = h.connect();
  const auto third = ok(other, "session.join", {{"code", h.code}});
  CHECK(first.at("participant") == second.at("participant"));
  CHECK(first.at("participant") != third.at("participant"));
  h.open({"single"});
  ok(again, "ballot.cast", cast("single", json::array{"a"}));
  ok(other, "ballot.cast", cast("single", json::array{"b"}));
  const auto tally = h.view("tally/single");
  CHECK(tally.at("eligible") == 2);
  CHECK(counts(tally) == R"({"a":1,"b":1,"c":0})");
}

}  // namespace ruamkit::scenario
