#include "identity/attempt_limiter.hpp"

#include <utility>

#include <doctest/doctest.h>

using namespace ruamkit::identity;
using ruamkit::instant;
using std::chrono::milliseconds;

namespace {
attempt_limiter three_then_one_a_second(std::size_t keys_max = 100) {
  return attempt_limiter{{.burst = 3, .refill = milliseconds{1000}, .keys_max = keys_max}};
}
}  // namespace

TEST_CASE("limiter: a burst, then one at a time") {
  auto limiter = three_then_one_a_second();
  const struct {
    std::int64_t at_ms;
    const char* key;
    bool taken;
    std::int64_t wait_after_ms;
  } table[] = {
      {0, "a", true, 0},       {0, "a", true, 0},         {0, "a", true, 1000},
      {0, "a", false, 1000},   {0, "b", true, 0},                                // others are not affected
      {999, "a", false, 1},                                                      // a refusal does not lengthen the wait
      {1000, "a", true, 1000}, {1500, "a", false, 500},   {3000, "a", true, 0},  // two had come back
      {3000, "a", true, 1000}, {3000, "a", false, 1000},  {60'000, "a", true, 0},  // never more than the burst
      {60'000, "a", true, 0},  {60'000, "a", true, 1000}, {60'000, "a", false, 1000},
  };
  for (const auto& row : table) {
    CAPTURE(row.at_ms);
    CHECK(limiter.permits(row.key, {row.at_ms}) == row.taken);
    CHECK(limiter.take(row.key, {row.at_ms}) == row.taken);
    CHECK(limiter.wait(row.key, {row.at_ms}).count() == row.wait_after_ms);
  }
}

TEST_CASE("limiter: a hall behind one address joins freely while only wrong codes are charged") {
  auto limiter = three_then_one_a_second();
  for (int phone = 0; phone < 5000; ++phone) CHECK(limiter.permits("hall", {0}));
  CHECK(limiter.size() == 0);
  for (int wrong = 0; wrong < 3; ++wrong) limiter.charge("hall", {0});
  CHECK_FALSE(limiter.permits("hall", {0}));
}

TEST_CASE("limiter: memory is bounded, and the one nearest to full is forgotten first") {
  auto limiter = three_then_one_a_second(3);
  for (int i = 0; i < 3; ++i) limiter.charge("empty", {0});
  limiter.charge("less", {0});
  limiter.charge("less", {0});
  limiter.charge("hardly", {0});
  CHECK(limiter.size() == 3);
  for (int i = 0; i < 1000; ++i) CHECK(limiter.take("stranger" + std::to_string(i), {0}));
  CHECK(limiter.size() == 3);
  CHECK_FALSE(limiter.permits("empty", {0}));
  CHECK(limiter.wait("empty", {0}).count() == 1000);
  CHECK(limiter.take("less", {0}));
  CHECK_FALSE(limiter.take("less", {0}));
}

TEST_CASE("limiter: full buckets are not kept") {
  auto limiter = three_then_one_a_second();
  for (int i = 0; i < 50; ++i) limiter.charge("key" + std::to_string(i), {0});
  CHECK(limiter.size() == 50);
  limiter.charge("another", {1000});
  CHECK(limiter.size() == 1);
}

TEST_CASE("limiter: a clock set back locks nobody out for longer than an empty bucket") {
  auto limiter = three_then_one_a_second();
  for (int i = 0; i < 3; ++i) limiter.charge("a", {10'000'000});
  CHECK(limiter.wait("a", {0}).count() == 1000);
  CHECK_FALSE(limiter.permits("a", {999}));
  CHECK(limiter.take("a", {1000}));
  CHECK_FALSE(limiter.take("a", {1000}));
}

TEST_CASE("limiter: long keys cost no more than short ones and stay apart") {
  auto limiter = attempt_limiter{{.burst = 1, .refill = milliseconds{1000}, .keys_max = 10}};
  const std::string one(100'000, 'x');
  CHECK(limiter.take(one, {0}));
  CHECK_FALSE(limiter.take(one, {0}));
  CHECK(limiter.take(one + "y", {0}));
}

TEST_CASE("limiter: limits under the minimum are raised, and a moved limiter remembers") {
  auto limiter = attempt_limiter{{.burst = 0, .refill = milliseconds{0}, .keys_max = 0}};
  CHECK(limiter.take("a", {0}));
  auto moved = std::move(limiter);
  CHECK_FALSE(moved.take("a", {0}));
  CHECK(moved.take("b", {0}));
  CHECK(moved.size() == 1);
  CHECK(moved.take("a", {1}));
}
