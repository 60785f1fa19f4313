// Looks into JSON text without building it: a crowd gets thousands of views a second and wants one number of each.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ruamkit::ws {

/// The text from the value of `key` on, in the object that `text` begins with; empty when it has no such member or is
/// no object. What follows the value is still there: read it with the functions below. For text of a server that is
/// trusted to write JSON; anything else gives some answer, never a read out of bounds.
[[nodiscard]] std::string_view member(std::string_view text, std::string_view key);

/// `member`, one level after the other.
template <typename... Keys>
[[nodiscard]] std::string_view member(std::string_view text, std::string_view key, Keys... more) {
  return member(member(text, key), more...);
}

/// The whole number, or the inside of the string (its escapes left as they are), that `text` begins with.
[[nodiscard]] std::optional<std::int64_t> number_at(std::string_view text);
[[nodiscard]] std::optional<std::string_view> string_at(std::string_view text);

/// The value that `text` begins with, without what follows.
[[nodiscard]] std::string_view value_at(std::string_view text);

}  // namespace ruamkit::ws
