#include "identity/password.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>

#include <doctest/doctest.h>

#include "support.hpp"

using namespace ruamkit::identity;
using namespace ruamkit::identity::testing;

namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

/// Processor time of this thread: what else the machine does is not counted.
std::chrono::nanoseconds spent() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec};
}

std::chrono::nanoseconds fastest_check(const std::optional<password_hash>& stored) {
  auto best = std::chrono::nanoseconds::max();
  for (int i = 0; i < 5; ++i) {
    const auto start = spent();
    static_cast<void>(verify_password(stored, "a password that is wrong"));
    best = std::min(best, spent() - start);
  }
  return best;
}

}  // namespace

TEST_CASE("password: what may be one") {
  const struct {
    const char* what;
    std::string password;
    std::optional<reason> refused;
  } table[] = {
      {"nothing", "", reason::password_short},
      {"nine characters", "ninechars", reason::password_short},
      {"ten characters", "ten chars!", {}},
      {"nine Thai characters of 27 bytes", repeated("ก", 9), reason::password_short},
      {"ten Thai characters", repeated("ก", 10), {}},
      {"1,024 bytes", std::string(1024, 'x'), {}},
      {"1,025 bytes", std::string(1025, 'x'), reason::password_long},
      {"not UTF-8", "ten chars \xff", reason::password_not_text},
      {"a zero byte within", std::string("ten\0chars!!", 11), {}},
  };
  for (const auto& row : table) {
    CAPTURE(row.what);
    const auto hashed = hash_password(row.password);
    CHECK(why_not(hashed) == row.refused);
    if (!hashed) {
      CHECK_FALSE(hashed.error().sentence.empty());
      continue;
    }
    CHECK(hashed->value().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    CHECK(hashed->value().find(row.password) == std::string::npos);
    CHECK(verify_password(*hashed, row.password) == password_check::match);
    CHECK(verify_password(*hashed, row.password + "x") == password_check::mismatch);
  }
}

TEST_CASE("password: one password has two hashes, by their salts") {
  CHECK(*hash_password("the same words") != *hash_password("the same words"));
}

TEST_CASE("password: nobody's matches nothing and takes as long to check as somebody's") {
  CHECK(verify_password(std::nullopt, "") == password_check::mismatch);
  CHECK(verify_password(std::nullopt, std::string(5000, 'x')) == password_check::mismatch);
  const std::optional<password_hash> somebody = *hash_password("somebody's own words");
  const double known = static_cast<double>(fastest_check(somebody).count());
  const double unknown = static_cast<double>(fastest_check(std::nullopt).count());
  CHECK(unknown / known > 0.6);
  CHECK(unknown / known < 1.7);
}

TEST_CASE("password: a damaged hash is not a wrong password") {
  for (const char* stored : {"", "plain", "$argon2id$v=19$m=19456,t=2,p=1$AAAA", "$argon2i$v=19$m=8,t=1,p=1$AAAA$AAAA"})
    CHECK(verify_password(password_hash{stored}, "any password") == password_check::unavailable);
}
