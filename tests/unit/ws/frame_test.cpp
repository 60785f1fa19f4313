#include "ws/frame.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

namespace ruamkit::ws {
namespace {

using std::string;
using list = std::vector<std::pair<opcode, string>>;

/// A server's frame: not masked.
string from_server(unsigned first_byte, std::string_view payload) {
  string out(1, static_cast<char>(first_byte));
  if (payload.size() <= 125) {
    out.push_back(static_cast<char>(payload.size()));
  } else {
    const int bytes = payload.size() <= 0xffff ? 2 : 8;
    out.push_back(static_cast<char>(bytes == 2 ? 126 : 127));
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
      out.push_back(static_cast<char>(payload.size() >> shift & 0xff));
  }
  return out.append(payload);
}

struct outcome {
  list messages;
  refusal verdict = refusal::none;
};

outcome read_in_pieces(const string& bytes, std::size_t piece, std::size_t max = 1 << 20) {
  frame_reader reader(max);
  outcome out;
  for (std::size_t at = 0; at < bytes.size() && out.verdict == refusal::none; at += piece)
    out.verdict = reader.feed(std::string_view(bytes).substr(at, piece), [&](const incoming& m) {
      out.messages.emplace_back(m.what, string(m.payload));
      return true;
    });
  return out;
}

unsigned byte(const string& text, std::size_t at) { return static_cast<unsigned char>(text.at(at)); }

}  // namespace

TEST_CASE("a client frame is masked and says its length the shortest way") {
  struct row {
    std::size_t length;
    std::size_t header;
    unsigned second_byte;
  };
  constexpr row rows[] = {{0, 6, 0x80},   {1, 6, 0x81},     {125, 6, 0xfd},    {126, 8, 0xfe},
                          {127, 8, 0xfe}, {65535, 8, 0xfe}, {65536, 14, 0xff}, {70000, 14, 0xff}};
  for (const row& r : rows) {
    CAPTURE(r.length);
    const string payload(r.length, 'x');
    const string frame = make_frame(opcode::text, payload, 0x01020304);
    CHECK(frame.size() == r.header + r.length);
    CHECK(byte(frame, 0) == 0x81);
    CHECK(byte(frame, 1) == r.second_byte);
    CHECK(frame.substr(r.header - 4, 4) == "\x01\x02\x03\x04");
    for (std::size_t i = 0; i < r.length; ++i) REQUIRE(byte(frame, r.header + i) == ('x' ^ (1 + i % 4)));
  }
}

TEST_CASE("the RFC's own masked Hello (RFC 6455 section 5.7)") {
  CHECK(make_frame(opcode::text, "Hello", 0x37fa213d) == "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58");
}

TEST_CASE("messages arrive whole, however the bytes are cut") {
  const string large(70000, 'L');
  const string medium(300, 'm');
  const string bytes = from_server(0x81, "one") + from_server(0x81, medium) + from_server(0x01, "a") +
                       from_server(0x89, "ping") + from_server(0x00, "b") + from_server(0x8a, "") +
                       from_server(0x80, "c") + from_server(0x81, large) + from_server(0x82, "bin");
  const list expected{{opcode::text, "one"}, {opcode::text, medium}, {opcode::ping, "ping"}, {opcode::pong, ""},
                      {opcode::text, "abc"}, {opcode::text, large},  {opcode::binary, "bin"}};
  for (const std::size_t piece : {1U, 2U, 3U, 7U, 125U, 4096U, 1000000U}) {
    CAPTURE(piece);
    const outcome got = read_in_pieces(bytes, piece);
    CHECK(got.verdict == refusal::none);
    CHECK(got.messages == expected);
  }
}

TEST_CASE("lengths around the boundaries") {
  for (const std::size_t length : {0U, 1U, 124U, 125U, 126U, 127U, 128U, 65534U, 65535U, 65536U, 65537U}) {
    CAPTURE(length);
    const string payload(length, 'p');
    const outcome got = read_in_pieces(from_server(0x81, payload), 1000);
    CHECK(got.messages == list{{opcode::text, payload}});
  }
}

TEST_CASE("a server that breaks the rules is refused") {
  struct row {
    const char* what;
    string bytes;
    refusal expected;
  };
  const row rows[] = {
      {"masked", string("\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58"), refusal::protocol_error},
      {"reserved bit", from_server(0xc1, "x"), refusal::protocol_error},
      {"unknown opcode", from_server(0x83, "x"), refusal::protocol_error},
      {"unknown control opcode", from_server(0x8b, "x"), refusal::protocol_error},
      {"fragmented ping", from_server(0x09, "x"), refusal::protocol_error},
      {"long ping", from_server(0x89, string(126, 'x')), refusal::protocol_error},
      {"continuation of nothing", from_server(0x80, "x"), refusal::protocol_error},
      {"new message within fragments", from_server(0x01, "x") + from_server(0x81, "y"), refusal::protocol_error},
      {"close with one byte", from_server(0x88, "x"), refusal::protocol_error},
      {"too large", from_server(0x81, string(2001, 'x')), refusal::too_large},
      {"too large in fragments", from_server(0x01, string(1500, 'x')) + from_server(0x80, string(501, 'x')),
       refusal::too_large},
  };
  for (const row& r : rows) {
    CAPTURE(r.what);
    CHECK(read_in_pieces(r.bytes, 1, 2000).verdict == r.expected);
    CHECK(read_in_pieces(r.bytes, 100000, 2000).verdict == r.expected);
  }
}

TEST_CASE("a close frame tells its code and reason") {
  struct row {
    string payload;
    std::uint16_t code;
    string reason;
  };
  for (const row& r :
       {row{close_payload(4001, "moved"), 4001, "moved"}, row{"", 1005, ""}, row{close_payload(1012), 1012, ""}}) {
    frame_reader reader;
    bool seen = false;
    CHECK(reader.feed(from_server(0x88, r.payload), [&](const incoming& m) {
      seen = true;
      CHECK(m.close_code == r.code);
      CHECK(m.payload == r.reason);
      return false;
    }) == refusal::none);
    CHECK(seen);
  }
}

TEST_CASE("random bytes never break the reader") {
  std::mt19937 random(20240229);
  for (int round = 0; round < 3000; ++round) {
    string bytes(random() % 300, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    if (!bytes.empty() && round % 2 == 0) bytes[0] = '\x81';
    (void)read_in_pieces(bytes, 1 + random() % 40, 5000);
  }
}

}  // namespace ruamkit::ws
