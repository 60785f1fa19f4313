#include <algorithm>
#include <cstddef>
#include <limits>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

#include "ledger/chain.hpp"
#include "ledger/committer.hpp"
#include "ledger/directory_lock.hpp"
#include "ledger/sqlite.hpp"
#include "ledger/sqlite_format.hpp"

namespace ruamkit::ledger {
namespace {

using sqlite::database;
using sqlite::entry_id;
using sqlite::statement;

// While checkpoints fail the log grows; past this many times the usual length commits are refused rather than fill the
// disk: 256 MiB with the default of 1,000 pages.
constexpr std::size_t log_growth_max = 64;

// What recovery must be able to write before it believes in the disk again.
constexpr std::int64_t probe_bytes = 64 << 10;

/// The writing connection, on a layout that was found right or made.
struct writing_database : database {
  writing_database(const std::string& path, const sqlite_options& options) : database(path, options.vfs) {
    // Until the heads too have been found right, closing must not even checkpoint.
    checkpoint_at_close(false);
    sqlite::open_layout(*this, path, options.full_sync);
  }
};

/// The statements of one connection; each connection is used by one thread at a time.
class reading {
 public:
  explicit reading(database& db)
      : streams_(db, "SELECT id, name FROM stream ORDER BY id"),
        last_(db, "SELECT id, hash FROM entry WHERE id BETWEEN ?1 AND ?2 ORDER BY id DESC LIMIT 1"),
        after_(db, "SELECT id FROM entry WHERE id > ?1 ORDER BY id LIMIT 1"),
        some_(db, "SELECT id, time, actor, payload, hash FROM entry WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT ?3") {}

  /// Every stream with its number.
  std::vector<std::pair<std::int64_t, head>> heads(const std::string& place);
  void some(const stream_id& stream, std::uint64_t first, std::size_t limit, std::vector<entry>& out,
            const std::string& place);

 private:
  std::vector<std::pair<std::int64_t, head>> list_streams(const std::string& place);
  /// 0 for a stream that does not exist.
  std::int64_t number_of(const stream_id& stream, const std::string& place);
  /// 0 for a stream without entries.
  std::uint64_t last_seq(std::int64_t number);

