#include "ledger/sqlite.hpp"

#include <utility>

namespace ruamkit::ledger::sqlite {
namespace {

// Another program at the same file (a backup, an auditor's shell) may hold it for a moment.
constexpr int busy_timeout_ms = 2000;

// No honest value comes near; a damaged length must not make us ask for a gigabyte.
constexpr int longest_value_bytes = 64 << 20;

}  // namespace

database::database(const std::string& path, const std::string& vfs) {
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(path.c_str(), &handle_, flags, vfs.empty() ? nullptr : vfs.c_str());
  if (handle_ == nullptr) throw error(SQLITE_NOMEM, 0, "out of memory");
  sqlite3_extended_result_codes(handle_, 1);
  try {
    if (code != SQLITE_OK) fail(code);
    sqlite3_busy_timeout(handle_, busy_timeout_ms);
    sqlite3_limit(handle_, SQLITE_LIMIT_LENGTH, longest_value_bytes);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    run("PRAGMA cell_size_check=ON");
  } catch (...) {
    sqlite3_close(handle_);
    throw;
  }
}

void database::fail(int code) const {
  throw error(sqlite3_extended_errcode(handle_) == SQLITE_OK ? code : sqlite3_extended_errcode(handle_),
              sqlite3_system_errno(handle_), sqlite3_errmsg(handle_));
}

void database::run(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

std::int64_t database::integer(std::string_view sql) {
  statement asked(*this, sql);
  return asked.step() ? asked.integer(0) : 0;
}

void database::checkpoint_at_close(bool wanted) {
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, wanted ? 0 : 1, nullptr);
}

statement::statement(database& in, std::string_view sql) : in_(&in) {
  const int code = sqlite3_prepare_v3(in.handle(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &handle_, nullptr);
  if (code != SQLITE_OK) in.fail(code);
}

statement::statement(statement&& other) noexcept
    : in_(std::exchange(other.in_, nullptr)), handle_(std::exchange(other.handle_, nullptr)) {}

statement& statement::operator=(statement&& other) noexcept {
  std::swap(in_, other.in_);
  std::swap(handle_, other.handle_);
  return *this;
}

statement& statement::bind(int index, std::int64_t value) {
  if (const int code = sqlite3_bind_int64(handle_, index, value); code != SQLITE_OK) in_->fail(code);
  return *this;
}

statement& statement::bind(int index, std::string_view text) {
  // A null pointer would bind NULL instead of the empty text.
  const char* data = text.data() == nullptr ? "" : text.data();
  const int code = sqlite3_bind_text64(handle_, index, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (code != SQLITE_OK) in_->fail(code);
  return *this;
}

statement& statement::bind(int index, std::span<const std::uint8_t> blob) {
  const int code = sqlite3_bind_blob64(handle_, index, blob.data(), blob.size(), SQLITE_STATIC);
  if (code != SQLITE_OK) in_->fail(code);
  return *this;
}

bool statement::step() {
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) in_->fail(code);
  return false;
}

void statement::run() {
  const reset_at_exit guard(*this);
  while (step()) {
  }
}

std::string_view statement::text(int column) const {
  // A NULL, or a value too large for memory, reads as empty; a chain with one in it does not verify.
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  return data == nullptr ? std::string_view{}
                         : std::string_view(data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)));
}

std::span<const std::uint8_t> statement::blob(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_, column));
  return {data, data == nullptr ? 0 : static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

}  // namespace ruamkit::ledger::sqlite
