// What a kind of storage has to do for the committer: blocking, no queue, no threads of its own.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/ledger.hpp"

namespace ruamkit::ledger {

/// `write`, `probe` and `upkeep` are called by one thread at a time; `heads` and `read_some` by any thread, at any
/// time.
class store {
 public:
  store() = default;
  store(const store&) = delete;
  store& operator=(const store&) = delete;
  virtual ~store() = default;

  /// Every stream's last stored entry, in order of creation. Throws `unusable`.
  [[nodiscard]] virtual std::vector<head> heads() = 0;

  /// Puts up to `limit` stored entries with seq >= first into `out`, in order and unverified; fewer only at the end.
  /// Throws `unusable`.
  virtual void read_some(const stream_id& stream, std::uint64_t first, std::size_t limit, std::vector<entry>& out) = 0;

  /// Makes everything durable at once, or nothing. The caller has checked that every entry follows.
  [[nodiscard]] virtual std::optional<refusal> write(std::span<const appended* const> groups) = 0;

  /// After a failed write: whether a durable write works again. Success also makes sure that nothing of the failed
  /// write can come back.
  [[nodiscard]] virtual std::optional<refusal> probe() = 0;

  /// Called after a write's outcome has been reported, when a pause delays nobody's answer.
  virtual void upkeep() {}

  /// Reading found it broken: from now on change nothing, not even at closing.
  virtual void leave_as_found() {}

  /// What an operator calls it: a path, or "memory".
  [[nodiscard]] virtual std::string place() const = 0;
};

}  // namespace ruamkit::ledger