  statement streams_, last_, after_, some_;
  std::unordered_map<stream_id, std::int64_t> numbers_;  // of the streams seen so far; a number never changes
};

bool is_digest(const statement& row, int column) {
  return row.type(column) == SQLITE_BLOB && row.blob(column).size() == digest{}.size();
}

digest digest_in(const statement& row, int column) {
  digest out{};
  const auto stored = row.blob(column);
  std::copy(stored.begin(), stored.end(), out.begin());
  return out;
}

std::vector<std::pair<std::int64_t, head>> reading::list_streams(const std::string& place) {
  std::vector<std::pair<std::int64_t, head>> out;
  numbers_.clear();
  const sqlite::reset_at_exit guard(streams_);
  while (streams_.step()) {
    const std::string name(streams_.text(1));
    const std::int64_t id = streams_.integer(0);
    if (id < 1 || id > sqlite::stream_max || !is_stream_name(name) || !numbers_.emplace(stream_id(name), id).second)
      throw unusable(place + " holds a stream that no server made (number " + std::to_string(id) +
                     "): keep a copy of it as evidence and restore a backup");
    out.push_back({id, head{stream_id(name), 0, {}}});
  }
  return out;
}

std::int64_t reading::number_of(const stream_id& stream, const std::string& place) {
  auto found = numbers_.find(stream);
  if (found == numbers_.end()) {
    (void)list_streams(place);
    found = numbers_.find(stream);
  }
  return found == numbers_.end() ? 0 : found->second;
}

std::uint64_t reading::last_seq(std::int64_t number) {
  const sqlite::reset_at_exit guard(last_);
  if (!last_.bind(1, entry_id(number, 0)).bind(2, entry_id(number, sqlite::seq_max)).step()) return 0;
  return static_cast<std::uint64_t>(last_.integer(0)) & sqlite::seq_max;
}

std::vector<std::pair<std::int64_t, head>> reading::heads(const std::string& place) {
  auto out = list_streams(place);
  std::int64_t covered = std::numeric_limits<std::int64_t>::min();  // entry ids up to here belong to a stream we know
  const auto next_entry = [&] {
    const sqlite::reset_at_exit guard(after_);
    return after_.bind(1, covered).step() ? std::optional(after_.integer(0)) : std::nullopt;
  };
  for (auto& [id, at] : out) {
    // An entry before this stream's first belongs to none; a stream without entries was never written so.
    const auto stray = next_entry();
    if (!stray || *stray >> sqlite::seq_bits != id) throw unusable(broken_chain(at.stream, 1, place));
    const sqlite::reset_at_exit guard(last_);
    covered = entry_id(id, sqlite::seq_max);
    if (!last_.bind(1, entry_id(id, 0)).bind(2, covered).step() || !is_digest(last_, 1))
      throw unusable(broken_chain(at.stream, 1, place));
    at.seq = static_cast<std::uint64_t>(last_.integer(0)) & sqlite::seq_max;
    at.hash = digest_in(last_, 1);
  }
  if (const auto stray = next_entry())
    throw unusable(place + " holds entries of a stream it does not list (number " +
                   std::to_string(*stray >> sqlite::seq_bits) +
                   "): keep a copy of it as evidence and restore a backup");
  return out;
}

void reading::some(const stream_id& stream, std::uint64_t first, std::size_t limit, std::vector<entry>& out,
                   const std::string& place) {
  const std::int64_t number = number_of(stream, place);
  if (number == 0 || first > sqlite::seq_max) return;
  const std::uint64_t last = last_seq(number);
  const sqlite::reset_at_exit guard(some_);
  // Sequence 0 is never written: asking for it from the start on lets the chain's check find it.
  some_.bind(1, entry_id(number, first <= 1 ? 0 : first)).bind(2, entry_id(number, sqlite::seq_max));
  some_.bind(3, static_cast<std::int64_t>(limit));
  while (some_.step()) {
    entry& e = out.emplace_back();
    e.seq = static_cast<std::uint64_t>(some_.integer(0)) & sqlite::seq_max;
    e.time = {some_.integer(1)};
    e.actor = some_.text(2);
    e.payload = some_.text(3);
    // A hash of another size cannot match: all zeros stand for it.
    if (is_digest(some_, 4)) e.hash = digest_in(some_, 4);
  }
  // In a damaged b-tree walking forward may end before the last entry that is found from behind.
  const std::uint64_t reached = out.empty() ? first - 1 : out.back().seq;
  if (out.size() < limit && reached < last) throw unusable(broken_chain(stream, reached + 1, place));
}

class sqlite_store final : public store {
 public:
  explicit sqlite_store(const sqlite_options& options)
      : path_(options.directory + "/ledger.db"),
        checkpoint_pages_(std::max<std::size_t>(options.checkpoint_pages, 1)),
        lock_(options.directory),
        writer_(path_, options),
        insert_stream_(writer_, "INSERT INTO stream VALUES(?1, ?2)"),
        insert_entry_(writer_, "INSERT INTO entry VALUES(?1, ?2, ?3, ?4, ?5)"),
        reader_(path_, options.vfs),
        reading_(reader_) {
    reader_.checkpoint_at_close(false);
    reader_.run("PRAGMA query_only=ON");
    learn_streams();
    sync_directory(options.directory);
    sqlite3_wal_hook(
        writer_.handle(),
        [](void* self, sqlite3*, const char*, int pages) {
          static_cast<sqlite_store*>(self)->log_pages_ = static_cast<std::size_t>(pages);
          return SQLITE_OK;
        },
        this);
    writer_.checkpoint_at_close(true);
    reader_.checkpoint_at_close(true);
  }

  std::vector<head> heads() override;
  void read_some(const stream_id& stream, std::uint64_t first, std::size_t limit, std::vector<entry>& out) override;
  std::optional<refusal> write(std::span<const appended* const> groups) override;
  std::optional<refusal> probe() override;
  void upkeep() override;
  void leave_as_found() override;
  std::string place() const override { return path_; }

 private:
  void learn_streams();
  std::int64_t number_of(const stream_id& stream);
  void insert(const appended& group);
  void checkpoint();
  void roll_back() noexcept;

  const std::string path_;
  const std::size_t checkpoint_pages_;
  directory_lock lock_;

  writing_database writer_;
  statement insert_stream_, insert_entry_;
  std::unordered_map<stream_id, std::int64_t> numbers_;
  std::int64_t last_number_ = 0;
  std::size_t log_pages_ = 0;                      // in the log, by SQLite's count after each commit
  std::size_t checkpoint_at_ = checkpoint_pages_;  // pages in the log that call for the next checkpoint
  std::optional<refusal> checkpoint_refused_;      // the last checkpoint's failure

