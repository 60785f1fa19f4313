#include <algorithm>
#include <array>

#include "base/entropy.hpp"
#include "base/utf8.hpp"
#include "identity/store_parts.hpp"

namespace ruamkit::identity {
namespace {

std::string text_of_zeros(std::size_t length) { return std::string(length, '\0'); }

bool is_personal_text(std::string_view text) { return text.size() <= person_bytes_max && is_valid_utf8(text); }

// The personal columns of a row, in this order wherever they are read or written together.
constexpr std::size_t columns = 3;
using lengths = std::array<std::size_t, columns>;

// Zeros of the same length, written over the row where it stands; it is not deleted, see the schema.
void overwrite(database& db, std::int64_t id, const lengths& bytes) {
  auto update = db.prepare("UPDATE person SET name = ?, contact = ?, needs = ?, erased = 1 WHERE id = ?");
  for (const auto length : bytes) update.with(text_of_zeros(length));
  update.with(id).run();
}

/// As names are compared: Latin letters small; NIKHAHIT and SARA AA, which look like SARA AM, as that.
std::string folded(std::string_view name) {
  constexpr std::string_view apart = "\u0e4d\u0e32";
  constexpr std::string_view one = "\u0e33";
  std::string out;
  while (!name.empty()) {
    if (name.starts_with(apart)) {
      out += one;
      name.remove_prefix(apart.size());
      continue;
    }
    const char c = name.front();
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    name.remove_prefix(1);
  }
  return out;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  const auto all = folded(text);
  constexpr std::string_view blanks = " \t\r\n";
  for (auto from = all.find_first_not_of(blanks); from != std::string::npos;) {
    const auto to = std::min(all.find_first_of(blanks, from), all.size());
    words.push_back(all.substr(from, to - from));
    from = all.find_first_not_of(blanks, to);
  }
  return words;
}

}  // namespace

std::size_t store::parts::erase_rows(const deliberation_id& deliberation, const participant_id* participant) {
  struct row {
    std::int64_t id;
    lengths bytes;
  };
  std::vector<row> rows;
  unit whole{db};
  {
    // Read before any is written: SQLite does not promise what a SELECT sees of rows that change under it.
    constexpr std::string_view columns_all =
        "SELECT id, length(CAST(name AS BLOB)), length(CAST(contact AS BLOB)), length(CAST(needs AS BLOB)) FROM person"
        " WHERE deliberation = ? AND erased = 0";
    constexpr std::string_view columns_one =
        "SELECT id, length(CAST(name AS BLOB)), length(CAST(contact AS BLOB)), length(CAST(needs AS BLOB)) FROM person"
        " WHERE deliberation = ? AND participant = ? AND erased = 0";
    auto q = db.prepare(participant == nullptr ? columns_all : columns_one);
    q.with(deliberation.value());
    if (participant != nullptr) q.with(participant->value());
    while (q.next()) {
      row found{q.integer(0), {}};
      for (std::size_t i = 0; i < columns; ++i)
        found.bytes[i] = static_cast<std::size_t>(q.integer(static_cast<int>(i) + 1));
      rows.push_back(found);
    }
  }
  for (const auto& r : rows) overwrite(db, r.id, r.bytes);
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
    if (!is_personal_text(p.name) || !is_personal_text(p.contact) || !is_personal_text(p.needs))
      return refusal{reason::person_invalid, "The name, contact or needs of participant '" + p.participant.value() +
                                                 "' is not UTF-8 or has more than " + std::to_string(person_bytes_max) +
                                                 " bytes."};
  unit whole{parts_->db};
  for (const auto& p : people) {
    parts_->erase_rows(deliberation, &p.participant);
    auto insert = parts_->db.prepare(
        "INSERT INTO person (deliberation, participant, name, contact, needs) VALUES (?, ?, ?, ?, ?)");
    insert.with(deliberation.value()).with(p.participant.value()).with(p.name).with(p.contact).with(p.needs).run();
  }
  whole.done();
  static_cast<void>(scrub());
  return {};
}

std::vector<person> store::names(const deliberation_id& deliberation) {
  std::vector<person> people;
  auto q = parts_->db.prepare(
      "SELECT participant, name, contact, needs FROM person WHERE deliberation = ? AND erased = 0 ORDER BY "
      "participant");
  q.with(deliberation.value());
  while (q.next()) people.push_back({participant_id{q.text(0)}, q.text(1), q.text(2), q.text(3)});
  return people;
}

std::optional<person> store::person_of(const deliberation_id& deliberation, const participant_id& participant) {
  auto q = parts_->db.prepare(
      "SELECT name, contact, needs FROM person WHERE deliberation = ? AND participant = ? AND erased = 0");
  if (!q.with(deliberation.value()).with(participant.value()).next()) return std::nullopt;
  return person{participant, q.text(0), q.text(1), q.text(2)};
}

result<void, refusal> store::set_needs(const deliberation_id& deliberation, const participant_id& participant,
                                       std::string_view needs) {
  unit whole{parts_->db};
  auto known = person_of(deliberation, participant).value_or(person{participant, {}, {}, {}});
  known.needs = needs;
  if (known.name.empty() && known.contact.empty() && known.needs.empty()) {
    parts_->erase_rows(deliberation, &participant);
  } else if (auto put_back = put(deliberation, std::span(&known, 1)); !put_back) {
    return put_back;
  }
  whole.done();
  static_cast<void>(scrub());
  return {};
}

std::vector<person> store::find_people(const deliberation_id& deliberation, std::string_view text) {
  const auto words = words_of(text);
  if (words.empty()) return {};
  std::vector<person> found;
  auto q = parts_->db.prepare(
      "SELECT participant, name, contact, needs FROM person WHERE deliberation = ? AND erased = 0 ORDER BY name, "
      "participant");
  q.with(deliberation.value());
  while (found.size() < found_max && q.next()) {
    const auto name = folded(q.text(1));
    if (std::ranges::all_of(words, [&](const auto& word) { return name.find(word) != std::string::npos; }))
      found.push_back({participant_id{q.text(0)}, q.text(1), q.text(2), q.text(3)});
  }
  return found;
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
