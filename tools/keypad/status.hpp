// What an operator reads: the line of state, and what happened, in Thai and English.
#pragma once

#include <string>
#include <string_view>

#include "keypad/receiver.hpp"
#include "keypad/server_link.hpp"
#include "keypad/votes.hpp"

namespace ruamkit::keypad {

struct said {
  std::string th, en;
};

/// Both, Thai first.
[[nodiscard]] std::string both(const said& what);

struct picture {
  receiver::state of_receiver = receiver::state::lost;
  server_link::state of_server = server_link::state::away;
  std::string ballot;  ///< empty: none is open for keypads
  totals counted;
  std::size_t waiting = 0, unknown = 0;
  std::uint64_t faults = 0;  ///< frames or lines that could not be used
};

[[nodiscard]] said line_of(const picture& now);
/// The line that fits `columns`: both languages side by side, or one after the other, every three seconds (`second`
/// counts them).
[[nodiscard]] std::string fitted(const said& line, std::size_t columns, std::int64_t second);

[[nodiscard]] said sentence_of(receiver::state now, const std::string& why);
[[nodiscard]] said sentence_of(server_link::state now, const std::string& why);
/// Why the server refused; `code` of PROTOCOL.md, the code itself where it is not one an operator meets.
[[nodiscard]] said reason_of(std::string_view code);
[[nodiscard]] said summary_of(const picture& at_end);

}  // namespace ruamkit::keypad
