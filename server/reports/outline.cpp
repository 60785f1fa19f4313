#include "reports/outline.hpp"

#include <algorithm>
#include <cmath>

#include "base/encoding.hpp"
#include "projection/crosstab.hpp"
#include "projection/presence.hpp"
#include "reports/text.hpp"
#include "reports/words.hpp"

namespace ruamkit::reports {
namespace {

using projection::report;
using tone = paragraph::tone;
using blocks = std::vector<block>;

std::string held_on(const report& what, language in) {
  std::optional<instant> first;
  for (const auto& stage : what.stages)
    if (stage.started_at && (!first || *stage.started_at < *first)) first = stage.started_at;
  for (const auto& ballot : what.ballots)
    if (ballot.opened_at && (!first || *ballot.opened_at < *first)) first = ballot.opened_at;
  return first ? date(*first, in) : say(in, "not_held");
}

void add_cover(blocks& out, const report& what, language in) {
  const auto revealed = std::ranges::count_if(what.ballots, [](const auto& each) { return each.result.has_value(); });
  facts cover;
  if (!what.agency.empty()) cover.items.emplace_back(say(in, "convenor"), what.agency);
  cover.items.emplace_back(say(in, "held_on"), held_on(what, in));
  cover.items.emplace_back(say(in, "state_of_meeting"), say(in, what.status));
  cover.items.emplace_back(say(in, "took_part"),
                           say(in, "people_of", {number(what.people.joined), number(what.people.seats)}));
  cover.items.emplace_back(say(in, "questions"), say(in, "questions_count",
                                                     {number(static_cast<std::uint64_t>(what.ballots.size())),
                                                      number(static_cast<std::int64_t>(revealed))}));
  out.emplace_back(std::move(cover));
}

void add_summary(blocks& out, const report& what, language in) {
  out.emplace_back(heading{2, say(in, "summary")});
  table all{say(in, "summary_caption"), {{say(in, "question")}, {say(in, "result")}}, {}};
  for (std::size_t i = 0; i < what.ballots.size(); ++i) {
    const auto& ballot = what.ballots[i];
    if (!ballot.result) continue;
    const auto name =
        say(in, "ballot_title", {number(static_cast<std::uint64_t>(i + 1)), pick(ballot.asked.question, in)});
    all.rows.push_back({{{name}, {pick(ballot.result->outcome.explain, in)}}});
  }
  if (all.rows.empty()) {
    out.emplace_back(paragraph{say(in, "summary_none"), tone::note});
  } else {
    out.emplace_back(std::move(all));
  }
}

std::string role_of(const projection::report_document& document, language in) {
  return document.role ? " (" + say(in, *document.role) + ")" : "";
}

void add_documents(blocks& out, const report& what, language in) {
  if (what.documents.empty()) return;
  out.emplace_back(heading{3, say(in, "documents")});
  out.emplace_back(paragraph{say(in, "documents_note"), tone::note});
  facts list{{}, true};
  for (const auto& each : what.documents) {
    const auto name = pick(each.title, in) + role_of(each, in);
    if (each.files.empty()) list.items.emplace_back(name, say(in, "document_missing"));
    for (const auto& [file, at] : each.files)
      list.items.emplace_back(name, say(in, "document_file",
                                        {std::string(short_name(file.type)), number(file.bytes), date_and_time(at, in),
                                         to_hex(file.sha256)}));
  }
  out.emplace_back(std::move(list));
}

void add_issue(blocks& out, const report& what, language in) {
  out.emplace_back(heading{2, say(in, "issue_and_commitment")});
  out.emplace_back(heading{3, say(in, "issue")});
  const auto& issue = pick(what.issue, in);
  out.emplace_back(issue.empty() ? paragraph{say(in, "issue_missing"), tone::note} : paragraph{issue});
  out.emplace_back(heading{3, say(in, "commitment")});
  const bool promised = what.commitment && !pick(*what.commitment, in).empty();
  const bool on_paper = std::ranges::any_of(what.documents, [](const auto& each) {
    return each.role == deliberation::document_role::commitment && !each.files.empty();
  });
  if (promised) {
    out.emplace_back(paragraph{pick(*what.commitment, in), tone::result});
  } else {
    out.emplace_back(paragraph{say(in, on_paper ? "commitment_on_paper" : "commitment_missing"), tone::note});
  }
  add_documents(out, what, in);
}

std::string share_text(const std::optional<double>& share) { return share ? percent(*share) : "–"; }

table stratum_table(const projection::report_stratum& stratum, language in) {
  using kind = column::kind;
  table out{say(in, "stratum_caption", {pick(stratum.label, in)}),
            {{say(in, "group")},
             {say(in, "on_roll"), kind::number},
             {say(in, "joined"), kind::number},
             {say(in, "share_of_participants"), kind::bar},
             {say(in, "population"), kind::number},
             {say(in, "difference"), kind::number}},
            {}};
  for (const auto& value : stratum.values)
    out.rows.push_back(
        {{{pick(value.label, in)},
          {number(value.seats)},
          {number(value.joined)},
          {share_text(value.share), value.share, value.population},
          {share_text(value.population)},
          {value.difference ? (*value.difference > 0 ? "+" : "") + decimal(*value.difference, 2) : "–"}}});
  if (stratum.unknown > 0)
    out.rows.push_back({{{say(in, "unknown_value")}, {"–"}, {number(stratum.unknown)}, {"–"}, {"–"}, {"–"}}});
  return out;
}

/// The groups that are missing, or over-represented, by the rule that the wall goes by.
std::string groups_off(const report& what, bool (*is_off)(double, double), language in) {
  std::string out;
  for (const auto& stratum : what.people.strata)
    for (const auto& value : stratum.values)
      if (value.share && value.population && is_off(*value.share, *value.population)) {
        if (!out.empty()) out += ", ";
        out += pick(value.label, in) + " (" + percent(*value.share) + " / " + percent(*value.population) + ")";
      }
  return out;
}

void add_participants(blocks& out, const report& what, language in) {
  const auto& people = what.people;
  out.emplace_back(heading{2, say(in, "participants")});
  if (people.joined == 0) out.emplace_back(paragraph{say(in, "participants_none"), tone::note});
  if (people.seats > 0)
    out.emplace_back(paragraph{say(in, "participants_said",
                                   {number(people.joined), number(people.seats),
                                    percent(static_cast<double>(people.joined) / static_cast<double>(people.seats))})});
  if (people.walk_ins > 0 || people.left > 0 || people.tables > 0)
    out.emplace_back(
        paragraph{say(in, "attendance", {number(people.walk_ins), number(people.left), number(people.tables)})});
  if (people.strata.empty()) {
    out.emplace_back(paragraph{say(in, "strata_none"), tone::note});
    return;
  }
  const bool compared = std::ranges::any_of(people.strata, [](const auto& stratum) {
    return std::ranges::any_of(stratum.values, [](const auto& value) { return value.difference.has_value(); });
  });
  if (compared) {
    const auto under = groups_off(what, projection::is_missing, in);
    const auto over = groups_off(what, projection::is_over_represented, in);
    if (!under.empty()) out.emplace_back(paragraph{say(in, "under", {under})});
    if (!over.empty()) out.emplace_back(paragraph{say(in, "over", {over})});
    if (under.empty() && over.empty()) out.emplace_back(paragraph{say(in, "balanced")});
  }
  for (const auto& stratum : people.strata) out.emplace_back(stratum_table(stratum, in));
  if (compared) out.emplace_back(paragraph{say(in, "difference_note"), tone::note});
}

void add_method(blocks& out, const report& what, language in) {
  out.emplace_back(heading{2, say(in, "method")});
  out.emplace_back(
      paragraph{say(in, "method_said", {say(in, what.method)}) + " " +
                say(in, what.admission == deliberation::admission::seats ? "admission_seats" : "admission_open")});
  table agenda{say(in, "agenda_caption"),
               {{say(in, "stage")}, {say(in, "stage_state")}, {say(in, "started")}, {say(in, "finished")}},
               {}};
  const auto when = [in](const std::optional<instant>& at) { return at ? time_of_day(*at, in) : std::string("–"); };
  for (const auto& stage : what.stages)
    agenda.rows.push_back(
        {{{pick(stage.title, in)}, {say(in, stage.status)}, {when(stage.started_at)}, {when(stage.finished_at)}}});
  if (!agenda.rows.empty()) out.emplace_back(std::move(agenda));
  out.emplace_back(heading{3, say(in, "deviations")});
  bullets deviations;
  for (const auto& each : what.deviations) deviations.items.push_back(pick(each, in));
  if (deviations.items.empty()) {
    out.emplace_back(paragraph{say(in, "deviations_none")});
  } else {
    out.emplace_back(std::move(deviations));
  }
}

/// How many ideas of a theme are printed; the JSON has all.
constexpr std::size_t ideas_listed_max = 40;

std::string idea_text(const projection::report_idea& idea, language in) {
  auto out = idea.text;
  if (idea.agreement) out += say(in, "agreement_" + std::string(deliberation::name_of(*idea.agreement)));
  if (!idea.dissent.empty()) out += say(in, "dissent", {idea.dissent});
  return out;
}

void add_ideas(blocks& out, const std::vector<projection::report_idea>& ideas, language in) {
  bullets list;
  for (std::size_t i = 0; i < std::min(ideas.size(), ideas_listed_max); ++i)
    list.items.push_back(idea_text(ideas[i], in));
  if (!list.items.empty()) out.emplace_back(std::move(list));
  if (ideas.size() > ideas_listed_max)
    out.emplace_back(paragraph{
        say(in, "ideas_more", {number(static_cast<std::uint64_t>(ideas.size() - ideas_listed_max))}), tone::note});
}

void add_themes(blocks& out, const report& what, language in) {
  if (what.themes.empty() && what.unplaced.empty()) return;
  auto ideas = what.unplaced.size();
  for (const auto& theme : what.themes) ideas += theme.ideas.size();
  out.emplace_back(heading{2, say(in, "ideas_and_themes")});
  out.emplace_back(paragraph{
      say(in, "ideas_said",
          {number(static_cast<std::uint64_t>(ideas)), number(static_cast<std::uint64_t>(what.themes.size()))})});
  add_theme_figures(out, what, in);
  for (const auto& theme : what.themes) {
    const auto count = number(static_cast<std::uint64_t>(theme.ideas.size()));
    out.emplace_back(heading{3, say(in, "theme_title", {pick(theme.title, in), count})});
    const std::string* said = nullptr;  // a theme and one merged into it may both be options of one question
    for (const auto& became : theme.became) {
      if (said == nullptr || *said != became.ballot)
        out.emplace_back(paragraph{say(in, "theme_became", {pick(became.question, in)}), tone::note});
      said = &became.ballot;
    }
    add_ideas(out, theme.ideas, in);
  }
  if (what.unplaced.empty()) return;
  out.emplace_back(heading{3, say(in, "theme_unplaced")});
  add_ideas(out, what.unplaced, in);
}

void add_votes(blocks& out, const report& what, language in) {
  out.emplace_back(heading{2, say(in, "votes")});
  if (what.ballots.empty()) out.emplace_back(paragraph{say(in, "votes_none"), tone::note});
  for (std::size_t i = 0; i < what.ballots.size(); ++i) add_ballot(out, what.ballots[i], i + 1, in);
}

/// Of every question in one place: how many voted, and by how much the first leads.
void add_turnouts(blocks& out, const report& what, language in) {
  using kind = column::kind;
  table all{say(in, "turnouts_caption"),
            {{say(in, "question")},
             {say(in, "csv_eligible"), kind::number},
             {say(in, "csv_voted"), kind::number},
             {say(in, "abstained"), kind::number},
             {say(in, "turnout_share"), kind::bar},
             {say(in, "margin"), kind::number}},
            {}};
  for (std::size_t i = 0; i < what.ballots.size(); ++i) {
    const auto& ballot = what.ballots[i];
    if (ballot.status == deliberation::ballot_status::draft || ballot.eligible == 0) continue;
    const double share = static_cast<double>(ballot.voted) / static_cast<double>(ballot.eligible);
    const bool lead = ballot.result && ballot.result->margin;
    all.rows.push_back({{{say(in, "ballot_short", {number(static_cast<std::uint64_t>(i + 1))})},
                         {number(ballot.eligible)},
                         {number(ballot.voted)},
                         {ballot.result ? number(ballot.result->abstained) : "–"},
                         {percent(share), share},
                         {lead ? number(*ballot.result->margin) : "–"}}});
  }
  if (all.rows.empty()) return;
  out.emplace_back(heading{2, say(in, "turnouts")});
  out.emplace_back(std::move(all));
  out.emplace_back(paragraph{say(in, "margin_note"), tone::note});
}

void add_notes(blocks& out, const report& what, language in) {
  out.emplace_back(heading{2, say(in, "notes")});
  bullets notes;
  for (const auto* key : {"note_last", "note_base", "note_tie"}) notes.items.push_back(say(in, key));
  notes.items.push_back(say(in, "note_cells", {number(projection::cell_min)}));
  for (const auto* key : {"note_names", "note_room", "note_promise"}) notes.items.push_back(say(in, key));
  const bool by_others = std::ranges::any_of(what.ballots, [](const auto& ballot) {
    return std::ranges::any_of(ballot.channels, [](const auto& each) { return each.first != "phone"; });
  });
  if (by_others) notes.items.push_back(say(in, "note_channels"));
  out.emplace_back(std::move(notes));
}

void add_proof(blocks& out, const report& what, language in) {
  out.emplace_back(heading{2, say(in, "proof")});
  out.emplace_back(paragraph{say(in, "proof_said", {number(what.standing.seq)})});
  facts proof{{}, true};
  proof.items.emplace_back(say(in, "deliberation_id"), what.deliberation);
  proof.items.emplace_back(say(in, "sequence"), number(what.standing.seq));
  proof.items.emplace_back(say(in, "head_hash"), to_hex(what.standing.head));
  proof.items.emplace_back(say(in, "first_hash"), to_hex(what.standing.first));
  out.emplace_back(std::move(proof));
}

}  // namespace

outline outline_of(const report& what, language in) {
  outline out;
  out.title = pick(what.title, in);
  out.subtitle = say(in, "report_of", {say(in, what.method)});
  out.agency = what.agency;
  out.printed = say(in, "as_of", {date_and_time(what.standing.at, in)});
  add_cover(out.blocks, what, in);
  add_summary(out.blocks, what, in);
  add_issue(out.blocks, what, in);
  add_participants(out.blocks, what, in);
  add_method(out.blocks, what, in);
  add_themes(out.blocks, what, in);
  add_votes(out.blocks, what, in);
  add_turnouts(out.blocks, what, in);
  add_dissent(out.blocks, what, in);
  add_channels(out.blocks, what, in);
  add_notes(out.blocks, what, in);
  add_proof(out.blocks, what, in);
  return out;
}

}  // namespace ruamkit::reports
