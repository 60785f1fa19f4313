// Events as the ledger keeps them: canonical JSON, fixed member order, no white space, no newline.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "deliberation/event.hpp"

namespace ruamkit::wire {

/// `{"type":"ballot_cast","command_id":"…","ballot":"q1","choice":["a"]}`
[[nodiscard]] std::string encode_event(const deliberation::event& what, const std::optional<std::string>& command_id);

struct decoded_event {
  deliberation::event event;
  std::optional<std::string> command_id;
};

/// What a payload holds that is no event of this version: what() says which part.
class unreadable_event : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Reads what encode_event wrote, by this or an earlier version. Members it does not know are passed over; throws
/// unreadable_event.
[[nodiscard]] decoded_event decode_event(std::string_view payload);

/// A choice as JSON, appended.
void append_choice(std::string& out, const deliberation::raw_choice& choice);

}  // namespace ruamkit::wire
