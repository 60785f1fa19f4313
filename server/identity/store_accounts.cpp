#include "identity/store_parts.hpp"

namespace ruamkit::identity {
namespace {

refusal unknown_account(const account_id& id) {
  return {reason::account_unknown, "There is no account '" + id.value() + "'."};
}

refusal unknown_role(std::string_view role) {
  std::string sentence = "'" + std::string(role) + "' is not a role; use one of";
  for (const auto known : staff_roles) sentence += (known == staff_roles.front() ? " " : ", ") + std::string(known);
  return {reason::role_unknown, sentence + "."};
}

account account_of(const query& row) {
  return {account_id{row.text(0)}, row.text(1), row.text(2), row.integer(3) != 0};
}

}  // namespace

result<account, refusal> store::add_account(std::string_view name, std::string_view role,
                                            const password_hash& password) {
  if (!is_account_name(name))
    return refusal{reason::name_invalid, "An account's name is 1 to 64 of a-z, 0-9, dot, underscore and hyphen."};
  if (!is_staff_role(role)) return unknown_role(role);
  account made{new_account_id(), std::string(name), std::string(role), false};
  unit whole{parts_->db};
  if (find_account(name)) return refusal{reason::name_taken, "The account '" + made.name + "' exists already."};
  auto insert = parts_->db.prepare("INSERT INTO account (id, name, role, password) VALUES (?, ?, ?, ?)");
  insert.with(made.id.value()).with(made.name).with(made.role).with(password.value()).run();
  whole.done();
  return made;
}

result<account, refusal> store::add_account(std::string_view name, std::string_view role, std::string_view password) {
  // Asked first for what needs no hashing, so that a person waits for the hash only when it is of use.
  if (!is_account_name(name) || !is_staff_role(role) || find_account(name))
    return add_account(name, role, password_hash{});
  const auto hashed = hash_password(password);
  if (!hashed) return hashed.error();
  return add_account(name, role, *hashed);
}

result<void, refusal> store::set_role(const account_id& id, std::string_view role) {
  if (!is_staff_role(role)) return unknown_role(role);
  unit whole{parts_->db};
  if (parts_->db.prepare("UPDATE account SET role = ? WHERE id = ?").with(role).with(id.value()).run() == 0)
    return unknown_account(id);
  whole.done();
  return {};
}

result<void, refusal> store::set_password(const account_id& id, const password_hash& password) {
  unit whole{parts_->db};
  auto update = parts_->db.prepare("UPDATE account SET password = ? WHERE id = ?");
  if (update.with(password.value()).with(id.value()).run() == 0) return unknown_account(id);
  revoke_account(id);
  whole.done();
  return {};
}

result<void, refusal> store::disable_account(const account_id& id) {
  unit whole{parts_->db};
  if (parts_->db.prepare("UPDATE account SET disabled = 1 WHERE id = ?").with(id.value()).run() == 0)
    return unknown_account(id);
  revoke_account(id);
  whole.done();
  return {};
}

result<void, refusal> store::enable_account(const account_id& id) {
  unit whole{parts_->db};
  if (parts_->db.prepare("UPDATE account SET disabled = 0 WHERE id = ?").with(id.value()).run() == 0)
    return unknown_account(id);
  whole.done();
  return {};
}

std::vector<account> store::list_accounts() {
  std::vector<account> all;
  auto q = parts_->db.prepare("SELECT id, name, role, disabled FROM account ORDER BY name");
  while (q.next()) all.push_back(account_of(q));
  return all;
}

std::optional<account> store::find_account(const account_id& id) {
  auto q = parts_->db.prepare("SELECT id, name, role, disabled FROM account WHERE id = ?");
  if (!q.with(id.value()).next()) return std::nullopt;
  return account_of(q);
}

std::optional<account> store::find_account(std::string_view name) {
  auto q = parts_->db.prepare("SELECT id, name, role, disabled FROM account WHERE name = ?");
  if (!q.with(name).next()) return std::nullopt;
  return account_of(q);
}

std::optional<credentials> store::find_credentials(std::string_view name) {
  auto q = parts_->db.prepare("SELECT id, name, role, disabled, password FROM account WHERE name = ?");
  if (!q.with(name).next()) return std::nullopt;
  return credentials{account_of(q), password_hash{q.text(4)}};
}

}  // namespace ruamkit::identity
