// Deadlines the server keeps, stopping, and the inbox's limit.
#include <doctest/doctest.h>

#include "engine/inbox.hpp"
#include "unit/engine/hall.hpp"

using namespace ruamkit;
using namespace ruamkit::engine;
using namespace ruamkit::engine::testing;
using namespace std::chrono_literals;

namespace {

std::string status(hall& h, const std::string& ballot) {
  return std::string(h.document(h.desk, "tally/" + ballot).at("status").as_string());
}

}  // namespace

TEST_CASE("a ballot's deadline closes it, in the server's own name") {
  hall h;
  h.create();
  const auto phone = h.seat(1)[0];
  const auto opened = h.result(h.desk, "ballot.open", h.about(R"("ballot":"q1","closes_in_s":10)"));
  CHECK(opened.at("closes_at") == h.clock + 10'000);
  h.pass(9'999ms);
  CHECK(status(h, "q1") == "open");
  CHECK(h.error(phone, "ballot.cast", hall::vote("q1", R"(["a"])")).empty());
  h.pass(1ms);
  CHECK(status(h, "q1") == "closed");
  CHECK(h.entries().back().actor == "*");
  CHECK(h.entries().back().payload == R"({"type":"ballot_closed","ballot":"q1"})");
  CHECK(h.error(phone, "ballot.cast", hall::vote("q1", R"(["b"])")) == "ballot_closed");
}

TEST_CASE("an extended deadline closes later, closing by hand takes it away") {
  hall h;
  h.create();
  for (const auto* q : {"q1", "q2"})
    h.result(h.desk, "ballot.open", h.about(R"("closes_in_s":10,"ballot":")" + std::string(q) + "\""));
  h.pass(5s);
  h.result(h.desk, "ballot.extend", h.about(R"("ballot":"q1","seconds":20)"));
  h.result(h.desk, "ballot.close", h.about(R"("ballot":"q2")"));
  const auto length = h.entries().size();
  h.pass(24'999ms);
  CHECK(status(h, "q1") == "open");
  CHECK(h.entries().size() == length);
  h.pass(1ms);
  CHECK(status(h, "q1") == "closed");
  CHECK(h.entries().size() == length + 1);
}

TEST_CASE("a deadline that passed while the server was down is met as it starts") {
  hall h;
  h.create();
  h.result(h.desk, "ballot.open", h.about(R"("ballot":"q1","closes_in_s":10)"));
  h.stop();
  h.clock += 60'000;
  h.start();
  h.settle();
  CHECK(status(h, "q1") == "closed");
}

TEST_CASE("the engine wakes by itself for a deadline") {
  hall h;
  h.create();
  h.result(h.desk, "ballot.open", h.about(R"("ballot":"q1","closes_in_s":1)"));
  h.clock += 980;  // the engine sleeps until it believes one second has passed, and looks at the clock again
  h.round();
  const auto length = h.entries().size();
  h.clock += 20;
  bool closed = false;
  for (int i = 0; i < 400 && !closed; ++i) {
    std::this_thread::sleep_for(10ms);
    closed = h.entries().size() == length + 1;
  }
  CHECK(closed);
}

TEST_CASE("stopping settles what was accepted: everything is answered, and what was answered is in the ledger") {
  hall h;
  h.create();
  auto phones = h.seat(8);
  h.result(h.desk, "ballot.open", h.about(R"("ballot":"q1")"));
  h.book.hold();
  std::vector<int> ids;
  for (int i = 0; i < 80; ++i) {
    ids.push_back(h.send(phones[static_cast<std::size_t>(i) % 8], "ballot.cast", hall::vote("q1", R"(["a"])")));
    if (i == 40) h.round();
  }
  h.book.let_go();
  h.stop();
  std::size_t recorded = 0;
  for (const auto id : ids) {
    REQUIRE(h.answered(id));
    const auto response = h.reply(id);
    if (response.contains("result"))
      ++recorded;
    else
      CHECK(response.at("error").at("message") == "stopping");
  }
  CHECK(recorded >= 40);
  std::size_t casts = 0;
  for (const auto& e : h.entries())
    if (e.payload.starts_with(R"({"type":"ballot_cast")")) ++casts;
  CHECK(casts == recorded);
}

TEST_CASE("the engine tells how it stands") {
  hall h;
  CHECK(h.core->condition().ready);
  h.create();
  h.seat(2);
  h.settle();
  const auto c = h.core->condition();
  CHECK(c.deliberations == 1);
  CHECK(c.connections == 3);
  CHECK(c.sessions == 4);  // two phones, lead and organiser
  CHECK(c.events == h.entries().size());
  CHECK(c.commits >= 3);
  CHECK(c.commit_failures == 0);
  h.core->stop();
  CHECK_FALSE(h.core->condition().ready);
  CHECK(h.core->condition().reason == "stopping");
}

TEST_CASE("a ledger of a newer version is refused by name") {
  hall h;
  h.create();
  h.stop();
  auto held = h.book.take_turn({});
  REQUIRE(held.has_value());
  ledger::entry e{2, {h.clock}, "*", R"({"type":"ballot_burnt"})", {}};
  e.hash = ledger::chain_hash(h.entries().back().hash, e);
  h.book.finish(std::move(*held), {{ledger::stream_id{h.deliberation}, {e}}}, {});
  h.book.drain();
  options how;
  how.now = [] { return instant{1}; };
  how.seed = [] { return 1U; };
  try {
    const engine::engine refused(how, h.book, h.out.outlets(), {});
    FAIL("it was read");
  } catch (const ledger::unusable& fault) {
    const std::string says = fault.what();
    CHECK(says.find("stream " + h.deliberation + ", sequence 2") != std::string::npos);
    CHECK(says.find("ballot_burnt") != std::string::npos);
  }
}

TEST_CASE("inbox: requests are refused when too many wait, the server's own notices never, and order is kept") {
  inbox box(2);
  int told = 0;
  CHECK(box.put(inbound{{0, 1}, {}, {}, false, {}}));
  box.put(notice([&] { ++told; }));
  CHECK_FALSE(box.put(inbound{{0, 2}, {}, {}, false, {}}));
  box.put(connection_gone{{0, 3}});
  box.put(notice([&] { ++told; }));
  CHECK(box.size() == 4);
  std::vector<message> taken(1);
  box.take(taken, std::nullopt);
  REQUIRE(taken.size() == 4);
  CHECK(std::get<inbound>(taken[0]).from.number == 1);
  CHECK(std::get<connection_gone>(taken[2]).who.number == 3);
  std::get<notice>(taken[3])();
  CHECK(told == 1);
  CHECK(box.put(inbound{{0, 4}, {}, {}, false, {}}));
  box.take(taken, std::nullopt);
  box.take(taken, std::chrono::steady_clock::now() + 1ms);  // nothing comes, and it does not wait for ever
  CHECK(taken.empty());
}
