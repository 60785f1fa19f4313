// iClicker reports. Reports marked "captured" are in github.com/siefkenj/iclickerpoll,
// protocol_documentation/usbsnooplog1_cleaned.log; the others are composed from them.
#include "keypad/iclicker.hpp"

#include <doctest/doctest.h>

#include "press_script.hpp"

namespace ruamkit::keypad {
namespace {

using namespace test;
using std::chrono::milliseconds;

const instant start{std::chrono::hours{1}};

std::string report(std::string_view first, std::string_view second = "") {
  std::string out = bytes(first);
  out.resize(32, '\0');
  out += bytes(second);
  out.resize(64, '\0');
  return out;
}

const std::string captured_press = report("02 13 81 82 e9 70");  // captured
const std::string captured_stop = report("01 12 aa 82 e9 70");   // captured: an answer with bytes left over in it
const std::string captured_ack = report("01 10 aa");             // captured
const std::string captured_summary =                             // captured
    report("02 18 1a 00 01 00 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 00 00 04 05");

}  // namespace

TEST_CASE("iclicker: the captured press is key A of clicker 82E9701B, whose fourth byte is computed") {
  iclicker_driver driver;
  driver.opened(start);
  std::vector<press> out;
  driver.take(captured_press, start, out);
  REQUIRE(out.size() == 1);
  CHECK(out[0] == press{"82E9701B", 1,
                        "021381"
                        "82e970"
                        "00"});
}

TEST_CASE("iclicker: answers and summaries of the capture are no presses") {
  iclicker_driver driver;
  driver.opened(start);
  CHECK(keys_of(driver, captured_ack + captured_stop + captured_summary, start).empty());
  CHECK(driver.counts().frames == 3);
  CHECK(driver.counts().refused == 0);
}

TEST_CASE("iclicker: two responses in a report, cut anywhere") {
  const auto both = report("02 13 82 11 22 33 05", "02 13 85 44 55 66 01");
  for (std::size_t piece = 1; piece <= 64; ++piece) {
    iclicker_driver driver;
    driver.opened(start);
    CHECK(keys_of(driver, captured_ack + both + captured_press, start, piece) == "11223300:2 44556677:5 82E9701B:1");
  }
}

TEST_CASE("iclicker: the base's repetitions count once, a changed answer counts") {
  iclicker_driver driver;
  driver.opened(start);
  const auto a1 = report("02 13 81 11 22 33 01"), b2 = report("02 13 82 11 22 33 02"),
             a3 = report("02 13 81 11 22 33 03");
  CHECK(keys_of(driver, a1 + a1 + b2 + a1 + b2 + a3, start) == "11223300:1 11223300:2 11223300:1");
  CHECK(driver.counts().repeats == 3);
  const auto a0 = report("02 13 81 44 55 66"), b0 = report("02 13 82 44 55 66");  // no sequence numbers
  CHECK(keys_of(driver, a0 + a0 + b0 + a0, start) == "44556677:1 44556677:2 44556677:1");
}

TEST_CASE("iclicker: codes that no source confirms are refused") {
  iclicker_driver driver;
  driver.opened(start);
  CHECK(keys_of(driver, report("02 13 86 11 22 33 01") + report("02 13 aa 11 22 33 01") + report("02 13 81"), start)
            .empty());
  CHECK(driver.counts().refused == 3);
}

TEST_CASE("iclicker: noise and half a report do not hold up the next one") {
  iclicker_driver driver;
  driver.opened(start);
  CHECK(keys_of(driver, bytes("00 ff 77") + captured_press, start) == "82E9701B:1");
  CHECK(driver.counts().noise_bytes == 3);
  CHECK(keys_of(driver, captured_press.substr(0, 40), start).empty());
  CHECK(keys_of(driver, report("02 13 83 82 e9 70"), start + milliseconds{500}) == "82E9701B:3");
}

TEST_CASE("iclicker: the base is set up as captured, a command after the answer to the last") {
  iclicker_driver driver("bc");
  driver.opened(start);
  std::string sent;
  auto now = start;
  for (int i = 0; i < 15; ++i) {
    const auto one = driver.write_due(now);
    REQUIRE(one);
    CHECK(one->size() == 65);
    CHECK((*one)[0] == '\0');
    sent += hex(one->substr(1, 4)) + ' ';
    CHECK_FALSE(driver.write_due(now));
    std::string answer = one->substr(1, 2) + '\xaa';
    answer.resize(64, '\0');
    (void)keys_of(driver, answer, now);
    now += milliseconds{5};
  }
  CHECK(sent ==
        "01102243 01160000 012a2243 01120000 01150000 01160000 012d0000 0129a18f 01170400 01170300 01160000 "
        "01170300 01170500 0119660a 01110000 ");
  CHECK(driver.ready());
  CHECK_FALSE(driver.write_due(now));
  CHECK(driver.wake_at() == instant::max());
  driver.new_question(now);
  CHECK(hex(driver.write_due(now)->substr(1, 2)) == "0112");
  CHECK(driver.farewell().size() == 5);
}

TEST_CASE("iclicker: a base that answers nothing is not ready, and every command is still sent") {
  iclicker_driver driver;
  driver.opened(start);
  int sent = 0;
  for (auto now = start; driver.wake_at() != instant::max(); now = driver.wake_at())
    if (driver.write_due(now)) ++sent;
  CHECK(sent == 15);
  CHECK_FALSE(driver.ready());
  CHECK_FALSE(driver.trouble().empty());
}

}  // namespace ruamkit::keypad
