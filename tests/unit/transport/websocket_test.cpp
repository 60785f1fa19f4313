// WebSocket through a real socket: requests, views, slow phones, the ways it ends.
#include <doctest/doctest.h>

#include <set>
#include <string>
#include <thread>

#include "hall.hpp"

using namespace ruamkit;
using namespace ruamkit::transport;
using namespace ruamkit::transport::test;

namespace {

const std::string watch = R"({"views":["tally/q1"]})";

std::uint64_t rev_of(const std::string& view) {
  const auto at = view.find(R"("rev":)");
  return at == std::string::npos ? 0 : std::stoull(view.substr(at + 6));
}

}  // namespace

TEST_CASE("upgrade: path, version, key, origin") {
  hall hall;
  CHECK(hall.visitor().upgrade() == 101);
  CHECK(hall.visitor().upgrade("Origin: http://hall.example\r\n") == 101);
  CHECK(hall.visitor().upgrade("", "/ws?x=1") == 101);
  CHECK(hall.visitor().upgrade("Origin: http://evil.example\r\n") == 403);
  CHECK(hall.visitor().upgrade("Origin: https://hall.example\r\n") == 403);
  CHECK(hall.visitor().upgrade("Origin: null\r\n") == 403);
  CHECK(hall.visitor().upgrade("", "/") == 404);
  CHECK(hall.visitor().get("/ws").status == 426);
  auto visitor = hall.visitor();
  const auto old = visitor.get("/ws",
                               "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 8\r\n"
                               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
  CHECK(old.status == 426);
  CHECK(old.headers.at("sec-websocket-version") == "13");
  CHECK(hall.visitor()
            .get("/ws",
                 "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                 "Sec-WebSocket-Key: short\r\n")
            .status == 400);
}

TEST_CASE("a listed origin may come in") {
  auto what = on_any_port();
  what.origins = {"https://vote.example.go.th"};
  hall hall{what};
  CHECK(hall.visitor().upgrade("Origin: https://vote.example.go.th\r\n") == 101);
}

TEST_CASE("requests are answered in order, those sent with the upgrade too") {
  hall hall;
  auto visitor = hall.visitor();
  std::string all =
      "GET /ws HTTP/1.1\r\nHost: hall.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  for (int i = 1; i <= 50; ++i) {
    all +=
        masked_frame(0x81, R"({"jsonrpc":"2.0","id":)" + std::to_string(i) + R"(,"method":"server.time","params":{}})");
  }
  visitor.send(all);
  CHECK(visitor.answer().status == 101);
  for (int i = 1; i <= 50; ++i) {
    CHECK(visitor.frame().payload == R"({"jsonrpc":"2.0","id":)" + std::to_string(i) + R"(,"result":{"now":1}})");
  }
  CHECK_FALSE(hall.engine.last().one_reply);
}

TEST_CASE("what cannot be decoded is answered and the connection stays") {
  hall hall;
  auto phone = hall.phone();
  phone.send_text("this is not JSON");
  CHECK(phone.frame().payload.find("malformed_json") != std::string::npos);
  phone.send_text("");
  CHECK(phone.frame().payload.find("malformed_json") != std::string::npos);
  CHECK(phone.call("no.such_method").find("unknown_method") != std::string::npos);
  CHECK(phone.call("server.time").find(R"("now":1)") != std::string::npos);
}

TEST_CASE("a full engine says busy, and only to those who asked for an answer") {
  hall hall;
  auto phone = hall.phone();
  hall.engine.full = true;
  const auto got = phone.call("server.time", 3);
  CHECK(got.find(R"("id":3)") != std::string::npos);
  CHECK(got.find("busy") != std::string::npos);
  CHECK(got.find("retry_after_ms") != std::string::npos);
  phone.send_text(R"({"jsonrpc":"2.0","method":"server.time","params":{}})");
  CHECK(phone.frame(100ms).opcode == -1);
}

TEST_CASE("a watcher gets the current document after its reply, then every change") {
  hall hall;
  auto phone = hall.phone();
  phone.send_text(R"({"jsonrpc":"2.0","id":1,"method":"view.watch","params":)" + watch + "}");
  CHECK(phone.frame().payload == R"({"jsonrpc":"2.0","id":1,"result":{}})");
  CHECK(rev_of(phone.frame().payload) == 1);
  for (std::uint64_t rev = 2; rev < 10; ++rev) {
    hall.engine.publish(rev);
    CHECK(rev_of(phone.frame().payload) == rev);
  }
  const auto who = hall.engine.last().from;
  hall.engine.tell(who, {engine::stop_watching{who, fake_engine::watched}});
  hall.engine.publish(10);
  CHECK(phone.frame(100ms).opcode == -1);
}

TEST_CASE("a phone that does not read skips to the newest and costs nothing, nor anybody else") {
  hall hall;
  auto slow = hall.phone(4096);
  auto quick = hall.phone();
  (void)slow.call("view.watch", 1, watch);
  (void)quick.call("view.watch", 1, watch);
  CHECK(rev_of(quick.frame().payload) == 1);

  const std::string filling(200'000, 'd');
  constexpr std::uint64_t last = 200;  // 40 MB, were it kept
  for (std::uint64_t rev = 2; rev <= last; ++rev) {
    hall.engine.publish(rev, filling);
    // One who keeps up misses little, and nothing for long.
    while (rev_of(quick.frame().payload) < rev) {
    }
  }
  CHECK(hall.metric("view_frames_conflated_total") > 150);

  std::uint64_t before = 0;
  std::size_t frames = 0;
  std::uint64_t rev = 0;
  while (rev != last) {
    const auto got = slow.frame();
    REQUIRE(got.opcode == 1);
    rev = rev_of(got.payload);
    REQUIRE(rev > before);
    before = rev;
    ++frames;
  }
  CHECK(frames < 40);
  CHECK(slow.call("server.time").find(R"("now":1)") != std::string::npos);
}

TEST_CASE("replies that a phone does not read are bounded: 4003") {
  auto what = on_any_port();
  what.limits.linger = 200ms;
  hall hall{what};
  auto slow = hall.phone(4096);
  auto other = hall.phone();
  (void)slow.call("server.time");
  const auto who = hall.engine.last().from;
  const auto notice = fake_engine::document(1, std::string(50'000, 'n'));
  for (int i = 0; i < 200; ++i) hall.engine.tell(who, {engine::send_frame{who, notice}});
  CHECK(hall::within(30s, [&] { return hall.metric("connections_closed_total{reason=\"too_slow\"}") == 1; }));
  CHECK(hall.engine.closed_ones() == std::vector{who});
  CHECK(other.call("server.time").find(R"("now":1)") != std::string::npos);
}

TEST_CASE("one answer larger than the queue limit is delivered whole") {
  hall hall;
  auto phone = hall.phone(4096);
  (void)phone.call("server.time");
  const auto who = hall.engine.last().from;
  const auto large = fake_engine::document(1, std::string(1'000'000, 'x'));
  hall.engine.tell(who, {engine::send_frame{who, large}});
  CHECK(phone.frame().payload == large->text);
}

TEST_CASE("wrong frames close with their code, and only their own connection") {
  hall hall;
  auto other = hall.phone();
  struct row {
    const char* what;
    std::string bytes;
    int code;
  };
  std::string ten_megabytes = std::string("\x81\xFF\x00\x00\x00\x00\x00\xA0\x00\x00", 10) + "mask";
  ten_megabytes += std::string(10 * 1024 * 1024, 'x');
  const row rows[] = {
      {"64 KiB and one byte", masked_frame(0x81, std::string(65'537, 'x')), 1009},
      {"10 MiB", ten_megabytes, 1009},
      {"invalid UTF-8", masked_frame(0x81, "\xFF\xFE"), 1007},
      {"binary", masked_frame(0x82, "abc"), 1003},
      {"reserved bits", masked_frame(0xF1, "abc"), 1002},
      {"a close", masked_frame(0x88, "\x03\xE8"), 1000},
      {"a close without a code", masked_frame(0x88, ""), 0},
  };
  for (const auto& each : rows) {
    CAPTURE(each.what);
    auto phone = hall.phone();
    phone.send(each.bytes);
    const auto got = phone.frame();
    CHECK(got.opcode == 8);
    CHECK(got.close_code() == each.code);
    CHECK(phone.ends());
    CHECK(other.call("server.time").find(R"("now":1)") != std::string::npos);
  }
  auto phone = hall.phone();
  const auto edge = R"({"jsonrpc":"2.0","id":1,"method":"server.time","params":{}})";
  phone.send_text(edge + std::string(65'536 - std::string_view{edge}.size() - 1, ' ') + "\n");
  CHECK(phone.frame().opcode == 1);
}

TEST_CASE("the engine closes a connection after its last words") {
  hall hall;
  for (const auto why : {engine::closing::moved, engine::closing::ended, engine::closing::restarting}) {
    auto phone = hall.phone();
    (void)phone.call("server.time");
    const auto who = hall.engine.last().from;
    hall.engine.tell(who, {engine::send_frame{who, fake_engine::document(3)},
                           engine::close_connection{who, R"({"last":"words"})", why},
                           engine::send_frame{who, fake_engine::document(4)}});
    CHECK(rev_of(phone.frame().payload) == 3);
    CHECK(phone.frame().payload == R"({"last":"words"})");
    CHECK(phone.frame().close_code() == static_cast<int>(why));
    CHECK(phone.frame(50ms).opcode == -1);
    phone.send_frame(0x88, "\x03\xE8");
    CHECK(phone.ends());
  }
  CHECK(hall.engine.closed_ones().size() == 3);
}

TEST_CASE("however a connection ends, the engine hears of it once") {
  hall hall;
  { auto vanished = hall.phone(); }
  {
    auto half_closed = hall.phone();
    half_closed.shut_down_writing();
    CHECK(half_closed.ends());
  }
  {
    auto polite = hall.phone();
    polite.send_frame(0x88, "\x03\xE8");
    CHECK(polite.frame().close_code() == 1000);
    CHECK(polite.ends());
  }
  {
    auto refused = hall.visitor();
    (void)refused.upgrade("Origin: http://evil.example\r\n");
  }
  CHECK(hall::within(30s, [&] { return hall.metric("connections") == 0; }));
  const auto closed = hall.engine.closed_ones();
  CHECK(closed.size() == 3);
  CHECK(std::set(closed.begin(), closed.end()).size() == 3);
  CHECK(hall.metric("websockets") == 0);
}

TEST_CASE("what the engine sends to those who have gone reaches nobody") {
  hall hall;
  engine::connection_id who;
  {
    auto phone = hall.phone();
    (void)phone.call("server.time");
    who = hall.engine.last().from;
  }
  CHECK(hall::within(30s, [&] { return hall.metric("connections") == 0; }));
  auto next = hall.phone();  // perhaps in the same slot
  auto one_more = hall.phone();
  hall.engine.tell(
      who, {engine::send_reply{who, {"9"}, wire::json_result{"{}"}}, engine::send_frame{who, fake_engine::document(1)},
            engine::start_watching{who, 1, fake_engine::document(1)},
            engine::close_connection{who, "gone", engine::closing::ended}});
  CHECK(next.call("server.time", 1).find(R"("id":1)") != std::string::npos);
  CHECK(one_more.call("server.time", 2).find(R"("id":2)") != std::string::npos);
}

TEST_CASE("draining says goodbye to all, slow ones included, and keeps to its time") {
  hall hall;
  auto phone = hall.phone();
  auto visitor = hall.visitor();
  auto deaf = hall.phone();
  CHECK(visitor.get("/healthz").status == 200);
  std::thread closer{[&] {
    CHECK(phone.frame().payload == R"({"jsonrpc":"2.0","method":"server.stopping","params":{}})");
    CHECK(phone.frame().close_code() == 1012);
    phone.send_frame(0x88, "\x03\xF4");
    CHECK(phone.ends());
    CHECK(visitor.ends());
  }};
  const auto begin = std::chrono::steady_clock::now();
  hall.server.drain_and_stop(500ms);
  const auto took = std::chrono::steady_clock::now() - begin;
  closer.join();
  CHECK(took < 2s);
  CHECK(hall.engine.closed_ones().size() == 2);
  CHECK_FALSE(hall.visitor().connected());
}
