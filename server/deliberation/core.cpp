#include "deliberation/core.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "base/encoding.hpp"
#include "deliberation/agenda.hpp"
#include "deliberation/ballot.hpp"
#include "deliberation/roll.hpp"

namespace ruamkit::deliberation {
namespace {

std::size_t counted_values(const ballot_definition& ballot) {
  if (ballot.kind == ballot_kind::scale) return static_cast<std::size_t>(ballot.max - ballot.min + 1);
  return ballot.options.size();
}

void apply(state& now, const recorded_event& entry, const deliberation_created& what) {
  now.definition = what.definition;
  now.code = what.code;
  now.created_at = entry.time;
  now.stages.assign(what.definition.agenda.size(), {});
  now.ballots.assign(what.definition.ballots.size(), {});
  for (std::size_t i = 0; i < what.definition.ballots.size(); ++i) {
    now.ballots[i].counts.assign(counted_values(what.definition.ballots[i]), 0);
    now.ballot_by_id.emplace(what.definition.ballots[i].id.value(), static_cast<std::uint32_t>(i));
  }
}

}  // namespace

decision<std::vector<event>> decide(const state& now, const actor& who, const command& what, const stamp& when) {
  (void)who;  // authorised already; whose the events are stands in their ledger actor
  return std::visit(
      [&](const auto& specific) {
        if constexpr (requires { decide(now, specific, when); })
          return decide(now, specific, when);
        else
          return decide(now, specific);
      },
      what);
}

void evolve(state& now, const recorded_event& what) {
  std::visit([&](const auto& specific) { apply(now, what, specific); }, what.event);
  if (what.command_id) now.commands.insert_or_assign(key_of(what.actor, *what.command_id), what.seq);
  now.seq = what.seq;
}

std::string ledger_actor(const state& now, const actor& who, const command& what) {
  switch (who.who) {
    case actor::kind::staff:
      return "@" + who.account.value();
    case actor::kind::participant: {
      const auto* cast = std::get_if<cast_ballot>(&what);
      const auto ballot = cast != nullptr ? now.find_ballot(cast->ballot) : std::nullopt;
      const auto* seat = now.find_seat(who.participant);
      const bool named = !ballot || now.definition.ballots[*ballot].secrecy == secrecy::roll_call;
      if (named || seat == nullptr || seat->pseudonym == no_index) return who.participant.value();
      return now.voters[seat->pseudonym].id.value();
    }
    default:
      return "*";
  }
}

std::string hall_code(std::uint64_t seed) { return std::to_string(100'000 + seed % 900'000); }

std::vector<ballot_id> overdue(const state& s, instant now) {
  std::vector<ballot_id> out;
  for (std::size_t i = 0; i < s.ballots.size(); ++i) {
    const auto& ballot = s.ballots[i];
    if (ballot.status == ballot_status::open && ballot.closes_at && *ballot.closes_at <= now)
      out.push_back(s.definition.ballots[i].id);
  }
  return out;
}

std::optional<instant> next_deadline(const state& s) {
  std::optional<instant> next;
  for (const auto& ballot : s.ballots)
    if (ballot.status == ballot_status::open && ballot.closes_at && (!next || *ballot.closes_at < *next))
      next = ballot.closes_at;
  return next;
}

command_key key_of(std::string_view ledger_actor, std::string_view command_id) {
  constexpr std::string_view separator = "\n";
  const auto full = sha256({as_bytes(ledger_actor), as_bytes(separator), as_bytes(command_id)});
  command_key key;
  std::copy_n(full.begin(), key.bits.size(), key.bits.begin());
  return key;
}

std::optional<std::size_t> state::running_stage() const {
  for (std::size_t i = 0; i < stages.size(); ++i)
    if (stages[i].status == progress::running) return i;
  return std::nullopt;
}

progress state::status() const {
  const auto all = [&](progress p) {
    return std::ranges::all_of(stages, [p](const auto& s) { return s.status == p; });
  };
  if (all(progress::waiting)) return progress::waiting;
  return all(progress::finished) ? progress::finished : progress::running;
}

const seat_state* state::find_seat(const participant_id& participant) const {
  const auto found = roll.by_id.find(participant.value());
  return found == roll.by_id.end() ? nullptr : &roll.seats[found->second];
}

std::optional<std::size_t> state::find_ballot(const ballot_id& ballot) const {
  const auto found = ballot_by_id.find(ballot.value());
  if (found == ballot_by_id.end()) return std::nullopt;
  return found->second;
}

}  // namespace ruamkit::deliberation
