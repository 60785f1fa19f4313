// Nothing leaves before its commit; what a failed commit takes with it; how the state comes back.
#include <doctest/doctest.h>

#include "unit/engine/hall.hpp"

using namespace ruamkit;
using namespace ruamkit::engine;
using namespace ruamkit::engine::testing;
using namespace std::chrono_literals;

namespace {

std::size_t changes(const std::vector<outbound>& all, view_key view) {
  return static_cast<std::size_t>(std::ranges::count_if(all, [&](const outbound& each) {
    const auto* changed = std::get_if<view_changed>(&each);
    return changed != nullptr && changed->view == view;
  }));
}

std::string newest(const std::vector<outbound>& all, view_key view) {
  std::string text;
  for (const auto& each : all)
    if (const auto* changed = std::get_if<view_changed>(&each); changed != nullptr && changed->view == view)
      text = changed->newest->text;
  return text;
}

bool becomes(const std::function<bool()>& holds) {
  for (int i = 0; i < 2000; ++i) {
    if (holds()) return true;
    std::this_thread::sleep_for(5ms);
  }
  return false;
}

/// After a reply that told of a failure: the engine knows of it by the next round, and recovers by itself.
bool recovers(hall& h) {
  h.round();
  return becomes([&] { return h.core->condition().ready; });
}

std::string code_of(const json::object& response) {
  return response.contains("error") ? std::string(response.at("error").at("message").as_string()) : std::string();
}

std::size_t casts_in(hall& h) {
  const auto all = h.entries();
  return static_cast<std::size_t>(
      std::ranges::count_if(all, [](const auto& e) { return e.payload.starts_with(R"({"type":"ballot_cast")"); }));
}

/// A hall with q1 open and this many phones in their seats.
struct voting {
  explicit voting(std::size_t people, std::function<void(options&)> adjust = {}) : h(std::move(adjust)) {
    h.create();
    phones = h.seat(people);
    h.result(h.desk, "ballot.open", h.about(R"("ballot":"q1")"));
  }
  hall h;
  std::vector<connection_id> phones;
};

}  // namespace

TEST_CASE("no reply and no view leaves before its commit has returned") {
  voting v(3);
  auto& h = v.h;
  const auto tally = h.watch(h.signed_in(h.lead), "tally/q1");
  h.pass(1s);
  h.out.forget();
  h.book.hold();
  const auto vote = h.send(v.phones[0], "ballot.cast", hall::vote("q1", R"(["a"])"));
  h.clock += 1000;
  const auto read = h.send(v.phones[1], "view.get", R"({"view":"tally/q1"})");
  const auto rejected = h.send(v.phones[2], "ballot.cast", hall::vote("q2", R"(["yes"])"));
  h.round();
  h.round();
  // The engine has gone on: it answers what needs no commit. Of the vote nothing is to be seen, not even in a refusal.
  CHECK(h.book.held() >= 1);
  for (const auto id : {vote, read, rejected}) CHECK_FALSE(h.answered(id));
  CHECK(changes(h.out.all(), tally) == 0);
  h.book.let_go();
  const auto voted = h.reply(vote);
  CHECK(voted.at("result").at("seq").as_int64() == static_cast<std::int64_t>(h.entries().size()));
  CHECK(h.reply(read).at("result").at("doc").at("counts").at("a") == 1);
  CHECK(code_of(h.reply(rejected)) == "ballot_not_open");
  CHECK(h.out.eventually([&](const auto& all) { return changes(all, tally) > 0; }));
}

TEST_CASE("a refusal that rests on what is not committed yet waits for it") {
  voting v(1);
  auto& h = v.h;
  const auto open = h.about(R"("people":[{"id":"new"}])");
  h.book.hold();
  const auto first = h.send(h.desk, "roll.import", open);
  h.round();
  const auto second = h.send(h.desk, "roll.import", open);
  h.round();
  CHECK_FALSE(h.answered(first));
  CHECK_FALSE(h.answered(second));
  h.book.let_go();
  CHECK(code_of(h.reply(first)).empty());
  CHECK(code_of(h.reply(second)) == "duplicate_person");
}