  std::mutex reader_mutex_;
  database reader_;
  reading reading_;
};

void sqlite_store::learn_streams() {
  numbers_.clear();
  last_number_ = 0;
  reading own(writer_);
  for (const auto& [number, at] : own.heads(path_)) {
    numbers_.emplace(at.stream, number);
    last_number_ = number;
  }
}

std::vector<head> sqlite_store::heads() {
  const std::lock_guard lock(reader_mutex_);
  std::vector<head> out;
  try {
    for (auto& [number, at] : reading_.heads(path_)) out.push_back(std::move(at));
  } catch (const sqlite::error& e) {
    throw unusable(sqlite::cannot_use(e, path_));
  }
  return out;
}

void sqlite_store::read_some(const stream_id& stream, std::uint64_t first, std::size_t limit, std::vector<entry>& out) {
  const std::lock_guard lock(reader_mutex_);
  try {
    reading_.some(stream, first, limit, out, path_);
  } catch (const sqlite::error& e) {
    throw unusable("reading stream " + stream.value() + " from entry " + std::to_string(first) +
                   " on failed: " + sqlite::cannot_use(e, path_));
  }
}

std::int64_t sqlite_store::number_of(const stream_id& stream) {
  const auto [at, is_new] = numbers_.try_emplace(stream, last_number_ + 1);
  if (is_new) {
    if (at->second > sqlite::stream_max) throw sqlite::error(SQLITE_TOOBIG, 0, "too many streams");
    insert_stream_.bind(1, at->second).bind(2, stream.value()).run();
    last_number_ = at->second;
  }
  return at->second;
}

void sqlite_store::insert(const appended& group) {
  const std::int64_t number = number_of(group.stream);
  for (const entry& e : group.entries) {
    if (e.seq > sqlite::seq_max) throw sqlite::error(SQLITE_TOOBIG, 0, "too many entries in one stream");
    insert_entry_.bind(1, entry_id(number, e.seq)).bind(2, e.time.ms).bind(3, e.actor).bind(4, e.payload);
    insert_entry_.bind(5, e.hash).run();
  }
}

std::optional<refusal> sqlite_store::write(std::span<const appended* const> groups) {
  if (checkpoint_refused_ && log_pages_ > log_growth_max * checkpoint_pages_)
    return refusal{checkpoint_refused_->kind,
                   "the log cannot be merged into the ledger and has grown too long: " + checkpoint_refused_->sentence};
  try {
    writer_.run("BEGIN IMMEDIATE");
    for (const appended* group : groups) insert(*group);
    writer_.run("COMMIT");
    return std::nullopt;
  } catch (const sqlite::error& e) {
    refusal refused = sqlite::refusal_for(e, path_);
    roll_back();
    return refused;
  }
}

void sqlite_store::roll_back() noexcept {
  // After a full disk or an I/O error SQLite has rolled back by itself.
  if (writer_.in_transaction()) sqlite3_exec(writer_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

/// A failed commit may have left its pages in the log with only their sync missing: a crash now could bring it back.
/// The probe's own pages take their place, which breaks the log's checksum chain behind them, and so it is gone for
/// good.
std::optional<refusal> sqlite_store::probe() {
  try {
    roll_back();
    writer_.run("BEGIN IMMEDIATE");
    const std::string write =
        "INSERT OR REPLACE INTO meta VALUES('probe', zeroblob(" + std::to_string(probe_bytes) + "))";
    writer_.run(write.c_str());
    writer_.run("COMMIT");
    writer_.run("DELETE FROM meta WHERE key='probe'");
    // A commit needs only the log; a disk is well again when the ledger itself can grow too.
    checkpoint();
    if (checkpoint_refused_) return checkpoint_refused_;
    learn_streams();
    return std::nullopt;
  } catch (const sqlite::error& e) {
    refusal refused = sqlite::refusal_for(e, path_);
    roll_back();
    return refused;
  } catch (const unusable& e) {
    return refusal{failure::io_error, e.what()};
  }
}

void sqlite_store::upkeep() {
  if (log_pages_ >= checkpoint_at_) checkpoint();
}

/// Merges the log into the ledger. Passive: it never waits for a reader, and the next commit begins the log anew when
/// everything was merged. Between commits, after the acknowledgements: measured 5 ms a 1,000 pages, 20 ms a 4,000.
void sqlite_store::checkpoint() {
  int in_log = 0;
  int merged = 0;
  const int code = sqlite3_wal_checkpoint_v2(writer_.handle(), "main", SQLITE_CHECKPOINT_PASSIVE, &in_log, &merged);
  checkpoint_refused_.reset();
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY)
    checkpoint_refused_ =
        sqlite::refusal_for(sqlite::error(sqlite3_extended_errcode(writer_.handle()),
                                          sqlite3_system_errno(writer_.handle()), sqlite3_errmsg(writer_.handle())),
                            path_);
  // Not all merged (a reader is at an old state, or the disk refused): what is durable stays so, in the log; try again
  // when it has grown by as much again.
  const bool complete = code == SQLITE_OK && in_log >= 0 && merged == in_log;
  checkpoint_at_ = complete ? checkpoint_pages_ : log_pages_ + checkpoint_pages_;
}

void sqlite_store::leave_as_found() {
  const std::lock_guard lock(reader_mutex_);
  writer_.checkpoint_at_close(false);
  reader_.checkpoint_at_close(false);
}

}  // namespace

std::unique_ptr<ledger> open_sqlite_ledger(const sqlite_options& options) {
  try {
    return std::make_unique<committer>(std::make_unique<sqlite_store>(options), options.queue_max);
  } catch (const sqlite::error& e) {
    throw unusable(sqlite::cannot_use(e, options.directory + "/ledger.db"));
  }
}

}  // namespace ruamkit::ledger
