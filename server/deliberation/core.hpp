// The pure core of a deliberation (DESIGN.md section 3): authorise, decide, evolve. No clock, file, socket or random
// device: time and seeds come in the stamp and go into the events.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "deliberation/actor.hpp"
#include "deliberation/command.hpp"
#include "deliberation/event.hpp"
#include "deliberation/rejection.hpp"
#include "deliberation/state.hpp"

namespace ruamkit::deliberation {

/// May this actor ask this here? Asked for every command, whatever was answered before.
[[nodiscard]] std::optional<rejection> authorise(const actor& who, const command& what, const state& now);

/// What an authorised command makes happen, or why it does not.
[[nodiscard]] decision<std::vector<event>> decide(const state& now, const actor& who, const command& what,
                                                  const stamp& when);

/// Folds one event in. Total: whatever decide may ever have produced is taken, in any definition it was produced under.
void evolve(state& now, const recorded_event& what);

/// Under what name this actor's command stands in the ledger: "~…" a pseudonym, for an answer to a linked ballot; the
/// participant's id, for a roll call and for taking a seat; "@…" an account's id; "*" the server itself. No id begins
/// with any of these three characters.
[[nodiscard]] std::string ledger_actor(const state& now, const actor& who, const command& what);

/// A six-digit hall code from a seed, e.g. "482913"; never begins with 0.
[[nodiscard]] std::string hall_code(std::uint64_t seed);

/// Ballots whose time has run out at `now`, and the next moment one will.
[[nodiscard]] std::vector<ballot_id> overdue(const state& s, instant now);
[[nodiscard]] std::optional<instant> next_deadline(const state& s);

}  // namespace ruamkit::deliberation
