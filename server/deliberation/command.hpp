// What people ask of a deliberation, in the imperative.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "deliberation/ids.hpp"

namespace ruamkit::deliberation {

/// A choice as it was sent, before the ballot's kind is known: null, a list of option ids, amounts by option id, a
/// number, or a text.
struct no_opinion {
  friend bool operator==(const no_opinion&, const no_opinion&) = default;
};
using option_list = std::vector<std::string>;
using amount_list = std::vector<std::pair<std::string, std::int64_t>>;
using raw_choice = std::variant<no_opinion, option_list, amount_list, std::int64_t, std::string>;

/// One person of the roll: `strata` pairs a stratum's id with a value's id.
struct person {
  participant_id id;
  std::vector<std::pair<std::string, std::string>> strata;

  friend bool operator==(const person&, const person&) = default;
};

struct import_roll {
  std::vector<person> people;
};
/// Seats for the named people; `extra` further ones for people who are on no list.
struct issue_seats {
  std::vector<participant_id> ids;
  std::uint64_t extra = 0;
};
/// The phone that holds the seat code takes the seat, from another phone if need be.
struct claim_seat {
  participant_id participant;
};
/// Admission "open": a new participant for a device.
struct join_open {};
struct start_stage {
  stage_id stage;
};
struct finish_stage {
  stage_id stage;
};
struct open_ballot {
  ballot_id ballot;
  std::optional<std::int64_t> closes_in_s;
};
struct extend_ballot {
  ballot_id ballot;
  std::int64_t seconds = 0;
};
struct close_ballot {
  ballot_id ballot;
};
struct publish_ballot {
  ballot_id ballot;
};
struct cast_ballot {
  ballot_id ballot;
  raw_choice choice;
};

using command = std::variant<import_roll, issue_seats, claim_seat, join_open, start_stage, finish_stage, open_ballot,
                             extend_ballot, close_ballot, publish_ballot, cast_ballot>;

}  // namespace ruamkit::deliberation
