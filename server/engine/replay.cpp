#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

#include "engine/parts.hpp"
#include "wire/event_json.hpp"

namespace ruamkit::engine {
namespace {

constexpr std::size_t batch_entries = 2048;
constexpr std::size_t batches_max = 8;

/// Entries on their way from the thread that reads and verifies them to the one that folds them in.
class entry_belt {
 public:
  void put(std::vector<ledger::entry>&& batch) {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return batches_.size() < batches_max || abandoned_; });
    batches_.push_back(std::move(batch));
    moved_.notify_all();
  }
  void end(std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    failure_ = std::move(failure);
    ended_ = true;
    moved_.notify_all();
  }
  void abandon() {
    const std::lock_guard lock(mutex_);
    abandoned_ = true;
    moved_.notify_all();
  }
  /// False when all was taken; throws what the reading threw.
  bool take(std::vector<ledger::entry>& into) {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return !batches_.empty() || ended_; });
    if (batches_.empty()) {
      if (failure_) std::rethrow_exception(failure_);
      return false;
    }
    into = std::move(batches_.front());
    batches_.pop_front();
    moved_.notify_all();
    return true;
  }

 private:
  std::mutex mutex_;
  std::condition_variable moved_;
  std::deque<std::vector<ledger::entry>> batches_;
  std::exception_ptr failure_;
  bool ended_ = false;
  bool abandoned_ = false;
};

void read_stream(ledger::ledger& book, const ledger::stream_id& stream, entry_belt& belt) try {
  std::vector<ledger::entry> batch;
  batch.reserve(batch_entries);
  book.read(stream, 0, [&](ledger::entry&& e) {
    batch.push_back(std::move(e));
    if (batch.size() < batch_entries) return;
    belt.put(std::move(batch));
    batch = {};
    batch.reserve(batch_entries);
  });
  belt.put(std::move(batch));
  belt.end(nullptr);
} catch (...) {
  belt.end(std::current_exception());
}

deliberation::recorded_event understand(const live& l, ledger::entry& e) {
  try {
    auto decoded = wire::decode_event(e.payload);
    return {e.seq, e.time, std::move(e.actor), std::move(decoded.command_id), std::move(decoded.event)};
  } catch (const wire::unreadable_event& fault) {
    throw ledger::unusable("stream " + l.state.id.value() + ", sequence " + std::to_string(e.seq) +
                           ": this version cannot read the event (" + fault.what() +
                           "). Start the newer version that wrote it.");
  }
}

}  // namespace

void engine::parts::replay_one(live& l) {
  entry_belt belt;
  std::thread reader([&] { read_stream(book, l.head.stream, belt); });
  try {
    std::vector<ledger::entry> batch;
    while (belt.take(batch))
      for (auto& e : batch) {
        const auto hash = e.hash;
        l.apply(understand(l, e), hash);
        if (e.seq == 1) {
          const auto first = l.state.commands.begin();
          if (first != l.state.commands.end()) creations.insert_or_assign(first->first, l.index);
        }
      }
  } catch (...) {
    belt.abandon();
    reader.join();
    throw;
  }
  reader.join();
  l.awake = true;
}

void engine::parts::replay() {
  const auto start = std::chrono::steady_clock::now();
  lives.clear();
  by_id.clear();
  by_code.clear();
  creations.clear();
  touched.clear();
  std::uint64_t events = 0;
  for (const auto& head : book.heads()) {
    const auto index = static_cast<std::uint32_t>(lives.size());
    std::optional<deliberation::pseudonym_key> key;
    if (const auto known = keys.find(head.stream.value()); known != keys.end()) key = known->second;
    lives.push_back(new_live(index, deliberation::deliberation_id{head.stream.value()}, key));
    auto& l = *lives.back();
    replay_one(l);
    by_id.emplace(l.state.id.value(), index);
    by_code.emplace(l.state.code, index);
    events += l.head.seq;
  }
  count.deliberations = lives.size();
  replayed_last = {events, std::chrono::steady_clock::now() - start};
}

}  // namespace ruamkit::engine
