#include "identity/store.hpp"

#include <array>
#include <filesystem>
#include <system_error>

#include <sys/stat.h>

#include "identity/store_parts.hpp"

namespace ruamkit::identity {
namespace {

constexpr std::int64_t format = 2;  // PRAGMA user_version; raised when an older server could not read the file

constexpr const char* schema = R"sql(
  CREATE TABLE about (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
  CREATE TABLE account (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, password TEXT NOT NULL,
    disabled INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
  CREATE TABLE session (
    token_hash BLOB PRIMARY KEY, kind INTEGER NOT NULL, account TEXT NOT NULL, deliberation TEXT NOT NULL,
    participant TEXT NOT NULL, created INTEGER NOT NULL, expires INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX session_of_account ON session (account) WHERE kind = 0;
  CREATE INDEX session_of_participant ON session (deliberation, participant) WHERE kind = 1;
  CREATE TABLE seat (
    deliberation TEXT NOT NULL, participant TEXT NOT NULL, code_mac BLOB NOT NULL UNIQUE,
    PRIMARY KEY (deliberation, participant)) WITHOUT ROWID;
  CREATE TABLE pseudonym_key (id INTEGER PRIMARY KEY, deliberation TEXT NOT NULL UNIQUE, key BLOB);
  CREATE TABLE person (
    id INTEGER PRIMARY KEY, deliberation TEXT NOT NULL, participant TEXT NOT NULL, name TEXT NOT NULL,
    contact TEXT NOT NULL, UNIQUE (deliberation, participant));
)sql";

// `person` is only ever appended to, and an erased row stays as zeros: SQLite moves rows from page to page where others
// are deleted, and leaves what it moved behind in the page's free room. What is never moved need only be overwritten
// once. The pages of the table that was are zeroed when it is dropped (secure_delete).
constexpr const char* people_with_needs = R"sql(
  ALTER TABLE person RENAME TO person_before;
  CREATE TABLE person (
    id INTEGER PRIMARY KEY, deliberation TEXT NOT NULL, participant TEXT NOT NULL, name TEXT NOT NULL,
    contact TEXT NOT NULL, needs TEXT NOT NULL, erased INTEGER NOT NULL DEFAULT 0);
  INSERT INTO person (deliberation, participant, name, contact, needs)
    SELECT deliberation, participant, name, contact, '' FROM person_before ORDER BY id;
  DROP TABLE person_before;
  CREATE UNIQUE INDEX person_known ON person (deliberation, participant) WHERE erased = 0;
)sql";

/// Each makes the next format of the one before, the first of nothing.
constexpr std::array<const char*, format> steps{schema, people_with_needs};

std::int64_t pragma(database& db, std::string_view sql) {
  auto q = db.prepare(sql);
  return q.next() ? q.integer(0) : 0;
}

void configure(database& db) {
  {
    auto q = db.prepare("PRAGMA journal_mode=WAL");
    if (!q.next() || q.text(0) != "wal") throw unusable("identity.db cannot be put into WAL mode.");
  }
  db.execute(
      "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=OFF;"
      "PRAGMA cell_size_check=ON");
}

void make_schema(database& db) {
  // Most often there is nothing to do, and then nobody who is writing need be waited for.
  if (pragma(db, "PRAGMA user_version") == format) return;
  unit whole{db};
  const auto found = pragma(db, "PRAGMA user_version");
  for (auto at = found; at < format; ++at) db.execute(steps[static_cast<std::size_t>(at)]);
  if (found < format) db.execute(("PRAGMA user_version=" + std::to_string(format)).c_str());
  whole.done();
}

// The database remembers a MAC under its key: a key from elsewhere would make every printed code wrong in silence.
pepper matching_key(database& db, const std::string& path) {
  constexpr std::string_view message = "ruamkit identity key";
  bytes known;
  {
    auto q = db.prepare("SELECT value FROM about WHERE name = 'key_mac'");
    if (q.next()) known = q.blob(0);
  }
  const auto found = read_key_file(path);
  if (!known.empty()) {
    if (!found)
      throw unusable(path + " is missing, and identity.db holds seat codes made with it. Restore it from your backup.");
    if (!equal_in_constant_time(hmac_sha256(*found, message), known))
      throw unusable(path + " is not the key that identity.db was made with. Restore the one that was backed up.");
    return *found;
  }
  const auto key = found ? *found : make_key_file(path);
  unit whole{db};
  db.prepare("INSERT OR IGNORE INTO about (name, value) VALUES ('key_mac', ?)").with(hmac_sha256(key, message)).run();
  whole.done();
  return key;
}

void make_directory(const std::string& directory) {
  std::error_code failed;
  if (std::filesystem::create_directories(directory, failed)) ::chmod(directory.c_str(), S_IRWXU);
  if (failed) throw unusable(directory + " cannot be made: " + failed.message() + ".");
}

}  // namespace

store::store(const store_options& options) {
  make_directory(options.directory);
  const auto folder = std::filesystem::path(options.directory);
  const auto path = (folder / "identity.db").string();
  // Made here and not by SQLite, so that it is private from its first moment; -wal and -shm take its mode.
  make_private_file(path);
  try {
    parts_ = std::make_unique<parts>(path, options);
    auto& db = parts_->db;
    const auto found = pragma(db, "PRAGMA user_version");
    if (found > format)
      throw unusable(path + " has format " + std::to_string(found) + ", and this server knows up to " +
                     std::to_string(format) + ". Start the newer server that wrote it.");
    configure(db);
    make_schema(db);
    parts_->key = matching_key(db, (folder / "identity.key").string());
    // A crash between an erasure and its scrub leaves the erased in the log.
    parts_->scrub_due = true;
    static_cast<void>(scrub());
    static_cast<void>(changes());
  } catch (const storage_failure& f) {
    if (f.why() == storage_failure::kind::busy)
      throw unusable(path + " cannot be opened: another program has been writing to it for " +
                     std::to_string(options.busy_max.count()) + " ms. Try again in a moment.");
    throw unusable(path + " cannot be opened: " + f.what() + ". Check the disk, its free space and the file's owner.");
  }
}

store::store(store&&) noexcept = default;
store& store::operator=(store&&) noexcept = default;
store::~store() = default;

void store::begin() { parts_->db.begin(); }
void store::commit() { parts_->db.commit(); }
void store::rollback() { parts_->db.rollback(); }

bool store::scrub_due() const noexcept { return parts_->scrub_due; }

bool store::scrub() {
  if (parts_->scrub_due && !parts_->db.in_transaction() && parts_->db.checkpoint()) parts_->scrub_due = false;
  return !parts_->scrub_due;
}

bool store::changes() {
  const auto version = pragma(parts_->db, "PRAGMA data_version");
  return std::exchange(parts_->version_seen, version) != version;
}

}  // namespace ruamkit::identity
