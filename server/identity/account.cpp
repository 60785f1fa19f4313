#include "identity/account.hpp"

#include <algorithm>

#include "base/entropy.hpp"

namespace ruamkit::identity {

bool is_staff_role(std::string_view role) {
  return std::find(staff_roles.begin(), staff_roles.end(), role) != staff_roles.end();
}

bool is_account_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  };
  return !name.empty() && name.size() <= account_name_max && std::all_of(name.begin(), name.end(), allowed);
}

account_id new_account_id() {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz234567";
  std::string id = "a_";
  for (const auto byte : random_bytes<10>()) id += letters[byte % letters.size()];  // 32 divides 256: unbiased
  return account_id{std::move(id)};
}

}  // namespace ruamkit::identity
