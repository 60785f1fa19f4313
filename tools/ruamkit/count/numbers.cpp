#include "ruamkit/count/numbers.hpp"

#include <charconv>
#include <string>

namespace ruamkit::tools::count {
namespace {

constexpr std::int64_t largest = 1'000'000'000'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> decimal_number(std::string_view text, unsigned places, bool loose) {
  std::string digits;
  for (const char c : text)
    if (!loose || c != ' ') digits += loose && c == ',' ? '.' : c;
  const bool negative = digits.starts_with('-');
  std::string_view rest = digits;
  if (negative) rest.remove_prefix(1);
  std::int64_t value = 0;
  bool any = false;
  bool after_point = false;
  unsigned used = 0;
  for (const char c : rest) {
    if (c == '.' && !after_point) {
      after_point = true;
      continue;
    }
    if (!is_digit(c)) return std::nullopt;
    any = true;
    if (after_point && used == places) {
      if (c != '0') return std::nullopt;
      continue;
    }
    value = value * 10 + (c - '0');
    if (after_point) ++used;
    if (value > largest * (after_point ? 1'000'000 : 1)) return std::nullopt;
  }
  if (!any) return std::nullopt;
  for (; used < places; ++used) value *= 10;
  return negative ? -value : value;
}

}  // namespace ruamkit::tools::count
