#include "deliberation/core.hpp"

#include <algorithm>
#include <charconv>

#include "base/digest.hpp"
#include "base/encoding.hpp"
#include "deliberation/agenda.hpp"
#include "deliberation/ballot.hpp"
#include "deliberation/channel.hpp"
#include "deliberation/desk.hpp"
#include "deliberation/document.hpp"
#include "deliberation/idea.hpp"
#include "deliberation/roll.hpp"
#include "deliberation/table.hpp"
#include "deliberation/theme.hpp"

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
  now.attachments.assign(what.definition.documents.size(), {});
  for (std::size_t i = 0; i < what.definition.ballots.size(); ++i) {
    now.ballots[i].counts.assign(counted_values(what.definition.ballots[i]), 0);
    now.ballot_by_id.emplace(what.definition.ballots[i].id.value(), static_cast<std::uint32_t>(i));
  }
}

bool is_about_ideas(const command& what) {
  return std::holds_alternative<add_idea>(what) || std::holds_alternative<edit_idea>(what) ||
         std::holds_alternative<withdraw_idea>(what);
}

/// The position of "i7" in a list of `size`, for the prefix 'i': 6.
std::optional<std::size_t> position(std::string_view id, char prefix, std::size_t size) {
  if (id.size() < 2 || id.front() != prefix || id[1] == '0') return std::nullopt;
  std::size_t number = 0;
  const auto [end, fault] = std::from_chars(id.data() + 1, id.data() + id.size(), number);
  if (fault != std::errc{} || end != id.data() + id.size() || number < 1 || number > size) return std::nullopt;
  return number - 1;
}

}  // namespace

decision<std::vector<event>> decide(const state& now, const actor& who, const command& what, const stamp& when) {
  return std::visit(
      [&](const auto& specific) {
        if constexpr (requires { decide(now, specific, when); })
          return decide(now, specific, when);
        else if constexpr (requires { decide(now, who, specific); })
          return decide(now, who, specific);
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
      if (is_about_ideas(what) && now.key) return idea_pseudonym(*now.key, who.participant).value();
      const auto* cast = std::get_if<cast_ballot>(&what);
      const auto ballot = cast != nullptr ? now.find_ballot(cast->ballot) : std::nullopt;
      const auto* seat = now.find_seat(who.participant);
      if (!ballot || seat == nullptr) return who.participant.value();
      return voter_of_seat(now, *ballot, *seat).value();
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

const table_state* state::find_table(table_number number) const {
  return number == 0 || number > seating.tables.size() ? nullptr : &seating.tables[number - 1U];
}

std::optional<std::size_t> state::find_idea(const idea_id& idea) const {
  return position(idea.value(), 'i', ideas.size());
}
std::optional<std::size_t> state::find_theme(const theme_id& theme) const {
  return position(theme.value(), 't', themes.size());
}
std::optional<std::size_t> state::find_batch(const batch_id& batch) const {
  return position(batch.value(), 'b', papers.size());
}

std::size_t state::successor_of(std::size_t theme) const {
  while (themes[theme].into != no_index) theme = themes[theme].into;
  return theme;
}

std::optional<instant> state::table_ends_at(const table_state& table) const {
  const auto running = running_stage();
  if (!running) return std::nullopt;
  const auto& all = stages[*running].ends_at;
  if (!all || !table.ends_at) return all ? all : table.ends_at;
  return std::max(*all, *table.ends_at);
}

}  // namespace ruamkit::deliberation
