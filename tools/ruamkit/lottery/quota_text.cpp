#include "ruamkit/lottery/quota_text.hpp"

#include <charconv>
#include <cmath>
#include <string>

namespace ruamkit::tools::lottery {
namespace {

constexpr double count_max = 1e6;

std::optional<double> number(std::string_view text) {
  double out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, std::chars_format::fixed);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(out) || out < 0) return std::nullopt;
  return out;
}

}  // namespace

std::optional<int> count_or_percentage(std::string_view text, int seats, rounding way) {
  const bool is_percentage = text.ends_with('%');
  if (is_percentage) text.remove_suffix(1);
  const auto read = number(text);
  if (!read || *read > count_max) return std::nullopt;
  if (!is_percentage) return std::floor(*read) == *read ? std::optional(static_cast<int>(*read)) : std::nullopt;
  const double exact = *read / 100 * seats;
  if (exact > count_max) return std::nullopt;
  return static_cast<int>(way == rounding::down ? std::floor(exact + 1e-9) : std::ceil(exact - 1e-9));
}

std::optional<double> part_of_whole(std::string_view text) {
  if (text.ends_with('%')) text.remove_suffix(1);
  std::string plain;
  for (const char c : text)
    if (c != ',') plain += c;
  return number(plain);
}

}  // namespace ruamkit::tools::lottery
