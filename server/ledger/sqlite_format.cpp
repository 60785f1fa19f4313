#include "ledger/sqlite_format.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <set>
#include <string_view>
#include <system_error>

namespace ruamkit::ledger::sqlite {
namespace {

// SQLite keeps these texts as they are, so comparing them compares the layout.
constexpr std::array<const char*, 4> layout = {
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID",
    "CREATE TABLE stream(id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
    "CREATE TABLE entry(id INTEGER PRIMARY KEY, time INTEGER NOT NULL, actor TEXT NOT NULL, payload TEXT NOT NULL, "
    "hash BLOB NOT NULL)",
    "CREATE VIEW chain AS SELECT stream.name AS stream, entry.id & 1099511627775 AS seq, entry.time AS time, "
    "entry.actor AS actor, entry.payload AS payload, lower(hex(entry.hash)) AS hash FROM entry JOIN stream ON "
    "stream.id = entry.id >> 40"};

constexpr const char* our_mark = "PRAGMA application_id=1383426925";  // "Rukm", for file(1)

void create(database& db) {
  db.run("BEGIN IMMEDIATE");
  for (const char* sql : layout) db.run(sql);
  db.run("INSERT INTO meta VALUES('format', '1')");
  db.run(our_mark);
  db.run("COMMIT");
}

bool is_empty(database& db) { return db.integer("SELECT count(*) FROM sqlite_schema") == 0; }

void check_format(database& db, const std::string& path) {
  const bool has_meta = db.integer("SELECT count(*) FROM sqlite_schema WHERE type='table' AND name='meta'") == 1;
  std::string found;
  if (has_meta) {
    statement asked(db, "SELECT value FROM meta WHERE key='format'");
    if (asked.step()) found = asked.text(0);
  }
  int format = 0;
  const auto parsed = std::from_chars(found.data(), found.data() + found.size(), format);
  if (parsed.ec != std::errc{} || parsed.ptr != found.data() + found.size() || format < 1)
    throw unusable(path +
                   " is a database of something else, not a ledger: name another data directory, or move that "
                   "file away");
  if (format > format_version)
    throw unusable(path + " has format " + found + " and this server reads up to format " +
                   std::to_string(format_version) + ": run the newer server that wrote it");
}

void check_layout(database& db, const std::string& path) {
  std::set<std::string, std::less<>> missing(layout.begin(), layout.end());
  // What ANALYZE keeps is SQLite's own and has a reserved name.
  statement asked(
      db, "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
  while (asked.step()) {
    const auto known = missing.find(asked.text(1));
    if (known == missing.end())
      throw unusable(path + " holds a table, index, view or trigger named " + std::string(asked.text(0)) +
                     " that no ledger has: somebody changed it from outside; restore a backup or drop what was added");
    missing.erase(known);
  }
  if (!missing.empty())
    throw unusable(path + " lacks a part of a ledger (" + missing.begin()->substr(0, missing.begin()->find('(')) +
                   "): restore a backup");
}

std::string free_space(const std::string& path) {
  std::error_code failed;
  const auto space = std::filesystem::space(std::filesystem::path(path).parent_path(), failed);
  return failed ? std::string{} : ", " + std::to_string(space.available / 1024) + " KiB free";
}

}  // namespace

void open_layout(database& db, const std::string& path, bool full_sync) {
  try {
    const bool fresh = is_empty(db);
    if (!fresh) {
      check_format(db, path);
      check_layout(db, path);
    }
    // An exclusive lock for a moment, and a file system that can share memory: network file systems cannot.
    statement mode(db, "PRAGMA journal_mode=WAL");
    if (!mode.step() || mode.text(0) != "wal")
      throw unusable(path + " cannot be kept in WAL mode here: put the data directory on a local disk");
    mode.run();
    db.run(full_sync ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
    // A log that one very large commit has grown shrinks again to this.
    db.run("PRAGMA journal_size_limit=67108864");
    if (fresh) create(db);
  } catch (const error& e) {
    throw unusable(cannot_use(e, path));
  }
}

refusal refusal_for(const error& e, const std::string& path) {
  const std::string detail = " (" + std::string(e.what()) + ", SQLite code " + std::to_string(e.code()) +
                             (e.system_errno() == 0 ? "" : ", errno " + std::to_string(e.system_errno())) + ")";
  const bool no_space = e.primary() == SQLITE_FULL ||
                        (e.primary() == SQLITE_IOERR && (e.system_errno() == ENOSPC || e.system_errno() == EDQUOT));
  if (no_space)
    return {failure::full, "no space to write " + path + free_space(path) + ": free some on that disk" + detail};
  switch (e.primary()) {
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
      return {failure::io_error,
              "the disk refused to write " + path + ": look at the kernel's log and the disk" + detail};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {failure::io_error, path + " is damaged: keep a copy of it and restore a backup" + detail};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return {failure::unavailable, "another program holds " + path + " locked: close it" + detail};
    case SQLITE_CONSTRAINT:
      return {failure::unavailable, "another program has written into " + path + ": restart the server" + detail};
    default:
      return {failure::unavailable, path + " cannot be written" + detail};
  }
}

std::string cannot_use(const error& e, const std::string& path) {
  switch (e.primary()) {
    case SQLITE_NOTADB:
      return path + " is not a ledger: name another data directory, or move that file away";
    case SQLITE_CORRUPT:
      return path + " is damaged (" + e.what() + "): keep a copy of it as evidence and restore a backup";
    default:
      return "cannot use the ledger: " + refusal_for(e, path).sentence;
  }
}

}  // namespace ruamkit::ledger::sqlite
