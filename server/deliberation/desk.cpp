#include "deliberation/desk.hpp"

#include "deliberation/roll.hpp"
#include "deliberation/table.hpp"

namespace ruamkit::deliberation {

decision<std::vector<event>> decide(const state& now, const check_in& what) {
  const auto* seat = now.find_seat(what.participant);
  if (seat == nullptr) return rejection{"unknown_participant", param("participant")};
  participant_checked_in out{what.participant, std::nullopt, seat->checked_in && !seat->left};
  if (seat->table != 0) {
    out.table = seat->table;
  } else {
    out.table = place_for(now, seat->strata);
  }
  return std::vector<event>{std::move(out)};
}

decision<std::vector<event>> decide(const state& now, const add_walk_in& what) {
  if (now.roll.seats.size() >= roll_max) return rejection{"roll_full", {}};
  const auto strata = read_strata(now.definition, what.strata, "/params");
  if (!strata) return strata.error();
  std::size_t counter = 0;
  return std::vector<event>{walk_in_added{fresh_id(now, "w", counter), what.strata, place_for(now, *strata)}};
}

decision<std::vector<event>> decide(const state& now, const leave& what) {
  const auto* seat = now.find_seat(what.participant);
  if (seat == nullptr) return rejection{"unknown_participant", param("participant")};
  if (!seat->here()) return rejection{"not_checked_in", param("participant")};
  return std::vector<event>{participant_left{what.participant}};
}

void apply(state& now, const recorded_event& entry, const participant_checked_in& what) {
  const auto found = now.roll.by_id.find(what.participant.value());
  if (found == now.roll.by_id.end()) return;
  arrive(now, found->second, entry.time);
  auto& seat = now.roll.seats[found->second];
  seat.checked_in = true;
  seat.left = false;
  if (what.table && seat.table != *what.table) seat_at(now, found->second, *what.table);
}

void apply(state& now, const recorded_event& entry, const walk_in_added& what) {
  const auto strata = read_strata(now.definition, what.strata, {});
  if (!strata || !enrol(now, what.participant, *strata, true)) return;
  const auto index = static_cast<std::uint32_t>(now.roll.seats.size() - 1);
  now.roll.seats[index].walk_in = true;
  now.roll.seats[index].checked_in = true;
  arrive(now, index, entry.time);
  if (what.table) seat_at(now, index, *what.table);
}

void apply(state& now, const recorded_event&, const participant_left& what) {
  const auto found = now.roll.by_id.find(what.participant.value());
  if (found == now.roll.by_id.end()) return;
  now.roll.seats[found->second].left = true;
  seat_at(now, found->second, 0);
}

}  // namespace ruamkit::deliberation
