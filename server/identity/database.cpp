#include "identity/database.hpp"

#include <sqlite3.h>

namespace ruamkit::identity {
namespace {

storage_failure::kind kind_of(int outcome) {
  switch (outcome & 0xff) {
    case SQLITE_FULL:
      return storage_failure::kind::full;
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_NOLFS:
    case SQLITE_PROTOCOL:
      return storage_failure::kind::io_error;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return storage_failure::kind::busy;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return storage_failure::kind::damaged;
    default:
      return storage_failure::kind::defect;
  }
}

// SQLite's own message can quote values; the result code's fixed text cannot.
storage_failure failure_of(int outcome) {
  return {kind_of(outcome),
          std::string("identity.db: ") + sqlite3_errstr(outcome) + " (SQLite " + std::to_string(outcome) + ")"};
}

}  // namespace

query::~query() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

void query::check(int outcome) {
  if (outcome != SQLITE_OK) db_.fail(outcome);
}

query& query::with(std::int64_t value) {
  check(sqlite3_bind_int64(statement_, ++bound_, value));
  return *this;
}

query& query::with(std::string_view text) {
  // A null pointer would bind NULL where an empty text is meant.
  const char* const data = text.data() == nullptr ? "" : text.data();
  check(sqlite3_bind_text64(statement_, ++bound_, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
  return *this;
}

query& query::with(std::span<const std::uint8_t> blob) {
  check(sqlite3_bind_blob64(statement_, ++bound_, blob.data(), blob.size(), SQLITE_TRANSIENT));
  return *this;
}

query& query::with_zeros(std::int64_t length) {
  check(sqlite3_bind_zeroblob64(statement_, ++bound_, static_cast<sqlite3_uint64>(length)));
  return *this;
}

query& query::again() {
  sqlite3_reset(statement_);  // repeats the last run's outcome, which was dealt with
  sqlite3_clear_bindings(statement_);
  bound_ = 0;
  return *this;
}

bool query::next() {
  const int outcome = sqlite3_step(statement_);
  if (outcome == SQLITE_ROW) return true;
  if (outcome != SQLITE_DONE) db_.fail(outcome);
  return false;
}

int query::run() {
  while (next()) {
  }
  return sqlite3_changes(sqlite3_db_handle(statement_));
}

bool query::run_unless_taken() {
  const int outcome = sqlite3_step(statement_);
  if (outcome == SQLITE_CONSTRAINT_UNIQUE || outcome == SQLITE_CONSTRAINT_PRIMARYKEY) return false;
  if (outcome != SQLITE_DONE) db_.fail(outcome);
  return true;
}

std::int64_t query::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string query::text(int column) const {
  const auto* const data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  const int length = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? std::string{} : std::string(data, static_cast<std::size_t>(length));
}

bytes query::blob(int column) const {
  const auto* const data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
  const int length = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? bytes{} : bytes(data, data + length);
}

bool query::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

database::database(const std::string& path, const std::string& vfs, std::chrono::milliseconds busy_max)
    : busy_ms_max_(static_cast<int>(busy_max.count())) {
  // One thread owns the handle, so SQLite's own mutexes would guard nothing.
  const int outcome = sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                                      vfs.empty() ? nullptr : vfs.c_str());
  if (outcome != SQLITE_OK) {
    sqlite3_close(handle_);
    throw failure_of(outcome);
  }
  sqlite3_extended_result_codes(handle_, 1);
  sqlite3_busy_timeout(handle_, busy_ms_max_);
}

database::~database() {
  for (const auto& [sql, statement] : prepared_) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

query database::prepare(std::string_view sql) {
  // After a failure SQLite may have ended the transaction by itself; what followed would commit on its own.
  if (open_ && failed_) throw storage_failure(storage_failure::kind::defect, "identity.db: used after a failure");
  auto& statement = prepared_[sql];
  if (statement == nullptr) {
    const int outcome = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                           &statement, nullptr);
    if (outcome != SQLITE_OK) fail(outcome);
  }
  return {*this, statement};
}

void database::execute(const char* sql) {
  const int outcome = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (outcome != SQLITE_OK) fail(outcome);
}

void database::begin() {
  if (open_) throw storage_failure(storage_failure::kind::defect, "identity.db: begin within a transaction");
  execute("BEGIN IMMEDIATE");
  open_ = true;
  failed_ = false;
}

void database::commit() {
  if (!open_ || failed_) throw storage_failure(storage_failure::kind::defect, "identity.db: nothing to commit");
  execute("COMMIT");
  open_ = false;
}

void database::rollback() {
  if (!open_) return;
  if (sqlite3_get_autocommit(handle_) == 0) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
  // ROLLBACK reports a failure even where it worked; only whether a transaction is still open counts.
  if (sqlite3_get_autocommit(handle_) == 0)
    throw storage_failure(storage_failure::kind::defect, "identity.db: a transaction cannot be rolled back");
  open_ = false;
  failed_ = false;
}

bool database::checkpoint() {
  sqlite3_busy_timeout(handle_, 0);  // a reader is a reason to come back, not to hold everybody up
  const int outcome = sqlite3_wal_checkpoint_v2(handle_, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  sqlite3_busy_timeout(handle_, busy_ms_max_);
  if (kind_of(outcome) == storage_failure::kind::busy) return false;
  if (outcome != SQLITE_OK) fail(outcome);
  return true;
}

void database::fail(int outcome) {
  if (open_) failed_ = true;
  throw failure_of(outcome);
}

unit::unit(database& db) : db_(db), own_(!db.in_transaction()) {
  if (own_) db_.begin();
}

unit::~unit() {
  if (!own_ || !db_.in_transaction()) return;
  try {
    db_.rollback();
  } catch (const storage_failure&) {
    // The failure that brought us here is on its way already, and the next begin() will fail with this one.
  }
}

void unit::done() {
  if (own_) db_.commit();
}

}  // namespace ruamkit::identity
