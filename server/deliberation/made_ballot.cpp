// Ballots that are made during the meeting, out of themes.
#include <algorithm>

#include "deliberation/definition_faults.hpp"
#include "deliberation/roll.hpp"
#include "deliberation/rule_names.hpp"
#include "deliberation/theme.hpp"

namespace ruamkit::deliberation {
namespace {

/// The running stage if it is for ballots, else the last that is.
std::optional<std::size_t> default_stage(const state& now) {
  const auto& agenda = now.definition.agenda;
  const auto running = now.running_stage();
  if (running && agenda[*running].kind == stage_kind::ballots) return running;
  for (std::size_t i = agenda.size(); i > 0; --i)
    if (agenda[i - 1].kind == stage_kind::ballots) return i - 1;
  return std::nullopt;
}

bool chooses_among_options(ballot_kind kind) {
  return kind == ballot_kind::single || kind == ballot_kind::multiple || kind == ballot_kind::rank ||
         kind == ballot_kind::score || kind == ballot_kind::points;
}

decision<ballot_definition> ballot_of(const state& now, const make_ballot& what) {
  ballot_definition out;
  out.id = what.ballot;
  out.kind = what.kind;
  out.question = what.question;
  for (std::size_t i = 0; i < what.themes.size(); ++i) {
    const auto theme = now.find_theme(what.themes[i]);
    if (!theme) return rejection{"unknown_theme", param("themes", i)};
    if (now.themes[*theme].into != no_index) return rejection{"theme_merged", param("themes", i)};
    out.options.push_back({what.themes[i].value(), now.themes[*theme].title});
  }
  out.rule = what.rule.value_or(std::string(default_rule(what.kind)));
  out.reveal = what.reveal;
  out.practice = what.practice;
  switch (what.kind) {
    case ballot_kind::multiple:
    case ballot_kind::rank:
      out.min = 1;
      out.max = what.max.value_or(static_cast<std::int64_t>(out.options.size()));
      break;
    case ballot_kind::score:
      out.max = what.max.value_or(5);
      break;
    case ballot_kind::points:
      out.budget = what.budget.value_or(0);
      break;
    default:
      break;
  }
  return out;
}

}  // namespace

decision<std::vector<event>> decide(const state& now, const make_ballot& what) {
  if (fault_of_name(what.ballot.value())) return rejection{"out_of_range", param("ballot")};
  if (now.find_ballot(what.ballot)) return rejection{"duplicate_ballot", param("ballot")};
  if (now.definition.ballots.size() >= ballots_max) return rejection{"too_many_ballots", {}};
  if (!chooses_among_options(what.kind)) return rejection{"out_of_range", param("kind")};
  const auto stage = what.stage ? find_stage(now.definition, *what.stage) : default_stage(now);
  if (!stage) return rejection{"unknown_stage", param("stage")};
  auto ballot = ballot_of(now, what);
  if (!ballot) return ballot.error();
  if (auto faults = ballot_faults(*ballot, "/params"); !faults.empty())
    return rejection{"definition_invalid", {}, std::move(faults)};
  return std::vector<event>{ballot_made{now.definition.agenda[*stage].id, std::move(*ballot)}};
}

void apply(state& now, const recorded_event&, const ballot_made& what) {
  const auto stage = find_stage(now.definition, what.stage);
  if (!stage || now.find_ballot(what.ballot.id)) return;
  now.ballot_by_id.emplace(what.ballot.id.value(), static_cast<std::uint32_t>(now.ballots.size()));
  now.definition.agenda[*stage].ballots.push_back(what.ballot.id);
  now.definition.ballots.push_back(what.ballot);
  auto& ballot = now.ballots.emplace_back();
  ballot.of_themes = true;
  ballot.counts.assign(what.ballot.options.size(), 0);
}

}  // namespace ruamkit::deliberation
