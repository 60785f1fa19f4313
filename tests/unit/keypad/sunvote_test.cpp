// SunVote frames. The first two literals are public captures of what a host sends (README and tests of
// github.com/daminik00/sunvote-ars-client); answers are composed from the documented places.
#include "keypad/sunvote.hpp"

#include <doctest/doctest.h>

#include "press_script.hpp"

namespace ruamkit::keypad {
namespace {

using namespace test;
using std::chrono::milliseconds;

const instant start{std::chrono::hours{1}};

/// Set up as a receiver would be: base 1, keypads 1 to 200.
struct ready_driver : sunvote_driver {
  explicit ready_driver(unsigned last = 200) {
    opened(start);
    (void)write_due(start);
    (void)keys_of(*this, sunvote_who(1), start);
    (void)write_due(start);
    (void)keys_of(*this, sunvote_range(1, last), start);
    for (auto now = start; last < 256 && !ready(); now = wake_at()) (void)write_due(now);
  }
};

}  // namespace

TEST_CASE("sunvote: the CRC and the frames are the ones captured") {
  CHECK(sunvote::crc16(bytes("11 00 00 0f 0c 00 00 00 00 00")) == 0x7ad9);
  CHECK(sunvote::make_frame(bytes("11 00 00 0f 0c 00 00 00 00 00")) ==
        bytes("f5 aa aa 0c 11 00 00 0f 0c 00 00 00 00 00 7a d9"));
  CHECK(sunvote::make_frame(bytes("15 01 00 c1 02 05 02 06 01 00")) ==
        bytes("f5 aa aa 0c 15 01 00 c1 02 05 02 06 01 00 b7 5f"));
}

TEST_CASE("sunvote: the receiver is asked who it is, started and polled, in the documented order and time") {
  sunvote_driver driver;
  driver.opened(start);
  CHECK_FALSE(driver.ready());
  CHECK(driver.write_due(start) == bytes("f5 aa aa 0c 11 00 00 0f 0c 00 00 00 00 00 7a d9"));
  CHECK_FALSE(driver.write_due(start));
  CHECK(driver.write_due(start + milliseconds{300}));  // asked again, until somebody answers
  CHECK(keys_of(driver, sunvote_who(1), start).empty());
  const auto range = driver.write_due(start);
  REQUIRE(range);
  CHECK(hex(range->substr(4, 5)) == "1500000006");
  (void)keys_of(driver, sunvote_range(1, 200), start);
  std::string flags;
  auto now = start;
  for (int i = 0; i < 9; ++i) {
    now = std::max(now, driver.wake_at());
    const auto sent = driver.write_due(now);
    REQUIRE(sent);
    flags += hex(sent->substr(5, 1)) + hex(sent->substr(7, 1)) + ' ';
  }
  // base or everyone (c7), then what: begin, clear, poll, wake ×2, then the cycle of polling
  CHECK(flags == "01c1 01c2 01c4 01c5 c7c5 01c5 c7c5 01c4 01c5 ");
  CHECK(driver.ready());
  const auto stop = driver.farewell();
  REQUIRE(stop.size() == 1);
  CHECK(hex(stop[0].substr(4, 4)) == "150100c3");
}

TEST_CASE("sunvote: presses of all six keys, wherever the stream is cut") {
  std::string stream = bytes("00 f5 aa 13");  // what a line that was plugged in carries
  for (int key = 0; key < 6; ++key) stream += sunvote_press(1 + key, 10 + key, 1 << key);
  for (std::size_t piece = 1; piece <= stream.size(); ++piece) {
    ready_driver driver;
    CHECK(keys_of(driver, stream, start, piece) == "10:1 11:2 12:3 13:4 14:5 15:6");
    CHECK(driver.counts().noise_bytes == 4);
  }
}

TEST_CASE("sunvote: an empty place and a key let go are no presses, a press is acknowledged by its status") {
  ready_driver driver;
  CHECK(keys_of(driver, sunvote_press(0xff, 12, 1) + sunvote_press(7, 12, 0), start).empty());
  CHECK(keys_of(driver, sunvote_press(0x42, 12, 2), start) == "12:2");
  auto now = start;
  for (int i = 0; i < 20; ++i) {
    now = std::max(now, driver.wake_at());
    const auto sent = driver.write_due(now);
    REQUIRE(sent);
    if (sent->size() == 29 && hex(sent->substr(5, 3)) == "0100c5" && driver.ready()) {
      CHECK(hex(sent->substr(8, 1)) == "42");
      return;
    }
  }
  FAIL("no frame that acknowledges was sent");
}

TEST_CASE("sunvote: what is damaged or not documented is no press") {
  ready_driver driver;
  std::string damaged = sunvote_press(1, 12, 1);
  damaged[12] = '\x04';  // another key: the CRC tells
  CHECK(keys_of(driver, damaged, start).empty());
  CHECK(driver.counts().bad_sums == 1);
  CHECK(keys_of(driver, sunvote_press(1, 12, 3), start).empty());     // two keys in one byte
  CHECK(keys_of(driver, sunvote_press(1, 12, 0x40), start).empty());  // a seventh key
  CHECK(keys_of(driver, sunvote_press(1, 0, 1), start).empty());      // keypad 0
  CHECK(keys_of(driver, sunvote_press(1, 201, 1), start).empty());    // outside the receiver's range
  CHECK(driver.counts().refused == 4);
  CHECK(driver.last_refusal().find("201") != std::string::npos);
  CHECK(keys_of(driver, sunvote_press(1, 12, 1), start) == "12:1");
}

TEST_CASE("sunvote: a frame that began inside a damaged one is found") {
  ready_driver driver;
  const auto lost = sunvote_press(1, 12, 1).substr(0, 15);  // the cable was touched
  CHECK(keys_of(driver, lost + sunvote_press(2, 13, 2) + sunvote_press(3, 14, 4), start, 7) == "13:2 14:3");
}

TEST_CASE("sunvote: half a frame does not hold up what comes after a silence") {
  ready_driver driver;
  CHECK(keys_of(driver, sunvote_press(1, 12, 1).substr(0, 20), start).empty());
  CHECK(keys_of(driver, sunvote_press(2, 13, 2).substr(0, 9), start + milliseconds{900}).empty());
  CHECK(keys_of(driver, sunvote_press(2, 13, 2).substr(9), start + milliseconds{901}) == "13:2");
}

TEST_CASE("sunvote: a receiver for more keypads than can be told apart is refused as a whole, with a reason") {
  ready_driver driver(400);
  CHECK(keys_of(driver, sunvote_press(1, 12, 1), start).empty());
  CHECK(driver.trouble().find("1 to 400") != std::string::npos);
  CHECK_FALSE(driver.ready());
}

TEST_CASE("sunvote: a receiver that falls silent is set up again") {
  ready_driver driver;
  auto now = start;
  for (int i = 0; i < 60; ++i) {
    now = std::max(now, driver.wake_at());
    const auto sent = driver.write_due(now);
    REQUIRE(sent);
    if (hex(sent->substr(4, 5)) == "1100000f0c") {
      CHECK(now - start >= std::chrono::seconds{5});
      return;
    }
  }
  FAIL("nobody asked the receiver who it is");
}

TEST_CASE("sunvote: another question stops and begins the round on the receiver") {
  ready_driver driver;
  auto now = start;
  while (!driver.ready()) {
    now = driver.wake_at();
    (void)driver.write_due(now);
  }
  driver.new_question(now);
  CHECK(hex(driver.write_due(now)->substr(4, 4)) == "150100c3");
  CHECK(hex(driver.write_due(now + milliseconds{300})->substr(4, 4)) == "150100c1");
}

}  // namespace ruamkit::keypad
