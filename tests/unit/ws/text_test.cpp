// URLs, the opening handshake, and looking into JSON text.
#include <doctest/doctest.h>

#include "ws/endpoint.hpp"
#include "ws/handshake.hpp"
#include "ws/http.hpp"
#include "ws/json_scan.hpp"

namespace ruamkit::ws {

TEST_CASE("URLs") {
  struct row {
    const char* url;
    endpoint expected;
  };
  const row rows[] = {
      {"http://127.0.0.1:8080", {false, "127.0.0.1", "8080", "/ws"}},
      {"http://127.0.0.1:8080/", {false, "127.0.0.1", "8080", "/ws"}},
      {"https://vote.example.go.th", {true, "vote.example.go.th", "443", "/ws"}},
      {"ws://hall/other", {false, "hall", "80", "/other"}},
      {"wss://[::1]:8443/ws", {true, "::1", "8443", "/ws"}},
      {"localhost:9000", {false, "localhost", "9000", "/ws"}},
  };
  for (const row& r : rows) {
    CAPTURE(r.url);
    const auto got = parse_url(r.url);
    REQUIRE(got);
    CHECK(*got == r.expected);
  }
  for (const char* wrong : {"", "http://", "http://host:port", "http://[::1", "http://a b/", "http://user@host/"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_url(wrong));
  }
  CHECK(parse_url("wss://[::1]:8443")->authority() == "[::1]:8443");
}

TEST_CASE("the RFC's own key (RFC 6455 section 1.3)") {
  CHECK(accept_of("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  CHECK(make_key(1).size() == 24);
  CHECK(make_key(1) != make_key(2));
}

TEST_CASE("answers to the upgrade") {
  const std::string key = "dGhlIHNhbXBsZSBub25jZQ==";
  const std::string good =
      "HTTP/1.1 101 Switching Protocols\r\nsec-websocket-accept:  s3pPLMBiTxaQ9kYGzzhZRbK+xOo= \r\n\r\n";
  using state = upgrade_answer::state;
  CHECK(read_upgrade(good + "frames", key).what == state::accepted);
  CHECK(read_upgrade(good + "frames", key).size == good.size());
  for (std::size_t cut = 0; cut < good.size(); ++cut)
    CHECK(read_upgrade(good.substr(0, cut), key).what == state::incomplete);
  CHECK(read_upgrade("HTTP/1.1 503 Service Unavailable\r\n\r\n", key).what == state::refused);
  CHECK(read_upgrade("HTTP/1.1 101 X\r\nSec-WebSocket-Accept: other\r\n\r\n", key).what == state::refused);
  CHECK(read_upgrade(std::string(9000, 'x'), key).what == state::refused);
}

TEST_CASE("members of JSON text") {
  const std::string_view text =
      R"( {"jsonrpc" : "2.0","n":[{"voted":9},"}"],"method":"view","params":{"view":"tally/q1","rev":12,)"
      R"("doc":{"ballot":"q\"1","voted":204,"counts":null}}} )";
  CHECK(string_at(member(text, "method")) == "view");
  CHECK(string_at(member(text, "params", "view")) == "tally/q1");
  CHECK(number_at(member(text, "params", "rev")) == 12);
  CHECK(number_at(member(text, "params", "doc", "voted")) == 204);
  CHECK(string_at(member(text, "params", "doc", "ballot")) == R"(q\"1)");
  CHECK(value_at(member(text, "params", "doc")) == R"({"ballot":"q\"1","voted":204,"counts":null})");
  CHECK(value_at(member(text, "n")) == R"([{"voted":9},"}"])");
  CHECK(member(text, "voted").empty());
  CHECK(member(text, "params", "missing", "more").empty());
  CHECK_FALSE(number_at(member(text, "params", "doc", "counts")));
  CHECK(number_at("-7}") == -7);
  // Cut anywhere, it gives some answer within the text.
  for (std::size_t cut = 0; cut < text.size(); ++cut) {
    (void)value_at(member(text.substr(0, cut), "params", "doc"));
    (void)string_at(member(text.substr(0, cut), "params", "view"));
  }
}

TEST_CASE("JSON-RPC responses") {
  CHECK(read_reply(R"({"jsonrpc":"2.0","id":1,"result":{"seq":4}})").ok());
  const reply refused = read_reply(
      R"({"jsonrpc":"2.0","id":1,"error":{"code":-32009,"message":"ballot_closed","data":{"code":"ballot_closed","at":"/params/ballot"}}})");
  CHECK(refused.code == "ballot_closed");
  CHECK(read_reply(R"({"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"m"}})").code == "m");
  for (const char* wrong : {"", "{", "[]", "{}", R"({"error":3})"}) CHECK(read_reply(wrong).code == "not_json_rpc");
}

}  // namespace ruamkit::ws
