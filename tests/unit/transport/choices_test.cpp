// Routes, origins, headers and the choice of a file's encoding, as tables.
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <vector>

#include "transport/counters.hpp"
#include "transport/origin.hpp"
#include "transport/response.hpp"
#include "transport/routes.hpp"
#include "transport/web_files.hpp"

using namespace ruamkit::transport;

TEST_CASE("routes") {
  struct row {
    const char* target;
    place to;
    const char* file;
  };
  const row rows[] = {
      {"/", place::file, "index.html"},
      {"/?utm=x", place::file, "index.html"},
      {"/j/482913", place::file, "index.html"},
      {"/j", place::file, "index.html"},
      {"/j/", place::file, "index.html"},
      {"/screen/", place::file, "screen.html"},
      {"/prepare", place::file, "prepare.html"},
      {"/j/4829/13", place::file, "j/4829/13"},
      {"/control", place::file, "control.html"},
      {"/table", place::file, "table.html"},
      {"/outcomes?x", place::file, "outcomes.html"},
      {"/staff", place::file, "staff.html"},
      {"/screen/482913", place::file, "screen.html"},
      {"/assets/app-1a2b.js", place::file, "assets/app-1a2b.js"},
      {"/rpc", place::rpc, ""},
      {"/ws?x=1", place::websocket, ""},
      {"/wss", place::file, "wss"},
      {"/healthz", place::healthz, ""},
      {"/readyz", place::readyz, ""},
      {"/metrics", place::metrics, ""},
      {"/openrpc.json", place::openrpc, ""},
      {"*", place::nowhere, ""},
      {"", place::nowhere, ""},
      {"http://other/", place::nowhere, ""},
  };
  for (const auto& each : rows) {
    CAPTURE(each.target);
    const auto got = route_of(each.target);
    CHECK(got.to == each.to);
    CHECK(got.file == each.file);
  }
}

TEST_CASE("origins are compared whole") {
  const std::vector<std::string> listed = {"https://vote.example.go.th"};
  struct row {
    const char* origin;
    const char* host;
    bool tls;
    bool allowed;
  };
  const row rows[] = {
      {"", "hall.example", false, true},
      {"http://hall.example", "hall.example", false, true},
      {"http://HALL.example", "hall.Example", false, true},
      {"http://hall.example:8080", "hall.example:8080", false, true},
      {"http://hall.example", "hall.example:80", false, true},
      {"https://hall.example", "hall.example:443", true, true},
      {"http://[::1]:8080", "[::1]:8080", false, true},
      {"https://vote.example.go.th", "10.0.0.2:8080", false, true},
      {"null", "hall.example", false, false},
      {"https://hall.example", "hall.example", false, false},
      {"http://hall.example", "hall.example", true, false},
      {"http://hall.example:8080", "hall.example", false, false},
      {"http://hall.example.evil.example", "hall.example", false, false},
      {"http://evil.example/hall.example", "hall.example", false, false},
      {"http://hall.example", "hall.example\r\nX: y", false, false},
      {"https://vote.example.go.th.evil.example", "x", true, false},
      {"http://", "", false, false},
  };
  for (const auto& each : rows) {
    CAPTURE(each.origin);
    CAPTURE(each.host);
    CHECK(origin_allowed(each.origin, each.host, each.tls, listed) == each.allowed);
  }
}

TEST_CASE("printed links begin as people reach the server: by their page, through the proxy, or at this address") {
  const std::vector<std::string> listed{"https://vote.example.go.th", "https://hall.example:8443"};
  struct row {
    const char* origin;
    const char* host;
    bool tls;
    std::optional<std::string> printed;
  };
  const row rows[] = {
      {"http://hall.example", "hall.example", false, "http://hall.example"},
      {"https://vote.example.go.th", "10.0.0.2:8080", false, "https://vote.example.go.th"},
      {"", "hall.example:8080", false, "http://hall.example:8080"},
      {"", "hall.example", true, "https://hall.example"},
      {"", "vote.example.go.th", false, "https://vote.example.go.th"},
      {"", "hall.example:8443", false, "https://hall.example:8443"},
      {"", "example.go.th", false, "http://example.go.th"},
      {"https://evil.example", "hall.example", false, "http://hall.example"},
      {"", "a b", false, std::nullopt},
      {"", "", false, std::nullopt},
  };
  for (const auto& each : rows) {
    CAPTURE(each.origin);
    CAPTURE(each.host);
    CHECK(public_origin(each.origin, each.host, each.tls, listed) == each.printed);
  }
}

TEST_CASE("only a plain host is repeated in a header") {
  for (const auto* good : {"a", "hall.example:8080", "10.0.0.2", "[fe80::1]", "[::1]:443", "my_host-1"}) {
    CAPTURE(good);
    CHECK(is_plain_host(good));
  }
  for (const auto* bad :
       {"", "a b", "a;b", "a'", "a:", "a:80:80", "a:999999", "[::1", "[]", "[::1]x", "ก", "a\r\nb", "*"}) {
    CAPTURE(bad);
    CHECK_FALSE(is_plain_host(bad));
  }
}

