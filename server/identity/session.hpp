// Sessions and their tokens. The token is 256 random bits and exists on the client alone; the server keeps its SHA-256,
// which is enough to know it again and useless to a thief.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "base/time.hpp"
#include "identity/ids.hpp"

namespace ruamkit::identity {

enum class session_kind { staff, participant, screen };

struct session {
  digest token_hash{};
  session_kind kind = session_kind::screen;
  account_id account;            ///< kind staff; its role is the account's, read when it is used
  deliberation_id deliberation;  ///< kinds participant and screen: the only one they may touch
  participant_id participant;    ///< kind participant
  instant created;
  instant expires;  ///< from this instant on the token is refused

  friend bool operator==(const session&, const session&) = default;
};

/// A new session, and the token that is handed to the client and then forgotten.
struct issued_session {
  std::string token;
  identity::session session;
};

inline constexpr std::size_t token_characters = 43;  ///< 32 bytes in base64url without padding

/// 256 random bits in base64url.
[[nodiscard]] std::string new_token();

/// What a presented token is looked up by: SHA-256 of its text. Nothing for text that no token has.
[[nodiscard]] std::optional<digest> hash_token(std::string_view token);

}  // namespace ruamkit::identity
