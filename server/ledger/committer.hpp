// A ledger over a store: turns, their order, the bounded queue and the one thread that commits ([L1] to [L6]).
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "ledger/ledger.hpp"
#include "ledger/store.hpp"

namespace ruamkit::ledger {

class committer final : public ledger {
 public:
  /// `queue_max`: finished turns that may wait for the committing thread; at least 1.
  committer(std::unique_ptr<store> kept, std::size_t queue_max);

  /// Commits what has been finished, then stops. Finished turns that wait for an unfinished one fail as `unavailable`.
  ~committer() override;

  [[nodiscard]] std::vector<head> heads() override;
  void read(const stream_id& stream, std::uint64_t after, const std::function<void(entry&&)>& visit) override;
  [[nodiscard]] result<turn, refusal> take_turn(std::span<const head> known) override;
  void finish(turn held, std::vector<appended> entries, on_complete done) override;
  [[nodiscard]] result<void, refusal> recover() override;
  void drain() override;

 private:
  struct finished {
    std::uint64_t number = 0;
    std::vector<appended> entries;
    on_complete done;
    std::optional<refusal> refused;
  };
  using head_map = std::unordered_map<stream_id, head>;

  void run();
  [[nodiscard]] bool ready() const;
  [[nodiscard]] std::vector<finished> take_ready();
  void settle(std::vector<finished>& group);
  [[nodiscard]] std::size_t check(std::vector<finished>& group, head_map& reached) const;
  void halt(const refusal& because);
  void abandon_unreachable();
  void learn_heads();

  const std::unique_ptr<store> store_;
  const std::size_t queue_max_;

  // The committing thread's own; `recover` touches it only while that thread waits and the mutex is held.
  head_map heads_;

  std::mutex mutex_;  // guards what follows
  std::condition_variable work_;
  std::condition_variable room_;
  std::condition_variable idle_;
  std::map<std::uint64_t, finished> queue_;  // by turn number
  std::uint64_t taken_ = 0;                  // the last turn handed out
  std::uint64_t next_ = 1;                   // the next turn to settle
  std::uint64_t doomed_to_ = 0;              // turns up to here were taken before the last recovery
  bool busy_ = false;
  bool stopping_ = false;
  std::optional<refusal> halted_;  // why no turn is accepted [L4]

  std::thread thread_;  // last: it starts when all else stands
};

}  // namespace ruamkit::ledger
