// TLS: handshake, versions, requests and large documents through it, what it costs when it fails.
#include <doctest/doctest.h>
#include <openssl/ssl.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "hall.hpp"

using namespace ruamkit::transport;
using namespace ruamkit::transport::test;

namespace {

struct certificate {
  certificate() : folder(std::filesystem::temp_directory_path() / ("ruamkit_tls_" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder);
    cert = (folder / "cert.pem").string();
    key = (folder / "key.pem").string();
    const auto command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-subj /CN=hall.example -keyout " +
        key + " -out " + cert + " 2>/dev/null";
    if (std::system(command.c_str()) != 0) throw std::runtime_error{"openssl cannot make a certificate"};
  }
  ~certificate() { std::filesystem::remove_all(folder); }

  [[nodiscard]] options server_options() const {
    auto out = on_any_port();
    out.tls_cert = cert;
    out.tls_key = key;
    return out;
  }

  std::filesystem::path folder;
  std::string cert;
  std::string key;
};

}  // namespace

TEST_CASE("HTTP and WebSocket over TLS") {
  const certificate made;
  hall hall{made.server_options()};
  client visitor{hall.server.port(), true};
  REQUIRE(visitor.connected());
  const auto got = visitor.get("/healthz");
  CHECK(got.body == "ok\n");
  CHECK(got.headers.at("strict-transport-security").starts_with("max-age="));
  CHECK(got.headers.at("content-security-policy").find("connect-src 'self' wss://hall.example;") != std::string::npos);

  client phone{hall.server.port(), true};
  REQUIRE(phone.upgrade("Origin: https://hall.example\r\n") == 101);
  for (int i = 0; i < 20; ++i) CHECK(phone.call("server.time", i).find(R"("now":1)") != std::string::npos);
  phone.send_text("{" + std::string(65'000, ' '));  // several records
  CHECK(phone.frame().payload.find("malformed_json") != std::string::npos);
  phone.send_frame(0x88, "\x03\xE8");
  CHECK(phone.frame().close_code() == 1000);
  CHECK(phone.ends());
}

TEST_CASE("a slow phone under TLS skips to the newest and nothing is torn") {
  const certificate made;
  hall hall{made.server_options()};
  client phone{hall.server.port(), true, 4096};
  REQUIRE(phone.upgrade() == 101);
  (void)phone.call("view.watch", 1, R"({"views":["tally/q1"]})");
  const std::string filling(150'000, 'd');
  constexpr std::uint64_t last = 60;
  for (std::uint64_t rev = 2; rev <= last; ++rev) hall.engine.publish(rev, filling);
  std::uint64_t before = 0;
  for (std::uint64_t rev = 0; rev != last; before = rev) {
    const auto got = phone.frame();
    REQUIRE(got.opcode == 1);
    rev = std::stoull(got.payload.substr(got.payload.find(R"("rev":)") + 6));
    REQUIRE(rev > before);
  }
  CHECK(phone.call("server.time").find(R"("now":1)") != std::string::npos);
}

TEST_CASE("a handshake that is not one, or not finished, ends, others go on") {
  const certificate made;
  auto what = made.server_options();
  what.limits.tls_handshake = 150ms;
  hall hall{what};
  auto plain = hall.visitor();
  plain.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(plain.ends());
  auto silent = hall.visitor();
  CHECK(silent.ends());
  CHECK(hall::within(30s, [&] { return hall.metric("connections_closed_total{reason=\"timeout\"}") == 1; }));
  CHECK(hall.metric("connections_closed_total{reason=\"tls\"}") == 1);
  client fine{hall.server.port(), true};
  CHECK(fine.get("/healthz").status == 200);
}

TEST_CASE("start failures name what is wrong") {
  const certificate made;
  const auto start = [](options what) { hall{std::move(what)}; };
  auto what = made.server_options();
  what.tls_key.clear();
  CHECK_THROWS_WITH_AS(start(what), doctest::Contains("both a certificate and its key"), start_failure);
  what.tls_key = "/nowhere/key.pem";
  CHECK_THROWS_WITH_AS(start(what), doctest::Contains("cannot use the TLS key /nowhere/key.pem"), start_failure);
  what.tls_cert = "/nowhere/cert.pem";
  CHECK_THROWS_WITH_AS(start(what), doctest::Contains("cannot use the TLS certificate /nowhere/cert.pem"),
                       start_failure);
  auto no_address = on_any_port();
  no_address.address = "not an address";
  CHECK_THROWS_WITH_AS(start(no_address), doctest::Contains("is not an address"), start_failure);
  hall first;
  auto taken = on_any_port();
  taken.port = first.server.port();
  CHECK_THROWS_WITH_AS(start(taken), doctest::Contains("cannot listen on 127.0.0.1 port"), start_failure);
}
