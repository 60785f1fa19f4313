// A choice that fits its ballot.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "deliberation/command.hpp"
#include "deliberation/definition.hpp"
#include "deliberation/rejection.hpp"

namespace ruamkit::deliberation {

/// Position of an option in its ballot's list.
using option_index = std::uint16_t;

struct chosen_options {  ///< single, multiple, yes_no: in any order; rank: best first
  std::vector<option_index> options;
};
struct chosen_amounts {  ///< score, points: options left out get nothing
  std::vector<std::pair<option_index, std::int64_t>> amounts;
};
struct chosen_value {  ///< scale
  std::int64_t value = 0;
};
struct chosen_text {
  std::string text;
};
using choice = std::variant<no_opinion, chosen_options, chosen_amounts, chosen_value, chosen_text>;

/// Checks a raw choice against the ballot, or says which part of it does not fit (`at` points into /params/choice).
[[nodiscard]] decision<choice> fit_choice(const ballot_definition& ballot, const raw_choice& raw);

/// The same choice by option ids again: fit_choice(ballot, to_raw(ballot, c)) gives c.
[[nodiscard]] raw_choice to_raw(const ballot_definition& ballot, const choice& c);

}  // namespace ruamkit::deliberation
