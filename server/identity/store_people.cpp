#include <algorithm>

#include "base/entropy.hpp"
#include "base/utf8.hpp"
#include "identity/store_parts.hpp"

namespace ruamkit::identity {
namespace {

std::string text_of_zeros(std::size_t length) { return std::string(length, '\0'); }

bool is_personal_text(std::string_view text) { return text.size() <= person_bytes_max && is_valid_utf8(text); }

// SQLite zeroes the room of a deleted row (secure_delete). Writing zeros of the same length over it first, in place,
// does not depend on how a delete rearranges the page.
void overwrite(database& db, std::int64_t id, std::size_t name_bytes, std::size_t contact_bytes) {
  auto update = db.prepare("UPDATE person SET name = ?, contact = ? WHERE id = ?");
  update.with(text_of_zeros(name_bytes)).with(text_of_zeros(contact_bytes)).with(id).run();
  db.prepare("DELETE FROM person WHERE id = ?").with(id).run();
}

}  // namespace

std::size_t store::parts::erase_rows(const deliberation_id& deliberation, const participant_id* participant) {
  struct row {
    std::int64_t id;
    std::size_t name_bytes;
    std::size_t contact_bytes;
  };
  std::vector<row> rows;
  unit whole{db};
  {
    // Read before any is written: SQLite does not promise what a SELECT sees of rows that change under it.
    constexpr std::string_view columns_all =
        "SELECT id, length(CAST(name AS BLOB)), length(CAST(contact AS BLOB)) FROM person WHERE deliberation = ?";
    constexpr std::string_view columns_one =
        "SELECT id, length(CAST(name AS BLOB)), length(CAST(contact AS BLOB)) FROM person"
        " WHERE deliberation = ? AND participant = ?";
    auto q = db.prepare(participant == nullptr ? columns_all : columns_one);
    q.with(deliberation.value());
    if (participant != nullptr) q.with(participant->value());
    while (q.next())
      rows.push_back({q.integer(0), static_cast<std::size_t>(q.integer(1)), static_cast<std::size_t>(q.integer(2))});
  }
  for (const auto& r : rows) overwrite(db, r.id, r.name_bytes, r.contact_bytes);
  whole.done();
  if (!rows.empty()) scrub_due = true;
  return rows.size();
}

result<pseudonym_key, refusal> store::create_key(const deliberation_id& deliberation) {
  unit whole{parts_->db};
  if (const auto known = key(deliberation)) return *known;
  const auto made = random_bytes<std::tuple_size_v<pseudonym_key>>();
  auto insert = parts_->db.prepare("INSERT INTO pseudonym_key (deliberation, key) VALUES (?, ?)");
  // A destroyed key leaves its row: a second key would give the same people other pseudonyms.
  if (!insert.with(deliberation.value()).with(made).run_unless_taken())
    return refusal{reason::key_destroyed, "The pseudonym key of '" + deliberation.value() + "' was destroyed."};
  whole.done();
  return made;
}

std::optional<pseudonym_key> store::key(const deliberation_id& deliberation) {
  auto q = parts_->db.prepare("SELECT key FROM pseudonym_key WHERE deliberation = ? AND key IS NOT NULL");
  if (!q.with(deliberation.value()).next()) return std::nullopt;
  const auto stored = q.blob(0);
  pseudonym_key out{};
  if (stored.size() != out.size())
    throw storage_failure(storage_failure::kind::damaged, "identity.db: a pseudonym key of the wrong length");
  std::copy(stored.begin(), stored.end(), out.begin());
  return out;
}

bool store::destroy_key(const deliberation_id& deliberation) {
  bool existed = false;
  {
    unit whole{parts_->db};
    auto zero = parts_->db.prepare("UPDATE pseudonym_key SET key = ? WHERE deliberation = ? AND key IS NOT NULL");
    existed = zero.with_zeros(std::tuple_size_v<pseudonym_key>).with(deliberation.value()).run() != 0;
    auto mark = parts_->db.prepare(
        "INSERT INTO pseudonym_key (deliberation, key) VALUES (?, NULL)"
        " ON CONFLICT (deliberation) DO UPDATE SET key = NULL");
    mark.with(deliberation.value()).run();
    whole.done();
  }
  parts_->scrub_due = true;
  static_cast<void>(scrub());
  return existed;
}

result<void, refusal> store::put(const deliberation_id& deliberation, std::span<const person> people) {
  for (const auto& p : people)
    if (!is_personal_text(p.name) || !is_personal_text(p.contact))
      return refusal{reason::person_invalid, "The name or contact of participant '" + p.participant.value() +
                                                 "' is not UTF-8 or has more than " + std::to_string(person_bytes_max) +
                                                 " bytes."};
  unit whole{parts_->db};
  for (const auto& p : people) {
    parts_->erase_rows(deliberation, &p.participant);
    auto insert =
        parts_->db.prepare("INSERT INTO person (deliberation, participant, name, contact) VALUES (?, ?, ?, ?)");
    insert.with(deliberation.value()).with(p.participant.value()).with(p.name).with(p.contact).run();
  }
  whole.done();
  static_cast<void>(scrub());
  return {};
}

std::vector<person> store::names(const deliberation_id& deliberation) {
  std::vector<person> people;
  auto q =
      parts_->db.prepare("SELECT participant, name, contact FROM person WHERE deliberation = ? ORDER BY participant");
  q.with(deliberation.value());
  while (q.next()) people.push_back({participant_id{q.text(0)}, q.text(1), q.text(2)});
  return people;
}

bool store::erase(const deliberation_id& deliberation, const participant_id& participant) {
  const bool existed = parts_->erase_rows(deliberation, &participant) != 0;
  static_cast<void>(scrub());
  return existed;
}

std::size_t store::erase_all(const deliberation_id& deliberation) {
  const auto erased = parts_->erase_rows(deliberation, nullptr);
  static_cast<void>(scrub());
  return erased;
}

}  // namespace ruamkit::identity
