#include "deliberation/table.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace ruamkit::deliberation {
namespace {

const rejection unknown_table{"unknown_table", "/params/table"};

table_state* find(state& now, table_number number) {
  if (number == 0 || number > now.seating.tables.size()) return nullptr;
  return &now.seating.tables[number - 1U];
}

/// As many tables as seat the roll at the middle of the size that is wanted.
std::int64_t tables_for(const state& now) {
  const auto sizes = table_sizes(now);
  const auto middle = std::max<std::int64_t>(1, (sizes.size_min + sizes.size_max) / 2);
  const auto people = static_cast<std::int64_t>(now.roll.seats.size());
  return std::clamp<std::int64_t>((people + middle - 1) / middle, 1, tables_max);
}

/// Those who are there already, each seated as if they came one after the other.
seating_list seat_those_here(const state& now, std::size_t tables) {
  std::vector<table_figures> figures(tables);
  seating_list out(tables);
  const auto size_max = static_cast<std::size_t>(table_sizes(now).size_max);
  for (const auto& seat : now.roll.seats) {
    if (!seat.here()) continue;
    const auto values = values_of(now, seat.strata);
    const auto table = best_table(figures, values, size_max);
    if (!table) break;  // all are full
    figures[*table].add(values);
    out[*table].push_back(seat.id);
  }
  while (!out.empty() && out.back().empty()) out.pop_back();
  return out;
}

void seat_all(state& now, const seating_list& seating) {
  for (std::size_t table = 0; table < seating.size(); ++table)
    for (const auto& id : seating[table]) {
      const auto found = now.roll.by_id.find(id.value());
      if (found != now.roll.by_id.end()) seat_at(now, found->second, static_cast<table_number>(table + 1));
    }
}

}  // namespace

tables_definition table_sizes(const state& now) { return now.definition.tables.value_or(tables_definition{}); }

person_values values_of(const state& now, const std::vector<std::uint16_t>& strata) {
  person_values out;
  out.reserve(now.seating.balance.size());
  for (const auto stratum : now.seating.balance) out.push_back(strata[stratum]);
  return out;
}

std::optional<table_number> place_for(const state& now, const std::vector<std::uint16_t>& strata) {
  const auto size_max = static_cast<std::size_t>(table_sizes(now).size_max);
  const auto found = best_table(now.seating.figures, values_of(now, strata), size_max);
  if (!found) return std::nullopt;
  return static_cast<table_number>(*found + 1);
}

void seat_at(state& now, std::uint32_t seat, table_number table) {
  auto& person = now.roll.seats[seat];
  const auto values = values_of(now, person.strata);
  if (auto* old = find(now, person.table)) {
    std::erase(old->seats, seat);
    now.seating.figures[person.table - 1U].take(values);
    person.table = 0;
  }
  if (auto* fresh = find(now, table)) {
    fresh->seats.push_back(seat);
    now.seating.figures[table - 1U].add(values);
    person.table = table;
  }
}

decision<std::vector<event>> decide(const state& now, const form_tables& what) {
  if (std::ranges::any_of(now.seating.tables, [](const auto& t) { return !t.seats.empty() || !t.ideas.empty(); }))
    return rejection{"tables_in_use", {}};
  const auto count = what.count.value_or(tables_for(now));
  if (count < 1 || count > tables_max) return rejection{"out_of_range", param("count")};
  return std::vector<event>{
      tables_formed{static_cast<table_number>(count), seat_those_here(now, static_cast<std::size_t>(count))}};
}

decision<std::vector<event>> decide(const state& now, const move_participant& what) {
  const auto* seat = now.find_seat(what.participant);
  if (seat == nullptr) return rejection{"unknown_participant", param("participant")};
  const auto* to = now.find_table(what.table);
  if (to == nullptr) return unknown_table;
  if (!seat->here()) return rejection{"not_checked_in", param("participant")};
  participant_moved moved{what.participant, what.table, false};
  if (seat->table == what.table) return std::vector<event>{moved};
  const auto size_max = static_cast<std::size_t>(table_sizes(now).size_max);
  if (to->seats.size() >= size_max && !what.over) return rejection{"table_full", param("table")};
  const auto values = values_of(now, seat->strata);
  auto there = now.seating.figures[what.table - 1U];
  auto before = there.unevenness();
  there.add(values);
  auto after = there.unevenness();
  if (seat->table != 0) {
    auto here = now.seating.figures[seat->table - 1U];
    before += here.unevenness();
    here.take(values);
    after += here.unevenness();
    moved.worse = after > before;
  }
  return std::vector<event>{std::move(moved)};
}

