#include "deliberation/roll.hpp"

#include <algorithm>
#include <string_view>

#include "deliberation/table.hpp"

namespace ruamkit::deliberation {
namespace {

/// Thirteen digits whose last is the check digit of the others (Department of Provincial Administration).
bool is_national_id(std::string_view id) {
  if (id.size() != 13 || !std::ranges::all_of(id, [](char c) { return c >= '0' && c <= '9'; })) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 12; ++i) sum += (id[i] - '0') * static_cast<int>(13 - i);
  return (11 - sum % 11) % 10 == id[12] - '0';
}

bool is_id_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '.' || c == '-';
}

struct value_position {
  std::size_t stratum;
  std::uint16_t value;
};

decision<value_position> find_value(const definition& d, const std::pair<std::string, std::string>& pair,
                                    const std::string& at) {
  for (std::size_t s = 0; s < d.strata.size(); ++s) {
    if (d.strata[s].id.value() != pair.first) continue;
    const auto& values = d.strata[s].values;
    for (std::size_t v = 0; v < values.size(); ++v)
      if (values[v].id == pair.second) return value_position{s, static_cast<std::uint16_t>(v)};
    return rejection{"unknown_stratum_value", at + "/strata" + pointer_step(pair.first)};
  }
  return rejection{"unknown_stratum", at + "/strata" + pointer_step(pair.first)};
}

std::optional<rejection> fault_of(const state& now, const person& p, const std::string& at) {
  if (const auto fault = fault_of_person_id(p.id.value())) return rejection{*fault, at + "/id"};
  if (now.roll.by_id.contains(p.id.value())) return rejection{"duplicate_person", at + "/id"};
  if (const auto strata = read_strata(now.definition, p.strata, at); !strata) return strata.error();
  return std::nullopt;
}

std::vector<std::uint16_t> unknown_strata(const state& now) {
  return std::vector<std::uint16_t>(now.definition.strata.size(), no_value);
}

void claim(state& now, const participant_id& id, instant at) {
  const auto found = now.roll.by_id.find(id.value());
  if (found == now.roll.by_id.end()) return;
  now.roll.seats[found->second].by_phone = true;
  arrive(now, found->second, at);
}

/// What joining makes happen, and a place at a table where there is one.
std::vector<event> joined(event first, const participant_id& id, std::optional<table_number> table) {
  std::vector<event> out{std::move(first)};
  if (table) out.emplace_back(participant_seated{id, *table});
  return out;
}

}  // namespace

participant_id fresh_id(const state& now, std::string_view prefix, std::size_t& counter) {
  for (;;) {
    auto id = std::string(prefix) + std::to_string(++counter);
    if (!now.roll.by_id.contains(id)) return participant_id{std::move(id)};
  }
}

decision<std::vector<std::uint16_t>> read_strata(const definition& d,
                                                 const std::vector<std::pair<std::string, std::string>>& strata,
                                                 const std::string& at) {
  std::vector<std::uint16_t> out(d.strata.size(), no_value);
  for (const auto& pair : strata) {
    const auto found = find_value(d, pair, at);
    if (!found) return found.error();
    out[found->stratum] = found->value;
  }
  return out;
}

bool enrol(state& now, const participant_id& id, std::vector<std::uint16_t> strata, bool issued) {
  const auto index = static_cast<std::uint32_t>(now.roll.seats.size());
  if (!now.roll.by_id.emplace(id.value(), index).second) return false;
  seat_state seat;
  seat.id = id;
  seat.strata = std::move(strata);
  seat.issued = issued;
  if (now.key) {
    seat.pseudonym = static_cast<std::uint32_t>(now.voters.size());
    voter_state voter{pseudonym(*now.key, id), index};
    now.voter_by_id.emplace(voter.id.value(), seat.pseudonym);
    now.voters.push_back(std::move(voter));
  }
  now.roll.seats.push_back(std::move(seat));
  return true;
}

void arrive(state& now, std::uint32_t seat, instant at) {
  if (now.roll.seats[seat].claimed_at) return;
  now.roll.seats[seat].claimed_at = at;
  ++now.roll.claimed;
}

