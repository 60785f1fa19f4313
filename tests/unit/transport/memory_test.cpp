// What a connected phone costs. A report: the number that must hold is measured with the whole server.
#include <doctest/doctest.h>
#include <malloc.h>
#include <unistd.h>

#include <fstream>
#include <string>
#include <vector>

#include "hall.hpp"

using namespace ruamkit::transport;
using namespace ruamkit::transport::test;

namespace {

std::size_t resident_bytes() {
  std::ifstream in{"/proc/self/statm"};
  std::size_t all = 0;
  std::size_t resident = 0;
  in >> all >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

TEST_CASE("2,000 phones connect, watch and are quiet") {
  hall hall;
  constexpr std::size_t count = 2000;
  std::vector<client> phones;
  phones.reserve(count);
  (void)hall.phone().call("view.watch", 1, R"({"views":["tally/q1"]})");
  malloc_trim(0);
  const auto before = resident_bytes();
  for (std::size_t i = 0; i < count; ++i) {
    phones.push_back(hall.phone());
    REQUIRE_FALSE(phones.back().call("view.watch", 1, R"({"views":["tally/q1"]})").empty());
  }
  hall.engine.publish(2);
  for (auto& each : phones) {
    while (each.frame().payload.find(R"("rev":2)") == std::string::npos) {
    }
  }
  malloc_trim(0);
  const auto each = (resident_bytes() - before) / count;
  // The clients of this test are counted too.
  MESSAGE("resident bytes a phone, its client included: ", each);
}