decision<std::vector<event>> decide(const state& now, const mix_tables&, const stamp& when) {
  const auto& tables = now.seating.tables;
  if (tables.empty()) return rejection{"no_tables", {}};
  to_mix what;
  std::vector<std::uint32_t> people;
  std::vector<table_number> in_use;
  for (std::size_t t = 0; t < tables.size(); ++t) {
    if (tables[t].seats.empty()) continue;
    in_use.push_back(static_cast<table_number>(t + 1));
    people.insert(people.end(), tables[t].seats.begin(), tables[t].seats.end());
  }
  if (people.empty()) return rejection{"no_tables", {}};
  what.tables = in_use.size();
  for (const auto seat : people) what.people.push_back(values_of(now, now.roll.seats[seat].strata));
  for (std::size_t r = 0; r <= now.seating.rounds.size(); ++r) {
    auto& round = what.rounds.emplace_back();
    for (const auto seat : people) {
      const bool earlier = r < now.seating.rounds.size();
      // A walk-in may have come after that round.
      const bool was_there = earlier && seat < now.seating.rounds[r].size();
      round.push_back(earlier ? (was_there ? now.seating.rounds[r][seat] : table_number{0})
                              : now.roll.seats[seat].table);
    }
  }
  const auto done = mix(what, when.seed);
  tables_mixed out;
  out.seating.resize(in_use.back());
  for (std::size_t i = 0; i < people.size(); ++i)
    out.seating[in_use[done.table_of[i]] - 1U].push_back(now.roll.seats[people[i]].id);
  out.met_again = done.met_again;
  return std::vector<event>{std::move(out)};
}

decision<std::vector<event>> decide(const state& now, const facilitate_table& what) {
  if (now.find_table(what.table) == nullptr) return unknown_table;
  return std::vector<event>{table_facilitated{what.table}};
}

decision<std::vector<event>> decide(const state& now, const set_table_help& what) {
  if (now.find_table(what.table) == nullptr) return unknown_table;
  return std::vector<event>{table_help_set{what.table, what.wanted}};
}

decision<std::vector<event>> decide(const state& now, const write_note& what) {
  const auto* table = now.find_table(what.table);
  if (table == nullptr) return unknown_table;
  if (code_points(what.text) > note_length_max) return rejection{"text_too_long", param("text")};
  if (what.version != table->notes_version) return rejection{"stale_version", param("version")};
  return std::vector<event>{table_noted{what.table, what.text, table->notes_version + 1}};
}

void apply(state& now, const recorded_event&, const tables_formed& what) {
  for (auto& seat : now.roll.seats) seat.table = 0;
  now.seating.tables.assign(what.count, {});
  now.seating.figures.assign(what.count, {});
  now.seating.balance.clear();
  for (const auto& id : table_sizes(now).balance) {
    const auto found = std::ranges::find(now.definition.strata, id, &stratum::id);
    if (found != now.definition.strata.end())
      now.seating.balance.push_back(static_cast<std::size_t>(found - now.definition.strata.begin()));
  }
  seat_all(now, what.seating);
}

void apply(state& now, const recorded_event&, const participant_moved& what) {
  const auto found = now.roll.by_id.find(what.participant.value());
  if (found != now.roll.by_id.end()) seat_at(now, found->second, what.table);
}

void apply(state& now, const recorded_event&, const participant_seated& what) {
  const auto found = now.roll.by_id.find(what.participant.value());
  if (found != now.roll.by_id.end()) seat_at(now, found->second, what.table);
}

void apply(state& now, const recorded_event&, const tables_mixed& what) {
  std::vector<table_number> round;
  round.reserve(now.roll.seats.size());
  for (const auto& seat : now.roll.seats) round.push_back(seat.table);
  now.seating.rounds.push_back(std::move(round));
  // Emptied first: taking five thousand out one by one would look through every table's list.
  for (auto& table : now.seating.tables) table.seats.clear();
  for (auto& figures : now.seating.figures) figures = {};
  for (auto& seat : now.roll.seats) seat.table = 0;
  seat_all(now, what.seating);
}

void apply(state& now, const recorded_event& entry, const table_facilitated& what) {
  if (auto* table = find(now, what.table))
    table->facilitator = account_id{entry.actor.starts_with('@') ? entry.actor.substr(1) : entry.actor};
}

void apply(state& now, const recorded_event&, const table_help_set& what) {
  if (auto* table = find(now, what.table)) table->help = what.wanted;
}

void apply(state& now, const recorded_event&, const table_noted& what) {
  auto* table = find(now, what.table);
  if (table == nullptr) return;
  table->notes = what.text;
  table->notes_version = what.version;
}

}  // namespace ruamkit::deliberation
