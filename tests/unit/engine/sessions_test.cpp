// Who is behind a socket: seats that move, roles that change, sessions that end.
#include <doctest/doctest.h>

#include <future>

#include "unit/engine/hall.hpp"

using namespace ruamkit;
using namespace ruamkit::engine;
using namespace ruamkit::engine::testing;
using namespace std::chrono_literals;

namespace {

/// The last thing that closed this socket.
std::optional<close_connection> closing_of(const std::vector<outbound>& all, connection_id who) {
  std::optional<close_connection> out;
  for (const auto& each : all)
    if (const auto* closed = std::get_if<close_connection>(&each); closed != nullptr && closed->who == who)
      out = *closed;
  return out;
}

std::string join_params(const hall& h, const std::string& seat) {
  return R"({"code":")" + h.code + R"(","seat":")" + seat + "\"}";
}

/// Tells the engine what the store holds by now, as ruamkitd does when another process has changed it.
void tell(hall& h, const std::function<void(identity::store&)>& change) {
  std::promise<void> told;
  REQUIRE(h.people->post(
      [&](identity::store& s) -> identity::completion {
        change(s);
        auto accounts = s.list_accounts();
        auto sessions = s.live_sessions({h.clock});
        return [&h, &told, accounts, sessions](const identity::storage_failure*) {
          h.core->identity_changed(accounts, sessions);
          told.set_value();
        };
      },
      [&](const identity::storage_failure*) { told.set_value(); }));
  told.get_future().wait();
  h.settle();
}

/// Keeps the identity store busy until it is let go.
class busy_store {
 public:
  explicit busy_store(hall& h) {
    auto released = release_.get_future().share();
    REQUIRE(h.people->post(
        [released](identity::store&) -> identity::completion {
          released.wait();
          return {};
        },
        {}));
  }
  void let_go() { release_.set_value(); }

 private:
  std::promise<void> release_;
};

}  // namespace

TEST_CASE("a seat that is taken by another phone: the first is told and closed, the second goes on") {
  hall h;
  h.create();
  const auto first = h.seat(1)[0];
  h.result(h.desk, "ballot.open", h.about(R"("ballot":"q1")"));
  h.result(first, "ballot.cast", hall::vote("q1", R"(["a"])"));
  h.out.forget();
  const auto second = h.socket(1);
  h.result(second, "session.join", join_params(h, h.seats[0]));
  REQUIRE(h.out.eventually([&](const auto& all) { return closing_of(all, first).has_value(); }));
  const auto closed = *closing_of(h.out.all(), first);
  CHECK(closed.why == closing::moved);
  CHECK(closed.last_words == R"({"jsonrpc":"2.0","method":"session.moved","params":{}})");
  CHECK(h.error(first, "ballot.cast", hall::vote("q1", R"(["b"])")) == "not_signed_in");
  CHECK(h.error(second, "ballot.cast", hall::vote("q1", R"(["b"])")).empty());
  CHECK(h.document(h.desk, "tally/q1").at("voted") == 1);
  CHECK(h.document(h.desk, "room").at("joined") == 1);
  CHECK(h.document(h.desk, "room").at("connected") == 1);
}

TEST_CASE("joining again on the same socket does not close it") {
  hall h;
  h.create();
  const auto phone = h.seat(1)[0];
  h.out.forget();
  h.result(phone, "session.join", join_params(h, h.seats[0]));
  h.settle();
  CHECK_FALSE(closing_of(h.out.all(), phone).has_value());
  CHECK(h.error(phone, "view.get", R"({"view":"me"})").empty());
  CHECK(h.document(h.desk, "room").at("connected") == 1);
}

TEST_CASE("why nobody joins") {
  hall h([](options& o) { o.join_failures_burst = 4; });
  h.create();
  h.seat(1);
  const auto join = [&](const std::string& params) { return h.error(h.socket(), "session.join", params); };
  CHECK(join(R"({"code":")" + h.code + "\"}") == "seat_required");
  CHECK(join(join_params(h, "ABC-DEF-GHJ")) == "unknown_seat");
  CHECK(join(join_params(h, "not a code")) == "unknown_seat");
  CHECK(join(R"({"code":"000000","seat":"ABC-DEF-GHJ"})") == "unknown_code");
  CHECK(h.error(h.socket(), "screen.join", R"({"code":"000000"})") == "unknown_code");
  // Four failures were allowed to this address.
  const auto tired = h.call(h.socket(), "session.join", join_params(h, h.seats[0]));
  CHECK(tired.at("error").at("message") == "too_many_attempts");
  CHECK(tired.at("error").at("data").at("retry_after_ms").as_int64() > 0);
  h.pass(1s);
  CHECK(join(join_params(h, h.seats[0])).empty());
}

