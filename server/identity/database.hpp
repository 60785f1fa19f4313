// SQLite with the few things this room asks of it: prepared statements, typed failures, transactions. Private to the
// room: nothing outside it includes this.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/encoding.hpp"
#include "identity/failure.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace ruamkit::identity {

class database;

/// One run of a prepared statement, reset when it goes out of scope. Parameters are bound in order of the calls.
class query {
 public:
  query(database& db, sqlite3_stmt* statement) : db_(db), statement_(statement) {}
  query(const query&) = delete;
  query& operator=(const query&) = delete;
  ~query();

  query& with(std::int64_t value);
  query& with(std::string_view text);
  query& with(std::span<const std::uint8_t> blob);
  query& with_zeros(std::int64_t length);  ///< a blob of zero bytes
  query& again();                          ///< ready for another run, with nothing bound

  /// True when there is a row to read. Throws storage_failure.
  [[nodiscard]] bool next();
  /// Runs a statement that has no rows; returns how many rows it changed. Throws storage_failure.
  int run();
  /// Like run(), but false, with nothing changed, when a unique column has the value already.
  [[nodiscard]] bool run_unless_taken();

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] bytes blob(int column) const;
  [[nodiscard]] bool is_null(int column) const;

 private:
  void check(int outcome);

  database& db_;
  sqlite3_stmt* statement_;
  int bound_ = 0;
};

class database {
 public:
  /// Opens a file that exists. `vfs` empty: the default; `busy_max`: how long to wait for another process's lock.
  /// Throws storage_failure.
  database(const std::string& path, const std::string& vfs, std::chrono::milliseconds busy_max);
  database(const database&) = delete;
  database& operator=(const database&) = delete;
  ~database();

  /// `sql` must be a literal: its address outlives the cached statement.
  [[nodiscard]] query prepare(std::string_view sql);
  void execute(const char* sql);

  void begin();     ///< takes the write lock at once, so that no later statement finds it gone
  void commit();    ///< throws, with the transaction still to be rolled back, after any failure within it
  void rollback();  ///< back to before begin(); does nothing outside a transaction
  [[nodiscard]] bool in_transaction() const noexcept { return open_; }

  /// Empties the write-ahead log into the file. False when another process's reading prevents it now.
  [[nodiscard]] bool checkpoint();

  /// Throws the storage_failure for an SQLite result code.
  [[noreturn]] void fail(int outcome);

 private:
  sqlite3* handle_ = nullptr;
  int busy_ms_max_;
  std::unordered_map<std::string_view, sqlite3_stmt*> prepared_;
  bool open_ = false;
  bool failed_ = false;  ///< something failed in the open transaction, which may have ended it
};

/// A transaction of one call, or a part of the one that is open already. Left without done(), its own is rolled back.
class unit {
 public:
  explicit unit(database& db);
  unit(const unit&) = delete;
  unit& operator=(const unit&) = delete;
  ~unit();
  void done();

 private:
  database& db_;
  bool own_;
};

}  // namespace ruamkit::identity
