#include "identity/session.hpp"

#include "base/encoding.hpp"
#include "base/entropy.hpp"

namespace ruamkit::identity {

std::string new_token() { return to_base64url(random_bytes<32>()); }

std::optional<digest> hash_token(std::string_view token) {
  // The text is hashed and not the bytes it decodes to: then exactly one text is the token.
  if (token.size() != token_characters || !from_base64url(token)) return std::nullopt;
  return sha256(token);
}

}  // namespace ruamkit::identity
