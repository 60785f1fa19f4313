#include "keypad/lines.hpp"

#include <doctest/doctest.h>

#include "press_script.hpp"

namespace ruamkit::keypad {
namespace {

using namespace test;
const instant start{std::chrono::hours{1}};

std::string refusal_of(const std::string& line) {
  lines_driver driver;
  driver.opened(start);
  CHECK(keys_of(driver, line + "\n", start).empty());
  CHECK(driver.counts().refused == 1);
  return driver.last_refusal();
}

}  // namespace

TEST_CASE("lines: a press a line, however it is cut") {
  const std::string text = "17,2\r\n# a remark\n\n  A-3 , b \nx:9,10\nlast,0\n";
  for (std::size_t piece = 1; piece <= text.size(); ++piece) {
    lines_driver driver;
    driver.opened(start);
    CHECK(keys_of(driver, text, start, piece) == "17:2 A-3:2 x:9:10 last:0");
  }
}

TEST_CASE("lines: a last line without its end counts when the input ends") {
  lines_driver driver;
  driver.opened(start);
  CHECK(keys_of(driver, "17,2\n18,3", start) == "17:2");
  std::vector<press> out;
  driver.ended(out);
  CHECK(keys(out) == "18:3");
}

TEST_CASE("lines: what is no press is refused with its place") {
  CHECK(refusal_of("17 2") == "1:1: `keypad-id,key` was expected; there is no comma");
  CHECK(refusal_of("17,").starts_with("1:4: a key"));
  CHECK(refusal_of("17,200").starts_with("1:4: a key"));
  CHECK(refusal_of("17,-1").starts_with("1:4: a key"));
  CHECK(refusal_of("17,2,3").starts_with("1:4: a key"));
  CHECK(refusal_of(",2").starts_with("1:1: a keypad's id"));
  CHECK(refusal_of("เครื่อง,2").starts_with("1:1: a keypad's id"));
  CHECK(refusal_of(std::string(33, '7') + ",2").starts_with("1:1: a keypad's id"));
  CHECK(refusal_of(std::string(5'000, '7') + ",2").starts_with("1:201: the line is longer"));
}

TEST_CASE("lines: a line that is too long hides nothing but itself") {
  lines_driver driver;
  driver.opened(start);
  CHECK(keys_of(driver, std::string(100'000, 'x') + "\n17,2\n", start, 1000) == "17:2");
  CHECK(driver.counts().refused == 1);
}

}  // namespace ruamkit::keypad
