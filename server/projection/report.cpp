#include "projection/report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

#include "deliberation/definition_faults.hpp"
#include "deliberation/methods/rules.hpp"

namespace ruamkit::projection {
namespace {

using namespace deliberation;

std::optional<double> standardised_difference(double share, double population) {
  const double variance = (share * (1 - share) + population * (1 - population)) / 2;
  if (variance <= 0) return std::nullopt;
  return (share - population) / std::sqrt(variance);
}

report_stratum people_of(const state& s, std::size_t index) {
  const auto& asked = s.definition.strata[index];
  report_stratum out{asked.id.value(), asked.label, {}, 0};
  for (const auto& value : asked.values) out.values.push_back({value.id, value.label, 0, 0, {}, value.population, {}});
  std::uint64_t known = 0;
  for (const auto& seat : s.roll.seats) {
    if (seat.strata[index] == no_value) {
      if (seat.claimed_at) ++out.unknown;
      continue;
    }
    auto& value = out.values[seat.strata[index]];
    ++value.seats;
    if (!seat.claimed_at) continue;
    ++value.joined;
    ++known;
  }
  if (known == 0) return out;
  for (auto& value : out.values) {
    value.share = static_cast<double>(value.joined) / static_cast<double>(known);
    if (value.population) value.difference = standardised_difference(*value.share, *value.population);
  }
  return out;
}

report_people people_of(const state& s) {
  report_people out{s.roll.seats.size(), s.roll.claimed, {}, 0, 0, s.seating.tables.size(), s.keypads.size()};
  for (const auto& seat : s.roll.seats) {
    if (seat.walk_in) ++out.walk_ins;
    if (seat.left) ++out.left;
  }
  for (std::size_t i = 0; i < s.definition.strata.size(); ++i) out.strata.push_back(people_of(s, i));
  return out;
}

std::vector<localized> deviations_of(const definition& d) {
  std::vector<localized> out;
  const auto add = [&out](const std::vector<fault>& faults) {
    for (const auto& each : faults)
      if (each.weight == fault::severity::deviation && std::ranges::find(out, each.sentence) == out.end())
        out.push_back(each.sentence);
  };
  add(contradictions(d));
  add(methods::check(d));
  return out;
}

std::vector<report_stage> stages_of(const state& s) {
  std::vector<report_stage> out;
  for (std::size_t i = 0; i < s.definition.agenda.size(); ++i) {
    const auto& asked = s.definition.agenda[i];
    const auto& now = s.stages[i];
    out.push_back({asked.title, asked.kind, now.status, now.started_at, now.finished_at});
  }
  return out;
}

std::vector<report_option> options_of(const ballot_definition& asked, const tally_view& tally) {
  std::vector<report_option> out;
  const auto& counts = *tally.counts;
  const auto cast = static_cast<double>(tally.voted - *tally.abstained);
  const auto given =
      static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0},
                                          [](std::int64_t sum, const auto& each) { return sum + each.second; }));
  for (std::size_t i = 0; i < counts.size(); ++i) {
    report_option option{counts[i].first, {counts[i].first, counts[i].first}, counts[i].second, {}, {}};
    if (asked.kind != ballot_kind::scale) option.label = asked.options[i].label;
    const auto count = static_cast<double>(option.count);
    if (asked.kind == ballot_kind::score) {
      if (cast > 0) option.mean = count / cast;
    } else if (const double base = asked.kind == ballot_kind::points ? given : cast; base > 0) {
      option.share = count / base;
    }
    out.push_back(std::move(option));
  }
  return out;
}

void add_tables(const definition& d, const tally_view& tally, report_result& out) {
  for (const auto& stratum : d.strata) {
    const auto table = std::ranges::find(tally.by, stratum.id.value(), &crosstab::stratum);
    if (table == tally.by.end()) {
      out.withheld.push_back(stratum.label);
      continue;
    }
    report_crosstab copy{stratum.id.value(), stratum.label, {}};
    for (const auto& row : table->rows) {
      const auto value = std::ranges::find(stratum.values, row.value, &stratum_value::id);
      const auto label = value == stratum.values.end() ? localized{"ไม่ทราบ", "Not known"} : value->label;
      copy.rows.push_back({row.value, label, row.counts, row.abstained});
    }
    out.by.push_back(std::move(copy));
  }
}

report_outcome owned(const outcome& what) {
  return {std::string(what.rule),
          {what.winners.begin(), what.winners.end()},
          what.tie_broken,
          {what.tied.begin(), what.tied.end()},
          what.threshold,
          what.mean,
          what.median,
          what.explain,
          what.steps};
}

