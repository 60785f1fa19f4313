#include "deliberation/pseudonym.hpp"

#include <span>

#include "base/digest.hpp"
#include "base/encoding.hpp"

namespace ruamkit::deliberation {

voter_id pseudonym(const pseudonym_key& key, const participant_id& participant) {
  const auto mac = hmac_sha256(key, participant.value());
  return voter_id{"~" + to_base64url(std::span(mac).first(12))};
}

voter_id idea_pseudonym(const pseudonym_key& key, const participant_id& participant) {
  // No participant's id holds a line feed, so this is never what pseudonym() hashes.
  const auto mac = hmac_sha256(key, "idea\n" + participant.value());
  return voter_id{"~" + to_base64url(std::span(mac).first(12))};
}

}  // namespace ruamkit::deliberation