TEST_CASE("every response carries the security headers") {
  const auto plain = head_of(page(404), {"hall.example:8080", false, true, 784111777});
  CHECK(plain.starts_with("HTTP/1.1 404 Not Found\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"));
  for (const auto* part :
       {"default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:;",
        "connect-src 'self' ws://hall.example:8080;", "frame-ancestors 'none'\r\n",
        "X-Content-Type-Options: nosniff\r\n", "Referrer-Policy: no-referrer\r\n", "Permissions-Policy: camera=(self)",
        "Cross-Origin-Opener-Policy: same-origin\r\n", "Cross-Origin-Resource-Policy: same-origin\r\n",
        "Connection: keep-alive\r\n"}) {
    CAPTURE(part);
    CHECK(plain.find(part) != std::string::npos);
  }
  CHECK(plain.find("Strict-Transport-Security") == std::string::npos);
  const auto secure = head_of(page(404), {"evil\r\nX-Injected: 1", true, false, 0});
  CHECK(secure.find("Strict-Transport-Security: max-age=") != std::string::npos);
  CHECK(secure.find("X-Injected") == std::string::npos);
  CHECK(secure.find("connect-src 'self';") != std::string::npos);
  CHECK(secure.find("Connection: close\r\n") != std::string::npos);
}

TEST_CASE("Accept-Encoding") {
  const auto body = [](std::size_t n) { return std::make_shared<const std::string>(n, 'x'); };
  web_file file{"text/css", "no-cache", {body(100), "\"i\""}, {body(40), "\"g\""}, {body(30), "\"b\""}};
  struct row {
    const char* accept;
    const char* encoding;
  };
  const row rows[] = {{"gzip, deflate, br", "br"},
                      {"gzip", "gzip"},
                      {"", ""},
                      {"br;q=0, gzip", "gzip"},
                      {"br;q=0.000, gzip;q=0", ""},
                      {"br;q=0.1", "br"},
                      {"identity", ""},
                      {"brotli", ""},
                      {" br ", "br"}};
  for (const auto& each : rows) {
    CAPTURE(each.accept);
    const auto got = choose(file, each.accept);
    CHECK(got.encoding == each.encoding);
    CHECK(got.varies);
  }
  file.brotli = file.gzip = {body(200), "\"larger\""};
  CHECK(choose(file, "br, gzip").encoding.empty());
  CHECK(names_etag("\"a\", W/\"b\"", "\"b\""));
  CHECK(names_etag("*", "\"b\""));
  CHECK_FALSE(names_etag("\"ab\"", "\"b\""));
  CHECK_FALSE(names_etag("", "\"b\""));
}

TEST_CASE("the web root is read once, links and strangers stay out") {
  namespace fs = std::filesystem;
  const auto root = fs::temp_directory_path() / ("ruamkit_web_files_" + std::to_string(::getpid()));
  fs::remove_all(root);
  fs::create_directories(root / "assets");
  std::ofstream{root / "index.html"} << "<!doctype html>";
  std::ofstream{root / "assets" / "a.woff2"} << "font";
  std::ofstream{root / "assets" / "lonely.js.br"} << "no original";
  fs::create_symlink("/etc/hostname", root / "hostname");
  const auto files = web_files::load(root.string());
  CHECK(files.size() == 2);
  REQUIRE(files.find("assets/a.woff2") != nullptr);
  CHECK(files.find("assets/a.woff2")->type == "font/woff2");
  CHECK(files.find("assets/a.woff2")->caching == "public, max-age=31536000, immutable");
  CHECK(files.find("index.html")->caching == "no-cache");
  CHECK(files.find("../" + root.filename().string() + "/index.html") == nullptr);
  CHECK(files.find("hostname") == nullptr);
  fs::remove_all(root);
  CHECK_THROWS_WITH(web_files::load(root.string()), doctest::Contains("is not a directory"));
}

TEST_CASE("metrics add the threads up") {
  counters one;
  counters two;
  one.messages_in.add(3);
  two.messages_in.add(4);
  two.closed[static_cast<std::size_t>(ending::too_slow)].add();
  const std::vector<const counters*> both = {&one, &two};
  ruamkit::engine::condition engine;
  engine.commits = 5;
  engine.commit_seconds_sum = 0.25;
  const auto text = exposition(both, engine);
  for (const auto* line : {"\nruamkit_messages_in_total 7\n", "# TYPE ruamkit_connections gauge\n",
                           "\nruamkit_connections_closed_total{reason=\"too_slow\"} 1\n", "\nruamkit_ready 0\n",
                           "\nruamkit_commit_seconds_count 5\n", "\nruamkit_commit_seconds_sum 0.250000\n"}) {
    CAPTURE(line);
    CHECK(text.find(line) != std::string::npos);
  }
  CHECK(exposition(both, std::nullopt).find("ruamkit_commits") == std::string::npos);
}
