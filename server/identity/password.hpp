// Passwords: Argon2id (RFC 9106) with the parameters OWASP's Password Storage Cheat Sheet names first: 19 MiB, two
// passes, one lane. Slow on purpose (tens of milliseconds): never on an I/O thread. Needs no store.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/strong.hpp"
#include "identity/failure.hpp"

namespace ruamkit::identity {

/// Argon2's encoded form, "$argon2id$v=19$m=…", salt and parameters included.
using password_hash = strong<std::string, struct password_hash_tag>;

inline constexpr std::size_t password_code_points_min = 10;
inline constexpr std::size_t password_bytes_max = 1024;
inline constexpr std::uint32_t argon2_memory_kib = 19 * 1024;
inline constexpr std::uint32_t argon2_passes = 2;
inline constexpr std::uint32_t argon2_lanes = 1;

/// Hashes under a fresh 16-byte salt. Refuses password_short, password_long, password_not_text (before any work) and
/// password_unhashed. Any thread.
[[nodiscard]] result<password_hash, refusal> hash_password(std::string_view password);

enum class password_check {
  match,
  mismatch,
  unavailable,  ///< no memory to hash in, or the stored hash is damaged: tell the person to try again, and log it
};

/// Whether `password` made `stored`. With nothing stored (no such account) it does the same work against a hash that
/// nothing matches and answers mismatch, so that time does not tell which names exist. Any thread.
[[nodiscard]] password_check verify_password(const std::optional<password_hash>& stored, std::string_view password);

}  // namespace ruamkit::identity
