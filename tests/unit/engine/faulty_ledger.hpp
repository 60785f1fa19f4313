// A ledger in memory whose commits can be held back, made to fail, and recovered: [L1] to [L4] hold throughout.
#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "ledger/ledger.hpp"

namespace ruamkit::engine::testing {

class faulty_ledger final : public ledger::ledger {
 public:
  /// From now on finished turns wait, until let_go().
  void hold() {
    const std::lock_guard lock(mutex_);
    holding_ = true;
  }
  void let_go() {
    std::vector<waiting> all;
    {
      const std::lock_guard lock(mutex_);
      holding_ = false;
      all.swap(held_);
    }
    for (auto& each : all) pass(std::move(each));
  }
  /// The next turn that writes fails, and all later ones until recovery, which succeeds only when `recovers`.
  void fail_next(bool recovers = true) {
    const std::lock_guard lock(mutex_);
    failing_ = true;
    recovers_ = recovers;
  }
  /// No turn is given any more, though no commit has failed.
  void refuse_turns(bool recovers = true) {
    const std::lock_guard lock(mutex_);
    halted_ = true;
    recovers_ = recovers;
  }
  void let_recover() {
    const std::lock_guard lock(mutex_);
    recovers_ = true;
  }
  [[nodiscard]] std::size_t held() {
    const std::lock_guard lock(mutex_);
    return held_.size();
  }

  std::vector<::ruamkit::ledger::head> heads() override { return inner_->heads(); }
  void read(const ::ruamkit::ledger::stream_id& stream, std::uint64_t after,
            const std::function<void(::ruamkit::ledger::entry&&)>& visit) override {
    inner_->read(stream, after, visit);
  }
  result<::ruamkit::ledger::turn, ::ruamkit::ledger::refusal> take_turn(
      std::span<const ::ruamkit::ledger::head> known) override {
    const std::lock_guard lock(mutex_);
    if (halted_) return refused_;
    auto taken = inner_->take_turn(known);
    if (taken) last_taken_ = taken->number;
    return taken;
  }
  void finish(::ruamkit::ledger::turn turn, std::vector<::ruamkit::ledger::appended> entries,
              ::ruamkit::ledger::on_complete done) override {
    waiting next{std::move(turn), std::move(entries), std::move(done)};
    {
      const std::lock_guard lock(mutex_);
      if (holding_) return held_.push_back(std::move(next));
    }
    pass(std::move(next));
  }
  result<void, ::ruamkit::ledger::refusal> recover() override {
    {
      const std::lock_guard lock(mutex_);
      if (!recovers_) return refused_;
    }
    inner_->drain();
    const std::lock_guard lock(mutex_);
    halted_ = false;
    doomed_to_ = last_taken_;
    return {};
  }
  void drain() override { inner_->drain(); }

 private:
  struct waiting {
    ::ruamkit::ledger::turn turn;
    std::vector<::ruamkit::ledger::appended> entries;
    ::ruamkit::ledger::on_complete done;
  };

  /// A turn that fails goes to the real ledger empty, so that order and thread stay the ledger's own.
  void pass(waiting&& next) {
    bool fails = false;
    {
      const std::lock_guard lock(mutex_);
      if (failing_ && !next.entries.empty()) {
        failing_ = false;
        halted_ = true;
      }
      fails = halted_ || next.turn.number <= doomed_to_;
    }
    if (!fails) return inner_->finish(std::move(next.turn), std::move(next.entries), std::move(next.done));
    inner_->finish(std::move(next.turn), {}, [this, done = std::move(next.done)](const ::ruamkit::ledger::refusal*) {
      if (done) done(&refused_);
    });
  }

  const ::ruamkit::ledger::refusal refused_{::ruamkit::ledger::failure::full, "no space left (a test says so)"};
  std::mutex mutex_;
  std::vector<waiting> held_;
  bool holding_ = false;
  bool failing_ = false;
  bool halted_ = false;
  bool recovers_ = true;
  std::uint64_t last_taken_ = 0;
  std::uint64_t doomed_to_ = 0;
  std::unique_ptr<::ruamkit::ledger::ledger> inner_ =
      ::ruamkit::ledger::make_memory_ledger();  // last: its thread calls in here
};

}  // namespace ruamkit::engine::testing
