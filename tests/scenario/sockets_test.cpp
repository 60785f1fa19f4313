// What only a hostile or broken client sends; a neighbour votes on meanwhile.
#include <doctest/doctest.h>

#include <thread>

#include "hall.hpp"
#include "ws/stream.hpp"

namespace ruamkit::scenario {
namespace {

using std::chrono::milliseconds;

/// A hall of two: one misbehaves, the other's vote must count as if nothing were.
struct pair_of_phones {
  explicit pair_of_phones(std::string config = "{}", bool tls = false) : h({.config = std::move(config), .tls = tls}) {
    h.prepare(2);
    h.open({"single"});
    neighbour.emplace(h.seated(1));
  }
  ~pair_of_phones() {
    ok(*neighbour, "ballot.cast", cast("single", json::array{"b"}));
    CHECK(counts(h.view("tally/single")) == R"({"a":0,"b":1,"c":0})");
  }
  hall h;
  std::optional<ws::client> neighbour;
};

std::string upgrade_of(const hall& h, const std::string& more) {
  return "GET /ws HTTP/1.1\r\nHost: " + h.server.where().authority() +
         "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
         "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" +
         more + "\r\n";
}

std::uint16_t end_of(ws::client& who) {
  REQUIRE(who.wait_ended());
  return who.ended()->code;
}

}  // namespace

TEST_CASE("a frame of 10 MiB") {
  pair_of_phones p;
  auto phone = p.h.seated(0);
  try {
    phone.send_frame(ws::opcode::text, std::string(10U << 20U, ' '));
  } catch (const ws::disconnected&) {
    // the server did not read it to its end
  }
  CHECK(end_of(phone) == 1009);
}

TEST_CASE("a text that is not UTF-8") {
  pair_of_phones p;
  auto phone = p.h.seated(0);
  phone.send_text("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xff\xfe\"}");
  CHECK(end_of(phone) == 1007);
  ws::rpc post(p.h.server.where());
  const auto answer = ws::http(p.h.server.where(), false, "POST", "/rpc", "{\"method\":\"\xc3\x28\"}",
                               "Content-Type: application/json\r\n");
  CHECK(ws::read_reply(answer.body).code == "invalid_utf8");
}

TEST_CASE("frames against the protocol") {
  pair_of_phones p;
  auto binary = p.h.connect();
  binary.send_frame(ws::opcode::binary, "x");
  CHECK(end_of(binary) == 1003);
  auto unmasked = p.h.connect();
  unmasked.send_raw(std::string("\x81\x02{}", 4));
  CHECK(end_of(unmasked) == 1002);
  auto reserved = p.h.connect();
  reserved.send_raw(std::string("\xf1\x80\x00\x00\x00\x00", 6));
  CHECK(end_of(reserved) == 1002);
}

TEST_CASE("a header that never ends") {
  pair_of_phones p(R"({"limits": {"header_seconds": 1}})");
  ws::stream slow(p.h.server.where(), false, milliseconds{5000});
  slow.write("GET /ws HTTP/1.1\r\nHost: x\r\n", milliseconds{1000});
  std::string got;
  bool ended = false;
  for (int i = 0; i < 40 && !ended; ++i) {
    try {
      slow.write("X-", milliseconds{1000});  // a drop at a time, always busy
      if (const auto some = slow.read(milliseconds{100})) {
        got += *some;
        ended = some->empty();
      }
    } catch (const ws::disconnected&) {
      ended = true;
    }
  }
  CHECK(ended);
  CHECK(got.starts_with("HTTP/1.1 408"));
}

TEST_CASE("a client that asks and never reads") {
  pair_of_phones p(R"({"limits": {"queue_bytes_per_connection": 65536, "messages_burst": 100000}})");
  ws::stream greedy(p.h.server.where(), false, milliseconds{5000});
  greedy.write(upgrade_of(p.h, {}), milliseconds{1000});
  const auto send = [&](std::string_view method, const json::object& params) {
    greedy.write(ws::make_frame(ws::opcode::text, ws::request_text(1, method, params), 7), milliseconds{2000});
  };
  send("session.join", {{"code", p.h.code}, {"seat", p.h.seats[0].code}});
  std::this_thread::sleep_for(milliseconds{300});
  bool cut = false;
  for (int i = 0; i < 4050 && !cut; ++i) {
    try {
      send("view.get", {{"view", "agenda"}});
    } catch (const ws::disconnected&) {
      cut = true;
    }
    if (i > 4000) std::this_thread::sleep_for(milliseconds{100});  // the goodbye it never reads takes two seconds
  }
  CHECK(cut);
}

TEST_CASE("more messages than people send are refused, then the connection is closed") {
  pair_of_phones p(R"({"limits": {"messages_per_token_per_s": 1, "messages_burst": 10}})");
  auto eager = p.h.connect();
  for (int i = 0; i < 10; ++i) ok(eager, "server.time");
  const auto refused = eager.call("server.time", {});
  CHECK(refused.code == "rate_limited");
  CHECK(refused.error.at("data").at("retry_after_ms").as_int64() > 0);
}

TEST_CASE("a page of another origin opens no socket") {
  pair_of_phones p;
  const auto upgrade = [&](const std::string& origin) {
    ws::stream page(p.h.server.where(), false, milliseconds{5000});
    page.write(upgrade_of(p.h, "Origin: " + origin + "\r\n"), milliseconds{1000});
    return page.read(milliseconds{3000}).value_or("").substr(9, 3);
  };
  CHECK(upgrade("http://" + p.h.server.where().authority()) == "101");
  CHECK(upgrade("https://evil.example") == "403");
  CHECK(upgrade("null") == "403");
  CHECK(upgrade("http://" + p.h.server.where().authority() + ".evil.example") == "403");
}

TEST_CASE("5,000 phones behind one address are let in, and no more than the limit") {
  pair_of_phones p(R"({"limits": {"connections_per_address": 20}})");
  std::vector<ws::client> many;
  bool refused = false;
  for (int i = 0; i < 30 && !refused; ++i) {
    try {
      many.push_back(p.h.connect());
    } catch (const ws::disconnected&) {
      refused = true;
    }
  }
  CHECK(refused);
  CHECK(many.size() >= 17);
  CHECK(many.size() <= 20);
  many.clear();
  std::this_thread::sleep_for(milliseconds{200});
}

TEST_CASE("TLS from a self-made certificate, plain HTTP refused on it") {
  pair_of_phones p("{}", true);
  auto phone = p.h.seated(0);
  CHECK(ok(phone, "view.get", {{"view", "agenda"}}).contains("doc"));
  auto plain = p.h.server.where();
  plain.tls = false;
  CHECK_THROWS_AS((void)ws::client(plain, false, milliseconds{3000}), ws::disconnected);
}

TEST_CASE("probes and pages") {
  hall h;
  const auto get = [&](const char* target) { return ws::http(h.server.where(), false, "GET", target); };
  CHECK(get("/healthz").status == 200);
  CHECK(get("/readyz").status == 200);
  CHECK(get("/metrics").body.find("ruamkit_") != std::string::npos);
  CHECK(get("/absent").status == 404);
  const auto document = json::parse(get("/openrpc.json").body).as_object();
  CHECK(document.at("openrpc").as_string().starts_with("1."));
  CHECK(document.at("methods").as_array().size() > 20);
}

}  // namespace ruamkit::scenario
