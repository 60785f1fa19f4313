// What the tests of drivers share: bytes as they are written in captures, frames composed, a driver read to the end.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "keypad/driver.hpp"
#include "keypad/sunvote_frame.hpp"

namespace ruamkit::keypad::test {

/// "f5 aa" as two bytes.
inline std::string bytes(std::string_view text) {
  std::string out;
  const auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == ' ') continue;
    out += static_cast<char>(digit(text[i]) * 16 + digit(text[i + 1]));
    ++i;
  }
  return out;
}

/// A SunVote answer to a poll. Composed from the documented places: no receiver's press is public as a capture.
inline std::string sunvote_press(int status, int keypad, int key_bit, int base = 1) {
  std::string payload(23, '\0');
  payload[0] = '\x95';
  payload[1] = static_cast<char>(base);
  payload[4] = static_cast<char>(status);
  payload[7] = static_cast<char>(keypad);
  payload[8] = static_cast<char>(key_bit);
  return sunvote::make_frame(payload);
}

/// Answers to "who are you" and to the range. Composed.
inline std::string sunvote_who(int base) {
  std::string payload(10, '\0');
  payload[0] = '\x91';
  payload[1] = static_cast<char>(base);
  return sunvote::make_frame(payload);
}
inline std::string sunvote_range(unsigned first, unsigned last) {
  std::string payload(10, '\0');
  payload[0] = '\x95';
  payload[5] = static_cast<char>(first >> 8);
  payload[6] = static_cast<char>(first & 0xffU);
  payload[7] = static_cast<char>(last >> 8);
  payload[8] = static_cast<char>(last & 0xffU);
  return sunvote::make_frame(payload);
}

/// "17:2 18:1"
inline std::string keys(const std::vector<press>& all) {
  std::string out;
  for (const auto& each : all) out += (out.empty() ? "" : " ") + each.keypad + ":" + std::to_string(each.key);
  return out;
}

inline std::string keys_of(driver& of, std::string_view text, instant now, std::size_t piece = 4096) {
  std::vector<press> out;
  for (std::size_t at = 0; at < text.size(); at += piece) of.take(text.substr(at, piece), now, out);
  return keys(out);
}

}  // namespace ruamkit::keypad::test
