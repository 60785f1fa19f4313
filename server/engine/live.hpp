// One deliberation in the engine: its working state, where its stream stands, its views, and the turn being taken.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "deliberation/actor.hpp"
#include "deliberation/state.hpp"
#include "engine/outputs.hpp"
#include "engine/port.hpp"
#include "ledger/ledger.hpp"
#include "projection/view.hpp"

namespace ruamkit::engine {

/// Where a view stands among its deliberation's: 0 agenda, 1 room, then a tally a ballot. `me` is each participant's
/// own and shared with nobody, so it has no slot.
using view_slot = std::uint32_t;
inline constexpr view_slot agenda_slot = 0;
inline constexpr view_slot room_slot = 1;
inline constexpr view_slot first_tally_slot = 2;

struct view_state {
  std::uint64_t version = 1;  ///< counts changes of what it shows
  std::uint64_t frame_version = 0;
  shared_frame newest;
  std::optional<instant> due;  ///< when a change must go out at the latest
  instant last_sent;
  bool complete = false;  ///< tally: everyone present has voted, and a frame that says so went out or is due
  std::vector<std::uint32_t> watchers;  ///< connections, by transport thread
  std::uint32_t watchers_all = 0;
};

/// What is decided in one batch and waits for its commit.
struct open_turn {
  ledger::turn held;
  ledger::appended entries;
  outputs out;
  /// Called on the ledger's thread once the turn is settled.
  std::vector<std::function<void(bool committed)>> after;
};

struct live {
  live(std::uint32_t own_index, deliberation::deliberation_id id, std::optional<deliberation::pseudonym_key> key);

  std::uint32_t index;
  deliberation::state state;
  ledger::head head;
  std::vector<digest> hashes;  ///< by seq - 1: a receipt is its entry's hash
  std::vector<view_state> views;
  std::optional<open_turn> turn;
  std::uint64_t room_rev = 0;
  projection::presence presence;
  /// How many people each roll.import brought, whom each seat.issue was for, who came by each open join: what a
  /// repeated command is answered from.
  std::map<std::uint64_t, std::size_t> imports;
  std::map<std::uint64_t, std::vector<deliberation::participant_id>> issues;
  std::map<std::uint64_t, deliberation::participant_id> joins;

  /// Folds an event in and notes which views it changed.
  void apply(const deliberation::recorded_event& what, const digest& hash);

  /// The slot of a view's name ("agenda", "room", "tally/ID"), or nothing.
  [[nodiscard]] std::optional<view_slot> slot_of(std::string_view name) const;
  [[nodiscard]] std::string name_of(view_slot slot) const;
  [[nodiscard]] view_key key_of(view_slot slot) const { return static_cast<view_key>(index) << 32 | slot; }

  /// The view as it is now, serialised once for each change.
  [[nodiscard]] shared_frame frame_of(view_slot slot);
  [[nodiscard]] std::string document_of(view_slot slot) const;
  [[nodiscard]] std::uint64_t rev_of(view_slot slot) const;

  /// A view changed: it must go to its watchers within `latest` of `now`.
  void touch(view_slot slot, instant now, std::chrono::milliseconds latest);
  void touch_room(instant now);
  /// Staff came (1) or went (-1).
  void count_staff(deliberation::role r, int by, instant now);
  [[nodiscard]] view_state& view(view_slot slot);

  /// When the next view is due; nothing while none is.
  [[nodiscard]] std::optional<instant> next_due() const;

 private:
  void note(const deliberation::event& what, instant now);
};

}  // namespace ruamkit::engine
