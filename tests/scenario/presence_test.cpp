// Who is in the room on the wall, and results that all screens show in one step.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "hall.hpp"

namespace ruamkit::scenario {
namespace {

/// Population shares for the stratum gender, and a ballot that asks for it.
std::string compared() {
  auto d = json::parse(every_kind()).as_object();
  auto& values = d.at("strata").as_array()[0].at("values").as_array();
  values[0].as_object()["population"] = 0.5;
  values[1].as_object()["population"] = 0.5;
  auto& ballots = d.at("ballots").as_array();
  for (auto& each : ballots)
    if (each.at("id") == "hidden") {
      auto& asks = each.as_object();
      asks["demographic"] = true;
      asks["stratum"] = "gender";
      asks["options"] = json::array{json::object{{"id", "f"}, {"label", json::object{{"th", "หญิง"}}}},
                                    json::object{{"id", "m"}, {"label", json::object{{"th", "ชาย"}}}}};
    }
  return json::serialize(d);
}

const json::object& gender(const json::object& presence) { return presence.at("strata").as_array().at(0).as_object(); }

std::string here(const json::object& presence) {
  std::string out;
  for (const auto& value : gender(presence).at("values").as_array()) out += json::serialize(value.at("here")) + " ";
  return out;
}

}  // namespace

TEST_CASE("the wall tells who is in the room in steps, and nothing of a few") {
  hall h({.definition = compared()});
  h.prepare(40);
  auto screen = h.connect();
  ok(screen, "screen.join", {{"code", h.code}});
  ok(screen, "view.watch", {{"views", {"presence"}}});
  CHECK(here(h.view("presence")) == "null null ");
  const auto arrive = [&](std::size_t seat) {
    h.staff("desk.check_in", {{"participant", h.seats.at(seat).participant}});
  };
  // Twenty women (the odd numbers of the roll) and four men.
  for (std::size_t i = 0; i < 40; i += 2) arrive(i);
  for (std::size_t i = 1; i < 8; i += 2) arrive(i);
  CHECK(h.view("presence").at("here") == 24);
  CHECK(here(h.view("presence")) == "null null ");
  arrive(9);
  CHECK(here(h.view("presence")) == "20 5 ");
  const auto told = h.view("presence");
  CHECK(gender(told).at("source") == "roll");
  CHECK(gender(told).at("known") == 25);
  CHECK(gender(told).at("missing").as_array().size() == 1);
  CHECK(gender(told).at("missing").as_array()[0].at("value") == "m");
  // Four more men: nothing moves but the number of all.
  for (std::size_t i = 11; i < 18; i += 2) arrive(i);
  CHECK(h.view("presence").at("here") == 29);
  CHECK(here(h.view("presence")) == "20 5 ");
  const auto newest =
      screen.wait_view("presence", ws::client::patience, [](const json::object& doc) { return doc.at("here") == 29; });
  REQUIRE(newest);
  CHECK(here(newest->at("doc").as_object()) == "20 5 ");

  // After a restart the wall says the same: there is nothing to compare.
  h.server.stop();
  (void)h.server.start();
  CHECK(here(h.view("presence")) == "20 5 ");

  // The room is asked: then its own answers stand there.
  h.open({"hidden"});
  for (std::size_t i = 0; i < 12; ++i) {
    auto phone = h.seated(i);
    ok(phone, "ballot.cast", cast("hidden", json::array{i < 6 ? "f" : "m"}));
  }
  h.staff("ballot.close", {{"ballot", "hidden"}});
  CHECK(gender(h.view("presence")).at("source") == "roll");
  h.staff("ballot.publish", {{"ballot", "hidden"}});
  const auto asked = h.view("presence");
  CHECK(gender(asked).at("source") == "ballot");
  CHECK(gender(asked).at("ballot") == "hidden");
  CHECK(here(asked) == "6 6 ");
  CHECK(gender(asked).at("missing").as_array().empty());
}

TEST_CASE("a stage's results are published in one step: no screen ever sees a part of them") {
  hall h;
  h.prepare(3);
  h.staff("stage.start", {{"stage", "vote"}});
  auto screen = h.connect();
  ok(screen, "screen.join", {{"code", h.code}});
  ok(screen, "view.watch", {{"views", {"agenda"}}});
  const auto opened = h.staff("stage.open", {{"stage", "vote"}, {"command_id", "open-all-at-once"}});
  CHECK(h.staff("stage.open", {{"stage", "vote"}, {"command_id", "open-all-at-once"}}).at("seq") == opened.at("seq"));
  CHECK(h.try_staff("stage.open", {{"stage", "vote"}}).code == "nothing_to_do");
  auto phone = h.seated(0);
  ok(phone, "ballot.cast", cast("text", "น้ำสะอาด"));
  ok(phone, "ballot.cast", cast("rank", json::array{"b", "a"}));
  h.staff("stage.close", {{"stage", "vote"}});
  CHECK_FALSE(h.view("tally/hidden").contains("outcome"));
  h.staff("stage.publish", {{"stage", "vote"}});
  CHECK(h.try_staff("stage.publish", {{"stage", "vote"}}).code == "nothing_to_do");

  const auto published = [](const json::object& doc) {
    std::size_t out = 0;
    for (const auto& each : doc.at("ballots").as_array())
      if (each.at("status") == "published") ++out;
    return out;
  };
  const auto first =
      screen.wait_view("agenda", ws::client::patience, [&](const json::object& doc) { return published(doc) > 0; });
  REQUIRE(first);
  const auto& ballots = first->at("doc").at("ballots").as_array();
  CHECK(published(first->at("doc").as_object()) == ballots.size());
  std::set<std::int64_t> moments;
  for (const auto& each : ballots) moments.insert(each.at("published_at").as_int64());
  CHECK(moments.size() == 1);

  const auto rank = h.view("tally/rank");
  CHECK(json::serialize(rank.at("ranks")) == R"({"a":[0,1,0],"b":[1,0,0],"c":[0,0,0]})");
  CHECK_FALSE(h.view("tally/text").contains("words"));  // one person's words are nobody's business
}

TEST_CASE("words come to the wall once five people used them and the result is published") {
  hall h;
  h.prepare(7);
  h.open({"text"});
  for (std::size_t i = 0; i < 7; ++i) {
    auto phone = h.seated(i);
    ok(phone, "ballot.cast", cast("text", i < 5 ? "โรงเรียน ตลาด" : "โรงเรียน ถนน"));
  }
  CHECK_FALSE(h.view("tally/text").contains("words"));
  h.staff("ballot.close", {{"ballot", "text"}});
  CHECK_FALSE(h.view("tally/text").contains("words"));
  h.staff("ballot.publish", {{"ballot", "text"}});
  CHECK(json::serialize(h.view("tally/text").at("words")) ==
        R"([{"word":"โรงเรียน","people":7},{"word":"ตลาด","people":5}])");
}

}  // namespace ruamkit::scenario
