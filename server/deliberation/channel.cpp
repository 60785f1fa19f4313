#include "deliberation/channel.hpp"

#include <array>

#include "deliberation/ballot.hpp"

namespace ruamkit::deliberation {
namespace {

constexpr std::array channel_names{std::pair{channel::phone, "phone"}, std::pair{channel::keypad, "keypad"},
                                   std::pair{channel::paper, "paper"}, std::pair{channel::kiosk, "kiosk"}};

/// Whose vote it is: the participant named, or the one the keypad is bound to.
decision<const seat_state*> voter_meant(const state& now, const cast_for& what) {
  if (what.participant && what.keypad) return rejection{"unknown_param", param("keypad")};
  if (what.keypad) {
    const auto found = now.keypads.find(what.keypad->value());
    if (found == now.keypads.end()) return rejection{"unknown_keypad", param("keypad")};
    return &now.roll.seats[found->second];
  }
  if (!what.participant) return rejection{"missing_param", param("participant")};
  const auto* seat = now.find_seat(*what.participant);
  if (seat == nullptr) return rejection{"unknown_participant", param("participant")};
  return seat;
}

}  // namespace

std::string_view name_of(channel c) {
  for (const auto& [key, name] : channel_names)
    if (key == c) return name;
  return {};
}

std::optional<channel> channel_from_name(std::string_view name) {
  for (const auto& [key, text] : channel_names)
    if (name == text) return key;
  return std::nullopt;
}

decision<std::vector<event>> decide(const state& now, const cast_for& what) {
  if (what.channel == channel::phone) return rejection{"out_of_range", param("channel")};
  const auto seat = voter_meant(now, what);
  if (!seat) return seat.error();
  auto cast = decide(now, cast_ballot{what.ballot, what.choice});
  if (!cast) return cast;
  const auto voter = voter_of_seat(now, *now.find_ballot(what.ballot), **seat);
  return std::vector<event>{ballot_cast{what.ballot, what.choice, what.channel, voter}};
}

decision<std::vector<event>> decide(const state& now, const bind_keypad& what) {
  const auto* seat = now.find_seat(what.participant);
  if (seat == nullptr) return rejection{"unknown_participant", param("participant")};
  const auto bound = now.keypads.find(what.keypad.value());
  if (bound != now.keypads.end() && now.roll.seats[bound->second].id != what.participant)
    return rejection{"keypad_in_use", param("keypad")};
  return std::vector<event>{keypad_bound{what.keypad, what.participant}};
}

decision<std::vector<event>> decide(const state& now, const unbind_keypad& what) {
  if (!now.keypads.contains(what.keypad.value())) return rejection{"unknown_keypad", param("keypad")};
  return std::vector<event>{keypad_unbound{what.keypad}};
}

void apply(state& now, const recorded_event&, const keypad_bound& what) {
  const auto seat = now.roll.by_id.find(what.participant.value());
  if (seat == now.roll.by_id.end()) return;
  // A seat has one keypad: the one bound last.
  for (auto each = now.keypads.begin(); each != now.keypads.end(); ++each)
    if (each->second == seat->second) {
      now.keypads.erase(each);
      break;
    }
  now.keypads.insert_or_assign(what.keypad.value(), seat->second);
}

void apply(state& now, const recorded_event&, const keypad_unbound& what) { now.keypads.erase(what.keypad.value()); }

}  // namespace ruamkit::deliberation
