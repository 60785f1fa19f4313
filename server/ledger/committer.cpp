#include "ledger/committer.hpp"

#include <algorithm>
#include <future>
#include <stdexcept>
#include <utility>

#include "ledger/chain.hpp"

namespace ruamkit::ledger {
namespace {

// Entries read ahead of the visitor. At 300 bytes an entry a chunk stays in the processor's cache.
constexpr std::size_t chunk_entries = 2048;

/// Verified entries, and whether the chain broke after them.
struct chunk {
  std::vector<entry> entries;
  std::size_t begin = 0;  // the entries before it were only read to verify
  std::size_t end = 0;
  bool broken = false;
  bool last = false;
};

chunk load(store& from, const stream_id& stream, chain_walk& walk, std::vector<entry>&& reuse) {
  chunk out;
  out.entries = std::move(reuse);
  out.entries.clear();
  from.read_some(stream, walk.expected(), chunk_entries, out.entries);
  out.last = out.entries.size() < chunk_entries;
  for (const entry& e : out.entries) {
    const auto verdict = walk.feed(e);
    out.broken = verdict == chain_walk::verdict::broken;
    if (out.broken) break;
    ++out.end;
    if (verdict == chain_walk::verdict::skip) out.begin = out.end;
  }
  return out;
}

refusal still_halted(const refusal& because) {
  return {failure::unavailable,
          "the ledger has taken no turns since a commit failed and waits for recovery: " + because.sentence};
}

}  // namespace

committer::committer(std::unique_ptr<store> kept, std::size_t queue_max)
    : store_(std::move(kept)), queue_max_(std::max<std::size_t>(queue_max, 1)) {
  learn_heads();
  thread_ = std::thread([this] { run(); });
}

committer::~committer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  work_.notify_all();
  thread_.join();
}

void committer::learn_heads() {
  heads_.clear();
  for (head& h : store_->heads()) {
    const stream_id name = h.stream;
    heads_.emplace(name, std::move(h));
  }
}

std::vector<head> committer::heads() {
  drain();
  return store_->heads();
}

void committer::read(const stream_id& stream, std::uint64_t after, const std::function<void(entry&&)>& visit) {
  chain_walk walk(stream, after);
  std::vector<entry> spare;
  chunk current = load(*store_, stream, walk, {});
  for (;;) {
    // While the visitor works on one chunk another core reads and verifies the next.
    std::future<chunk> next;
    if (!current.last && !current.broken)
      next = std::async(std::launch::async, [&] { return load(*store_, stream, walk, std::move(spare)); });
    for (std::size_t i = current.begin; i < current.end; ++i) visit(std::move(current.entries[i]));
    if (current.broken) {
      store_->leave_as_found();
      throw unusable(broken_chain(stream, walk.expected(), store_->place()));
    }
    if (!next.valid()) return;
    chunk following = next.get();
    spare = std::move(current.entries);
    current = std::move(following);
  }
}

result<turn, refusal> committer::take_turn(std::span<const head>) {
  const std::lock_guard lock(mutex_);
  if (halted_) return still_halted(*halted_);
  return turn{++taken_, {}};
}

void committer::finish(turn held, std::vector<appended> entries, on_complete done) {
  std::unique_lock lock(mutex_);
  if (held.number > taken_ || held.number < next_ || queue_.contains(held.number))
    throw std::logic_error("turn " + std::to_string(held.number) + " is not held");
  // The turn everyone waits for always finds room, whatever the order of finishing; and the committing thread never
  // waits for itself.
  if (std::this_thread::get_id() != thread_.get_id())
    room_.wait(lock, [&] { return held.number < next_ + queue_max_; });
  queue_.emplace(held.number, finished{held.number, std::move(entries), std::move(done), {}});
  if (ready()) work_.notify_one();
}

void committer::drain() {
  std::unique_lock lock(mutex_);
  idle_.wait(lock, [&] { return queue_.empty() && !busy_; });
}