TEST_CASE(
    "a failed commit: everything in flight is answered, nothing of it happened, and the same command succeeds once") {
  voting v(4);
  auto& h = v.h;
  const auto tally = h.watch(h.signed_in(h.lead), "tally/q1");
  REQUIRE(h.error(v.phones[3], "ballot.cast", hall::vote("q1", R"(["b"])")).empty());
  h.pass(1s);
  const auto before = h.entries().size();
  h.out.forget();

  h.book.fail_next(false);
  h.book.hold();
  std::vector<int> ids;
  for (std::size_t i = 0; i < 3; ++i) {  // three turns, each decided on the one before
    ids.push_back(h.send(v.phones[i], "ballot.cast", hall::vote("q1", R"(["a"])", "vote-" + std::to_string(i))));
    h.round();
  }
  ids.push_back(h.send(h.desk, "view.get", h.about(R"("view":"tally/q1")")));
  h.round();
  h.clock += 1000;
  h.round();
  h.book.let_go();
  for (const auto id : ids) {
    const auto response = h.reply(id);
    CHECK(code_of(response) == "storage_unavailable");
    CHECK(response.at("error").at("data").at("retry_after_ms").as_int64() > 0);
  }
  CHECK(becomes([&] { return !h.core->condition().ready; }));
  CHECK(h.core->condition().reason == "storage_unavailable");
  CHECK(h.error(v.phones[0], "ballot.cast", hall::vote("q1", R"(["a"])", "vote-0")) == "storage_unavailable");
  CHECK(h.error(h.socket(), "server.time").empty());
  CHECK(changes(h.out.all(), tally) == 0);  // nobody was shown what never happened
  CHECK(h.entries().size() == before);

  h.book.let_recover();
  CHECK(recovers(h));
  CHECK(h.votes_for_a() == 0);
  CHECK(h.document(h.desk, "tally/q1").at("counts").at("b") == 1);
  h.settle();
  // Watchers outlive the failure, and are shown what is true.
  CHECK(newest(h.out.all(), tally).find(R"("counts":{"a":0,"b":1,"c":0})") != std::string::npos);

  const auto again = h.result(v.phones[0], "ballot.cast", hall::vote("q1", R"(["a"])", "vote-0"));
  const auto once_more = h.result(v.phones[0], "ballot.cast", hall::vote("q1", R"(["a"])", "vote-0"));
  CHECK(again == once_more);
  CHECK(again.at("seq").as_int64() == static_cast<std::int64_t>(before) + 1);
  CHECK(casts_in(h) == 2);
  CHECK(h.votes_for_a() == 1);
  h.pass(1s);
  CHECK(newest(h.out.all(), tally).find(R"("counts":{"a":1,"b":1,"c":0})") != std::string::npos);
  CHECK(h.core->condition().commit_failures >= 3);
}

TEST_CASE("a ledger that gives no turn is a failure as well, and is asked again until it does") {
  voting v(1);
  auto& h = v.h;
  h.book.refuse_turns(false);
  CHECK(h.error(v.phones[0], "ballot.cast", hall::vote("q1", R"(["a"])", "x")) == "storage_unavailable");
  CHECK_FALSE(h.core->condition().ready);
  std::this_thread::sleep_for(30ms);  // several tries in vain
  CHECK(h.error(v.phones[0], "view.get", R"({"view":"agenda"})") == "storage_unavailable");
  h.book.let_recover();
  CHECK(recovers(h));
  CHECK(h.error(v.phones[0], "ballot.cast", hall::vote("q1", R"(["a"])", "x")).empty());
  CHECK(h.votes_for_a() == 1);
}

