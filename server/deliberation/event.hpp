// What happened, in the past tense. Facts: never rewritten, and complete, so that replay needs nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "deliberation/command.hpp"
#include "deliberation/definition.hpp"
#include "deliberation/ids.hpp"

namespace ruamkit::deliberation {

/// The first event of every deliberation. `code` is the six-digit hall code.
struct deliberation_created {
  deliberation::definition definition;
  std::string code;

  friend bool operator==(const deliberation_created&, const deliberation_created&) = default;
};
struct roll_imported {
  std::vector<person> people;

  friend bool operator==(const roll_imported&, const roll_imported&) = default;
};
/// Seat codes were handed out (again) for these; `added` were on no list before.
struct seats_issued {
  std::vector<participant_id> participants;
  std::vector<participant_id> added;

  friend bool operator==(const seats_issued&, const seats_issued&) = default;
};
struct seat_claimed {
  participant_id participant;

  friend bool operator==(const seat_claimed&, const seat_claimed&) = default;
};
/// The seat was claimed again, by another phone.
struct seat_moved {
  participant_id participant;

  friend bool operator==(const seat_moved&, const seat_moved&) = default;
};
/// Admission "open".
struct participant_joined {
  participant_id participant;

  friend bool operator==(const participant_joined&, const participant_joined&) = default;
};
struct stage_started {
  stage_id stage;

  friend bool operator==(const stage_started&, const stage_started&) = default;
};
struct stage_finished {
  stage_id stage;

  friend bool operator==(const stage_finished&, const stage_finished&) = default;
};
/// `seed` is the ballot's public seed, for ties.
struct ballot_opened {
  ballot_id ballot;
  std::uint64_t seed = 0;
  std::optional<instant> closes_at;

  friend bool operator==(const ballot_opened&, const ballot_opened&) = default;
};
struct ballot_extended {
  ballot_id ballot;
  instant closes_at;

  friend bool operator==(const ballot_extended&, const ballot_extended&) = default;
};
struct ballot_closed {
  ballot_id ballot;

  friend bool operator==(const ballot_closed&, const ballot_closed&) = default;
};
struct ballot_published {
  ballot_id ballot;

  friend bool operator==(const ballot_published&, const ballot_published&) = default;
};
/// Whose it is stands in the entry's actor: a pseudonym where the ballot is linked.
struct ballot_cast {
  ballot_id ballot;
  raw_choice choice;

  friend bool operator==(const ballot_cast&, const ballot_cast&) = default;
};

using event = std::variant<deliberation_created, roll_imported, seats_issued, seat_claimed, seat_moved,
                           participant_joined, stage_started, stage_finished, ballot_opened, ballot_extended,
                           ballot_closed, ballot_published, ballot_cast>;

/// An event with what the ledger keeps beside it.
struct recorded_event {
  std::uint64_t seq = 0;
  instant time;
  std::string actor;                      ///< see ledger_actor
  std::optional<std::string> command_id;  ///< of the command that caused it
  deliberation::event event;

  friend bool operator==(const recorded_event&, const recorded_event&) = default;
};

}  // namespace ruamkit::deliberation