result<void, refusal> committer::recover() {
  std::unique_lock lock(mutex_);
  idle_.wait(lock, [&] { return !ready() && !busy_; });
  if (!halted_) return {};
  // The mutex stays held: nothing may start while the store is tried and its heads are read again.
  if (auto refused = store_->probe()) return std::move(*refused);
  try {
    learn_heads();
  } catch (const unusable& e) {
    return refusal{failure::io_error, e.what()};
  }
  // A turn taken before the failure and finished after this was decided on a state that never came to be.
  doomed_to_ = taken_;
  halted_.reset();
  return {};
}

bool committer::ready() const { return !queue_.empty() && queue_.begin()->first == next_; }

std::vector<committer::finished> committer::take_ready() {
  std::vector<finished> group;
  while (ready()) {
    group.push_back(std::move(queue_.begin()->second));
    queue_.erase(queue_.begin());
    ++next_;
    if (halted_) group.back().refused = still_halted(*halted_);
    if (!halted_ && group.back().number <= doomed_to_)
      group.back().refused = {failure::unavailable,
                              "the turn was taken before a failure that has been recovered since"};
  }
  return group;
}

void committer::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    work_.wait(lock, [&] { return stopping_ || ready(); });
    if (!ready()) break;
    std::vector<finished> group = take_ready();
    busy_ = true;
    lock.unlock();
    room_.notify_all();
    settle(group);
    group.clear();
    store_->upkeep();
    lock.lock();
    busy_ = false;
    idle_.notify_all();
  }
  lock.unlock();
  abandon_unreachable();
}

void committer::abandon_unreachable() {
  const refusal closing{failure::unavailable, "the ledger is closing and an earlier turn was never finished"};
  for (auto& [number, turn] : queue_)
    if (turn.done) turn.done(&closing);
}

/// Marks the first turn that does not follow, and gives the number of turns before it. `reached` gets the heads that
/// those lead to.
std::size_t committer::check(std::vector<finished>& group, head_map& reached) const {
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (group[i].refused) continue;
    for (const appended& part : group[i].entries) {
      if (part.entries.empty()) continue;
      if (!is_stream_name(part.stream.value())) {
        group[i].refused = {failure::out_of_order, "a stream's name is not 1 to 64 printable ASCII characters"};
        return i;
      }
      auto at = reached.find(part.stream);
      if (at == reached.end()) {
        const auto known = heads_.find(part.stream);
        const head start = known != heads_.end() ? known->second : head{part.stream, 0, genesis_hash(part.stream)};
        at = reached.emplace(part.stream, start).first;
      }
      for (const entry& e : part.entries) {
        if (auto fault = why_not_after(at->second, e)) {
          group[i].refused = {failure::out_of_order, std::move(*fault)};
          return i;
        }
        at->second.seq = e.seq;
        at->second.hash = e.hash;
      }
    }
  }
  return group.size();
}

void committer::settle(std::vector<finished>& group) {
  head_map reached;
  const std::size_t good = check(group, reached);

  std::vector<const appended*> parts;
  std::size_t first_writing = good;
  for (std::size_t i = 0; i < good; ++i) {
    if (group[i].refused) continue;
    for (const appended& part : group[i].entries) {
      if (part.entries.empty()) continue;
      first_writing = std::min(first_writing, i);
      parts.push_back(&part);
    }
  }
  std::optional<refusal> refused;
  if (!parts.empty()) refused = store_->write(parts);
  if (refused) {
    // A turn without entries after a failed one was decided on a state that never came to be: it fails too.
    halt(*refused);
    for (std::size_t i = first_writing; i < good; ++i)
      if (!group[i].refused) group[i].refused = refused;
    for (std::size_t i = good; i < group.size(); ++i) group[i].refused = still_halted(*refused);
  } else {
    // `reached` may hold the first steps of the turn that does not follow; `halt` makes recovery read the heads anew.
    for (auto& [name, at] : reached) heads_[name] = std::move(at);
    if (good < group.size()) {
      halt(*group[good].refused);
      for (std::size_t i = good + 1; i < group.size(); ++i) group[i].refused = still_halted(*group[good].refused);
    }
  }
  for (finished& turn : group)
    if (turn.done) turn.done(turn.refused ? &*turn.refused : nullptr);
}

void committer::halt(const refusal& because) {
  const std::lock_guard lock(mutex_);
  halted_ = because;
}

}  // namespace ruamkit::ledger
