#include "deliberation/agenda.hpp"

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

void apply(state& now, const recorded_event& entry, const stage_started& what) {
  if (const auto stage = find_stage(now.definition, what.stage))
    now.stages[*stage] = {progress::running, entry.time, std::nullopt};
}

void apply(state& now, const recorded_event& entry, const stage_finished& what) {
  if (const auto stage = find_stage(now.definition, what.stage)) {
    now.stages[*stage].status = progress::finished;
    now.stages[*stage].finished_at = entry.time;
  }
}

}  // namespace ruamkit::deliberation
