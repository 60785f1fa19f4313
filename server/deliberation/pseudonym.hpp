// Whom an answer stands under (DESIGN.md section 10).
#pragma once

#include <array>
#include <cstdint>

#include "deliberation/ids.hpp"

namespace ruamkit::deliberation {

/// A deliberation's own secret, kept in identity/ and destroyed at sealing; never in the ledger.
using pseudonym_key = std::array<std::uint8_t, 32>;

/// "~" and 16 characters: the first 96 bits of HMAC-SHA-256(key, participant), base64url. Without the key nobody can
/// tell whose it is; with it, the same person has the same pseudonym throughout the deliberation.
[[nodiscard]] voter_id pseudonym(const pseudonym_key& key, const participant_id& participant);

/// Whom a participant's ideas stand under: another name than that of their votes, for an idea's table is known, and
/// among ten people a vote under the same name would soon be one person's.
[[nodiscard]] voter_id idea_pseudonym(const pseudonym_key& key, const participant_id& participant);

}  // namespace ruamkit::deliberation
