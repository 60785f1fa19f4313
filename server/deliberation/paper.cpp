// Paper ballots: a batch is entered twice, by different accounts, and recorded once two entries agree.
#include <algorithm>
#include <iterator>
#include <set>

#include "deliberation/ballot.hpp"
#include "deliberation/channel.hpp"

namespace ruamkit::deliberation {
namespace {

std::string name_in_ledger(const actor& who) { return "@" + who.account.value(); }

/// The entry with each ballot under the name its vote will stand under, or what is wrong with it.
decision<std::vector<paper_vote>> checked(const state& now, const paper_state& paper,
                                          const std::vector<paper_ballot>& entries) {
  const auto& definition = now.definition.ballots[paper.ballot];
  std::vector<paper_vote> out;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto at = param("entries", i);
    auto& vote = out.emplace_back(paper_vote{std::nullopt, entries[i].choice});
    if (const auto fitted = fit_choice(definition, vote.choice); !fitted)
      return rejection{fitted.error().code, at + "/choice"};
    if (!entries[i].participant) continue;
    const auto* seat = now.find_seat(*entries[i].participant);
    if (seat == nullptr) return rejection{"unknown_participant", at + "/participant"};
    if (!seen.insert(seat->id.value()).second) return rejection{"duplicate_person", at + "/participant"};
    vote.voter = voter_of_seat(now, paper.ballot, *seat);
  }
  return out;
}

/// The batch that may still be entered or dropped.
decision<std::size_t> unsettled(const state& now, const batch_id& batch) {
  const auto index = now.find_batch(batch);
  if (!index) return rejection{"unknown_batch", param("batch")};
  if (now.papers[*index].recorded) return rejection{"batch_recorded", param("batch")};
  if (now.papers[*index].dropped) return rejection{"batch_dropped", param("batch")};
  return *index;
}

std::vector<std::uint32_t> differences(const std::vector<paper_vote>& one, const std::vector<paper_vote>& other) {
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i < std::max(one.size(), other.size()); ++i)
    if (i >= one.size() || i >= other.size() || !(one[i] == other[i])) out.push_back(static_cast<std::uint32_t>(i));
  return out;
}

}  // namespace

decision<std::vector<event>> decide(const state& now, const open_paper& what) {
  const auto ballot = now.find_ballot(what.ballot);
  if (!ballot) return rejection{"unknown_ballot", param("ballot")};
  if (auto no = fault_of_voting(now, *ballot)) return std::move(*no);
  if (what.ballots < 1 || what.ballots > batch_ballots_max) return rejection{"out_of_range", param("ballots")};
  if (now.papers.size() >= batches_max) return rejection{"too_many_batches", {}};
  return std::vector<event>{paper_opened{batch_id{"b" + std::to_string(now.papers.size() + 1)}, what.ballot,
                                         static_cast<std::uint32_t>(what.ballots)}};
}

decision<std::vector<event>> decide(const state& now, const actor& who, const enter_paper& what) {
  const auto index = unsettled(now, what.batch);
  if (!index) return index.error();
  const auto& paper = now.papers[*index];
  if (auto no = fault_of_voting(now, paper.ballot)) return rejection{no->code, param("batch")};
  if (what.entries.size() != paper.ballots) return rejection{"batch_mismatch", param("entries")};
  auto entry = checked(now, paper, what.entries);
  if (!entry) return entry.error();
  const bool agreed = std::ranges::any_of(
      paper.entries, [&](const auto& other) { return other.first != name_in_ledger(who) && other.second == *entry; });
  std::vector<event> out{paper_entered{what.batch, *entry}};
  if (!agreed) return out;
  const auto& ballot = now.definition.ballots[paper.ballot].id;
  for (std::size_t i = 0; i < entry->size(); ++i) {
    auto& vote = (*entry)[i];
    // Nobody's own name: '#' begins no id, pseudonym or account.
    if (!vote.voter) vote.voter = voter_id{"#" + what.batch.value() + "-" + std::to_string(i + 1)};
    out.emplace_back(ballot_cast{ballot, std::move(vote.choice), channel::paper, std::move(vote.voter)});
  }
  return out;
}

decision<std::vector<event>> decide(const state& now, const drop_paper& what) {
  // Also when the ballot is closed: nothing that counts changes, and the report says what the pile was.
  if (const auto index = unsettled(now, what.batch); !index) return index.error();
  return std::vector<event>{paper_dropped{what.batch}};
}

void apply(state& now, const recorded_event&, const paper_opened& what) {
  const auto ballot = now.find_ballot(what.ballot);
  if (!ballot) return;
  now.papers.push_back({static_cast<std::uint32_t>(*ballot), what.ballots, false, false, {}, {}, {}});
}

void apply(state& now, const recorded_event& entry, const paper_entered& what) {
  const auto index = now.find_batch(what.batch);
  if (!index) return;
  auto& paper = now.papers[*index];
  std::erase_if(paper.entries, [&](const auto& each) { return each.first == entry.actor; });
  paper.recorded = std::ranges::any_of(paper.entries, [&](const auto& each) { return each.second == what.entries; });
  paper.differ.clear();
  if (!paper.recorded && !paper.entries.empty()) paper.differ = differences(paper.entries.back().second, what.entries);
  std::vector<std::uint32_t> differed;
  std::ranges::set_union(paper.differed, paper.differ, std::back_inserter(differed));
  paper.differed = std::move(differed);
  paper.entries.emplace_back(entry.actor, what.entries);
  if (!paper.recorded) return;
  for (auto& each : paper.entries) each.second.clear();  // the votes stand in the ballot now
}

void apply(state& now, const recorded_event&, const paper_dropped& what) {
  const auto index = now.find_batch(what.batch);
  if (!index || now.papers[*index].recorded) return;
  auto& paper = now.papers[*index];
  paper.dropped = true;
  paper.differ.clear();                                  // nobody is to enter them again
  for (auto& each : paper.entries) each.second.clear();  // who entered it is still told
}

}  // namespace ruamkit::deliberation
