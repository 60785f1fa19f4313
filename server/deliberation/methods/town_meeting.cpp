// The town meeting: up to 5,000 people in a day at tables of 8 to 12; who is in the room first, ideas gathered into
// themes and brought back, a vote on priorities, a report the same day. Every rule is a deviation: a meeting that
// breaks one can be held, and those who must answer it should know. That each table has its facilitator is seen when
// accounts are assigned, not here.
#include <algorithm>
#include <optional>
#include <string>

#include "deliberation/fault_sentences.hpp"
#include "deliberation/methods/rules.hpp"

namespace ruamkit::deliberation::methods {
namespace {

constexpr std::int64_t table_size_least = 8;
constexpr std::int64_t table_size_most = 12;
constexpr std::int64_t day_minutes_max = 720;

std::optional<std::size_t> first_stage(const definition& d, stage_kind kind) {
  for (std::size_t i = 0; i < d.agenda.size(); ++i)
    if (d.agenda[i].kind == kind) return i;
  return std::nullopt;
}

void check_convenor_and_papers(const definition& d, std::vector<fault>& out) {
  const auto any_is = [&](document_role wanted) {
    return std::any_of(d.documents.begin(), d.documents.end(),
                       [&](const document& paper) { return paper.role == wanted; });
  };
  // A document whose role nobody gave may be the briefing: definitions older than roles have no other kind.
  const bool role_untold = std::any_of(d.documents.begin(), d.documents.end(),
                                       [](const document& paper) { return !paper.role.has_value(); });
  if (!d.convenor.commitment && !any_is(document_role::commitment))
    out.push_back(make_fault("commitment_missing", "/convenor/commitment"));
  if (!role_untold && !any_is(document_role::briefing))
    out.push_back(make_fault("briefing_document_missing", "/documents"));
  const bool comparable = std::any_of(d.strata.begin(), d.strata.end(), [](const stratum& s) {
    return std::any_of(s.values.begin(), s.values.end(),
                       [](const stratum_value& v) { return v.population.has_value(); });
  });
  if (!comparable) out.push_back(make_fault("population_missing", "/strata"));
}

void check_tables(const definition& d, std::vector<fault>& out) {
  if (!first_stage(d, stage_kind::tables)) out.push_back(make_fault("tables_missing", "/agenda"));
  if (!d.tables) {
    if (first_stage(d, stage_kind::tables)) out.push_back(make_fault("tables_missing", "/tables"));
    return;
  }
  if (d.tables->size_min < table_size_least || d.tables->size_max > table_size_most)
    out.push_back(
        make_fault("table_size_unusual", "/tables/size", {alike(d.tables->size_min), alike(d.tables->size_max)}));
}

/// The ballots in the order the agenda comes to them.
void check_ballots(const definition& d, std::vector<fault>& out) {
  const auto demographic = [](const ballot_definition& b) { return b.demographic; };
  if (std::none_of(d.ballots.begin(), d.ballots.end(), demographic))
    out.push_back(make_fault("demographic_ballot_missing", "/ballots"));
  bool first = true;
  bool priority = false;
  const auto themes = first_stage(d, stage_kind::themes);
  for (std::size_t i = 0; i < d.agenda.size(); ++i) {
    const stage_definition& stage = d.agenda[i];
    // A ballots stage after the themes gets its ballot on the day.
    if (stage.kind == stage_kind::ballots && stage.ballots.empty() && themes && *themes < i) priority = true;
    for (std::size_t k = 0; k < stage.ballots.size(); ++k) {
      const auto found = find_ballot(d, stage.ballots[k]);
      if (!found) continue;
      const ballot_definition& ballot = d.ballots[*found];
      priority = priority || !ballot.demographic;
      if (first && !ballot.demographic && std::any_of(d.ballots.begin(), d.ballots.end(), demographic))
        out.push_back(make_fault("demographic_ballot_not_first",
                                 "/agenda/" + std::to_string(i) + "/ballots/" + std::to_string(k),
                                 {alike(ballot.id.value())}));
      first = false;
    }
  }
  if (!priority) out.push_back(make_fault("priority_vote_missing", "/agenda"));
}

void check_order(const definition& d, std::vector<fault>& out) {
  const auto need = [&](stage_kind kind, const char* code) {
    if (!first_stage(d, kind)) out.push_back(make_fault(code, "/agenda"));
  };
  need(stage_kind::registration, "registration_missing");
  need(stage_kind::briefing, "briefing_missing");
  need(stage_kind::ideas, "ideas_missing");
  need(stage_kind::themes, "themes_missing");
  need(stage_kind::report, "report_missing");
  const auto ideas = first_stage(d, stage_kind::ideas);
  const auto themes = first_stage(d, stage_kind::themes);
  if (ideas && themes && *themes < *ideas)
    out.push_back(
        make_fault("themes_before_ideas", "/agenda/" + std::to_string(*themes), {alike(d.agenda[*themes].id.value())}));
  std::int64_t minutes = 0;
  for (const stage_definition& stage : d.agenda) minutes += stage.minutes.value_or(0);
  if (minutes > day_minutes_max) out.push_back(make_fault("agenda_too_long", "/agenda", {alike(minutes)}));
}

}  // namespace

void check_town_meeting(const definition& d, std::vector<fault>& out) {
  check_convenor_and_papers(d, out);
  check_order(d, out);
  check_tables(d, out);
  check_ballots(d, out);
}

}  // namespace ruamkit::deliberation::methods
