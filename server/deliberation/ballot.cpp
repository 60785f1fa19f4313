#include "deliberation/ballot.hpp"

#include <algorithm>

namespace ruamkit::deliberation {
namespace {

const rejection unknown{"unknown_ballot", "/params/ballot"};

/// Why a ballot in this status does not take what only a ballot in another does.
rejection status_fact(ballot_status status) {
  switch (status) {
    case ballot_status::draft:
      return {"ballot_draft", param("ballot")};
    case ballot_status::open:
      return {"ballot_open", param("ballot")};
    case ballot_status::closed:
      return {"ballot_closed", param("ballot")};
    case ballot_status::published:
      return {"ballot_published", param("ballot")};
  }
  return unknown;
}

ballot_state* find(state& now, const ballot_id& id) {
  const auto index = now.find_ballot(id);
  return index ? &now.ballots[*index] : nullptr;
}

/// Adds (`sign` 1) or takes back (-1) one choice.
struct counter {
  const ballot_definition& definition;
  ballot_state& ballot;
  std::int64_t sign;

  void operator()(const no_opinion&) const {
    ballot.abstained = static_cast<std::uint64_t>(static_cast<std::int64_t>(ballot.abstained) + sign);
  }
  void operator()(const chosen_options& chosen) const {
    const bool first_only = definition.kind == ballot_kind::rank;
    for (const auto index : chosen.options) {
      ballot.counts[index] += sign;
      if (first_only) break;
    }
  }
  void operator()(const chosen_amounts& chosen) const {
    for (const auto& [index, amount] : chosen.amounts) ballot.counts[index] += sign * amount;
  }
  void operator()(const chosen_value& chosen) const {
    ballot.counts[static_cast<std::size_t>(chosen.value - definition.min)] += sign;
  }
  void operator()(const chosen_text&) const {}
};

/// Votes of a destroyed key's pseudonyms come without a seat: the voter is entered as it appears.
std::uint32_t voter_of(state& now, const std::string& actor) {
  const auto found = now.voter_by_id.find(actor);
  if (found != now.voter_by_id.end()) return found->second;
  const auto index = static_cast<std::uint32_t>(now.voters.size());
  const auto seat = now.roll.by_id.find(actor);
  now.voters.push_back({voter_id{actor}, seat == now.roll.by_id.end() ? no_index : seat->second});
  now.voter_by_id.emplace(actor, index);
  return index;
}

}  // namespace

decision<std::vector<event>> decide(const state& now, const open_ballot& what, const stamp& when) {
  const auto index = now.find_ballot(what.ballot);
  if (!index) return unknown;
  const auto& ballot = now.ballots[*index];
  if (ballot.status == ballot_status::open || ballot.status == ballot_status::published)
    return status_fact(ballot.status);
  // Counts shown at closing cannot be unseen: opening again would let people vote knowing them.
  if (ballot.status == ballot_status::closed && now.definition.ballots[*index].reveal == reveal::on_close)
    return rejection{"ballot_revealed", param("ballot")};
  ballot_opened opened{what.ballot, when.seed, std::nullopt};
  if (what.closes_in_s) {
    if (*what.closes_in_s < 1 || *what.closes_in_s > ballot_seconds_max)
      return rejection{"out_of_range", param("closes_in_s")};
    opened.closes_at = when.now + std::chrono::seconds(*what.closes_in_s);
  }
  return std::vector<event>{std::move(opened)};
}

decision<std::vector<event>> decide(const state& now, const extend_ballot& what, const stamp& when) {
  const auto index = now.find_ballot(what.ballot);
  if (!index) return unknown;
  const auto& ballot = now.ballots[*index];
  if (ballot.status != ballot_status::open) return status_fact(ballot.status);
  if (!ballot.closes_at) return rejection{"no_deadline", param("ballot")};
  if (what.seconds < 1 || what.seconds > ballot_seconds_max) return rejection{"out_of_range", param("seconds")};
  const auto from = std::max(*ballot.closes_at, when.now);
  return std::vector<event>{ballot_extended{what.ballot, from + std::chrono::seconds(what.seconds)}};
}

decision<std::vector<event>> decide(const state& now, const close_ballot& what) {
  const auto index = now.find_ballot(what.ballot);
  if (!index) return unknown;
  if (now.ballots[*index].status != ballot_status::open) return status_fact(now.ballots[*index].status);
  return std::vector<event>{ballot_closed{what.ballot}};
}

decision<std::vector<event>> decide(const state& now, const publish_ballot& what) {
  const auto index = now.find_ballot(what.ballot);
  if (!index) return unknown;
  if (now.ballots[*index].status != ballot_status::closed) return status_fact(now.ballots[*index].status);
  return std::vector<event>{ballot_published{what.ballot}};
}

std::optional<rejection> fault_of_voting(const state& now, std::size_t ballot) {
  switch (now.ballots[ballot].status) {
    case ballot_status::draft:
      return rejection{"ballot_not_open", param("ballot")};
    case ballot_status::closed:
    case ballot_status::published:
      return rejection{"ballot_closed", param("ballot")};
    case ballot_status::open:
      break;
  }
  return std::nullopt;
}

voter_id voter_of_seat(const state& now, std::size_t ballot, const seat_state& seat) {
  const bool named = now.definition.ballots[ballot].secrecy == secrecy::roll_call;
  if (named || seat.pseudonym == no_index) return voter_id{seat.id.value()};
  return now.voters[seat.pseudonym].id;
}

decision<std::vector<event>> decide(const state& now, const cast_ballot& what) {
  const auto index = now.find_ballot(what.ballot);
  if (!index) return unknown;
  if (auto no = fault_of_voting(now, *index)) return std::move(*no);
  const auto fitted = fit_choice(now.definition.ballots[*index], what.choice);
  if (!fitted) return fitted.error();
  return std::vector<event>{ballot_cast{what.ballot, what.choice}};
}

void apply(state& now, const recorded_event& entry, const ballot_opened& what) {
  auto* ballot = find(now, what.ballot);
  if (ballot == nullptr) return;
  ballot->status = ballot_status::open;
  if (!ballot->opened_at) {
    ballot->opened_at = entry.time;
    ballot->seed = what.seed;  // the first opening's seed stays: it may not be drawn again until one pleases
  }
  ballot->closes_at = what.closes_at;
  ballot->closed_at.reset();
}

void apply(state& now, const recorded_event&, const ballot_extended& what) {
  if (auto* ballot = find(now, what.ballot)) ballot->closes_at = what.closes_at;
}

void apply(state& now, const recorded_event& entry, const ballot_closed& what) {
  auto* ballot = find(now, what.ballot);
  if (ballot == nullptr) return;
  ballot->status = ballot_status::closed;
  ballot->closed_at = entry.time;
  ballot->closes_at.reset();
}

void apply(state& now, const recorded_event& entry, const ballot_published& what) {
  auto* ballot = find(now, what.ballot);
  if (ballot == nullptr) return;
  ballot->status = ballot_status::published;
  ballot->published_at = entry.time;
}

void apply(state& now, const recorded_event& entry, const ballot_cast& what) {
  const auto index = now.find_ballot(what.ballot);
  if (!index) return;
  const auto& definition = now.definition.ballots[*index];
  auto fitted = fit_choice(definition, what.choice);
  if (!fitted) return;
  auto& ballot = now.ballots[*index];
  const auto voter = voter_of(now, what.voter ? what.voter->value() : entry.actor);
  if (ballot.votes.size() <= voter) ballot.votes.resize(std::max<std::size_t>(now.voters.size(), voter + 1));
  auto& mine = ballot.votes[voter];
  bool moved = mine.moved;
  if (mine.seq == 0) {
    ++ballot.voted;
  } else {
    std::visit(counter{definition, ballot, -1}, mine.choice);
    --ballot.by_channel[static_cast<std::size_t>(mine.channel)];
    ++ballot.replaced[static_cast<std::size_t>(mine.channel)];
    moved = moved || mine.channel != what.channel;
    if (moved && !mine.moved) ++ballot.moved;
  }
  mine = {entry.seq, std::move(*fitted), what.channel, moved};
  ++ballot.by_channel[static_cast<std::size_t>(what.channel)];
  ++ballot.received[static_cast<std::size_t>(what.channel)];
  std::visit(counter{definition, ballot, 1}, mine.choice);
}

}  // namespace ruamkit::deliberation
