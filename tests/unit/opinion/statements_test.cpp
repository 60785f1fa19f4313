// Representative statements and consensus, worked by hand.
#include "analysis/opinion/statements.hpp"

#include <doctest/doctest.h>

#include "camps.hpp"

namespace ruamkit::analysis::opinion {
namespace {

using enum vote;

tally of(std::size_t disagreed, std::size_t passed, std::size_t agreed) { return {{disagreed, passed, agreed}}; }

}  // namespace

TEST_CASE("a stand's shares and tests") {
  // Within: 8 of 10 agree, (8+1)/(10+2) = 0.75. Outside: 4 of 20, 5/22.
  const auto one = stand_on(3, agree, of(1, 1, 8), of(10, 6, 4));
  CHECK(one.statement == 3);
  CHECK(one.share == doctest::Approx(0.75));
  CHECK(one.share_outside == doctest::Approx(5.0 / 22));
  CHECK(one.representativeness() == doctest::Approx(3.3));
  // (0.75 - 0.5) / sqrt(0.25 / 12) = sqrt(3).
  CHECK(one.z_within == doctest::Approx(1.7320508));
  // Pooled 14/34; 0.522727 / sqrt(0.411765 * 0.588235 * (1/12 + 1/22)).
  CHECK(one.z_against == doctest::Approx(2.9597).epsilon(1e-4));
  CHECK(one.significant);
}

TEST_CASE("few votes are not significant") {
  CHECK(!stand_on(0, agree, of(0, 0, 1), of(1, 0, 0)).significant);
  CHECK(!stand_on(0, agree, of(0, 0, 0), of(9, 0, 0)).significant);
  CHECK(stand_on(0, agree, of(0, 0, 0), of(0, 0, 0)).z_against == doctest::Approx(0));
}

TEST_CASE("what stands for a group is what it takes a side on and the others do not") {
  // Statements: 0 divides; 1 unites; 2 only group 1 disagrees; 3 nobody has voted on.
  const std::vector<std::vector<tally>> groups{
      {of(0, 1, 19), of(0, 0, 20), of(5, 10, 5), of(0, 0, 0)},
      {of(18, 1, 1), of(1, 0, 19), of(19, 1, 0), of(0, 0, 0)},
  };
  const auto stands = representative(groups, 5);
  REQUIRE(stands.size() == 2);
  REQUIRE(stands[0].size() == 1);
  CHECK(stands[0][0].statement == 0);
  CHECK(stands[0][0].side == agree);
  REQUIRE(stands[1].size() == 2);
  CHECK(stands[1][0].side == disagree);
  CHECK(stands[1][1].side == disagree);
  CHECK(stands[1][0].weight() >= stands[1][1].weight());
  CHECK(representative(groups, 1)[1].size() == 1);
  CHECK(representative(groups, 0)[1].empty());
  CHECK(representative({groups[0]}, 5).front().empty());
  CHECK(representative({}, 5).empty());

  const auto united = consensus(groups, 5);
  REQUIRE(united.size() == 1);
  CHECK(united[0].statement == 1);
  CHECK(united[0].side == agree);
  CHECK(united[0].consensus == doctest::Approx(21.0 / 22 * 20 / 22));
  CHECK(united[0].shares == std::vector<double>{21.0 / 22, 20.0 / 22});
  CHECK(group_informed_consensus(groups, 1, agree) == doctest::Approx(united[0].consensus));
  CHECK(group_informed_consensus(groups, 0, disagree) == doctest::Approx(1.0 / 22 * 19 / 22));
  CHECK(group_informed_consensus(groups, 3, agree) == doctest::Approx(0.25));
}

TEST_CASE("a large majority that one group does not share is no consensus") {
  const std::vector<std::vector<tally>> groups{{of(2, 0, 500)}, {of(6, 0, 5)}};
  CHECK(consensus(groups, 5).empty());
}

TEST_CASE("where nothing is significant the nearest is named as such") {
  const std::vector<std::vector<tally>> groups{{of(0, 0, 2), of(0, 1, 1)}, {of(0, 1, 1), of(0, 1, 1)}};
  const auto stands = representative(groups, 5);
  REQUIRE(stands[0].size() == 1);
  CHECK(stands[0][0].statement == 0);
  CHECK(!stands[0][0].significant);
}

TEST_CASE("turning every vote round turns the sides and nothing else") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    auto made = test::made_by(seed);
    const auto straight = tallies(made.table(), made.camps, 3);
    for (auto& one : made.votes) one.value = static_cast<vote>(-static_cast<int>(one.value));
    const auto turned = tallies(made.table(), made.camps, 3);
    const auto a = representative(straight, 5), b = representative(turned, 5);
    for (std::size_t g = 0; g < 3; ++g) {
      REQUIRE(a[g].size() == b[g].size());
      for (std::size_t i = 0; i < a[g].size(); ++i) {
        CHECK(a[g][i].statement == b[g][i].statement);
        CHECK(a[g][i].side != b[g][i].side);
        CHECK(a[g][i].z_against == doctest::Approx(b[g][i].z_against));
      }
    }
  }
}

}  // namespace ruamkit::analysis::opinion
