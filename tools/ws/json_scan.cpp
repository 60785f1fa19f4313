#include "ws/json_scan.hpp"

#include <charconv>
#include <cstddef>

namespace ruamkit::ws {
namespace {

using position = std::size_t;

position skip_space(std::string_view text, position at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r')) ++at;
  return at;
}

/// The position after the string whose opening quote is at `at`.
position after_string(std::string_view text, position at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return at + 1;
    }
  }
  return text.size();
}

position after_value(std::string_view text, position at) {
  if (at >= text.size()) return text.size();
  if (text[at] == '"') return after_string(text, at);
  if (text[at] != '{' && text[at] != '[') {
    while (at < text.size() && text[at] != ',' && text[at] != '}' && text[at] != ']' && text[at] > ' ') ++at;
    return at;
  }
  std::size_t depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"') {
      at = after_string(text, at);
      continue;
    }
    ++at;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) return at;
  }
  return text.size();
}

}  // namespace

std::string_view member(std::string_view text, std::string_view key) {
  position at = skip_space(text, 0);
  if (at >= text.size() || text[at] != '{') return {};
  for (++at;;) {
    at = skip_space(text, at);
    if (at >= text.size() || text[at] != '"') return {};
    const position name_end = after_string(text, at);
    const bool found = name_end == at + key.size() + 2 && text.substr(at + 1, key.size()) == key;
    at = skip_space(text, name_end);
    if (at >= text.size() || text[at] != ':') return {};
    at = skip_space(text, at + 1);
    if (found) return text.substr(at);
    at = skip_space(text, after_value(text, at));
    if (at >= text.size() || text[at] != ',') return {};
    ++at;
  }
}

std::optional<std::int64_t> number_at(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end == text.data()) return std::nullopt;
  return value;
}

std::optional<std::string_view> string_at(std::string_view text) {
  if (text.empty() || text.front() != '"') return std::nullopt;
  const position end = after_string(text, 0);
  if (end < 2 || text[end - 1] != '"') return std::nullopt;
  return text.substr(1, end - 2);
}

std::string_view value_at(std::string_view text) { return text.substr(0, after_value(text, 0)); }

}  // namespace ruamkit::ws
