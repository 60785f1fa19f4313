#include "projection/reconciliation.hpp"

#include "deliberation/channel.hpp"

namespace ruamkit::projection {
namespace {

using namespace deliberation;

std::vector<channel_flow> flows_of(const ballot_state& ballot) {
  std::vector<channel_flow> out;
  for (std::size_t i = 0; i < ballot.received.size(); ++i)
    if (ballot.received[i] > 0)
      out.push_back({std::string(name_of(static_cast<channel>(i))), ballot.received[i], ballot.replaced[i],
                     ballot.by_channel[i]});
  return out;
}

std::vector<paper_batch> batches_of(const state& s, std::size_t ballot) {
  std::vector<paper_batch> out;
  for (std::size_t i = 0; i < s.papers.size(); ++i) {
    const auto& paper = s.papers[i];
    if (paper.ballot == ballot)
      out.push_back({"b" + std::to_string(i + 1), paper.ballots, paper.entries.size(), paper.differed.size(),
                     paper.recorded, paper.dropped});
  }
  return out;
}

/// Papers without a seat stand under the batch's name.
std::uint64_t unnamed_in(const state& s, const ballot_state& ballot) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < ballot.votes.size() && i < s.voters.size(); ++i)
    if (ballot.votes[i].seq != 0 && s.voters[i].id.value().starts_with('#')) ++out;
  return out;
}

}  // namespace

reconciliation reconcile(const state& s, std::size_t index) {
  const auto& ballot = s.ballots[index];
  reconciliation out{flows_of(ballot),      ballot.moved,
                     unnamed_in(s, ballot), s.roll.seats.size(),
                     s.roll.claimed,        0,
                     batches_of(s, index),  {}};
  std::uint64_t received = 0;
  std::uint64_t replaced = 0;
  std::uint64_t counted = 0;
  for (const auto& each : out.channels) {
    received += each.received;
    replaced += each.replaced;
    counted += each.counted;
  }
  std::uint64_t recorded = 0;
  for (const auto& each : out.batches) {
    if (each.recorded) recorded += each.ballots;
    if (each.dropped) out.dropped += each.ballots;
  }
  const auto paper = ballot.received[static_cast<std::size_t>(channel::paper)];
  out.checks.push_back({"channels", ballot.voted, counted, true});
  out.checks.push_back({"received", received, counted + replaced, true});
  if (paper > 0 || recorded > 0) out.checks.push_back({"paper", recorded, paper, true});
  out.checks.push_back({"roll", out.on_roll, out.present, false});
  out.checks.push_back({"present", out.present, ballot.voted - out.unnamed, false});
  return out;
}

}  // namespace ruamkit::projection
