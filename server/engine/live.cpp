#include "engine/live.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "deliberation/core.hpp"
#include "wire/tables_json.hpp"
#include "wire/view_json.hpp"

namespace ruamkit::engine {
namespace {

using namespace deliberation;
using std::chrono::milliseconds;

/// How long the room may lag behind connections.
constexpr milliseconds room_lag{500};
/// How long a table may lag behind what the desk writes of its people.
constexpr milliseconds people_lag{200};

/// Never back, also after a restart.
void grow(std::uint64_t& rev, instant now) { rev = std::max(rev + 1, static_cast<std::uint64_t>(now.ms)); }

/// What stands behind a prefix: "tally/q1" → "q1".
std::optional<std::string_view> after(std::string_view name, std::string_view prefix) {
  if (!name.starts_with(prefix)) return std::nullopt;
  return name.substr(prefix.size());
}

/// A whole number without sign or leading zero, small enough for a slot.
std::optional<std::uint32_t> whole(std::string_view text) {
  std::uint32_t out = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), out);
  const bool plain = text == "0" || (!text.empty() && text.front() != '0');
  if (!plain || fault != std::errc{} || end != text.data() + text.size() || out > 0xffffff) return std::nullopt;
  return out;
}

}  // namespace

live::live(std::uint32_t own_index, deliberation_id id, std::optional<pseudonym_key> key, wire::account_names names)
    : index(own_index), names_(std::move(names)) {
  state.id = std::move(id);
  state.key = key;
  head = {ledger::stream_id{state.id.value()}, 0, ledger::genesis_hash(ledger::stream_id{state.id.value()})};
}

std::optional<view_slot> live::slot_of(std::string_view name, bool for_staff) const {
  constexpr std::array single{std::pair{"agenda", view_kind::agenda}, std::pair{"room", view_kind::room},
                              std::pair{"desk", view_kind::desk},     std::pair{"tables", view_kind::tables},
                              std::pair{"ideas", view_kind::ideas},   std::pair{"themes", view_kind::themes},
                              std::pair{"paper", view_kind::paper},   std::pair{"presence", view_kind::presence}};
  for (const auto& [known, kind] : single)
    if (name == known) return slot(kind);
  std::optional<view_slot> out;
  if (const auto ballot = after(name, "tally/")) {
    if (const auto at = state.find_ballot(ballot_id{std::string(*ballot)})) out = slot(view_kind::tally, *at);
  } else if (const auto theme = after(name, "theme/")) {
    if (const auto at = state.find_theme(theme_id{std::string(*theme)})) out = slot(view_kind::theme, *at);
  } else if (const auto table = after(name, "table/")) {
    if (const auto number = whole(*table)) out = slot(for_staff ? view_kind::table : view_kind::own_table, *number);
  } else if (const auto page = after(name, "ideas/")) {
    if (const auto number = whole(*page)) out = slot(view_kind::idea_page, *number);
  }
  return out && exists(*out) ? out : std::nullopt;
}

bool live::exists(view_slot of) const {
  const auto number = number_of(of);
  switch (kind_of(of)) {
    case view_kind::tally:
      return number < state.ballots.size();
    case view_kind::table:
    case view_kind::own_table:
      return number >= 1 && number <= state.seating.tables.size();
    case view_kind::idea_page:
      return number < projection::idea_pages(state);
    case view_kind::theme:
      return number < state.themes.size();
    default:
      return true;
  }
}

std::string live::name_of(view_slot of) const {
  const auto number = number_of(of);
  switch (kind_of(of)) {
    case view_kind::agenda:
      return "agenda";
    case view_kind::room:
      return "room";
    case view_kind::tally:
      return "tally/" + state.definition.ballots[number].id.value();
    case view_kind::desk:
      return "desk";
    case view_kind::presence:
      return "presence";
    case view_kind::tables:
      return "tables";
    case view_kind::table:
    case view_kind::own_table:
      return "table/" + std::to_string(number);
    case view_kind::ideas:
      return "ideas";
    case view_kind::idea_page:
      return "ideas/" + std::to_string(number);
    case view_kind::themes:
      return "themes";
    case view_kind::theme:
      return "theme/t" + std::to_string(number + 1);
    case view_kind::paper:
      return "paper";
  }
  return {};
}

