// HTTP through a real socket: files, /rpc, what is refused and how.
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "hall.hpp"

using namespace ruamkit::transport;
using namespace ruamkit::transport::test;

namespace {

const std::string now_call = R"({"jsonrpc":"2.0","id":7,"method":"server.time","params":{}})";
const std::string now_reply = R"({"jsonrpc":"2.0","id":7,"result":{"now":1}})";

struct web_root {
  explicit web_root(const std::string& name)
      : path(std::filesystem::temp_directory_path() / (name + "_" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path / "assets");
    std::ofstream{path / "index.html"} << "<!doctype html><p>phone, uncompressed</p>";
    std::ofstream{path / "index.html.br"} << "brotli";
    std::ofstream{path / "index.html.gz"} << "gzipped!";
    std::ofstream{path / "screen.html"} << "screen";
    std::ofstream{path / "assets" / "app.js"} << "x";
    std::ofstream{path / "big.txt"} << std::string(3'000'000, 'b');
  }
  ~web_root() { std::filesystem::remove_all(path); }
  std::filesystem::path path;
};

options with_web(const web_root& root) {
  auto out = on_any_port();
  out.web_root = root.path.string();
  out.openrpc = R"({"openrpc":"1.2.6"})";
  return out;
}

}  // namespace

TEST_CASE("pages, their encodings and their tags") {
  const web_root root{"ruamkit_http_test_files"};
  hall hall{with_web(root)};
  auto visitor = hall.visitor();

  const auto plain = visitor.get("/j/482913");
  CHECK(plain.status == 200);
  CHECK(plain.body == "<!doctype html><p>phone, uncompressed</p>");
  CHECK(plain.headers.at("content-type") == "text/html; charset=utf-8");
  CHECK(plain.headers.at("cache-control") == "no-cache");
  CHECK(plain.headers.at("vary") == "Accept-Encoding");
  CHECK(plain.headers.count("content-encoding") == 0);

  const auto small = visitor.get("/", "Accept-Encoding: gzip, br\r\n");
  CHECK(small.body == "brotli");
  CHECK(small.headers.at("content-encoding") == "br");
  CHECK(small.headers.at("etag") != plain.headers.at("etag"));

  const auto same = visitor.get("/", "Accept-Encoding: br\r\nIf-None-Match: " + small.headers.at("etag") + "\r\n");
  CHECK(same.status == 304);
  CHECK(same.body.empty());
  CHECK(same.headers.at("etag") == small.headers.at("etag"));
  CHECK(visitor.get("/", "If-None-Match: " + small.headers.at("etag") + "\r\n").status == 200);

  CHECK(visitor.get("/screen/482913").body == "screen");
  CHECK(visitor.get("/assets/app.js").headers.at("cache-control") == "public, max-age=31536000, immutable");
  CHECK(visitor.get("/big.txt").body.size() == 3'000'000);

  visitor.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto head = visitor.answer(true);
  CHECK(head.status == 200);
  CHECK(head.headers.at("content-length") == "41");
  CHECK(visitor.get("/control").status == 404);  // the connection is still in step
}

TEST_CASE("nothing outside the web root can be named") {
  const web_root root{"ruamkit_http_test_paths"};
  hall hall{with_web(root)};
  auto visitor = hall.visitor();
  for (const auto* target : {"/../etc/passwd", "/assets/../../etc/passwd", "/%2e%2e/etc/passwd", "/..%2fetc/passwd",
                             "//etc/passwd", "/index.html/", "/assets", "/index.html%00", "/.", "/index.html.br"}) {
    CAPTURE(target);
    const auto got = visitor.get(target);
    CHECK(got.status == 404);
    CHECK(got.body.find("ไม่พบหน้านี้") != std::string::npos);
    CHECK(got.body.find("There is no such page") != std::string::npos);
  }
}

