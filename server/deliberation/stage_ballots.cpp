// Many ballots at once: one command and one batch of events, so that every screen changes in the same moment.
#include "base/seeded.hpp"
#include "deliberation/agenda.hpp"
#include "deliberation/ballot.hpp"

namespace ruamkit::deliberation {
namespace {

/// What `one` decides for each of the stage's ballots that is in `status`, in the agenda's order.
template <typename Decide>
decision<std::vector<event>> for_each_in(const state& now, const stage_id& stage, ballot_status status, Decide one) {
  const auto found = find_stage(now.definition, stage);
  if (!found) return rejection{"unknown_stage", param("stage")};
  std::vector<event> out;
  for (const auto& id : now.definition.agenda[*found].ballots) {
    const auto ballot = now.find_ballot(id);
    if (!ballot || now.ballots[*ballot].status != status) continue;
    auto events = one(id);
    if (!events) return events;
    out.insert(out.end(), events->begin(), events->end());
  }
  if (out.empty()) return rejection{"nothing_to_do", param("stage")};
  return out;
}

}  // namespace

decision<std::vector<event>> decide(const state& now, const open_all& what, const stamp& when) {
  seeded seeds(when.seed);  // each ballot's ties are drawn from a seed of its own
  return for_each_in(now, what.stage, ballot_status::draft, [&](const ballot_id& id) {
    return decide(now, open_ballot{id, what.closes_in_s}, {when.now, seeds.next()});
  });
}

decision<std::vector<event>> decide(const state& now, const close_all& what) {
  return for_each_in(now, what.stage, ballot_status::open,
                     [&](const ballot_id& id) { return decide(now, close_ballot{id}); });
}

decision<std::vector<event>> decide(const state& now, const publish_all& what) {
  return for_each_in(now, what.stage, ballot_status::closed,
                     [&](const ballot_id& id) { return decide(now, publish_ballot{id}); });
}

}  // namespace ruamkit::deliberation