std::optional<std::string_view> fault_of_name(std::string_view id) {
  if (id.empty() || id.size() > 64 || !std::ranges::all_of(id, is_id_character)) return "out_of_range";
  return std::nullopt;
}

std::optional<std::string_view> fault_of_person_id(std::string_view id) {
  if (const auto fault = fault_of_name(id)) return fault;
  if (is_national_id(id)) return "personal_id";
  return std::nullopt;
}

decision<std::vector<event>> decide(const state& now, const import_roll& what) {
  if (what.people.empty()) return rejection{"out_of_range", param("people")};
  if (now.roll.seats.size() + what.people.size() > roll_max) return rejection{"roll_full", param("people")};
  text_map<std::size_t> seen;
  for (std::size_t i = 0; i < what.people.size(); ++i) {
    const auto at = param("people", i);
    if (auto fault = fault_of(now, what.people[i], at)) return std::move(*fault);
    if (!seen.emplace(what.people[i].id.value(), i).second) return rejection{"duplicate_person", at + "/id"};
  }
  return std::vector<event>{roll_imported{what.people}};
}

decision<std::vector<event>> decide(const state& now, const issue_seats& what) {
  seats_issued issued;
  for (std::size_t i = 0; i < what.ids.size(); ++i) {
    if (now.find_seat(what.ids[i]) == nullptr) return rejection{"unknown_participant", param("ids", i)};
    issued.participants.push_back(what.ids[i]);
  }
  if (now.roll.seats.size() + what.extra > roll_max) return rejection{"roll_full", param("count")};
  std::size_t counter = 0;
  for (std::uint64_t i = 0; i < what.extra; ++i) {
    issued.added.push_back(fresh_id(now, "s", counter));
    issued.participants.push_back(issued.added.back());
  }
  if (issued.participants.empty()) return rejection{"out_of_range", param("count")};
  return std::vector<event>{std::move(issued)};
}

decision<std::vector<event>> decide(const state& now, const claim_seat& what) {
  const auto* seat = now.find_seat(what.participant);
  if (seat == nullptr || !seat->issued) return rejection{"unknown_seat", param("seat")};
  const bool needs_place = seat->table == 0 && !seat->left;
  const auto table = needs_place ? place_for(now, seat->strata) : std::nullopt;
  if (seat->by_phone) return joined(seat_moved{what.participant}, what.participant, table);
  return joined(seat_claimed{what.participant}, what.participant, table);
}

decision<std::vector<event>> decide(const state& now, const join_open&) {
  if (now.definition.admission != admission::open) return rejection{"seat_required", param("seat")};
  if (now.roll.seats.size() >= roll_max) return rejection{"roll_full", {}};
  std::size_t counter = now.roll.seats.size();
  const auto id = fresh_id(now, "p", counter);
  return joined(participant_joined{id}, id, place_for(now, unknown_strata(now)));
}

void apply(state& now, const recorded_event&, const roll_imported& what) {
  for (const auto& person : what.people) {
    const auto strata = read_strata(now.definition, person.strata, {});
    enrol(now, person.id, strata ? *strata : unknown_strata(now), false);
  }
}

void apply(state& now, const recorded_event&, const seats_issued& what) {
  for (const auto& id : what.added) enrol(now, id, unknown_strata(now), true);
  for (const auto& id : what.participants) {
    const auto found = now.roll.by_id.find(id.value());
    if (found != now.roll.by_id.end()) now.roll.seats[found->second].issued = true;
  }
}

void apply(state& now, const recorded_event& entry, const seat_claimed& what) {
  claim(now, what.participant, entry.time);
}

void apply(state& now, const recorded_event& entry, const seat_moved& what) {
  claim(now, what.participant, entry.time);
}

void apply(state& now, const recorded_event& entry, const participant_joined& what) {
  enrol(now, what.participant, unknown_strata(now), true);
  claim(now, what.participant, entry.time);
}

}  // namespace ruamkit::deliberation
