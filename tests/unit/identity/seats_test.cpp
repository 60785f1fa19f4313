#include <chrono>
#include <set>

#include <doctest/doctest.h>

#include "identity/store.hpp"
#include "support.hpp"

using namespace ruamkit::identity;
using namespace ruamkit::identity::testing;

namespace {

std::vector<participant_id> people(int count) {
  std::vector<participant_id> all;
  for (int i = 0; i < count; ++i) all.emplace_back("p" + std::to_string(i));
  return all;
}

std::string without_dashes(std::string code) {
  std::erase(code, '-');
  return code;
}

}  // namespace

TEST_CASE("seats: 5,000 codes, no two the same, each found, in well under a second") {
  temporary_folder folder;
  store s{folder.options()};
  const auto everybody = people(5000);
  const auto start = std::chrono::steady_clock::now();
  const auto first = s.issue_seats(town, everybody);
  const auto took = std::chrono::steady_clock::now() - start;
  MESSAGE("5,000 codes: ", std::chrono::duration_cast<std::chrono::milliseconds>(took).count(), " ms");
  CHECK(took < std::chrono::seconds{1});

  std::set<std::string> codes;
  REQUIRE(first.size() == everybody.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    REQUIRE(first[i].participant == everybody[i]);
    REQUIRE(s.find_seat(first[i].code) == seat{town, everybody[i]});
    codes.insert(first[i].code);
  }
  CHECK(codes.size() == 5000);

  const auto second = s.issue_seats(town, everybody);
  for (std::size_t i = 0; i < second.size(); ++i) {
    REQUIRE_FALSE(s.find_seat(first[i].code));
    REQUIRE(s.find_seat(second[i].code) == seat{town, everybody[i]});
  }
}

TEST_CASE("seats: what finds a seat, and what ends a code") {
  temporary_folder folder;
  const participant_id p1{"p1"};
  const participant_id p2{"p2"};
  std::string p1_code;
  std::string p2_code;
  {
    store s{folder.options()};
    const std::vector twice{p1, p2, p1};
    const auto issued = s.issue_seats(town, twice);
    REQUIRE(issued.size() == 3);
    CHECK(issued[0].code == issued[2].code);
    p1_code = issued[0].code;
    p2_code = issued[1].code;
    CHECK(s.issue_seats(town, {}).empty());
    const auto elsewhere = s.issue_seats(jury, std::vector{p1});
    CHECK(s.find_seat(elsewhere[0].code) == seat{jury, p1});
  }
  store again{folder.options()};
  CHECK(again.find_seat(p1_code) == seat{town, p1});
  CHECK(again.find_seat(" " + without_dashes(p1_code)) == seat{town, p1});
  CHECK_FALSE(again.find_seat(p1_code.substr(1)));
  CHECK_FALSE(again.find_seat("ABC-DEF-GHJ"));

  const auto renewed = again.issue_seats(town, std::vector{p1});
  CHECK_FALSE(again.find_seat(p1_code));
  CHECK(again.find_seat(renewed[0].code) == seat{town, p1});
  CHECK(again.find_seat(p2_code) == seat{town, p2});
}

TEST_CASE("seats: no code is in the files, and another key does not open them") {
  temporary_folder folder;
  std::vector<issued_seat> issued;
  {
    store s{folder.options()};
    issued = s.issue_seats(town, people(100));
  }
  const auto bytes = folder.every_byte();
  for (const auto& seat : issued) {
    CHECK(bytes.find(seat.code) == std::string::npos);
    CHECK(bytes.find(without_dashes(seat.code)) == std::string::npos);
  }
}
