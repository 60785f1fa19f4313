// One deliberation in the engine: its working state, where its stream stands, its views, and the turn being taken.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "deliberation/actor.hpp"
#include "deliberation/state.hpp"
#include "engine/outputs.hpp"
#include "engine/port.hpp"
#include "engine/view_slot.hpp"
#include "ledger/ledger.hpp"
#include "projection/room_record.hpp"
#include "projection/view.hpp"
#include "wire/tables_json.hpp"

namespace ruamkit::engine {

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
  live(std::uint32_t own_index, deliberation::deliberation_id id, std::optional<deliberation::pseudonym_key> key,
       wire::account_names names);

  std::uint32_t index;
  deliberation::state state;
  ledger::head head;
  std::deque<digest> hashes;  ///< by seq - 1: a receipt is its entry's hash; never copied to grow, there are millions
  std::unordered_map<view_slot, view_state> views;  ///< those somebody has watched
  std::vector<view_slot> due;                       ///< watched ones with a change that has not gone out
  std::optional<open_turn> turn;
  std::uint64_t room_rev = 0;
  /// By table: grows when what identity's store knows of somebody who sits there changes. No event tells of that.
  std::unordered_map<std::uint32_t, std::uint64_t> people_revs;
  /// Grows by one each time, from the hour this state was made: the newer document of a table has the higher revision
  /// though no event came between, also after a restart.
  std::uint64_t people_told = 0;
  projection::presence presence;
  projection::room_record room;
  /// How many people each roll.import brought, whom each seat.issue and desk.walk_in was for, who came by each open
  /// join, and the whole reply of other commands, by the sequence of their last event: what a repeated command is
  /// answered from.
  std::map<std::uint64_t, std::size_t> imports;
  std::map<std::uint64_t, std::vector<deliberation::participant_id>> issues;
  std::map<std::uint64_t, deliberation::participant_id> joins;
  std::unordered_map<std::uint64_t, std::string> replies;
  /// Whose `me` changed in this round, by position on the roll. Noted only once `awake`: not while replaying.
  std::vector<std::uint32_t> me_changed;
  bool awake = false;

  /// Folds an event in and notes which views it changed.
  void apply(const deliberation::recorded_event& what, const digest& hash);

  /// The slot of a view's name, or nothing where there is no such view (now). `table/N` is another view for the staff
  /// than for those who sit there.
  [[nodiscard]] std::optional<view_slot> slot_of(std::string_view name, bool for_staff) const;
  /// Whether what a slot shows is there: after a failed commit it may not be any more.
  [[nodiscard]] bool exists(view_slot slot) const;
  [[nodiscard]] std::string name_of(view_slot slot) const;
  [[nodiscard]] view_key key_of(view_slot slot) const { return static_cast<view_key>(index) << 32 | slot; }

  /// The view as it is now, serialised once for each change.
  [[nodiscard]] shared_frame frame_of(view_slot slot);
  [[nodiscard]] std::string document_of(view_slot slot) const;
  [[nodiscard]] std::uint64_t rev_of(view_slot slot) const;
  /// Found once; null while the ballot is not final.
  [[nodiscard]] const projection::final_figures* final_figures_of(std::uint32_t ballot) const;

  /// A view changed: it must go to its watchers within `latest` of `now`.
  void touch(view_slot slot, instant now, std::chrono::milliseconds latest);
  void touch_room(instant now);
  /// What identity's store knows of this person changed: whoever looks at their table is to ask again.
  void person_changed(const deliberation::participant_id& who, instant now);
  /// Staff came (1) or went (-1).
  void count_staff(deliberation::role r, int by, instant now);
  [[nodiscard]] view_state& view(view_slot slot);

  void touch_all(view_kind kind, instant now, std::chrono::milliseconds latest);

  /// When the next view is due; nothing while none is.
  [[nodiscard]] std::optional<instant> next_due() const;

 private:
  struct noter;
  void note(const deliberation::event& what, instant now);
  /// The seat whose ideas stand under this pseudonym.
  [[nodiscard]] std::optional<std::uint32_t> seat_of_author(const std::string& author);

  /// Found when somebody first looks, by ballot.
  mutable std::unordered_map<std::uint32_t, projection::final_figures> final_figures_;
  wire::account_names names_;
  deliberation::text_map<std::uint32_t> authors_;  ///< of the first authors_known_ seats
  std::size_t authors_known_ = 0;
};

}  // namespace ruamkit::engine
