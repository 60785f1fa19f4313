// The ledger: streams of events, one a deliberation, append-only, chained by hash, durable before anyone hears of them.
//
// Writing is *taking a turn* (DESIGN.md section 13). A node takes a turn at the streams it wants to write, is handed
// what other nodes have appended since it last looked, decides on that true state, and finishes the turn with new
// entries. With one machine (memory, SQLite) nothing is ever missed and turns do not wait for each other's commit, so
// the engine decides the next batch while one commits; with PostgreSQL `take_turn` waits for a row lock on each head.
// Callers see no difference.
//
// The contract, which tests/contract proves of every implementation (tests quote these ids):
//  [L1] Entries of a finished turn become durable all together or not at all.
//  [L2] Turns complete in the order they were taken; `on_complete` is called exactly once for each, on the ledger's own
//       thread, and only after the commit has returned (or failed).
//  [L3] A turn that finishes with no entries completes in its order too, without a write.
//  [L4] After one turn failed, every later turn fails without a write until `recover` has returned success: `take_turn`
//       refuses, and a turn taken before the recovery fails whenever it is finished, for it was decided on a state that
//       never came to be.
//  [L5] `read` gives each entry of a stream once, in sequence order, exactly as appended, and nothing of a failed turn.
//       One doubt no disk lets us remove: a turn whose sync failed may be found whole after a crash that comes before
//       `recover` has succeeded. After a successful `recover` it is gone for good.
//  [L6] An entry that does not follow its stream's head (wrong sequence, wrong hash, a line end inside) is a
//  programming
//       error: the turn fails with `out_of_order`, nothing of it is written, and [L4] holds.
//  [L7] A stream whose chain is broken (first bad sequence named), a newer format and a directory that another server
//       holds are refused with a sentence that says what to do, and nothing is changed by a refusal. Opening looks at
//       the format, the layout and the heads only; `read` verifies what it passes. Whoever opens reads every stream
//       once, from 0, before the first turn, as the engine's replay does. A chain cut short at its end still holds:
//       only a receipt or a seal tells.
//  [L8] Whatever was reported committed is there after kill -9 or a power cut at any later point.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.hpp"
#include "base/result.hpp"
#include "base/strong.hpp"
#include "base/time.hpp"

namespace ruamkit::ledger {

using stream_id = strong_id<struct stream_tag>;  ///< a deliberation's id; 1 to 64 printable ASCII characters

/// One event as it is kept. `payload` is the event's canonical JSON; the ledger never looks inside.
struct entry {
  std::uint64_t seq = 0;  ///< 1 for the first of a stream, no gaps
  instant time;           ///< when it was decided
  std::string actor;      ///< who did it: a pseudonym, an account id, "system"; never a name; no newline
  std::string payload;    ///< UTF-8, no newline
  digest hash{};          ///< chain_hash of the previous entry's hash and this entry

  friend bool operator==(const entry&, const entry&) = default;
};

/// Where a stream stands: its last sequence (0: empty) and that entry's hash (empty: genesis_hash).
struct head {
  stream_id stream;
  std::uint64_t seq = 0;
  digest hash{};

  friend bool operator==(const head&, const head&) = default;
};

/// What an empty stream's first entry follows: SHA-256("ruamkit-ledger-1\n" + stream).
[[nodiscard]] digest genesis_hash(const stream_id& stream);

/// SHA-256(previous ‖ seq "\n" time_ms "\n" actor "\n" payload), numbers in decimal. `hash` of the entry is not read.
[[nodiscard]] digest chain_hash(const digest& previous, const entry& e);

/// New entries for one stream; the first follows the head the turn was taken at.
struct appended {
  stream_id stream;
  std::vector<entry> entries;
};

enum class failure {
  full,          ///< no space left on the device
  io_error,      ///< the device refused a read, write or sync
  unavailable,   ///< the store cannot be reached now, or an earlier failure has not been recovered yet
  out_of_order,  ///< see [L6]
};
[[nodiscard]] std::string_view name_of(failure);

/// Why a commit did not happen: a kind, and a sentence for the log.
struct refusal {
  failure kind = failure::unavailable;
  std::string sentence;
};

/// A turn, held from take_turn until finish. `missed` holds what other nodes appended after the known heads.
struct turn {
  std::uint64_t number = 0;
  std::vector<appended> missed;
};

/// Called once a turn is settled; a null refusal means committed. Must not throw, nor wait for the ledger (`drain`,
/// `heads`, `recover`); it may read, take turns and finish them.
using on_complete = std::function<void(const refusal*)>;

/// What opening found wrong; what() is a sentence a person can act on.
class unusable : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

class ledger {
 public:
  ledger() = default;
  ledger(const ledger&) = delete;
  ledger& operator=(const ledger&) = delete;
  virtual ~ledger() = default;

  /// Every stream's head, in order of creation, after what has been finished. For start-up and recovery; not while a
  /// turn is held.
  [[nodiscard]] virtual std::vector<head> heads() = 0;

  /// Calls `visit` for each entry with seq > after, in order. Verifies the chain as it goes and throws `unusable`
  /// naming the stream and the first bad sequence, after the good ones have been visited. An unknown stream has no
  /// entries. The entry is the visitor's to move from. From any thread.
  virtual void read(const stream_id& stream, std::uint64_t after, const std::function<void(entry&&)>& visit) = 0;

  /// Takes a turn at the streams named by `known` (a new stream is known at seq 0). May wait for other nodes. Every
  /// turn taken must be finished. Refuses while halted [L4].
  [[nodiscard]] virtual result<turn, refusal> take_turn(std::span<const head> known) = 0;

  /// Gives the turn back with what to append (possibly nothing). Returns at once unless the bounded queue is full; an
  /// earlier turn that is not finished yet holds up the later ones, so finish in the order of taking.
  virtual void finish(turn held, std::vector<appended> entries, on_complete done) = 0;

  /// After a failure: waits until nothing is in flight, checks by a durable write that the store takes writes again,
  /// and if so accepts turns. Read the heads anew afterwards.
  [[nodiscard]] virtual result<void, refusal> recover() = 0;

  /// Waits until every finished turn has completed.
  virtual void drain() = 0;
};

/// Keeps everything in memory, for tests and rehearsals: nothing survives it.
[[nodiscard]] std::unique_ptr<ledger> make_memory_ledger();

struct sqlite_options {
  std::string directory = {};           ///< created with mode 0700 if missing; holds ledger.db and ledger.lock
  std::string vfs = {};                 ///< an SQLite VFS by name, for fault injection; empty: the default
  bool full_sync = true;                ///< false only so that the power-cut harness can show that it notices
  std::size_t queue_max = 64;           ///< finished turns waiting for the committing thread
  std::size_t checkpoint_pages = 1000;  ///< pages of 4 KiB in the log that call for merging it into the database
};

/// Opens or creates a ledger in SQLite (WAL, synchronous=FULL), one committing thread that takes whatever has queued
/// into one transaction. Throws `unusable`.
[[nodiscard]] std::unique_ptr<ledger> open_sqlite_ledger(const sqlite_options& options);

}  // namespace ruamkit::ledger
