// The thread that owns the store, and the two that hash passwords.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

#include "identity/failure.hpp"
#include "identity/store.hpp"

namespace ruamkit::identity {

/// Called once a job is settled: null when what it wrote is durable, else why nothing of it was kept.
using completion = std::function<void(const storage_failure*)>;
/// Work on the store, inside the worker's transaction: it must not begin, commit, roll back or scrub. May throw
/// storage_failure (let it pass); nothing else.
using job = std::function<completion(store&)>;
/// Slow work without the store (hash_password, verify_password). Must not throw; it hands its outcome on by itself.
using password_work = std::function<void()>;

struct worker_options {
  std::size_t jobs_max = 16'384;    ///< queued jobs
  std::size_t passwords_max = 256;  ///< queued password work, about 3 s of it
  std::chrono::milliseconds poll{500};
  /// Another process has committed: read accounts and sessions again. On the worker's thread, outside a transaction;
  /// may throw storage_failure, and is then called again at the next poll.
  std::function<void(store&)> on_changes;
  /// A failure of what nobody posted: a poll, a scrub, on_changes. On the worker's thread; the worker goes on.
  std::function<void(const storage_failure&)> on_trouble;
};

/// Runs whatever jobs have queued inside one transaction, commits, then calls their completions: many jobs, one fsync.
///
///  [W1] Jobs run one at a time, in the order they were posted, on the worker's thread.
///  [W2] For each accepted job exactly one call is made, once, on the worker's thread: the completion it returned, or,
///       when it threw a storage_failure or no transaction could begin, `unfinished`, with the failure.
///  [W3] A completion is called with null only after the commit has returned.
///  [W4] When a job throws or the commit fails, everything since the transaction began is rolled back and the jobs
///       before it in the transaction get the failure; the jobs behind it run in another transaction.
///  [W5] stop() settles everything that was accepted.
class worker {
 public:
  worker(store opened, worker_options options);
  worker(const worker&) = delete;
  worker& operator=(const worker&) = delete;
  ~worker();  ///< stop()

  /// False, and nothing is ever called, when the queue is full or the worker stopped. Any thread; never blocks long.
  [[nodiscard]] bool post(job work, completion unfinished);

  /// Runs `work` on one of two threads, in the order posted. False as above. Any thread.
  [[nodiscard]] bool post_password(password_work work);

  /// Finishes the password work (which may still post jobs), then the jobs; then nothing is accepted. Not from a
  /// callback. Calling it again does nothing.
  void stop();

  [[nodiscard]] std::size_t jobs_queued() const;
  [[nodiscard]] std::size_t passwords_queued() const;

 private:
  struct parts;
  std::unique_ptr<parts> parts_;
};

}  // namespace ruamkit::identity
