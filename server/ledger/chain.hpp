// The rules of a chain, used when writing (an entry that does not follow is refused) and when reading (a chain that
// does not hold is unusable). Private to the ledger.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ledger/ledger.hpp"

namespace ruamkit::ledger {

/// 1 to 64 printable ASCII characters.
[[nodiscard]] bool is_stream_name(std::string_view name);

/// What is wrong with appending `next` after `at`, as a sentence; nothing when it follows.
[[nodiscard]] std::optional<std::string> why_not_after(const head& at, const entry& next);

/// Walks a stream's stored entries and finds the first that does not belong.
class chain_walk {
 public:
  /// The caller wants what comes after `after` and feeds what is stored from `first()` on.
  chain_walk(const stream_id& stream, std::uint64_t after);

  /// Where to begin reading. Two entries early when there are so many: the first lends its hash, the second is verified
  /// by it, so that an altered hash of entry `after` is blamed on `after` and not on the one that follows.
  [[nodiscard]] std::uint64_t first() const { return first_; }

  enum class verdict { visit, skip, broken };
  [[nodiscard]] verdict feed(const entry& e);

  /// The sequence that is wrong or missing, after `broken`.
  [[nodiscard]] std::uint64_t expected() const { return expected_; }

 private:
  std::uint64_t after_;
  std::uint64_t first_;
  std::uint64_t expected_;
  std::optional<digest> previous_;
};

/// The sentence of [L7] for a broken chain.
[[nodiscard]] std::string broken_chain(const stream_id& stream, std::uint64_t seq, const std::string& place);

}  // namespace ruamkit::ledger
