#include <algorithm>

#include "reports/outline.hpp"
#include "reports/text.hpp"
#include "reports/words.hpp"

namespace ruamkit::reports {
namespace {

using projection::report;
using projection::report_ballot;
using projection::sum_check;
using kind = column::kind;
using tone = paragraph::tone;
using blocks = std::vector<block>;

std::string name_of(std::size_t index, language in) {
  return say(in, "ballot_short", {number(static_cast<std::uint64_t>(index + 1))});
}

bool was_opened(const report_ballot& ballot) { return ballot.status != deliberation::ballot_status::draft; }

/// "Agree", or by how much they do not.
cell verdict(const report_ballot& ballot, std::string_view id, language in) {
  const auto found = std::ranges::find(ballot.adds_up.checks, id, &sum_check::id);
  if (found == ballot.adds_up.checks.end()) return {"–"};
  cell out{found->holds() ? say(in, "agrees") : say(in, "differs_by", {number(found->difference())})};
  out.agrees = found->holds();
  return out;
}

std::uint64_t counted_by(const report_ballot& ballot, std::string_view channel) {
  const auto found = std::ranges::find(ballot.adds_up.channels, channel, &projection::channel_flow::channel);
  return found == ballot.adds_up.channels.end() ? 0 : found->counted;
}

table counted_table(const report& what, language in) {
  table out{say(in, "reconcile_counted"),
            {{say(in, "question")},
             {say(in, "by_phone"), kind::number},
             {say(in, "by_keypad"), kind::number},
             {say(in, "by_paper"), kind::number},
             {say(in, "by_kiosk"), kind::number},
             {say(in, "sum"), kind::number},
             {say(in, "csv_voted"), kind::number},
             {say(in, "check")}},
            {}};
  for (std::size_t i = 0; i < what.ballots.size(); ++i) {
    const auto& ballot = what.ballots[i];
    if (!was_opened(ballot)) continue;
    table_row row{{{name_of(i, in)}}};
    std::uint64_t sum = 0;
    for (const auto* channel : {"phone", "keypad", "paper", "kiosk"}) {
      const auto people = counted_by(ballot, channel);
      sum += people;
      row.cells.push_back({number(people)});
    }
    row.cells.push_back({number(sum)});
    row.cells.push_back({number(ballot.voted)});
    row.cells.push_back(verdict(ballot, "channels", in));
    out.rows.push_back(std::move(row));
  }
  return out;
}

table replaced_table(const report& what, language in) {
  table out{say(in, "reconcile_received"),
            {{say(in, "question")},
             {say(in, "votes_received"), kind::number},
             {say(in, "votes_replaced"), kind::number},
             {say(in, "votes_counted"), kind::number},
             {say(in, "changed_channel"), kind::number},
             {say(in, "check")}},
            {}};
  for (std::size_t i = 0; i < what.ballots.size(); ++i) {
    const auto& ballot = what.ballots[i];
    if (!was_opened(ballot)) continue;
    projection::channel_flow sum;
    for (const auto& each : ballot.adds_up.channels) {
      sum.received += each.received;
      sum.replaced += each.replaced;
      sum.counted += each.counted;
    }
    out.rows.push_back({{{name_of(i, in)},
                         {number(sum.received)},
                         {number(sum.replaced)},
                         {number(sum.counted)},
                         {number(ballot.adds_up.moved)},
                         verdict(ballot, "received", in)}});
  }
  return out;
}

/// Both must hold: the present are on the roll, and who voted was present.
cell people_verdict(const report_ballot& ballot, language in) {
  auto roll = verdict(ballot, "roll", in);
  return roll.agrees == true ? verdict(ballot, "present", in) : roll;
}

table people_table(const report& what, language in) {
  table out{say(in, "reconcile_people"),
            {{say(in, "question")},
             {say(in, "on_roll"), kind::number},
             {say(in, "joined"), kind::number},
             {say(in, "csv_voted"), kind::number},
             {say(in, "unnamed_paper"), kind::number},
             {say(in, "check")}},
            {}};
  for (std::size_t i = 0; i < what.ballots.size(); ++i) {
    const auto& ballot = what.ballots[i];
    if (!was_opened(ballot)) continue;
    const auto& sums = ballot.adds_up;
    out.rows.push_back({{{name_of(i, in)},
                         {number(sums.on_roll)},
                         {number(sums.present)},
                         {number(ballot.voted)},
                         {number(sums.unnamed)},
                         people_verdict(ballot, in)}});
  }
  return out;
}

std::string state_of(const projection::paper_batch& batch, language in) {
  if (batch.recorded) return say(in, "batch_recorded");
  if (batch.dropped) return say(in, "batch_dropped");
  if (batch.entered == 0) return say(in, "batch_open");
  return say(in, batch.differed > 0 ? "batch_mismatch" : "batch_waiting");
}

void add_batches(table& out, const report_ballot& ballot, std::size_t index, language in) {
  for (const auto& each : ballot.adds_up.batches) {
    cell state{state_of(each, in)};
    if (!each.dropped) state.agrees = each.recorded;
    out.rows.push_back({{{name_of(index, in) + " · " + each.batch},
                         {number(each.ballots)},
                         {number(each.entered)},
                         {number(each.differed)},
                         {number(each.recorded ? each.ballots : 0)},
                         std::move(state)}});
  }
  const auto paper = std::ranges::find(ballot.adds_up.checks, "paper", &sum_check::id);
  if (paper == ballot.adds_up.checks.end()) return;
  out.rows.push_back({{{say(in, "paper_votes", {name_of(index, in)})},
                       {"–"},
                       {"–"},
                       {"–"},
                       {number(paper->part)},
                       verdict(ballot, "paper", in)},
                      true});
}

table paper_table(const report& what, language in) {
  table out{say(in, "reconcile_paper"),
            {{say(in, "batch")},
             {say(in, "papers"), kind::number},
             {say(in, "accounts_entered"), kind::number},
             {say(in, "papers_differed"), kind::number},
             {say(in, "papers_recorded"), kind::number},
             {say(in, "check")}},
            {}};
  for (std::size_t i = 0; i < what.ballots.size(); ++i) add_batches(out, what.ballots[i], i, in);
  return out;
}

/// Dropped batches and their papers, over all ballots.
void add_dropped(blocks& out, const report& what, language in) {
  std::uint64_t batches = 0;
  std::uint64_t papers = 0;
  for (const auto& ballot : what.ballots) {
    batches += static_cast<std::uint64_t>(
        std::ranges::count_if(ballot.adds_up.batches, [](const auto& each) { return each.dropped; }));
    papers += ballot.adds_up.dropped;
  }
  if (batches > 0) out.emplace_back(paragraph{say(in, "dropped_said", {number(batches), number(papers)})});
}

bool any_by(const report& what, std::string_view channel) {
  return std::ranges::any_of(what.ballots, [channel](const auto& ballot) { return counted_by(ballot, channel) > 0; });
}

void add_verdict(blocks& out, const report& what, language in) {
  std::size_t wrong = 0;
  for (const auto& ballot : what.ballots)
    if (was_opened(ballot))
      wrong += static_cast<std::size_t>(
          std::ranges::count_if(ballot.adds_up.checks, [](const auto& check) { return !check.holds(); }));
  out.emplace_back(wrong == 0 ? paragraph{say(in, "reconcile_agrees"), tone::result}
                              : paragraph{say(in, "reconcile_differs", {number(std::uint64_t{wrong})}), tone::result});
}

}  // namespace

void add_channels(blocks& out, const report& what, language in) {
  if (std::ranges::none_of(what.ballots, was_opened)) return;
  out.emplace_back(heading{2, say(in, "reconciliation")});
  out.emplace_back(paragraph{say(in, "reconcile_said")});
  add_verdict(out, what, in);
  out.emplace_back(counted_table(what, in));
  out.emplace_back(replaced_table(what, in));
  out.emplace_back(paragraph{say(in, "moved_note"), tone::note});
  out.emplace_back(people_table(what, in));
  auto paper = paper_table(what, in);
  if (!paper.rows.empty()) {
    out.emplace_back(std::move(paper));
    add_dropped(out, what, in);
    out.emplace_back(paragraph{say(in, "paper_note"), tone::note});
  }
  if (what.people.keypads > 0) out.emplace_back(paragraph{say(in, "keypads_bound", {number(what.people.keypads)})});
  if (any_by(what, "keypad")) out.emplace_back(paragraph{say(in, "keypad_note"), tone::note});
  if (any_by(what, "kiosk")) out.emplace_back(paragraph{say(in, "kiosk_note"), tone::note});
}

}  // namespace ruamkit::reports
