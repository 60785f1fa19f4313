// A command_id sent again gives the first outcome, from this engine and from the next.
#include <doctest/doctest.h>

#include "base/encoding.hpp"
#include "unit/engine/hall.hpp"

using namespace ruamkit;
using namespace ruamkit::engine;
using namespace ruamkit::engine::testing;

namespace {

std::string token_of(const json::object& joined) { return std::string(joined.at("token").as_string()); }

/// The phone comes back after a restart.
connection_id back(hall& h, const std::string& token) {
  const auto own = h.socket();
  static_cast<void>(h.result(own, "session.resume", R"({"token":")" + token + "\"}"));
  return own;
}

}  // namespace

TEST_CASE("a vote repeated gives the same sequence and receipt, also from the next engine, and counts once") {
  hall h;
  h.create();
  const auto issued = h.result(h.desk, "seat.issue", h.about(R"("count":2)"));
  std::vector<connection_id> phones;
  std::vector<std::string> tokens;
  for (const auto& each : issued.at("seats").as_array()) {
    phones.push_back(h.socket());
    tokens.push_back(
        token_of(h.result(phones.back(), "session.join",
                          R"({"code":")" + h.code + R"(","seat":")" + each.at("seat").as_string().c_str() + "\"}")));
  }
  for (const auto* q : {"q1", "q3"}) h.result(h.desk, "ballot.open", h.about(R"("ballot":")" + std::string(q) + "\""));
  const auto mine = hall::vote("q1", R"(["a"])", "same-id");
  const auto named = hall::vote("q3", R"(["yes"])", "roll-call");
  const auto first = h.result(phones[0], "ballot.cast", mine);
  const auto by_name = h.result(phones[0], "ballot.cast", named);
  // The receipt is the hash of the entry it names.
  const auto entries = h.entries();
  const auto& entry = entries[static_cast<std::size_t>(first.at("seq").as_int64()) - 1];
  CHECK(first.at("receipt").as_string() == to_hex(entry.hash).c_str());
  CHECK(entry.actor.starts_with("~"));

  CHECK(h.result(phones[0], "ballot.cast", mine) == first);
  // The first outcome, whatever the repeat says and however the ballot stands by now.
  CHECK(h.result(phones[0], "ballot.cast", hall::vote("q1", R"(["b"])", "same-id")) == first);
  CHECK(h.result(phones[1], "ballot.cast", mine).at("seq") != first.at("seq"));  // another person's id is another id
  h.result(h.desk, "ballot.close", h.about(R"("ballot":"q1")"));
  CHECK(h.result(phones[0], "ballot.cast", mine) == first);
  CHECK(h.error(phones[0], "ballot.cast", hall::vote("q1", R"(["a"])", "new-id")) == "ballot_closed");
  const auto length = h.entries().size();

  h.restart();
  CHECK(h.core->last_replay().events == length);
  const auto phone = back(h, tokens[0]);
  CHECK(h.result(phone, "ballot.cast", mine) == first);
  CHECK(h.result(phone, "ballot.cast", named) == by_name);
  CHECK(h.entries().size() == length);
  CHECK(h.votes_for_a() == 2);
  // `me` tells the same.
  const auto me = h.document(phone, "me");
  CHECK(me.at("ballots").at("q1").at("receipt") == first.at("receipt"));
  CHECK(me.at("ballots").at("q3").at("seq") == by_name.at("seq"));
}

TEST_CASE("the organiser's and the lead's commands repeated") {
  hall h;
  h.create();
  h.result(h.desk, "stage.start", h.about(R"("stage":"first")"));
  h.result(h.desk, "ballot.open", h.about(R"("ballot":"q1")"));
  const std::vector<std::pair<const char*, std::string>> commands{
      {"roll.import", h.about(R"("people":[{"id":"x"},{"id":"y","name":"ก"}],"command_id":"import")")},
      {"stage.start", h.about(R"("stage":"second","command_id":"stage")")},
      {"ballot.open", h.about(R"("ballot":"q2","closes_in_s":60,"command_id":"open")")},
      {"ballot.extend", h.about(R"("ballot":"q2","seconds":60,"command_id":"extend")")}};
  std::vector<json::object> first;
  for (const auto& [method, params] : commands) first.push_back(h.result(h.desk, method, params));
  CHECK(first[0].at("imported") == 2);
  CHECK(first[3].at("closes_at") == 1'800'000'120'000);
  const auto length = h.entries().size();
  // With the next engine too: what a reply says of the state is as it is now, what it says of the command as it was.
  for (int round = 0; round < 2; ++round) {
    CHECK(h.result(h.desk, commands[0].first, commands[0].second) == first[0]);
    for (const std::size_t i : {1U, 2U, 3U})
      CHECK(h.result(h.desk, commands[i].first, commands[i].second).at("seq") == first[i].at("seq"));
    h.restart();
  }
  CHECK(h.entries().size() == length);
}

