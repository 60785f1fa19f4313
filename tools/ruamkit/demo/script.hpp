// The simulated lead's script: which call comes next, and whether somebody else has taken the agenda over. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "crowd/agenda.hpp"

namespace ruamkit::demo {

using crowd::agenda;
using crowd::snapshot;
using crowd::stage;

struct step {
  enum class what { start_stage, open_ballot, close_ballot, publish_ballot, finish_stage };
  what call = what::start_stage;
  std::string id;
  std::vector<std::string> ballots;  ///< of the stage
};

/// The whole agenda in order: each stage started, each of its ballots opened, closed and, where its counts wait for
/// it, published; each stage finished.
[[nodiscard]] std::vector<step> script_of(const agenda& from);

/// What the agenda is after the step.
[[nodiscard]] snapshot after(snapshot before, const step& done);

[[nodiscard]] std::string method_of(const step& one);
[[nodiscard]] std::string param_of(const step& one);

/// Tells the lead's own changes from another's. One step is under way at a time, and a view may come before or after
/// the answer to it, so every status must be what it was before the step or what it is after.
class hand {
 public:
  explicit hand(snapshot now) : settled_(now), expected_(std::move(now)) {}

  void doing(const step& one) {
    settled_ = expected_;
    expected_ = after(expected_, one);
  }
  /// The step was begun before (and is to be said again, its answer having been lost).
  [[nodiscard]] bool is_expected(const step& one) const { return after(settled_, one) == expected_; }
  /// The agenda shows everything done so far.
  [[nodiscard]] bool shown(const snapshot& seen) const { return seen == expected_; }
  [[nodiscard]] bool somebody_else(const snapshot& seen) const;

 private:
  snapshot settled_;
  snapshot expected_;
};

}  // namespace ruamkit::demo
