// Token buckets: how often somebody may ask.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace ruamkit::transport {

struct rate {
  double per_s = 20;
  double burst = 100;
};

/// Starts full. Times are milliseconds of any clock that does not go back.
class token_bucket {
 public:
  /// Nothing when a token was taken; otherwise the milliseconds until there is one.
  [[nodiscard]] std::optional<std::int64_t> take(const rate& allowed, std::int64_t now_ms);

  [[nodiscard]] bool full(const rate& allowed, std::int64_t now_ms) const;

 private:
  [[nodiscard]] double tokens_at(const rate& allowed, std::int64_t now_ms) const;

  std::int64_t since_ms_ = -1;
  double tokens_ = 0;
};

/// One bucket a key, shared by all threads. Keys are kept as salted hashes only, and at most `keys_max` of them: beyond
/// that the full ones are forgotten, which changes nothing for their owners.
class keyed_limits {
 public:
  keyed_limits(rate allowed, std::size_t keys_max);
  [[nodiscard]] std::optional<std::int64_t> take(std::string_view key, std::int64_t now_ms);
  [[nodiscard]] std::size_t size() const;

 private:
  rate allowed_;
  std::size_t keys_max_;
  std::uint64_t salt_;
  mutable std::mutex mutex_;
  std::unordered_map<std::uint64_t, token_bucket> buckets_;
};

}  // namespace ruamkit::transport