TEST_CASE("health, readiness, metrics, openrpc") {
  const web_root root{"ruamkit_http_test_health"};
  hall hall{with_web(root)};
  auto visitor = hall.visitor();
  CHECK(visitor.get("/healthz").body == "ok\n");
  CHECK(visitor.get("/readyz").status == 200);
  hall.engine.ready = false;
  const auto not_ready = visitor.get("/readyz");
  CHECK(not_ready.status == 503);
  CHECK(not_ready.body == "storage_unavailable\n");
  CHECK(visitor.get("/healthz").status == 200);
  const auto metrics = visitor.get("/metrics");
  CHECK(metrics.headers.at("content-type").starts_with("text/plain; version=0.0.4"));
  CHECK(metrics.body.find("\nruamkit_commits_total 42\n") != std::string::npos);
  CHECK(metrics.body.find("\nruamkit_connections 1\n") != std::string::npos);
  CHECK(visitor.get("/openrpc.json").body == R"({"openrpc":"1.2.6"})");
}

TEST_CASE("security headers are on pages, errors and replies") {
  hall hall;
  auto visitor = hall.visitor();
  for (const auto& got : {visitor.get("/nothing"), visitor.get("/healthz"), visitor.post("/rpc", now_call)}) {
    CHECK(got.headers.at("content-security-policy").find("connect-src 'self' ws://hall.example;") != std::string::npos);
    CHECK(got.headers.at("x-content-type-options") == "nosniff");
    CHECK(got.headers.at("referrer-policy") == "no-referrer");
    CHECK(got.headers.at("cross-origin-opener-policy") == "same-origin");
    CHECK(got.headers.at("cross-origin-resource-policy") == "same-origin");
    CHECK(got.headers.at("permissions-policy").starts_with("camera=(self)"));
    CHECK(got.headers.count("strict-transport-security") == 0);
  }
}

TEST_CASE("POST /rpc answers, keeps the connection and ends each call for the engine") {
  hall hall;
  auto visitor = hall.visitor();
  const auto first = visitor.post("/rpc", now_call, "Authorization: Bearer tok-1\r\n");
  CHECK(first.status == 200);
  CHECK(first.body == now_reply);
  CHECK(first.headers.at("content-type") == "application/json");
  CHECK(first.headers.at("cache-control") == "no-store");
  const auto one = hall.engine.last();
  CHECK(one.bearer == "tok-1");
  CHECK(one.one_reply);
  CHECK(one.address == "127.0.0.1");

  CHECK(visitor.post("/rpc", now_call).body == now_reply);
  const auto two = hall.engine.last();
  CHECK_FALSE(two.bearer.has_value());
  CHECK(two.from != one.from);  // nothing one caller did is bound to the next
  const auto closed = hall.engine.closed_ones();
  REQUIRE(closed.size() == 2);
  CHECK(closed[0] == one.from);
  CHECK(closed[1] == two.from);

  const auto notified = visitor.post("/rpc", R"({"jsonrpc":"2.0","method":"server.time","params":{}})");
  CHECK(notified.status == 204);
  CHECK(visitor.post("/rpc", "nonsense").body.find("malformed_json") != std::string::npos);
  CHECK(visitor.post("/rpc", now_call).status == 200);
}

TEST_CASE("pipelined requests are answered in order") {
  hall hall;
  auto visitor = hall.visitor();
  const auto body = R"({"jsonrpc":"2.0","id":1,"method":"server.time","params":{}})";
  std::string all;
  for (int i = 0; i < 20; ++i) {
    all += i % 2 == 0 ? "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
                      : "POST /rpc HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: " +
                            std::to_string(std::string_view{body}.size()) + "\r\n\r\n" + body;
  }
  visitor.send(all);
  for (int i = 0; i < 20; ++i) {
    CAPTURE(i);
    const auto got = visitor.answer();
    CHECK(got.status == 200);
    CHECK((got.body == "ok\n") == (i % 2 == 0));
  }
}

