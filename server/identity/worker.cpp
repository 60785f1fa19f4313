#include "identity/worker.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "identity/bounded_queue.hpp"

namespace ruamkit::identity {
namespace {

using steady = std::chrono::steady_clock;

struct posted {
  job work;
  completion unfinished;
};

void call(const completion& c, const storage_failure* failure) {
  if (c) c(failure);
}

}  // namespace

struct worker::parts {
  parts(store opened, worker_options with)
      : owned(std::move(opened)), options(std::move(with)), jobs(options.jobs_max), passwords(options.passwords_max) {}

  void run();
  void run_batch(std::deque<posted> batch);
  std::size_t run_transaction(std::deque<posted>& batch, std::size_t first);
  void abandon();
  void poll();
  void scrub();
  void trouble(const storage_failure& f) const {
    if (options.on_trouble) options.on_trouble(f);
  }

  store owned;
  const worker_options options;
  bounded_queue<posted> jobs;
  bounded_queue<password_work> passwords;
  bool reload_due = false;  ///< somebody else changed the file and on_changes has not yet returned
  std::thread owner;
  std::array<std::thread, 2> hashers;
};

void worker::parts::run() {
  auto next_poll = steady::now() + options.poll;
  while (auto batch = jobs.pop_all(next_poll)) {
    if (!batch->empty()) run_batch(std::move(*batch));
    if (steady::now() < next_poll) continue;
    poll();
    next_poll = steady::now() + options.poll;
  }
}

void worker::parts::run_batch(std::deque<posted> batch) {
  std::size_t next = 0;
  while (next < batch.size()) next = run_transaction(batch, next);
}

// Runs the jobs from `first` on, until the end or a failure, and settles them; returns the first one not settled.
std::size_t worker::parts::run_transaction(std::deque<posted>& batch, std::size_t first) {
  std::vector<completion> finished;
  std::optional<storage_failure> failure;
  bool begun = false;
  std::size_t next = first;
  try {
    owned.begin();
    begun = true;
    for (; next < batch.size(); ++next) finished.push_back(batch[next].work(owned));
    owned.commit();
  } catch (const storage_failure& f) {
    failure = f;
    abandon();
  }
  if (!failure) {
    // Before the completions: whoever hears that a name is erased may rely on it, unless a reader holds the log.
    scrub();
    for (const auto& c : finished) call(c, nullptr);
    return next;
  }
  for (const auto& c : finished) call(c, &*failure);
  // Where nothing can begin, each job would wait the full time limit for the same answer: all that queued have it.
  const std::size_t settled = begun ? std::min(next + 1, batch.size()) : batch.size();
  for (; next < settled; ++next) call(batch[next].unfinished, &*failure);
  return settled;
}

void worker::parts::abandon() {
  try {
    owned.rollback();
  } catch (const storage_failure& f) {
    trouble(f);
  }
}

void worker::parts::poll() {
  try {
    if (owned.changes()) reload_due = true;
    if (reload_due && options.on_changes) options.on_changes(owned);
    reload_due = false;
  } catch (const storage_failure& f) {
    trouble(f);
  }
  scrub();
}

void worker::parts::scrub() {
  if (!owned.scrub_due()) return;
  try {
    static_cast<void>(owned.scrub());  // while another process reads it stays due, for the next poll
  } catch (const storage_failure& f) {
    trouble(f);
  }
}

worker::worker(store opened, worker_options options)
    : parts_(std::make_unique<parts>(std::move(opened), std::move(options))) {
  auto* const p = parts_.get();
  p->owner = std::thread{[p] { p->run(); }};
  for (auto& hasher : p->hashers)
    hasher = std::thread{[p] {
      while (const auto work = p->passwords.pop()) (*work)();
    }};
}

worker::~worker() { stop(); }

bool worker::post(job work, completion unfinished) {
  return parts_->jobs.push({std::move(work), std::move(unfinished)});
}

bool worker::post_password(password_work work) { return parts_->passwords.push(std::move(work)); }

void worker::stop() {
  parts_->passwords.close();
  for (auto& hasher : parts_->hashers)
    if (hasher.joinable()) hasher.join();
  parts_->jobs.close();
  if (parts_->owner.joinable()) parts_->owner.join();
}

std::size_t worker::jobs_queued() const { return parts_->jobs.size(); }
std::size_t worker::passwords_queued() const { return parts_->passwords.size(); }

}  // namespace ruamkit::identity
