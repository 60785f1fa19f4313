#include "identity/attempt_limiter.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "base/encoding.hpp"

namespace ruamkit::identity {
namespace {

// A key is an address or a name; longer ones are a client's invention and must not cost memory.
constexpr std::size_t key_bytes_max = 64;

std::string kept_key(std::string_view key) {
  return key.size() <= key_bytes_max ? std::string(key) : to_hex(sha256(key));
}

}  // namespace

// A bucket is kept as the instant at which it will be full again (the generic cell rate algorithm, ITU-T I.371): one
// number, exact in integers. Attempts missing from it = (full_at - now) / refill, rounded up.

attempt_limiter::attempt_limiter(limits allowed) : limits_(allowed) {
  limits_.burst = std::max<std::uint32_t>(limits_.burst, 1);
  limits_.refill = std::max(limits_.refill, std::chrono::milliseconds{1});
  limits_.keys_max = std::max<std::size_t>(limits_.keys_max, 1);
}

std::int64_t attempt_limiter::full_at(const std::string& key, instant now) {
  const auto found = full_at_.find(key);
  if (found == full_at_.end()) return now.ms;
  // No bucket is emptier than empty: a clock that was set back does not lock anybody out for the difference.
  const std::int64_t empty = now.ms + static_cast<std::int64_t>(limits_.burst) * limits_.refill.count();
  if (found->second > empty) {
    remember(key, empty);
    return empty;
  }
  return std::max(found->second, now.ms);
}

std::chrono::milliseconds attempt_limiter::wait(std::string_view key, instant now) {
  const std::int64_t missing = full_at(kept_key(key), now) - now.ms;
  const std::int64_t allowed = (static_cast<std::int64_t>(limits_.burst) - 1) * limits_.refill.count();
  return std::chrono::milliseconds{std::max<std::int64_t>(0, missing - allowed)};
}

bool attempt_limiter::permits(std::string_view key, instant now) { return wait(key, now).count() == 0; }

void attempt_limiter::charge(std::string_view key, instant now) { static_cast<void>(take(key, now)); }

bool attempt_limiter::take(std::string_view key, instant now) {
  while (!by_full_at_.empty() && by_full_at_.begin()->first <= now.ms)
    forget(full_at_.find(by_full_at_.begin()->second));
  if (!permits(key, now)) return false;
  const auto kept = kept_key(key);
  remember(kept, full_at(kept, now) + limits_.refill.count());
  return true;
}

void attempt_limiter::remember(const std::string& key, std::int64_t full_at) {
  if (const auto found = full_at_.find(key); found != full_at_.end()) forget(found);
  if (full_at_.size() >= limits_.keys_max) forget(full_at_.find(by_full_at_.begin()->second));
  const auto placed = full_at_.emplace(key, full_at).first;
  by_full_at_.emplace(full_at, placed->first);
}

void attempt_limiter::forget(buckets::iterator at) {
  by_full_at_.erase({at->second, at->first});
  full_at_.erase(at);
}

}  // namespace ruamkit::identity