std::optional<std::int64_t> margin_of(const ballot_definition& asked, const std::vector<report_option>& options) {
  constexpr std::array by_largest{"plurality", "approval", "score", "points"};
  if (std::ranges::find(by_largest, asked.rule) == by_largest.end() || options.size() < 2) return std::nullopt;
  std::vector<std::int64_t> counts;
  for (const auto& each : options) counts.push_back(each.count);
  std::ranges::sort(counts, std::greater{});
  return counts[0] - counts[1];
}

std::vector<std::string> texts_of(const ballot_state& ballot) {
  std::vector<std::string> out;
  for (const auto& vote : ballot.votes)
    if (const auto* text = std::get_if<chosen_text>(&vote.choice); vote.seq != 0 && text != nullptr)
      out.push_back(text->text);
  std::ranges::sort(out);
  return out;
}

bool tables_are_made_for(ballot_kind kind) {
  return kind == ballot_kind::single || kind == ballot_kind::multiple || kind == ballot_kind::yes_no ||
         kind == ballot_kind::rank;
}

report_result result_of(const state& s, std::size_t index, const tally_view& tally) {
  const auto& asked = s.definition.ballots[index];
  report_result out;
  out.options = options_of(asked, tally);
  out.abstained = *tally.abstained;
  out.ranks = tally.ranks;
  out.words = tally.words;
  out.outcome = owned(*tally.outcome);
  out.margin = margin_of(asked, out.options);
  if (tables_are_made_for(asked.kind) && asked.secrecy == secrecy::linked) add_tables(s.definition, tally, out);
  for (const auto& each : tally.roll_call) out.roll_call.push_back({std::string(each.participant), each.choice});
  std::ranges::sort(out.roll_call, {}, &report_vote::participant);
  if (asked.kind == ballot_kind::text) out.texts = texts_of(s.ballots[index]);
  return out;
}

report_ballot ballot_of(const state& s, std::size_t index, const final_figures* known) {
  const auto& now = s.ballots[index];
  const auto tally = project_tally(s, index, known);
  report_ballot out{s.definition.ballots[index],
                    now.status,
                    now.opened_at,
                    now.closed_at,
                    now.published_at,
                    s.roll.seats.size(),
                    now.voted,
                    {},
                    reconcile(s, index),
                    {}};
  for (const auto& [channel, people] : tally.channels) out.channels.emplace_back(std::string(channel), people);
  if (counts_visible(out.asked, now) && counts_final(out.asked, now)) out.result = result_of(s, index, tally);
  return out;
}

void add_themes(const state& s, report& out) {
  std::vector<report_theme> themes;
  for (std::size_t t = 0; t < s.themes.size(); ++t)
    themes.push_back({"t" + std::to_string(t + 1), s.themes[t].title, {}, {}});
  for (const auto& idea : s.ideas) {
    if (idea.withdrawn) continue;
    report_idea copy{idea.text, idea.agreement, idea.dissent};
    auto& place = idea.theme == no_index ? out.unplaced : themes[s.successor_of(idea.theme)].ideas;
    place.push_back(std::move(copy));
  }
  for (std::size_t b = 0; b < s.ballots.size(); ++b) {
    const auto& asked = s.definition.ballots[b];
    if (!s.ballots[b].of_themes || asked.practice) continue;
    for (const auto& option : asked.options) {
      const auto theme = s.find_theme(theme_id{option.id});
      if (theme) themes[s.successor_of(*theme)].became.push_back({asked.id.value(), option.id, asked.question});
    }
  }
  for (std::size_t t = 0; t < themes.size(); ++t)
    if (s.themes[t].into == no_index) out.themes.push_back(std::move(themes[t]));
  std::ranges::stable_sort(out.themes, std::greater{}, [](const auto& each) { return each.ideas.size(); });
}

}  // namespace

report project_report(const state& s, const report_standing& where, const known_figures& known) {
  report out;
  const auto& d = s.definition;
  out.deliberation = s.id.value();
  out.method = d.method;
  out.title = d.title;
  out.issue = d.issue;
  out.agency = d.convenor.agency;
  out.commitment = d.convenor.commitment;
  for (std::size_t i = 0; i < d.documents.size(); ++i)
    out.documents.push_back({d.documents[i].id, d.documents[i].title, d.documents[i].role, s.attachments[i]});
  out.admission = d.admission;
  out.status = s.status();
  out.created_at = s.created_at;
  out.standing = where;
  out.people = people_of(s);
  out.deviations = deviations_of(d);
  out.stages = stages_of(s);
  add_themes(s, out);
  for (std::size_t i = 0; i < s.ballots.size(); ++i)
    if (!s.definition.ballots[i].practice) out.ballots.push_back(ballot_of(s, i, known ? known(i) : nullptr));
  return out;
}

}  // namespace ruamkit::projection