TEST_CASE("a phone that left while its seat was looked up is not counted as connected") {
  hall h;
  h.create();
  const auto first = h.seat(1)[0];
  h.core->closed(first);
  h.settle();
  busy_store busy(h);
  const auto phone = h.socket();
  const auto id = h.send(phone, "session.join", join_params(h, h.seats[0]));
  const auto screen = h.socket();
  const auto other = h.send(screen, "screen.join", R"({"code":")" + h.code + "\"}");
  h.core->closed(phone);
  h.core->closed(screen);
  h.round();
  busy.let_go();
  static_cast<void>(h.reply(id));
  static_cast<void>(h.reply(other));
  const auto room = h.document(h.desk, "room");
  CHECK(room.at("connected") == 0);
  CHECK(room.at("screens") == 0);
  CHECK(h.core->condition().connections == 1);  // the organiser
}

TEST_CASE("a role that changes takes effect at once, and takes the views with it that it may not see") {
  hall h;
  h.create();
  const auto boss = h.signed_in(h.lead);
  const auto room = h.watch(boss, "room");
  const auto agenda = h.watch(boss, "agenda");
  CHECK(h.error(boss, "stage.start", h.about(R"("stage":"first")")).empty());
  h.out.forget();
  tell(h, [&](identity::store& s) { REQUIRE(s.set_role(h.lead.account.id, "committee").has_value()); });
  std::vector<view_key> stopped;
  for (const auto& each : h.out.all())
    if (const auto* stop = std::get_if<stop_watching>(&each); stop != nullptr && stop->who == boss)
      stopped.push_back(stop->view);
  CHECK(stopped == std::vector{room});
  CHECK(h.error(boss, "stage.finish", h.about(R"("stage":"first")")) == "not_allowed");
  CHECK(h.error(boss, "view.get", h.about(R"("view":"room")")) == "unknown_view");
  CHECK_FALSE(closing_of(h.out.all(), boss).has_value());
  // In the room they are now what they are, and when they leave nobody is left behind.
  CHECK(h.document(h.desk, "room").at("staff").at("committee") == 1);
  CHECK(h.document(h.desk, "room").at("staff").at("lead") == 0);
  h.out.forget();
  h.result(h.desk, "stage.finish", h.about(R"("stage":"first")"));
  h.pass(1s);
  const auto changed = [&](view_key view) {
    return std::ranges::any_of(h.out.all(), [&](const outbound& each) {
      const auto* change = std::get_if<view_changed>(&each);
      return change != nullptr && change->view == view;
    });
  };
  CHECK(changed(agenda));
  h.core->closed(boss);
  h.settle();
  CHECK(h.document(h.desk, "room").at("staff").at("committee") == 0);
  tell(h, [&](identity::store& s) { REQUIRE(s.set_role(h.lead.account.id, "lead").has_value()); });
  CHECK(h.error(h.signed_in(h.lead), "stage.start", h.about(R"("stage":"first")")).empty());
}

TEST_CASE("a disabled account: its sockets are closed, its token is worth nothing") {
  hall h;
  h.create();
  const auto boss = h.signed_in(h.lead);
  h.out.forget();
  tell(h, [&](identity::store& s) { REQUIRE(s.disable_account(h.lead.account.id).has_value()); });
  REQUIRE(closing_of(h.out.all(), boss).has_value());
  CHECK(closing_of(h.out.all(), boss)->why == closing::ended);
  CHECK(closing_of(h.out.all(), boss)->last_words ==
        R"({"jsonrpc":"2.0","method":"session.ended","params":{"reason":"revoked"}})");
  CHECK(h.error(boss, "stage.start", h.about(R"("stage":"first")")) == "not_signed_in");
  CHECK(h.error(h.socket(), "session.resume", R"({"token":")" + h.lead.token + "\"}") == "token_invalid");
  CHECK(h.reply(h.post(h.lead.token, "deliberation.list")).at("error").at("message") == "token_invalid");
  CHECK(h.error(h.desk, "deliberation.list").empty());
}

