// Views: the current document first, then the newest, never an older one and not too often.
#include <doctest/doctest.h>

#include "unit/engine/hall.hpp"

using namespace ruamkit;
using namespace ruamkit::engine;
using namespace ruamkit::engine::testing;
using namespace std::chrono_literals;

namespace {

std::vector<shared_frame> frames(const std::vector<outbound>& all, view_key view) {
  std::vector<shared_frame> out;
  for (const auto& each : all)
    if (const auto* changed = std::get_if<view_changed>(&each); changed != nullptr && changed->view == view)
      out.push_back(changed->newest);
  return out;
}

json::object doc_of(const shared_frame& f) { return json::parse(f->text).at("params").at("doc").as_object(); }

void open(hall& h, const std::string& ballot) {
  h.result(h.desk, "ballot.open", h.about(R"("ballot":")" + ballot + "\""));
}

}  // namespace

TEST_CASE("watching: the reply, the current document, then each change") {
  hall h;
  h.create();
  auto phones = h.seat(3);
  open(h, "q1");
  const auto boss = h.signed_in(h.lead, 1);
  h.out.forget();
  h.result(boss, "view.watch", h.about(R"("views":["agenda","tally/q1"])"));
  const auto all = h.out.all();
  REQUIRE(all.size() >= 3);
  CHECK(std::holds_alternative<send_reply>(all[0]));
  const auto* agenda = std::get_if<start_watching>(&all[1]);
  const auto* tally = std::get_if<start_watching>(&all[2]);
  REQUIRE((agenda != nullptr && tally != nullptr));
  CHECK(agenda->who == boss);
  const auto text = json::parse(agenda->current->text).as_object();
  CHECK(text.at("method") == "view");
  CHECK(text.at("params").at("view") == "agenda");
  CHECK(text.at("params").at("deliberation") == h.deliberation.c_str());
  CHECK(text.at("params").at("rev") == static_cast<std::int64_t>(agenda->current->rev));
  CHECK(doc_of(tally->current).at("counts").at("a") == 0);
  const auto agenda_key = agenda->view;
  const auto tally_key = tally->view;

  h.pass(1s);
  h.out.forget();
  h.result(phones[0], "ballot.cast", hall::vote("q1", R"(["a"])"));
  h.pass(1s);
  REQUIRE(frames(h.out.all(), tally_key).size() == 1);
  CHECK(doc_of(frames(h.out.all(), tally_key)[0]).at("counts").at("a") == 1);
  CHECK(frames(h.out.all(), agenda_key).empty());  // a vote does not change the agenda
  h.result(h.desk, "ballot.close", h.about(R"("ballot":"q1")"));
  h.settle();
  REQUIRE(frames(h.out.all(), agenda_key).size() == 1);
  CHECK(doc_of(frames(h.out.all(), tally_key).back()).at("status") == "closed");

  h.result(boss, "view.unwatch", h.about(R"("views":["agenda","tally/q1"])"));
  h.out.forget();
  h.result(h.desk, "ballot.publish", h.about(R"("ballot":"q1")"));
  h.pass(1s);
  CHECK(frames(h.out.all(), agenda_key).empty());
  CHECK(frames(h.out.all(), tally_key).empty());
}

TEST_CASE("tallies: at most ten a second, each newer than the one before, the last one true") {
  hall h;
  h.create();
  auto phones = h.seat(12);
  open(h, "q1");
  const auto tally = h.watch(h.signed_in(h.lead), "tally/q1");
  h.pass(2s);
  h.out.forget();
  const auto begin = h.clock.load();
  for (int i = 0; i < 120; ++i) {  // ten votes every tenth of a second, and the twelfth phone stays silent
    h.result(phones[static_cast<std::size_t>(i) % 11], "ballot.cast",
             hall::vote("q1", (i / 11) % 2 == 0 ? R"(["a"])" : R"(["b"])"));
    h.clock += 10;
  }
  h.settle();
  const auto seconds = static_cast<double>(h.clock - begin) / 1000;
  const auto during = frames(h.out.all(), tally);
  CHECK(during.size() >= 5);
  CHECK(static_cast<double>(during.size()) <= seconds * 10 + 1);
  h.pass(1s);
  const auto all = frames(h.out.all(), tally);
  for (std::size_t i = 1; i < all.size(); ++i) CHECK(all[i - 1]->rev < all[i]->rev);
  CHECK(doc_of(all.back()) == h.document(h.desk, "tally/q1"));
  CHECK(doc_of(all.back()).at("voted") == 11);
}

TEST_CASE("many changes in one moment are one frame, shared by every thread's watchers") {
  hall h;
  h.create();
  auto phones = h.seat(10);
  open(h, "q1");
  const auto tally = h.watch(h.signed_in(h.lead, 0), "tally/q1");
  CHECK(h.watch(phones[1], "tally/q1") == tally);  // the same key on the other thread
  h.pass(2s);
  h.out.forget();
  h.book.hold();
  std::vector<int> ids;
  for (std::size_t i = 0; i < 9; ++i) ids.push_back(h.send(phones[i], "ballot.cast", hall::vote("q1", R"(["a"])")));
  h.round();
  h.book.let_go();
  for (const auto id : ids) static_cast<void>(h.reply(id));
  h.pass(200ms);
  const auto all = frames(h.out.all(), tally);
  CHECK(all.size() <= 4);  // at most two moments, on two threads
  CHECK(doc_of(all.back()).at("counts").at("a") == 9);
  CHECK(std::ranges::count(all, all.back()) == 2);  // the very same frame
}

