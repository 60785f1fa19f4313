#include "engine/live.hpp"

#include <algorithm>

#include "deliberation/core.hpp"
#include "wire/view_json.hpp"

namespace ruamkit::engine {
namespace {

using namespace deliberation;
using std::chrono::milliseconds;

constexpr std::string_view tally_prefix = "tally/";

/// How long the turnout may lag behind people taking their seats, and the room behind connections.
constexpr milliseconds attendance_lag{1000};
constexpr milliseconds room_lag{500};

/// Tallies go out at most ten times a second; with thousands of watchers less often, so that showing the votes leaves
/// most of the machine to taking them (a frame costs some 10 µs a watcher).
milliseconds tally_lag(std::uint32_t watchers) { return std::max(milliseconds{100}, milliseconds{watchers / 25}); }

}  // namespace

live::live(std::uint32_t own_index, deliberation_id id, std::optional<pseudonym_key> key) : index(own_index) {
  state.id = std::move(id);
  state.key = key;
  head = {ledger::stream_id{state.id.value()}, 0, ledger::genesis_hash(ledger::stream_id{state.id.value()})};
}

void live::apply(const recorded_event& what, const digest& hash) {
  evolve(state, what);
  hashes.push_back(hash);
  head.seq = what.seq;
  head.hash = hash;
  note(what.event, what.time);
}

std::optional<view_slot> live::slot_of(std::string_view name) const {
  if (name == "agenda") return agenda_slot;
  if (name == "room") return room_slot;
  if (!name.starts_with(tally_prefix)) return std::nullopt;
  const auto ballot = state.ballot_by_id.find(name.substr(tally_prefix.size()));
  if (ballot == state.ballot_by_id.end()) return std::nullopt;
  return first_tally_slot + ballot->second;
}

std::string live::name_of(view_slot slot) const {
  if (slot == agenda_slot) return "agenda";
  if (slot == room_slot) return "room";
  return std::string(tally_prefix) + state.definition.ballots[slot - first_tally_slot].id.value();
}

view_state& live::view(view_slot slot) {
  if (views.size() <= slot) views.resize(first_tally_slot + state.ballots.size());
  return views[slot];
}

std::string live::document_of(view_slot slot) const {
  if (slot == agenda_slot) return wire::document(projection::agenda_view{state});
  if (slot == room_slot) return wire::document(projection::project_room(state, presence));
  return wire::document(projection::project_tally(state, slot - first_tally_slot));
}

std::uint64_t live::rev_of(view_slot slot) const { return slot == room_slot ? room_rev : head.seq; }

shared_frame live::frame_of(view_slot slot) {
  auto& v = view(slot);
  if (!v.newest || v.frame_version != v.version) {
    const auto rev = rev_of(slot);
    v.newest = std::make_shared<const frame>(
        frame{rev, wire::view_notification(state.id.value(), name_of(slot), rev, document_of(slot))});
    v.frame_version = v.version;
  }
  return v.newest;
}

void live::touch(view_slot slot, instant now, milliseconds latest) {
  auto& v = view(slot);
  ++v.version;
  const auto due = latest.count() == 0 ? now : std::max(now, v.last_sent + latest);
  if (!v.due || due < *v.due) v.due = due;
}

void live::touch_room(instant now) {
  room_rev = std::max(room_rev + 1, static_cast<std::uint64_t>(now.ms));  // never back, also after a restart
  touch(room_slot, now, room_lag);
}

void live::count_staff(role r, int by, instant now) {
  const auto name = deliberation::name_of(r);
  auto found = std::ranges::find(presence.staff, name, [](const auto& pair) { return pair.first; });
  if (found == presence.staff.end()) found = presence.staff.insert(found, {name, 0});
  found->second = static_cast<std::uint64_t>(std::max<std::int64_t>(0, static_cast<std::int64_t>(found->second) + by));
  touch_room(now);
}

std::optional<instant> live::next_due() const {
  std::optional<instant> next;
  for (const auto& v : views)
    if (v.due && v.watchers_all > 0 && (!next || *v.due < *next)) next = v.due;
  return next;
}

void live::note(const event& what, instant now) {
  struct noter {
    live& self;
    instant now;

    void ballot_changed(const ballot_id& id) const {
      self.touch(agenda_slot, now, milliseconds{0});
      if (const auto ballot = self.state.find_ballot(id))
        self.touch(first_tally_slot + static_cast<view_slot>(*ballot), now, milliseconds{0});
    }
    void roll_changed() const {
      self.touch_room(now);
      // Every tally tells how many are eligible and present. Those not yet open are brought up to date when they open.
      for (std::size_t i = 0; i < self.state.ballots.size(); ++i)
        self.touch(first_tally_slot + static_cast<view_slot>(i), now, attendance_lag);
    }

    void operator()(const deliberation_created&) const {}
    void operator()(const roll_imported& e) const {
      self.imports.emplace(self.head.seq, e.people.size());
      roll_changed();
    }
    void operator()(const seats_issued& e) const {
      self.issues.emplace(self.head.seq, e.participants);
      roll_changed();
    }
    void operator()(const seat_claimed&) const { roll_changed(); }
    void operator()(const seat_moved&) const {}
    void operator()(const participant_joined& e) const {
      self.joins.emplace(self.head.seq, e.participant);
      roll_changed();
    }
    void operator()(const stage_started&) const { self.touch(agenda_slot, now, milliseconds{0}); }
    void operator()(const stage_finished&) const { self.touch(agenda_slot, now, milliseconds{0}); }
    void operator()(const ballot_opened& e) const { ballot_changed(e.ballot); }
    void operator()(const ballot_extended& e) const { ballot_changed(e.ballot); }
    void operator()(const ballot_closed& e) const { ballot_changed(e.ballot); }
    void operator()(const ballot_published& e) const { ballot_changed(e.ballot); }
    void operator()(const ballot_cast& e) const {
      const auto ballot = self.state.find_ballot(e.ballot);
      if (!ballot) return;
      const auto slot = first_tally_slot + static_cast<view_slot>(*ballot);
      auto& v = self.view(slot);
      // When the last one present has voted there is nothing to wait for; changes of vote after that can wait again.
      const bool complete = self.state.ballots[*ballot].voted >= self.state.roll.claimed;
      const bool completed_now = complete && !v.complete;
      v.complete = complete;
      self.touch(slot, now, completed_now ? milliseconds{0} : tally_lag(v.watchers_all));
    }
  };
  std::visit(noter{*this, now}, what);
}

}  // namespace ruamkit::engine
