// Staff accounts: a name to log in with, one role, a password.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "identity/ids.hpp"
#include "identity/password.hpp"

namespace ruamkit::identity {

/// What an account may be, by the names that the rest of the server gives its roles.
inline constexpr std::array<std::string_view, 6> staff_roles{"facilitator", "theme_team", "lead",
                                                             "organiser",   "committee",  "admin"};
[[nodiscard]] bool is_staff_role(std::string_view role);

inline constexpr std::size_t account_name_max = 64;
/// 1 to 64 of a-z 0-9 . _ -
[[nodiscard]] bool is_account_name(std::string_view name);

/// "a_" and ten of a-z 2-7: 50 random bits.
[[nodiscard]] account_id new_account_id();

struct account {
  account_id id;
  std::string name;
  std::string role;  ///< one of staff_roles
  bool disabled = false;

  friend bool operator==(const account&, const account&) = default;
};

/// An account with what its password is checked against: for verify_password, never for a log or the wire.
struct credentials {
  identity::account account;
  password_hash password;
};

}  // namespace ruamkit::identity
