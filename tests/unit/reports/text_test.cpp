// Numbers as a report and its sentences write them.
#include <doctest/doctest.h>

#include <cstdint>
#include <limits>

#include "base/numerals.hpp"
#include "reports/text.hpp"

namespace ruamkit::reports {

TEST_CASE("a comma stands between thousands, and nowhere else") {
  CHECK(with_commas(std::int64_t{0}) == "0");
  CHECK(with_commas(std::int64_t{999}) == "999");
  CHECK(with_commas(std::int64_t{1'000}) == "1,000");
  CHECK(with_commas(std::int64_t{-123'456}) == "-123,456");
  CHECK(with_commas(std::numeric_limits<std::int64_t>::min()) == "-9,223,372,036,854,775,808");
  CHECK(with_commas(std::numeric_limits<std::uint64_t>::max()) == "18,446,744,073,709,551,615");
  CHECK(with_commas(std::string("8663.25001")) == "8,663.25001");
  CHECK(with_commas(std::string("nothing")) == "nothing");
  CHECK(number(std::uint64_t{5'312}) == "5,312");
  CHECK(number(std::int64_t{-5'312}) == "-5,312");
}

}  // namespace ruamkit::reports
