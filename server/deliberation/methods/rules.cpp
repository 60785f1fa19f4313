#include "deliberation/methods/rules.hpp"

#include <algorithm>
#include <string>

#include "deliberation/fault_sentences.hpp"

namespace ruamkit::deliberation::methods {
namespace {

bool on_agenda(const definition& d, const ballot_id& id) {
  return std::any_of(d.agenda.begin(), d.agenda.end(), [&](const stage_definition& stage) {
    return std::find(stage.ballots.begin(), stage.ballots.end(), id) != stage.ballots.end();
  });
}

bool on_agenda(const definition& d, const survey_id& id, wave when) {
  return std::any_of(d.agenda.begin(), d.agenda.end(), [&](const stage_definition& stage) {
    return stage.wave == when && std::find(stage.surveys.begin(), stage.surveys.end(), id) != stage.surveys.end();
  });
}

void check_stages(const definition& d, std::vector<fault>& out) {
  bool themes_before = false;
  for (std::size_t i = 0; i < d.agenda.size(); ++i) {
    const stage_definition& stage = d.agenda[i];
    const std::string at = "/agenda/" + std::to_string(i);
    if (stage.kind == stage_kind::themes) themes_before = true;
    // After a themes stage the ballot is made on the day, from what the tables said.
    if (stage.kind == stage_kind::ballots && stage.ballots.empty() && !themes_before)
      out.push_back(make_fault("stage_without_ballots", at + "/ballots", {alike(stage.id.value())}));
    if (stage.kind == stage_kind::survey && stage.surveys.empty())
      out.push_back(make_fault("stage_without_surveys", at + "/surveys", {alike(stage.id.value())}));
  }
}

void check_surveys(const definition& d, std::vector<fault>& out) {
  for (std::size_t i = 0; i < d.surveys.size(); ++i) {
    const survey_definition& survey = d.surveys[i];
    const std::string at = "/surveys/" + std::to_string(i);
    for (std::size_t w = 0; w < survey.waves.size(); ++w)
      if (!on_agenda(d, survey.id, survey.waves[w]))
        out.push_back(make_fault("survey_without_stage", at + "/waves/" + std::to_string(w),
                                 {alike(survey.id.value()), alike(name_of(survey.waves[w]))}));
    for (std::size_t k = 0; k < survey.items.size(); ++k)
      if (survey.items[k].role == item_role::knowledge && !survey.items[k].correct)
        out.push_back(
            make_fault("knowledge_without_answer", at + "/items/" + std::to_string(k), {alike(survey.items[k].id)}));
  }
}

/// What any method would want of a definition.
void check_any(const definition& d, std::vector<fault>& out) {
  if (d.issue == localized{}) out.push_back(make_fault("issue_missing", "/issue"));
  if (d.convenor.agency.empty()) out.push_back(make_fault("convenor_missing", "/convenor"));
  check_stages(d, out);
  for (std::size_t i = 0; i < d.ballots.size(); ++i)
    if (!on_agenda(d, d.ballots[i].id))
      out.push_back(
          make_fault("ballot_without_stage", "/ballots/" + std::to_string(i), {alike(d.ballots[i].id.value())}));
  check_surveys(d, out);
}

}  // namespace

std::vector<fault> check(const definition& d) {
  std::vector<fault> out;
  check_any(d, out);
  if (d.method == method::town_meeting)
    check_town_meeting(d, out);
  else
    out.push_back(make_fault("rules_not_checked", "/method", {alike(name_of(d.method))}));
  return out;
}

}  // namespace ruamkit::deliberation::methods