view_state& live::view(view_slot of) { return views[of]; }

std::string live::document_of(view_slot of) const {
  const auto number = number_of(of);
  switch (kind_of(of)) {
    case view_kind::agenda:
      return wire::document(projection::agenda_view{state});
    case view_kind::room:
      return wire::document(projection::project_room(state, presence));
    case view_kind::tally:
      return wire::document(projection::project_tally(state, number, final_figures_of(number)));
    case view_kind::desk:
      return wire::document(projection::project_desk(state));
    case view_kind::presence:
      return wire::document(projection::project_presence(state, room));
    case view_kind::tables:
      return wire::document(projection::project_tables(state), names_);
    case view_kind::table:
    case view_kind::own_table: {
      const auto people = people_revs.find(number);
      return wire::document(projection::project_table(state, number, kind_of(of) == view_kind::table,
                                                      people == people_revs.end() ? 0 : people->second),
                            names_);
    }
    case view_kind::ideas:
      return wire::document(projection::ideas_view{state});
    case view_kind::idea_page:
      return wire::document(projection::idea_page_view{state, number});
    case view_kind::themes:
      return wire::document(projection::themes_view{state});
    case view_kind::theme:
      return wire::document(projection::project_theme(state, number));
    case view_kind::paper:
      return wire::document(projection::paper_view{state}, names_);
  }
  return {};
}

const projection::final_figures* live::final_figures_of(std::uint32_t ballot) const {
  if (!projection::counts_final(state.definition.ballots[ballot], state.ballots[ballot])) return nullptr;
  const auto found = final_figures_.find(ballot);
  if (found != final_figures_.end()) return &found->second;
  return &final_figures_.emplace(ballot, projection::find_final_figures(state, ballot)).first->second;
}

std::uint64_t live::rev_of(view_slot of) const {
  if (kind_of(of) == view_kind::room) return room_rev;
  return kind_of(of) == view_kind::table ? head.seq + people_told : head.seq;
}

shared_frame live::frame_of(view_slot of) {
  auto& v = view(of);
  if (!v.newest || v.frame_version != v.version) {
    const auto rev = rev_of(of);
    v.newest = std::make_shared<const frame>(
        frame{rev, wire::view_notification(state.id.value(), name_of(of), rev, document_of(of))});
    v.frame_version = v.version;
  }
  return v.newest;
}

void live::touch(view_slot of, instant now, milliseconds latest) {
  const auto found = views.find(of);
  if (found == views.end()) return;
  auto& v = found->second;
  ++v.version;
  if (v.watchers_all == 0) return;  // whoever watches next is given what is true then
  const auto at = latest.count() == 0 ? now : std::max(now, v.last_sent + latest);
  if (!v.due) due.push_back(of);
  if (!v.due || at < *v.due) v.due = at;
}

void live::touch_all(view_kind kind, instant now, milliseconds latest) {
  for (const auto& [of, v] : views)
    if (kind_of(of) == kind) touch(of, now, latest);
}

void live::person_changed(const participant_id& who, instant now) {
  const auto* seat = state.find_seat(who);
  if (seat == nullptr || seat->table == 0) return;
  grow(people_revs[seat->table], now);
  ++people_told;
  touch(slot(view_kind::table, seat->table), now, people_lag);
}

void live::touch_room(instant now) {
  grow(room_rev, now);
  touch(slot(view_kind::room), now, room_lag);
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
  for (const auto of : due) {
    const auto& v = views.at(of);
    if (v.due && (!next || *v.due < *next)) next = v.due;
  }
  return next;
}

std::optional<std::uint32_t> live::seat_of_author(const std::string& author) {
  if (!state.key) return std::nullopt;
  for (; authors_known_ < state.roll.seats.size(); ++authors_known_)
    authors_.emplace(idea_pseudonym(*state.key, state.roll.seats[authors_known_].id).value(),
                     static_cast<std::uint32_t>(authors_known_));
  const auto found = authors_.find(author);
  return found == authors_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace ruamkit::engine
