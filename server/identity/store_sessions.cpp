#include <algorithm>

#include "identity/store_parts.hpp"

namespace ruamkit::identity {
namespace {

std::int64_t number_of(session_kind kind) {
  switch (kind) {  // these numbers are in the file and in its indexes' WHERE
    case session_kind::staff:
      return 0;
    case session_kind::participant:
      return 1;
    case session_kind::screen:
      return 2;
  }
  return 2;
}

session_kind kind_of(std::int64_t number) {
  if (number == 0) return session_kind::staff;
  if (number == 1) return session_kind::participant;
  if (number == 2) return session_kind::screen;
  throw storage_failure(storage_failure::kind::damaged, "identity.db: a session of no known kind");
}

issued_session issue(database& db, session made) {
  auto token = new_token();
  made.token_hash = sha256(token);
  unit whole{db};
  auto insert = db.prepare(
      "INSERT INTO session (token_hash, kind, account, deliberation, participant, created, expires)"
      " VALUES (?, ?, ?, ?, ?, ?, ?)");
  insert.with(made.token_hash).with(number_of(made.kind)).with(made.account.value());
  insert.with(made.deliberation.value()).with(made.participant.value());
  insert.with(made.created.ms).with(made.expires.ms).run();
  whole.done();
  return {std::move(token), std::move(made)};
}

digest digest_of(const bytes& stored) {
  digest out{};
  if (stored.size() != out.size())
    throw storage_failure(storage_failure::kind::damaged, "identity.db: a token's hash of the wrong length");
  std::copy(stored.begin(), stored.end(), out.begin());
  return out;
}

}  // namespace

result<issued_session, refusal> store::issue_staff(const credentials& checked, instant now,
                                                   std::chrono::milliseconds ttl) {
  unit whole{parts_->db};
  const auto current = find_credentials(checked.account.name);
  if (!current || current->account.id != checked.account.id)
    return refusal{reason::account_unknown, "There is no account '" + checked.account.name + "' any more."};
  if (current->account.disabled)
    return refusal{reason::account_disabled, "The account '" + checked.account.name + "' is disabled."};
  if (current->password != checked.password || current->account.role != checked.account.role)
    return refusal{reason::credentials_changed, "The account was changed during the log-in; log in again."};
  session made;
  made.kind = session_kind::staff;
  made.account = checked.account.id;
  made.created = now;
  made.expires = now + ttl;
  auto issued = issue(parts_->db, std::move(made));
  whole.done();
  return issued;
}

issued_session store::issue_participant(const deliberation_id& deliberation, const participant_id& participant,
                                        instant now, std::chrono::milliseconds ttl) {
  session made;
  made.kind = session_kind::participant;
  made.deliberation = deliberation;
  made.participant = participant;
  made.created = now;
  made.expires = now + ttl;
  return issue(parts_->db, std::move(made));
}

issued_session store::issue_screen(const deliberation_id& deliberation, instant now, std::chrono::milliseconds ttl) {
  session made;
  made.kind = session_kind::screen;
  made.deliberation = deliberation;
  made.created = now;
  made.expires = now + ttl;
  return issue(parts_->db, std::move(made));
}

std::vector<session> store::live_sessions(instant now) {
  std::vector<session> live;
  auto q = parts_->db.prepare(
      "SELECT token_hash, kind, account, deliberation, participant, created, expires FROM session WHERE expires > ?");
  q.with(now.ms);
  while (q.next())
    live.push_back({digest_of(q.blob(0)), kind_of(q.integer(1)), account_id{q.text(2)}, deliberation_id{q.text(3)},
                    participant_id{q.text(4)}, instant{q.integer(5)}, instant{q.integer(6)}});
  return live;
}

bool store::revoke(const digest& token_hash) {
  unit whole{parts_->db};
  const int gone = parts_->db.prepare("DELETE FROM session WHERE token_hash = ?").with(token_hash).run();
  whole.done();
  return gone != 0;
}

std::size_t store::revoke_participant(const deliberation_id& deliberation, const participant_id& participant) {
  unit whole{parts_->db};
  auto remove = parts_->db.prepare("DELETE FROM session WHERE kind = 1 AND deliberation = ? AND participant = ?");
  const int gone = remove.with(deliberation.value()).with(participant.value()).run();
  whole.done();
  return static_cast<std::size_t>(gone);
}

std::size_t store::revoke_account(const account_id& id) {
  unit whole{parts_->db};
  const int gone = parts_->db.prepare("DELETE FROM session WHERE kind = 0 AND account = ?").with(id.value()).run();
  whole.done();
  return static_cast<std::size_t>(gone);
}

std::size_t store::purge_expired(instant now) {
  unit whole{parts_->db};
  const int gone = parts_->db.prepare("DELETE FROM session WHERE expires <= ?").with(now.ms).run();
  whole.done();
  return static_cast<std::size_t>(gone);
}

}  // namespace ruamkit::identity
