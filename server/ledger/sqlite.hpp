// SQLite's C interface with lifetimes and exceptions. Private to the ledger.
#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include <sqlite3.h>

namespace ruamkit::ledger::sqlite {

/// A call that failed, with SQLite's extended result code and the operating system's errno.
class error : public std::runtime_error {
 public:
  error(int code, int system_errno, const std::string& sentence)
      : std::runtime_error(sentence), code_(code), system_errno_(system_errno) {}
  [[nodiscard]] int code() const { return code_; }
  [[nodiscard]] int primary() const { return code_ & 0xff; }
  [[nodiscard]] int system_errno() const { return system_errno_; }

 private:
  int code_;
  int system_errno_;
};

class database;

/// A prepared statement. Bound text and blobs are not copied: they must live until `reset`.
class statement {
 public:
  statement() = default;
  statement(database& in, std::string_view sql);
  statement(statement&& other) noexcept;
  statement& operator=(statement&& other) noexcept;
  ~statement() { sqlite3_finalize(handle_); }

  statement& bind(int index, std::int64_t value);
  statement& bind(int index, std::string_view text);
  statement& bind(int index, std::span<const std::uint8_t> blob);

  /// True for a row, false at the end. Throws `error`.
  [[nodiscard]] bool step();
  /// Runs to the end and resets.
  void run();
  void reset() noexcept { sqlite3_reset(handle_); }

  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(handle_, column); }
  /// Valid until the next step.
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::span<const std::uint8_t> blob(int column) const;
  [[nodiscard]] int type(int column) const { return sqlite3_column_type(handle_, column); }

 private:
  database* in_ = nullptr;
  sqlite3_stmt* handle_ = nullptr;
};

/// Resets a statement when its reader leaves, so that no read transaction outlives the call.
class reset_at_exit {
 public:
  explicit reset_at_exit(statement& used) : used_(used) {}
  reset_at_exit(const reset_at_exit&) = delete;
  reset_at_exit& operator=(const reset_at_exit&) = delete;
  ~reset_at_exit() { used_.reset(); }

 private:
  statement& used_;
};

/// A connection, used by one thread at a time. It distrusts what it opens: no views or triggers with side effects, no
/// writing to the schema, checked cells.
class database {
 public:
  database(const std::string& path, const std::string& vfs);
  database(const database&) = delete;
  database& operator=(const database&) = delete;
  ~database() { sqlite3_close(handle_); }

  void run(const char* sql);
  [[nodiscard]] std::int64_t integer(std::string_view sql);
  /// Closing the last connection of a file in WAL mode normally checkpoints it; `false` leaves every byte as it is.
  void checkpoint_at_close(bool wanted);
  [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
  [[nodiscard]] sqlite3* handle() const { return handle_; }
  [[noreturn]] void fail(int code) const;

 private:
  sqlite3* handle_ = nullptr;
};

}  // namespace ruamkit::ledger::sqlite