TEST_CASE("every kind of change in flight is undone by a failure, and can be done after it") {
  voting v(1);
  auto& h = v.h;
  const auto boss = h.signed_in(h.lead);
  struct row {
    connection_id who;
    const char* method;
    std::string params;
  };
  const std::vector<row> rows{
      {h.desk, "roll.import", h.about(R"("people":[{"id":"new","name":"ก"}],"command_id":"i")")},
      {h.desk, "seat.issue", h.about(R"("count":2,"command_id":"s")")},
      {boss, "stage.start", h.about(R"("stage":"first","command_id":"t")")},
      {boss, "ballot.open", h.about(R"("ballot":"q2","closes_in_s":60,"command_id":"o")")},
      {v.phones[0], "ballot.cast", hall::vote("q1", R"(["a"])", "c")},
      {boss, "ballot.close", h.about(R"("ballot":"q1","command_id":"k")")}};
  for (const auto& [who, method, params] : rows) {
    CAPTURE(method);
    const auto before = h.entries().size();
    h.book.fail_next();
    CHECK(h.error(who, method, params) == "storage_unavailable");
    CHECK(recovers(h));
    CHECK(h.entries().size() == before);
    CHECK(h.error(who, method, params).empty());
    CHECK(h.entries().size() > before);
  }
  CHECK(h.document(h.desk, "room").at("seats") == 3);  // one at first, the new one and one more
}

TEST_CASE(
    "a table's revisions never go back, though the desk writes between events, the ledger fails and all starts again") {
  voting v(1);
  auto& h = v.h;
  h.result(h.desk, "table.form", h.about(R"("count":1)"));
  const auto table = [&] { return h.result(h.desk, "view.get", h.about(R"("view":"table/1")")); };
  const auto rev = [&] { return table().at("rev").as_int64(); };
  const auto people = [&] { return table().at("doc").at("people").as_int64(); };
  const std::string who(table().at("doc").at("participants").at(0).as_string());
  const auto write = [&] { h.result(h.desk, "desk.needs", h.about(R"("participant":")" + who + R"(","needs":"ก")")); };
  auto last_rev = rev();
  auto last_people = people();
  const auto both_grew = [&] {
    const bool grew = rev() > last_rev && people() > last_people;
    last_rev = rev();
    last_people = people();
    return grew;
  };
  write();
  CHECK(both_grew());
  write();
  CHECK(both_grew());

  h.book.fail_next();
  CHECK(h.error(h.desk, "table.help", h.about(R"("table":1,"wanted":true)")) == "storage_unavailable");
  REQUIRE(recovers(h));
  CHECK(rev() >= last_rev);
  CHECK(people() == last_people);
  const auto watched = h.watch(h.desk, "table/1");
  h.out.forget();
  write();
  h.pass(1s);
  CHECK(both_grew());
  CHECK(newest(h.out.all(), watched).find("\"people\":" + std::to_string(last_people)) != std::string::npos);

  h.clock += 1000;
  h.restart();
  CHECK(rev() > last_rev);
}

TEST_CASE("a deliberation whose creation failed does not exist, and can be created") {
  hall h;
  const std::string definition = R"({"definition":{"method":"town_meeting","title":{"en":"T"}},"command_id":"make"})";
  h.book.fail_next();
  CHECK(h.error(h.desk, "deliberation.create", definition) == "storage_unavailable");
  CHECK(recovers(h));
  CHECK(h.core->condition().deliberations == 0);
  CHECK(h.result(h.desk, "deliberation.list").at("deliberations").as_array().empty());
  const auto made = h.result(h.desk, "deliberation.create", definition);
  CHECK(h.result(h.desk, "deliberation.create", definition).at("code") == made.at("code"));
  CHECK(h.result(h.desk, "deliberation.list").at("deliberations").as_array().size() == 1);
}

TEST_CASE("a join whose commit failed can be repeated on the same socket") {
  voting v(1);
  auto& h = v.h;
  const auto issued = h.result(h.desk, "seat.issue", h.about(R"("count":1)"));
  const std::string seat(issued.at("seats").at(0).at("seat").as_string());
  const auto phone = h.socket();
  const auto join = R"({"code":")" + h.code + R"(","seat":")" + seat + "\"}";
  h.book.fail_next();
  CHECK(h.error(phone, "session.join", join) == "storage_unavailable");
  CHECK(recovers(h));
  h.out.forget();
  CHECK(h.error(phone, "session.join", join).empty());
  h.settle();
  for (const auto& each : h.out.all()) CHECK_FALSE(std::holds_alternative<close_connection>(each));
  CHECK(h.error(phone, "ballot.cast", hall::vote("q1", R"(["a"])")).empty());
}