TEST_CASE("a socket that only watches is told and closed when its session ends") {
  hall h;
  h.create();
  const auto boss = h.signed_in(h.lead);
  h.watch(boss, "room");
  h.clock += std::chrono::milliseconds(12h).count() - 1;
  h.settle();
  CHECK_FALSE(closing_of(h.out.all(), boss).has_value());
  h.pass(1ms);
  const auto closed = closing_of(h.out.all(), boss);
  REQUIRE(closed.has_value());
  CHECK(closed->last_words == R"({"jsonrpc":"2.0","method":"session.ended","params":{"reason":"expired"}})");
  CHECK(h.error(h.socket(), "session.resume", R"({"token":")" + h.lead.token + "\"}") == "token_expired");
}

TEST_CASE("an expired token is refused everywhere, and the socket that had it is told why") {
  hall h;
  h.create();
  const auto phone = h.seat(1)[0];
  const auto boss = h.signed_in(h.lead);
  h.clock += std::chrono::milliseconds(12h).count() - 1;
  CHECK(h.error(boss, "deliberation.list").empty());
  h.clock += 1;
  h.out.forget();
  CHECK(h.error(boss, "deliberation.list") == "token_expired");
  h.settle();
  // The reply before the closing: after it nothing reaches the socket.
  std::vector<std::string> seen;
  for (const auto& each : h.out.all()) {
    if (const auto* reply = std::get_if<send_reply>(&each); reply != nullptr && reply->to == boss)
      seen.emplace_back("reply");
    if (const auto* closed = std::get_if<close_connection>(&each); closed != nullptr && closed->who == boss)
      seen.push_back(closed->last_words);
  }
  CHECK(seen == std::vector<std::string>{
                    "reply", R"({"jsonrpc":"2.0","method":"session.ended","params":{"reason":"expired"}})"});
  CHECK(h.error(phone, "view.get", R"({"view":"me"})").empty());  // a participant's lasts longer
  CHECK(h.error(h.socket(), "session.resume", R"({"token":")" + h.organiser.token + "\"}") == "token_expired");
  CHECK(h.error(h.socket(), "session.resume", R"({"token":")" + h.organiser.token + "\"}") == "token_invalid");
  CHECK(h.error(h.socket(), "session.resume", R"({"token":"short"})") == "token_invalid");
}

TEST_CASE("signing out: this socket is a stranger's, others of the session are closed") {
  hall h;
  h.create();
  const auto one = h.signed_in(h.lead);
  const auto other = h.signed_in(h.lead, 1);
  h.out.forget();
  h.result(one, "session.logout");
  h.settle();
  CHECK_FALSE(closing_of(h.out.all(), one).has_value());
  REQUIRE(closing_of(h.out.all(), other).has_value());
  CHECK(closing_of(h.out.all(), other)->why == closing::ended);
  CHECK(h.error(one, "deliberation.list") == "not_signed_in");
  CHECK(h.error(h.socket(), "session.resume", R"({"token":")" + h.lead.token + "\"}") == "token_invalid");
  h.restart();
  CHECK(h.error(h.socket(), "session.resume", R"({"token":")" + h.lead.token + "\"}") == "token_invalid");
}

TEST_CASE("logging in with a password, and failing to") {
  hall h([](options& o) { o.logins_burst = 3; });
  tell(h, [&](identity::store& s) { REQUIRE(s.add_account("somsri", "facilitator", "ถ้อยคำที่ยาวพอ").has_value()); });
  const auto login = [](const std::string& name, const std::string& password) {
    return R"({"name":")" + name + R"(","password":")" + password + "\"}";
  };
  CHECK(h.error(h.socket(), "account.login", login("somsri", "wrong")) == "wrong_password");
  CHECK(h.error(h.socket(), "account.login", login("nobody", "wrong")) == "wrong_password");
  const auto own = h.socket();
  const auto in = h.result(own, "account.login", login("somsri", "ถ้อยคำที่ยาวพอ"));
  CHECK(in.at("role") == "facilitator");
  CHECK(h.error(own, "deliberation.list").empty());
  CHECK(h.error(own, "deliberation.create", R"({"definition":{}})") == "not_allowed");
  CHECK(h.error(h.socket(), "account.login", login("somsri", "wrong")) == "wrong_password");
  CHECK(h.error(h.socket(), "account.login", login("somsri", "wrong")) == "too_many_attempts");
}