TEST_CASE("seats issued again by the same command: the same people, new codes") {
  hall h;
  h.create();
  const auto params = h.about(R"("count":2,"command_id":"seats")");
  const auto first = h.result(h.desk, "seat.issue", params).at("seats").as_array();
  h.restart();
  const auto second = h.result(h.desk, "seat.issue", params).at("seats").as_array();
  REQUIRE(second.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(first[i].at("participant_id") == second[i].at("participant_id"));
    CHECK(first[i].at("seat") != second[i].at("seat"));
  }
  CHECK(h.document(h.desk, "room").at("seats") == 2);
  const auto join = [&](const json::value& seat) {
    return h.error(h.socket(), "session.join",
                   R"({"code":")" + h.code + R"(","seat":")" + seat.at("seat").as_string().c_str() + "\"}");
  };
  CHECK(join(first[0]) == "unknown_seat");
  CHECK(join(second[0]).empty());
}

TEST_CASE("a deliberation created twice by the same command is one") {
  hall h;
  const std::string params = R"({"definition":{"method":"town_meeting","title":{"en":"T"}},"command_id":"make"})";
  const auto first = h.result(h.desk, "deliberation.create", params);
  CHECK(h.result(h.desk, "deliberation.create", params).at("deliberation") == first.at("deliberation"));
  h.restart();
  const auto later = h.result(h.desk, "deliberation.create", params);
  CHECK(later.at("deliberation") == first.at("deliberation"));
  CHECK(later.at("code") == first.at("code"));
  CHECK(h.result(h.desk, "deliberation.list").at("deliberations").as_array().size() == 1);
}

TEST_CASE("open admission: joining again with the same command_id is one participant") {
  hall h;
  h.create("open");
  const auto join = [&](const std::string& id) {
    return h.result(h.socket(), "session.join", R"({"code":")" + h.code + "\"" + id + "}");
  };
  const auto first = join(R"(,"command_id":"device-1")");
  const auto again = join(R"(,"command_id":"device-1")");
  CHECK(again.at("participant") == first.at("participant"));
  CHECK(again.at("token") != first.at("token"));
  CHECK(join(R"(,"command_id":"device-2")").at("participant") != first.at("participant"));
  CHECK(join("").at("participant") != join("").at("participant"));
  h.restart();
  CHECK(join(R"(,"command_id":"device-1")").at("participant") == first.at("participant"));
  CHECK(h.document(h.desk, "room").at("seats") == 4);
  // Two of the same at once.
  const auto one = h.socket();
  const auto other = h.socket();
  const auto params = R"({"code":")" + h.code + R"(","command_id":"device-9"})";
  const auto a = h.send(one, "session.join", params);
  const auto b = h.send(other, "session.join", params);
  CHECK(h.reply(a).at("result").at("participant") == h.reply(b).at("result").at("participant"));
  CHECK(h.document(h.desk, "room").at("seats") == 5);
}

TEST_CASE("a refused command is not remembered: it may succeed later") {
  hall h;
  h.create();
  const auto params = h.about(R"("ballot":"q1","command_id":"publish")");
  CHECK(h.error(h.desk, "ballot.publish", params) == "ballot_draft");
  h.result(h.desk, "ballot.open", h.about(R"("ballot":"q1")"));
  h.result(h.desk, "ballot.close", h.about(R"("ballot":"q1")"));
  CHECK(h.error(h.desk, "ballot.publish", params).empty());
}