TEST_CASE("the last voter's tally goes at once") {
  hall h;
  h.create();
  auto phones = h.seat(3);
  open(h, "q1");
  const auto tally = h.watch(h.signed_in(h.lead), "tally/q1");
  h.pass(2s);
  // All at the same instant: the first is shown at once, the second waits for its tenth of a second.
  h.result(phones[0], "ballot.cast", hall::vote("q1", R"(["a"])"));
  h.settle();
  h.out.forget();
  h.result(phones[1], "ballot.cast", hall::vote("q1", R"(["a"])"));
  h.settle();
  CHECK(frames(h.out.all(), tally).empty());
  h.result(phones[2], "ballot.cast", hall::vote("q1", "null"));
  h.settle();
  REQUIRE(frames(h.out.all(), tally).size() == 1);
  CHECK(doc_of(frames(h.out.all(), tally)[0]).at("voted") == 3);
  // Somebody changes their mind: that can wait again.
  h.result(phones[2], "ballot.cast", hall::vote("q1", R"(["b"])"));
  h.settle();
  CHECK(frames(h.out.all(), tally).size() == 1);
  h.pass(100ms);
  CHECK(frames(h.out.all(), tally).size() == 2);
}

TEST_CASE("who may watch what") {
  hall h;
  h.create();
  const auto phone = h.seat(1)[0];
  const auto boss = h.signed_in(h.lead);
  const auto screen = h.socket();
  h.result(screen, "screen.join", R"({"code":")" + h.code + "\"}");
  const auto watch = [&](connection_id who, const std::string& view) {
    return h.error(who, "view.watch", h.about(R"("views":[")" + view + "\"]"));
  };
  for (const auto who : {phone, boss, screen})
    for (const auto* view : {"agenda", "tally/q1"}) CHECK(watch(who, view).empty());
  CHECK(watch(phone, "me").empty());
  CHECK(watch(boss, "me") == "unknown_view");
  CHECK(watch(screen, "me") == "unknown_view");
  CHECK(watch(boss, "room").empty());
  CHECK(watch(phone, "room") == "unknown_view");
  CHECK(watch(screen, "room") == "unknown_view");
  for (const auto* view : {"tally/none", "tally/", "Agenda", "x"}) CHECK(watch(boss, view) == "unknown_view");
  CHECK(h.error(h.socket(), "view.watch", h.about(R"("views":["agenda"])")) == "not_signed_in");
  CHECK(h.error(boss, "view.watch", R"({"views":["agenda"]})") == "missing_param");
  CHECK(h.error(boss, "view.watch", R"({"deliberation":"d_none","views":["agenda"]})") == "unknown_deliberation");
  CHECK(h.error(phone, "view.watch", R"({"deliberation":"d_none","views":["agenda"]})") == "other_deliberation");
  const auto by_post = h.reply(h.post(h.lead.token, "view.watch", h.about(R"("views":["agenda"])")));
  CHECK(by_post.at("error").at("message") == "not_allowed");
  const auto read = h.reply(h.post(h.lead.token, "view.get", h.about(R"("view":"room")")));
  CHECK(read.at("result").at("doc").at("screens") == 1);
}

TEST_CASE("the room tells who is connected, as they come and go") {
  hall h;
  h.create();
  auto phones = h.seat(2);
  const auto boss = h.signed_in(h.lead);
  const auto room = [&] { return h.document(h.desk, "room"); };
  h.result(boss, "view.watch", h.about(R"("views":["room","agenda"])"));
  CHECK(room().at("connected") == 2);
  CHECK(room().at("staff").at("lead") == 1);
  // Looking at one thing less, or again, is no second person.
  for (int i = 0; i < 2; ++i) {
    h.result(boss, "view.unwatch", h.about(R"("views":["room","agenda"])"));
    h.result(boss, "view.watch", h.about(R"("views":["room"])"));
  }
  CHECK(room().at("staff").at("lead") == 1);
  h.core->closed(boss);
  h.core->closed(phones[0]);
  h.settle();
  CHECK(room().at("staff").at("lead") == 0);
  CHECK(room().at("connected") == 1);
  CHECK(room().at("joined") == 2);
}

TEST_CASE("the room's revisions never go back, not even after a restart") {
  hall h;
  h.create();
  auto phones = h.seat(1);
  const auto rev = [&] { return h.result(h.desk, "view.get", h.about(R"("view":"room")")).at("rev").as_int64(); };
  const auto first = rev();
  h.core->closed(phones[0]);
  h.settle();
  const auto second = rev();
  CHECK(second > first);
  h.clock += 1000;
  h.restart();
  const auto screen = h.socket();
  h.result(screen, "screen.join", R"({"code":")" + h.code + "\"}");
  CHECK(rev() > second);
}
