// Clients that are slow, silent, many or too quick.
#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

#include "hall.hpp"

using namespace ruamkit::transport;
using namespace ruamkit::transport::test;

TEST_CASE("a header that does not come to its end is given up, whatever trickles in") {
  auto what = on_any_port();
  what.limits.header = 150ms;
  hall hall{what};
  auto silent = hall.visitor();
  auto trickling = hall.visitor();
  std::thread trickle{[&] {
    for (int i = 0; i < 40 && trickling.send("X"); ++i) std::this_thread::sleep_for(20ms);
  }};
  CHECK(silent.ends());
  trickle.join();
  CHECK(trickling.answer().status == 408);
  CHECK(hall.metric("connections_closed_total{reason=\"idle\"}") == 1);
  CHECK(hall.visitor().get("/healthz").status == 200);
}

TEST_CASE("a body that does not come to its end is given up") {
  auto what = on_any_port();
  what.limits.body = 150ms;
  hall hall{what};
  auto visitor = hall.visitor();
  visitor.send("POST /rpc HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
  CHECK(visitor.answer().status == 408);
  CHECK(visitor.ends());
}

TEST_CASE("a kept-alive connection is ended when it rests too long") {
  auto what = on_any_port();
  what.limits.idle = 150ms;
  hall hall{what};
  auto visitor = hall.visitor();
  CHECK(visitor.get("/healthz").status == 200);
  std::this_thread::sleep_for(50ms);
  CHECK(visitor.get("/healthz").status == 200);
  CHECK(visitor.ends());
}

TEST_CASE("silence is met with pings, then with the end, a phone that answers them stays") {
  auto what = on_any_port();
  what.limits.ping_every = 80ms;
  what.limits.idle = 300ms;
  hall hall{what};
  auto silent = hall.phone();
  auto alive = hall.phone();
  const auto until = std::chrono::steady_clock::now() + 900ms;
  int pings = 0;
  while (std::chrono::steady_clock::now() < until) {
    const auto got = alive.frame(50ms, true);
    if (got.opcode != 9) continue;
    ++pings;
    alive.send_frame(0x8A, got.payload);
  }
  CHECK(pings >= 5);
  CHECK(alive.call("server.time").find(R"("now":1)") != std::string::npos);
  CHECK(silent.frame(100ms).close_code() == 4003);
  CHECK(hall::within(30s, [&] { return hall.metric("connections_closed_total{reason=\"idle\"}") == 1; }));
}

TEST_CASE("a phone that takes nothing for too long is cut off") {
  auto what = on_any_port();
  what.limits.write_stall = 200ms;
  hall hall{what};
  auto stuck = hall.phone(4096);
  (void)stuck.call("view.watch", 1, R"({"views":["tally/q1"]})");
  hall.engine.publish(2, std::string(8'000'000, 'x'));
  CHECK(hall::within(30s, [&] { return hall.metric("connections_closed_total{reason=\"too_slow\"}") == 1; }));
  CHECK(hall.engine.closed_ones().size() == 1);
}

TEST_CASE("pings are answered, a flood of them is not") {
  auto what = on_any_port();
  what.limits.messages_per_s = 5;
  what.limits.messages_burst = 10;
  what.limits.refusals_max = 50;
  hall hall{what};
  auto phone = hall.phone();
  phone.send_frame(0x89, "hello");
  const auto pong = phone.frame();
  CHECK(pong.opcode == 10);
  CHECK(pong.payload == "hello");
  for (int i = 0; i < 200; ++i) phone.send_frame(0x89, "p");
  int pongs = 0;
  ws_frame got;
  while ((got = phone.frame()).opcode == 10) ++pongs;
  CHECK(pongs < 20);
  CHECK(got.close_code() == 4008);
}

TEST_CASE("too many messages are refused with the time to wait, then it ends with 4008") {
  auto what = on_any_port();
  what.limits.messages_per_s = 0.01;  // none comes back while this runs
  what.limits.messages_burst = 10;
  what.limits.refusals_max = 30;
  hall hall{what};
  auto other = hall.phone();
  auto phone = hall.phone();
  for (int i = 0; i < 10; ++i) CHECK(phone.call("server.time").find(R"("now":1)") != std::string::npos);
  int refused = 0;
  for (int i = 0; i < 31; ++i) {
    phone.send_text(R"({"jsonrpc":"2.0","id":)" + std::to_string(i) + R"(,"method":"server.time","params":{}})");
  }
  ws_frame got;
  while ((got = phone.frame()).opcode == 1) {
    CHECK(got.payload.find("rate_limited") != std::string::npos);
    CHECK(got.payload.find("retry_after_ms") != std::string::npos);
    ++refused;
  }
  CHECK(refused == 30);
  CHECK(got.close_code() == 4008);
  CHECK(other.call("server.time").find(R"("now":1)") != std::string::npos);
}

TEST_CASE("a token is limited across connections, other tokens are not") {
  auto what = on_any_port();
  what.limits.messages_per_s = 1;
  what.limits.messages_burst = 5;
  hall hall{what};
  const auto call = R"({"jsonrpc":"2.0","id":1,"method":"server.time","params":{}})";
  int refused = 0;
  for (int i = 0; i < 10; ++i) {
    const auto got = hall.visitor().post("/rpc", call, "Authorization: Bearer one\r\n");
    CHECK(got.status == 200);
    refused += got.body.find("rate_limited") != std::string::npos ? 1 : 0;
  }
  CHECK(refused >= 4);
  CHECK(hall.visitor().post("/rpc", call, "Authorization: Bearer two\r\n").body.find(R"("now":1)") !=
        std::string::npos);
  CHECK(hall.metric("rate_limited_total") == refused);
}

TEST_CASE("one connection too many is told so, and there is room again afterwards") {
  auto what = on_any_port();
  what.limits.connections = 10;
  what.limits.connections_per_address = 3;
  hall hall{what};
  {
    std::vector<client> phones;
    for (int i = 0; i < 3; ++i) phones.push_back(hall.phone());
    auto fourth = hall.visitor();
    const auto got = fourth.get("/");
    CHECK(got.status == 503);
    CHECK(got.headers.at("retry-after") == "5");
    CHECK(got.body.find("กรุณาลองใหม่") != std::string::npos);
    CHECK(got.body.find("Please try again") != std::string::npos);
    CHECK(fourth.ends());
    CHECK(hall.visitor().upgrade() == 503);
    CHECK(phones[0].call("server.time").find(R"("now":1)") != std::string::npos);
  }
  CHECK(hall::within(30s, [&] { return hall.metric("connections") == 0; }));
  CHECK(hall.visitor().upgrade() == 101);
  CHECK(hall.metric("connections_refused_total") == 2);
}

TEST_CASE("more request bodies at once than there is room for") {
  auto what = on_any_port();
  what.limits.bodies_bytes = 1000;
  hall hall{what};
  const std::string half =
      "POST /rpc HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 600\r\n\r\n{";
  auto first = hall.visitor();
  first.send(half);
  CHECK(hall::within(30s, [&] { return hall.metric("http_requests_total") == 1; }));
  auto second = hall.visitor();
  second.send(half);
  CHECK(second.answer().status == 503);
  first.send(std::string(598, ' ') + "}");
  CHECK(first.answer().status == 200);
  auto third = hall.visitor();
  third.send(half + std::string(598, ' ') + "}");
  CHECK(third.answer().status == 200);
}
