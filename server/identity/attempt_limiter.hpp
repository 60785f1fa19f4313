// How often somebody may guess: a token bucket for each key (an address, an account's name). A value: the time comes in
// with each call, so that tests and the engine's virtual clock drive it. Not shared between threads.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/time.hpp"

namespace ruamkit::identity {

/// Each key starts with `burst` attempts and gains one every `refill` until it has `burst` again.
///
/// A hall of 5,000 phones shares one address, so joins should be `charge`d only when the code was wrong; logins `take`
/// one for every attempt, since each costs a slow hash.
///
/// Memory is bounded by `keys_max`. Full buckets are not kept, as they equal a key never seen; when `keys_max` keys
/// are short of attempts, the one nearest to full is forgotten, which gives back the fewest attempts.
class attempt_limiter {
 public:
  struct limits {
    std::uint32_t burst = 10;                ///< 1 or more
    std::chrono::milliseconds refill{6000};  ///< 1 ms or more
    std::size_t keys_max = 65'536;           ///< 1 or more
  };

  /// Limits under their minimum are raised to it.
  explicit attempt_limiter(limits allowed);
  attempt_limiter(const attempt_limiter&) =
      delete;  ///< by_full_at_ looks into full_at_, whose nodes survive a move only
  attempt_limiter& operator=(const attempt_limiter&) = delete;
  attempt_limiter(attempt_limiter&&) = default;
  attempt_limiter& operator=(attempt_limiter&&) = default;
  ~attempt_limiter() = default;

  /// Whether `key` has an attempt left. Uses none up.
  [[nodiscard]] bool permits(std::string_view key, instant now);

  /// Uses up one attempt; at none left it changes nothing, so hammering does not lengthen the wait.
  void charge(std::string_view key, instant now);

  /// permits, and charge if so.
  [[nodiscard]] bool take(std::string_view key, instant now);

  /// How long until permits() is true again; zero when it is. At most `refill`.
  [[nodiscard]] std::chrono::milliseconds wait(std::string_view key, instant now);

  /// Keys remembered now, at most keys_max.
  [[nodiscard]] std::size_t size() const noexcept { return full_at_.size(); }

 private:
  using buckets = std::map<std::string, std::int64_t, std::less<>>;

  [[nodiscard]] std::int64_t full_at(const std::string& key, instant now);
  void remember(const std::string& key, std::int64_t full_at);
  void forget(buckets::iterator at);

  limits limits_;
  buckets full_at_;                                                 ///< when each key's bucket is full again, in ms
  std::set<std::pair<std::int64_t, std::string_view>> by_full_at_;  ///< the same, soonest first; views into full_at_
};

}  // namespace ruamkit::identity
