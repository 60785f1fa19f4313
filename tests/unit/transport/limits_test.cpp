// Token buckets and the door, without sockets.
#include <doctest/doctest.h>

#include "transport/admission.hpp"
#include "transport/rate_limit.hpp"

using namespace ruamkit::transport;

TEST_CASE("a bucket gives its burst, then its rate") {
  token_bucket bucket;
  const rate allowed{10, 3};
  for (int i = 0; i < 3; ++i) CHECK_FALSE(bucket.take(allowed, 1000).has_value());
  CHECK(bucket.take(allowed, 1000) == 100);
  CHECK(bucket.take(allowed, 1050) == 50);
  CHECK_FALSE(bucket.take(allowed, 1100).has_value());
  CHECK(bucket.take(allowed, 1100) == 100);
  CHECK_FALSE(bucket.full(allowed, 1200));
  CHECK(bucket.full(allowed, 9000));
  for (int i = 0; i < 3; ++i) CHECK_FALSE(bucket.take(allowed, 9000).has_value());
  CHECK(bucket.take(allowed, 9000).has_value());
  CHECK(bucket.take(allowed, 8000).has_value());  // a clock that went back gives nothing
}

TEST_CASE("keys have buckets of their own, and only so many") {
  keyed_limits tokens{{1, 2}, 3};
  CHECK_FALSE(tokens.take("a", 0).has_value());
  CHECK_FALSE(tokens.take("a", 0).has_value());
  CHECK(tokens.take("a", 0).has_value());
  CHECK_FALSE(tokens.take("b", 0).has_value());
  CHECK_FALSE(tokens.take("c", 0).has_value());
  CHECK(tokens.take("d", 0).has_value());  // all three are in use
  CHECK(tokens.size() == 3);
  CHECK_FALSE(tokens.take("d", 5000).has_value());  // all three have rested and are forgotten
  CHECK(tokens.size() == 1);
}

TEST_CASE("the door counts all and each address") {
  admission door{3, 2};
  const auto a = key_of_address("192.0.2.1");
  const auto b = key_of_address("192.0.2.2");
  CHECK(a != b);
  CHECK(door.enter(a) == admission::verdict::admitted);
  CHECK(door.enter(a) == admission::verdict::admitted);
  CHECK(door.enter(a) == admission::verdict::address_full);
  CHECK(door.enter(b) == admission::verdict::admitted);
  CHECK(door.enter(b) == admission::verdict::full);
  door.leave(a);
  CHECK(door.enter(a) == admission::verdict::admitted);
  CHECK(door.count() == 3);
  CHECK_FALSE(door.wait_until_empty(std::chrono::steady_clock::now()));
  door.leave(a);
  door.leave(a);
  door.leave(b);
  CHECK(door.wait_until_empty(std::chrono::steady_clock::now()));
}

TEST_CASE("an IPv6 subscriber is one /64, and a mapped IPv4 address is that address") {
  CHECK(key_of_address("2001:db8:1:2::1") == key_of_address("2001:db8:1:2:ffff::9"));
  CHECK(key_of_address("2001:db8:1:2::1") != key_of_address("2001:db8:1:3::1"));
  CHECK(key_of_address("::ffff:192.0.2.1") == key_of_address("192.0.2.1"));
}
