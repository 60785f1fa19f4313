// The names of things, each of its own type.
#pragma once

#include <cstdint>

#include "base/strong.hpp"

namespace ruamkit::deliberation {

using deliberation_id = strong_id<struct deliberation_tag>;  ///< "d_" and ten characters
using participant_id =
    strong_id<struct participant_tag>;             ///< a seat on the roll, by the organiser's own (impersonal) id
using account_id = strong_id<struct account_tag>;  ///< a member of staff, "a_" and ten characters
using ballot_id = strong_id<struct ballot_tag>;
using stage_id = strong_id<struct stage_tag>;
using survey_id = strong_id<struct survey_tag>;
using stratum_id = strong_id<struct stratum_tag>;
using idea_id = strong_id<struct idea_tag>;    ///< "i" and its number from 1
using theme_id = strong_id<struct theme_tag>;  ///< "t" and its number from 1
using keypad_id = strong_id<struct keypad_tag>;
using batch_id = strong_id<struct batch_tag>;  ///< of paper ballots: "b" and its number from 1
/// A table's number, from 1; 0 is none.
using table_number = std::uint16_t;
/// Whom an answer stands under in the ledger: see pseudonym.hpp.
using voter_id = strong_id<struct voter_tag>;

}  // namespace ruamkit::deliberation
