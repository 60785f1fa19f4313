#include "identity/password.hpp"

#include <array>

#include <argon2.h>

#include "base/entropy.hpp"
#include "base/utf8.hpp"

namespace ruamkit::identity {
namespace {

constexpr std::size_t salt_bytes = 16;
constexpr std::size_t hash_bytes = 32;

// Salt and hash of zeros: well formed, with the parameters above, and the Argon2 of no password anybody can find.
constexpr const char* no_account =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
static_assert(argon2_memory_kib == 19456 && argon2_passes == 2 && argon2_lanes == 1, "no_account must cost the same");

}  // namespace

result<password_hash, refusal> hash_password(std::string_view password) {
  if (password.size() > password_bytes_max)
    return refusal{reason::password_long, "A password has at most " + std::to_string(password_bytes_max) + " bytes."};
  if (!is_valid_utf8(password)) return refusal{reason::password_not_text, "A password is UTF-8 text."};
  if (code_points(password) < password_code_points_min)
    return refusal{reason::password_short,
                   "A password has at least " + std::to_string(password_code_points_min) + " characters."};

  const auto salt = random_bytes<salt_bytes>();
  std::string encoded(
      argon2_encodedlen(argon2_passes, argon2_memory_kib, argon2_lanes, salt_bytes, hash_bytes, Argon2_id), '\0');
  const int outcome =
      argon2id_hash_encoded(argon2_passes, argon2_memory_kib, argon2_lanes, password.data(), password.size(),
                            salt.data(), salt.size(), hash_bytes, encoded.data(), encoded.size());
  if (outcome != ARGON2_OK)
    return refusal{reason::password_unhashed,
                   std::string("The password could not be hashed: ") + argon2_error_message(outcome) + "."};
  encoded.resize(encoded.find('\0'));
  return password_hash{std::move(encoded)};
}

password_check verify_password(const std::optional<password_hash>& stored, std::string_view password) {
  const bool possible = stored.has_value() && password.size() <= password_bytes_max;
  // An overlong password cannot have been set; its beginning is hashed so that its length costs what any other does.
  const auto hashed = password.substr(0, password_bytes_max);
  const int outcome = argon2id_verify(possible ? stored->value().c_str() : no_account, hashed.data(), hashed.size());
  if (outcome == ARGON2_OK) return possible ? password_check::match : password_check::mismatch;
  return outcome == ARGON2_VERIFY_MISMATCH ? password_check::mismatch : password_check::unavailable;
}

}  // namespace ruamkit::identity
