#include "keypad/lines.hpp"

#include <algorithm>

namespace ruamkit::keypad {
namespace {

constexpr std::size_t id_max = 32;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

struct field {
  std::string_view text;
  std::size_t column;
};

field trimmed(std::string_view of, std::size_t column) {
  while (!of.empty() && (of.front() == ' ' || of.front() == '\t')) {
    of.remove_prefix(1);
    ++column;
  }
  while (!of.empty() && (of.back() == ' ' || of.back() == '\t' || of.back() == '\r')) of.remove_suffix(1);
  return {of, column};
}

/// -1: no key.
int key_of(std::string_view text) {
  if (text.size() == 1 && is_letter(text[0])) return (text[0] | 0x20) - 'a' + 1;
  if (text.empty() || text.size() > 2 || !std::ranges::all_of(text, is_digit)) return -1;
  int key = 0;
  for (const char c : text) key = key * 10 + (c - '0');
  return key;
}

}  // namespace

bool is_keypad_id(std::string_view text) {
  return !text.empty() && text.size() <= id_max && std::ranges::all_of(text, [](char c) {
    return is_digit(c) || is_letter(c) || c == '.' || c == '_' || c == ':' || c == '-';
  });
}

void lines_driver::opened(instant) {
  waiting_.clear();
  too_long_ = false;
  number_ = 1;
}

void lines_driver::refuse(std::size_t column, const std::string& why) {
  ++counts_.refused;
  last_refusal_ = std::to_string(number_) + ':' + std::to_string(column) + ": " + why;
}

void lines_driver::line(std::vector<press>& out) {
  const std::string_view text = waiting_;
  if (too_long_) return refuse(line_max + 1, "the line is longer than " + std::to_string(line_max) + " bytes");
  if (text.starts_with('#') || trimmed(text, 1).text.empty()) return;
  const auto comma = text.find(',');
  if (comma == std::string_view::npos) return refuse(1, "`keypad-id,key` was expected; there is no comma");
  const auto id = trimmed(text.substr(0, comma), 1);
  const auto key = trimmed(text.substr(comma + 1), comma + 2);
  if (!is_keypad_id(id.text)) return refuse(id.column, "a keypad's id is 1 to 32 of A-Z a-z 0-9 . _ : -");
  const int number = key_of(key.text);
  if (number < 0) return refuse(key.column, "a key is a number of one or two digits, or a letter");
  ++counts_.frames;
  ++counts_.presses;
  out.push_back({std::string(id.text), number, hex(text)});
}

void lines_driver::take(std::string_view bytes, instant, std::vector<press>& out) {
  for (const char c : bytes) {
    if (c == '\n') {
      line(out);
      waiting_.clear();
      too_long_ = false;
      ++number_;
    } else if (waiting_.size() < line_max) {
      waiting_ += c;
    } else {
      too_long_ = true;
    }
  }
}

void lines_driver::ended(std::vector<press>& out) {
  if (!waiting_.empty() || too_long_) line(out);
  waiting_.clear();
  too_long_ = false;
}

}  // namespace ruamkit::keypad
