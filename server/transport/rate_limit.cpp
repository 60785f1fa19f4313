#include "transport/rate_limit.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <string>

#include "base/digest.hpp"

namespace ruamkit::transport {

double token_bucket::tokens_at(const rate& allowed, std::int64_t now_ms) const {
  if (since_ms_ < 0) return allowed.burst;
  const auto elapsed_ms = static_cast<double>(std::max<std::int64_t>(now_ms - since_ms_, 0));
  return std::min(allowed.burst, tokens_ + elapsed_ms * allowed.per_s / 1000);
}

std::optional<std::int64_t> token_bucket::take(const rate& allowed, std::int64_t now_ms) {
  const double have = tokens_at(allowed, now_ms);
  since_ms_ = now_ms;
  if (have >= 1) {
    tokens_ = have - 1;
    return std::nullopt;
  }
  tokens_ = have;
  return static_cast<std::int64_t>(std::ceil((1 - have) * 1000 / allowed.per_s));
}

bool token_bucket::full(const rate& allowed, std::int64_t now_ms) const {
  return tokens_at(allowed, now_ms) >= allowed.burst;
}

keyed_limits::keyed_limits(rate allowed, std::size_t keys_max) : allowed_(allowed), keys_max_(keys_max), salt_(0) {
  std::random_device entropy;
  salt_ = static_cast<std::uint64_t>(entropy()) << 32U | entropy();
}

std::optional<std::int64_t> keyed_limits::take(std::string_view key, std::int64_t now_ms) {
  std::string salted(sizeof salt_, '\0');
  std::memcpy(salted.data(), &salt_, sizeof salt_);
  salted += key;
  const auto hash = sha256(salted);
  std::uint64_t id = 0;
  std::memcpy(&id, hash.data(), sizeof id);

  const std::scoped_lock lock{mutex_};
  if (buckets_.size() >= keys_max_ && !buckets_.contains(id)) {
    std::erase_if(buckets_, [&](const auto& entry) { return entry.second.full(allowed_, now_ms); });
    // Every bucket in use: nobody new is let in until one of them has rested.
    if (buckets_.size() >= keys_max_) return static_cast<std::int64_t>(1000 * allowed_.burst / allowed_.per_s);
  }
  return buckets_[id].take(allowed_, now_ms);
}

std::size_t keyed_limits::size() const {
  const std::scoped_lock lock{mutex_};
  return buckets_.size();
}

}  // namespace ruamkit::transport