TEST_CASE("what /rpc refuses") {
  hall hall;
  struct row {
    const char* what;
    std::string request;
    int status;
  };
  const std::string json = "Host: hall.example\r\nContent-Type: application/json\r\n";
  const row rows[] = {
      {"method", "GET /rpc HTTP/1.1\r\nHost: a\r\n\r\n", 405},
      {"type", "POST /rpc HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}", 415},
      {"no type", "POST /rpc HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}", 415},
      {"origin", "POST /rpc HTTP/1.1\r\nOrigin: http://evil.example\r\n" + json + "Content-Length: 2\r\n\r\n{}", 403},
      {"too large", "POST /rpc HTTP/1.1\r\n" + json + "Content-Length: 1048577\r\n\r\n", 413},
      {"no host", "POST /rpc HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}", 400},
      {"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"a body for a page", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}", 413},
      {"not HTTP", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello hello hello\r\n\r\n", 400},
      {"two lengths", "POST /rpc HTTP/1.1\r\n" + json + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400},
      {"header too long", "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(9000, 'x') + "\r\n\r\n", 431},
      {"another method", "DELETE / HTTP/1.1\r\nHost: a\r\n\r\n", 405},
  };
  for (const auto& each : rows) {
    CAPTURE(each.what);
    auto visitor = hall.visitor();
    visitor.send(each.request);
    auto got = visitor.answer();
    CHECK(got.status == each.status);
    CHECK(got.headers["connection"] == "close");
    if (each.status == 405)
      CHECK(got.headers["allow"] == (each.request.find("/rpc") != std::string::npos ? "POST" : "GET, HEAD"));
    CHECK(visitor.ends());
  }
  CHECK(hall.engine.submitted() == 0);
}

TEST_CASE("a body of more than 1 MiB gets its JSON-RPC error though it is still being sent") {
  hall hall;
  auto visitor = hall.visitor();
  visitor.send("POST /rpc HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 3000000\r\n\r\n");
  visitor.send(std::string(3'000'000, 'x'));
  const auto got = visitor.answer();
  CHECK(got.status == 413);
  CHECK(got.body.find("frame_too_large") != std::string::npos);
}

TEST_CASE("a body of almost 1 MiB, in pieces, chunked, and after 100 Continue") {
  auto what = on_any_port();
  what.limits.bodies_bytes = 3 * 1024 * 1024;  // accounted for and given back each time
  hall hall{what};
  auto visitor = hall.visitor();
  const auto large = now_call.substr(0, now_call.size() - 1) + std::string(1'000'000, ' ') + "}";
  for (int i = 0; i < 5; ++i) CHECK(visitor.post("/rpc", large).body == now_reply);

  const std::string head = "POST /rpc HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
  visitor.send(head + "Transfer-Encoding: chunked\r\n\r\n");
  for (const char each : now_call) visitor.send("1\r\n" + std::string(1, each) + "\r\n");
  visitor.send("0\r\n\r\n");
  CHECK(visitor.answer().body == now_reply);

  visitor.send(head + "Expect: 100-continue\r\nContent-Length: " + std::to_string(now_call.size()) + "\r\n\r\n");
  CHECK(visitor.receive().starts_with("HTTP/1.1 100 Continue\r\n\r\n"));
  visitor.send(now_call);
  CHECK(visitor.answer().body == now_reply);
}

TEST_CASE("half closed: the answer still comes, then the end") {
  hall hall;
  auto visitor = hall.visitor();
  visitor.send("POST /rpc HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: " +
               std::to_string(now_call.size()) + "\r\n\r\n" + now_call);
  visitor.shut_down_writing();
  CHECK(visitor.answer().body == now_reply);
  CHECK(visitor.ends());
  CHECK(hall::within(30s, [&] { return hall.metric("connections") == 0; }));
}

TEST_CASE("the engine is full, or never answers") {
  auto what = on_any_port();
  what.limits.reply = 100ms;
  hall hall{what};
  auto visitor = hall.visitor();
  hall.engine.full = true;
  const auto busy = visitor.post("/rpc", now_call);
  CHECK(busy.status == 200);
  CHECK(busy.body.find(R"("busy")") != std::string::npos);
  CHECK(busy.body.find(R"("retry_after_ms":1000)") != std::string::npos);
  hall.engine.full = false;
  hall.engine.silent = true;
  CHECK(visitor.post("/rpc", now_call).status == 504);
  CHECK(hall.engine.closed_ones().size() == 2);
}

TEST_CASE("HTTP/1.0 and Connection: close end after the answer") {
  hall hall;
  for (const auto* request :
       {"GET /healthz HTTP/1.0\r\n\r\n", "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"}) {
    auto visitor = hall.visitor();
    visitor.send(request);
    CHECK(visitor.answer().body == "ok\n");
    CHECK(visitor.ends());
  }
}
