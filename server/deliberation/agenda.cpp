#include "deliberation/agenda.hpp"

#include <algorithm>

namespace ruamkit::deliberation {
namespace {

/// Closes what is still open in the stage, then finishes it.
void finish(const state& now, std::size_t stage, std::vector<event>& events) {
  const auto& definition = now.definition.agenda[stage];
  for (const auto& id : definition.ballots) {
    const auto ballot = now.find_ballot(id);
    if (ballot && now.ballots[*ballot].status == ballot_status::open) events.emplace_back(ballot_closed{id});
  }
  events.emplace_back(stage_finished{definition.id});
}

}  // namespace

decision<std::vector<event>> decide(const state& now, const start_stage& what) {
  const auto stage = find_stage(now.definition, what.stage);
  if (!stage) return rejection{"unknown_stage", param("stage")};
  if (now.stages[*stage].status == progress::running) return rejection{"stage_running", param("stage")};
  std::vector<event> events;
  if (const auto running = now.running_stage()) finish(now, *running, events);
  events.emplace_back(stage_started{what.stage});
  return events;
}

decision<std::vector<event>> decide(const state& now, const finish_stage& what) {
  const auto stage = find_stage(now.definition, what.stage);
  if (!stage) return rejection{"unknown_stage", param("stage")};
  switch (now.stages[*stage].status) {
    case progress::waiting:
      return rejection{"stage_not_running", param("stage")};
    case progress::finished:
      return rejection{"stage_finished", param("stage")};
    case progress::running:
      break;
  }
  std::vector<event> events;
  finish(now, *stage, events);
  return events;
}

decision<std::vector<event>> decide(const state& now, const extend_stage& what, const stamp& when) {
  const auto stage = find_stage(now.definition, what.stage);
  if (!stage) return rejection{"unknown_stage", param("stage")};
  if (now.stages[*stage].status == progress::waiting) return rejection{"stage_not_running", param("stage")};
  if (now.stages[*stage].status == progress::finished) return rejection{"stage_finished", param("stage")};
  if (what.seconds < 1 || what.seconds > stage_extension_max) return rejection{"out_of_range", param("seconds")};
  auto from = now.stages[*stage].ends_at;
  if (what.table) {
    const auto* table = now.find_table(*what.table);
    if (table == nullptr) return rejection{"unknown_table", param("table")};
    from = now.table_ends_at(*table);
  }
  const auto ends_at = std::max(from.value_or(when.now), when.now) + std::chrono::seconds(what.seconds);
  return std::vector<event>{stage_extended{what.stage, ends_at, what.table}};
}

void apply(state& now, const recorded_event& entry, const stage_started& what) {
  const auto stage = find_stage(now.definition, what.stage);
  if (!stage) return;
  now.stages[*stage] = {progress::running, entry.time, std::nullopt, std::nullopt};
  if (const auto minutes = now.definition.agenda[*stage].minutes)
    now.stages[*stage].ends_at = entry.time + std::chrono::minutes(*minutes);
  for (auto& table : now.seating.tables) table.ends_at.reset();
}

void apply(state& now, const recorded_event&, const stage_extended& what) {
  const auto stage = find_stage(now.definition, what.stage);
  if (!stage) return;
  if (!what.table) {
    now.stages[*stage].ends_at = what.ends_at;
  } else if (now.find_table(*what.table) != nullptr) {
    now.seating.tables[*what.table - 1U].ends_at = what.ends_at;
  }
}

void apply(state& now, const recorded_event& entry, const stage_finished& what) {
  if (const auto stage = find_stage(now.definition, what.stage)) {
    now.stages[*stage].status = progress::finished;
    now.stages[*stage].finished_at = entry.time;
    now.stages[*stage].ends_at.reset();
    for (auto& table : now.seating.tables) table.ends_at.reset();
  }
}

}  // namespace ruamkit::deliberation
