// Framing by RFC 6455, whole and one byte at a time.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "client.hpp"
#include "transport/websocket_frame.hpp"

using namespace ruamkit::transport;
using ruamkit::transport::test::masked_frame;
using kind = frame_reader::kind;

namespace {

struct seen {
  kind what;
  std::string payload;
  close_code code;

  friend bool operator==(const seen&, const seen&) = default;
};

std::vector<seen> read(std::string bytes, std::size_t piece, std::size_t limit = 64 * 1024) {
  frame_reader reader{limit};
  std::vector<seen> out;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    std::span<char> in{bytes.data() + at, std::min(piece, bytes.size() - at)};
    for (;;) {
      const auto event = reader.next(in);
      if (event.kind == kind::need_more) break;
      out.push_back({event.kind, std::string{event.payload}, event.code});
      if (event.kind == kind::close || event.kind == kind::violation) return out;
    }
    CHECK(in.empty());
  }
  return out;
}

std::vector<seen> read_any_way(const std::string& bytes, std::size_t limit = 64 * 1024) {
  const auto whole = read(bytes, bytes.size() + 1, limit);
  for (const auto piece : {1UL, 2UL, 3UL, 7UL, 64UL, 1000UL}) {
    CAPTURE(piece);
    CHECK(read(bytes, piece, limit) == whole);
  }
  return whole;
}

seen text(std::string payload) { return {kind::text, std::move(payload), close_code::none}; }
seen violation(close_code code) { return {kind::violation, {}, code}; }

}  // namespace

TEST_CASE("a message is the same however the bytes arrive") {
  const std::string medium(200, 'm');
  const std::string large(65'536, 'x');
  CHECK(read_any_way(masked_frame(0x81, "hello")) == std::vector{text("hello")});
  CHECK(read_any_way(masked_frame(0x81, "")) == std::vector{text("")});
  CHECK(read_any_way(masked_frame(0x81, "ก") + masked_frame(0x81, medium) + masked_frame(0x81, large)) ==
        std::vector{text("ก"), text(medium), text(large)});
}

TEST_CASE("fragments are joined, with control frames between them") {
  const auto bytes = masked_frame(0x01, "ร่ว") + masked_frame(0x89, "are you there") + masked_frame(0x00, "") +
                     masked_frame(0x8A, "") + masked_frame(0x80, "มคิด") + masked_frame(0x81, "next");
  CHECK(read_any_way(bytes) == std::vector<seen>{{kind::ping, "are you there", close_code::none},
                                                 {kind::pong, "", close_code::none},
                                                 text("ร่วมคิด"),
                                                 text("next")});
  // A character may be cut between fragments.
  const std::string thai = "ก";
  CHECK(read_any_way(masked_frame(0x01, thai.substr(0, 1)) + masked_frame(0x80, thai.substr(1))) ==
        std::vector{text(thai)});
}

TEST_CASE("what RFC 6455 forbids is a violation with its code") {
  struct row {
    const char* what;
    std::string bytes;
    close_code code;
  };
  auto unmasked = masked_frame(0x81, "abc");
  unmasked[1] = static_cast<char>(unmasked[1] & 0x7F);
  const auto with_length = [](std::string header) { return header + std::string(4, '\0') + std::string(200, '\0'); };
  const row rows[] = {
      {"not masked", unmasked, close_code::protocol_error},
      {"reserved bit", masked_frame(0xC1, "abc"), close_code::protocol_error},
      {"reserved opcode", masked_frame(0x83, "abc"), close_code::protocol_error},
      {"reserved control opcode", masked_frame(0x8B, "abc"), close_code::protocol_error},
      {"binary", masked_frame(0x82, "abc"), close_code::unsupported},
      {"binary in fragments", masked_frame(0x02, "abc"), close_code::unsupported},
      {"continuation of nothing", masked_frame(0x80, "abc"), close_code::protocol_error},
      {"a message inside a message", masked_frame(0x01, "a") + masked_frame(0x81, "b"), close_code::protocol_error},
      {"fragmented ping", masked_frame(0x09, "a"), close_code::protocol_error},
      {"long ping", masked_frame(0x89, std::string(126, 'p')), close_code::protocol_error},
      {"16 bits for a short length", with_length(std::string("\x81\xFE\x00\x7D", 4)), close_code::protocol_error},
      {"64 bits for a short length", with_length(std::string("\x81\xFF\x00\x00\x00\x00\x00\x00\xFF\xFF", 10)),
       close_code::protocol_error},
      {"negative length", with_length(std::string("\x81\xFF\x80\x00\x00\x00\x00\x00\x00\x01", 10)),
       close_code::protocol_error},
      {"invalid UTF-8", masked_frame(0x81, "\xC3\x28"), close_code::invalid_utf8},
      {"cut UTF-8", masked_frame(0x81, "\xE0\xB8"), close_code::invalid_utf8},
      {"close of one byte", masked_frame(0x88, "x"), close_code::protocol_error},
      {"close with 1005", masked_frame(0x88, "\x03\xED"), close_code::protocol_error},
      {"close with 999", masked_frame(0x88, "\x03\xE7"), close_code::protocol_error},
      {"close with a bad reason", masked_frame(0x88, "\x03\xE8\xFF"), close_code::invalid_utf8},
      {"one byte too many", masked_frame(0x81, std::string(1001, 'x')), close_code::too_large},
      {"too many in fragments", masked_frame(0x01, std::string(600, 'x')) + masked_frame(0x80, std::string(401, 'x')),
       close_code::too_large},
      {"10 MiB announced", std::string("\x81\xFF\x00\x00\x00\x00\x00\xA0\x00\x00", 10) + "mask", close_code::too_large},
  };
  for (const auto& each : rows) {
    CAPTURE(each.what);
    CHECK(read_any_way(each.bytes, 1000) == std::vector{violation(each.code)});
  }
}

TEST_CASE("endless empty fragments are too much") {
  auto bytes = masked_frame(0x01, "");
  for (int i = 0; i < 2000; ++i) bytes += masked_frame(0x00, "");
  CHECK(read_any_way(bytes) == std::vector{violation(close_code::too_large)});
}

TEST_CASE("a close carries its code and reason") {
  CHECK(read_any_way(masked_frame(0x88, "")) == std::vector<seen>{{kind::close, "", close_code::no_status}});
  CHECK(read_any_way(masked_frame(0x88,
                                  "\x03\xE8"
                                  "bye")) == std::vector<seen>{{kind::close, "bye", close_code::normal}});
}

TEST_CASE("a header is the shortest that fits") {
  const auto text_of = [](const frame_header& h) { return std::string{h.bytes.data(), h.size}; };
  CHECK(text_of(header_for(opcode::text, 125)) == "\x81\x7D");
  CHECK(text_of(header_for(opcode::ping, 0)) == std::string("\x89\x00", 2));
  CHECK(text_of(header_for(opcode::text, 126)) == std::string("\x81\x7E\x00\x7E", 4));
  CHECK(text_of(header_for(opcode::text, 65'536)) == std::string("\x81\x7F\x00\x00\x00\x00\x00\x01\x00\x00", 10));
}

TEST_CASE("Sec-WebSocket-Accept as in RFC 6455 section 1.3") {
  CHECK(accept_for("dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  for (const auto* bad : {"", "short==", "dGhlIHNhbXBsZSBub25jZQAA", "dGhl*HNhbXBsZSBub25jZQ=="}) {
    CAPTURE(bad);
    CHECK_FALSE(accept_for(bad).has_value());
  }
}
