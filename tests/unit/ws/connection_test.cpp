// The blocking client and the swarm against a server of raw sockets.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <mutex>
#include <set>

#include "unit/ws/fake/fake_server.hpp"
#include "ws/client.hpp"
#include "ws/json_scan.hpp"
#include "ws/swarm.hpp"

namespace ruamkit::ws {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;

/// Answers every request with its own params, after a view notification.
struct echoing : fake::server {
  echoing() {
    on_text = [this](connection from, const std::string& text) {
      const std::string id(value_at(member(text, "id")));
      const std::string params(value_at(member(text, "params")));
      if (text.find("\"drop\"") != std::string::npos) return drop(from);
      if (text.find("\"leave\"") != std::string::npos) return close(from, 4001);
      if (text.find("\"fragment\"") != std::string::npos) {
        send_frame(from, 0x01, R"({"jsonrpc":"2.0",)");
        send_frame(from, 0x89, "are you there");
        send_frame(from, 0x00, "\"id\":" + id);
        send_frame(from, 0x80, R"(,"result":{"whole":true}})");
        return;
      }
      send(from, R"({"jsonrpc":"2.0","method":"view","params":{"view":"echo","rev":1,"doc":{"n":)" + id + "}}}");
      send(from, R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":)" + params + "}");
    };
    start();
  }
};

}  // namespace

TEST_CASE("the client calls, and keeps the views that come in between") {
  echoing server;
  client phone(server.where());
  for (int i = 1; i <= 3; ++i) {
    const reply got = phone.call("echo", {{"x", i}});
    REQUIRE(got.ok());
    CHECK(got.result.as_object().at("x") == i);
  }
  const auto view =
      phone.wait_view("echo", 1s, [](const json::object& doc) { return doc.at("n").to_number<int>() == 2; });
  REQUIRE(view);
  CHECK(view->at("rev") == 1);
  CHECK(phone.wait_view("echo", 1s)->at("doc").as_object().at("n") == 3);
  CHECK_FALSE(phone.wait_view("echo", 20ms));
  CHECK(phone.call("fragment", {}).result.as_object().at("whole").as_bool());
  const std::string large(100'000, 'x');
  CHECK(phone.call("echo", {{"x", large}}).result.as_object().at("x").as_string() == json::string_view(large));
  phone.close();
  REQUIRE(phone.ended());
  CHECK(phone.ended()->code == 1000);
}

TEST_CASE("the client sees how it ended") {
  echoing server;
  client moved(server.where());
  moved.send_text(R"({"id":1,"method":"leave"})");
  CHECK(moved.wait_ended(2s));
  CHECK(moved.ended()->code == 4001);
  client cut(server.where());
  CHECK_THROWS_AS((void)cut.call("drop", {}), disconnected);
  CHECK(cut.ended()->code == 1006);
  client gone(server.where());
  gone.abort();
  CHECK_THROWS_AS(gone.send_text("x"), disconnected);
  const endpoint where = server.where();
  server.stop();
  echoing refusing;
  refusing.stop();
  fake::server odd;
  odd.upgrade_answer = "HTTP/1.1 503 Service Unavailable\r\n\r\n";
  odd.start();
  CHECK_THROWS_AS(client{odd.where()}, disconnected);
}

TEST_CASE("HTTP: a POST comes back") {
  fake::server server;
  server.on_post = [](const std::string& body, const std::string& bearer) {
    return R"({"jsonrpc":"2.0","id":1,"result":{"bearer":")" + bearer + R"(","size":)" + std::to_string(body.size()) +
           "}}";
  };
  server.start();
  rpc caller(server.where());
  caller.token = "t0ken";
  const reply got = caller.call("deliberation.create", {{"definition", std::string(300'000, 'd')}});
  REQUIRE(got.ok());
  CHECK(got.result.as_object().at("bearer") == "t0ken");
  CHECK(got.result.as_object().at("size").to_number<int>() > 300'000);
}

TEST_CASE("a swarm opens, talks, loses and closes hundreds of connections") {
  echoing server;
  constexpr std::size_t count = 300;
  swarm phones(server.where());
  std::size_t opened = 0, answers = 0, lost = 0, left = 0;
  phones.on_open = [&](std::size_t i) {
    ++opened;
    const char* method = i % 50 == 7 ? "drop" : i % 50 == 8 ? "leave" : i % 50 == 9 ? "fragment" : "echo";
    phones.send_text(i,
                     R"({"jsonrpc":"2.0","id":)" + std::to_string(i) + R"(,"method":")" + method + R"(","params":{}})");
  };
  phones.on_text = [&](std::size_t i, std::string_view text) {
    if (const auto id = number_at(member(text, "id"))) {
      CHECK(*id == static_cast<std::int64_t>(i));
      ++answers;
    }
  };
  phones.on_closed = [&](std::size_t, const closure& how) {
    CHECK(how.opened);
    if (how.code == 1006) ++lost;
    if (how.code == 4001) ++left;
  };
  for (std::size_t i = 0; i < count; ++i) phones.connect(i);
  CHECK(phones.run_until([&] { return answers + lost + left == count; }, 10s));
  CHECK(opened == count);
  CHECK(lost == 6);
  CHECK(left == 6);
  CHECK(phones.open_count() == count - 12);
  std::set<std::size_t> closed_codes;
  phones.on_closed = [&](std::size_t, const closure& how) { closed_codes.insert(how.code); };
  phones.abort(0);
  for (std::size_t i = 1; i < count; ++i) phones.close(i, 1000);
  CHECK(phones.run_until([&] { return phones.settled(); }, 10s));
  CHECK(closed_codes == std::set<std::size_t>{1000, 1006});
}

TEST_CASE("a swarm connects a slot again, no faster than the rate") {
  echoing server;
  swarm_options options;
  options.connects_per_second = 200;
  swarm phones(server.where(), options);
  std::size_t opened = 0, again = 0;
  phones.on_open = [&](std::size_t) { ++opened; };
  phones.on_closed = [&](std::size_t i, const closure&) {
    if (again++ < 20) phones.connect(i);
  };
  const auto start = clock::now();
  for (std::size_t i = 0; i < 40; ++i) phones.connect(i);
  CHECK(phones.run_until([&] { return opened == 40; }, 10s));
  CHECK(clock::now() - start >= 140ms);
  for (std::size_t i = 0; i < 20; ++i) phones.abort(i);
  CHECK(phones.run_until([&] { return opened == 60; }, 10s));
  CHECK(phones.is_open(3));
}

TEST_CASE("a swarm tells when nobody listens, and keeps its timers") {
  fake::server nobody;
  const endpoint where = nobody.where();
  swarm phones(where);
  closure how;
  bool ended = false;
  nobody.upgrade_answer = "HTTP/1.1 403 Forbidden\r\n\r\n";
  nobody.start();
  phones.on_closed = [&](std::size_t, const closure& seen) {
    how = seen;
    ended = true;
  };
  phones.connect(5);
  CHECK(phones.run_until([&] { return ended; }, 5s));
  CHECK_FALSE(how.opened);
  CHECK(how.why.find("403") != std::string::npos);
  std::string order;
  phones.after(30ms, [&] { order += 'c'; });
  phones.after(1ms, [&] {
    order += 'a';
    phones.after(1ms, [&] { order += 'b'; });
  });
  CHECK(phones.run_until([&] { return order.size() == 3; }, 2s));
  CHECK(order == "abc");
  CHECK_FALSE(phones.send_text(5, "x"));
}

}  // namespace ruamkit::ws
