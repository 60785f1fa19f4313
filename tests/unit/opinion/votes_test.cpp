// The last vote counts; tallies add up.
#include "analysis/opinion/votes.hpp"

#include <doctest/doctest.h>

#include "camps.hpp"

namespace ruamkit::analysis::opinion {
namespace {

using enum vote;

vote only_answer(const std::vector<cast_vote>& votes) {
  const auto table = vote_table::latest(votes, 1, 1);
  REQUIRE(table.of(0).size() == 1);
  return table.of(0)[0].value;
}

}  // namespace

TEST_CASE("the last vote by time counts, and of equal times the later row") {
  CHECK(only_answer({{1, 0, 0, agree}, {2, 0, 0, disagree}}) == disagree);
  CHECK(only_answer({{2, 0, 0, disagree}, {1, 0, 0, agree}}) == disagree);
  CHECK(only_answer({{5, 0, 0, pass}, {5, 0, 0, agree}}) == agree);
  CHECK(only_answer({{5, 0, 0, agree}, {5, 0, 0, pass}}) == pass);
  CHECK(only_answer({{-3, 0, 0, agree}, {-4, 0, 0, pass}, {-9, 0, 0, disagree}}) == agree);
}

TEST_CASE("a table holds each person's answers in the order of the statements") {
  const std::vector<cast_vote> votes{{1, 2, 3, agree}, {2, 0, 1, pass}, {3, 2, 0, disagree}, {4, 2, 1, agree}};
  const auto table = vote_table::latest(votes, 4, 4);
  CHECK(table.people() == 4);
  CHECK(table.statements() == 4);
  CHECK(table.answers() == 4);
  CHECK(table.of(1).empty());
  CHECK(table.of(3).empty());
  REQUIRE(table.of(2).size() == 3);
  CHECK(table.of(2)[0].statement == 0);
  CHECK(table.of(2)[1].statement == 1);
  CHECK(table.of(2)[2].statement == 3);
}

TEST_CASE("without votes a table is empty") {
  const auto table = vote_table::latest({}, 0, 0);
  CHECK(table.people() == 0);
  CHECK(table.answers() == 0);
  CHECK(vote_table().people() == 0);
  CHECK(tallies(table).empty());
}

TEST_CASE("tallies of groups and of the ungrouped add up to everybody's") {
  const auto made = test::made_by(4);
  const auto table = made.table();
  auto groups = made.camps;
  for (std::size_t p = 0; p < groups.size(); p += 7) groups[p] = ungrouped;
  auto rest = groups;
  for (auto& one : rest) one = one == ungrouped ? 0 : ungrouped;
  const auto all = tallies(table), outside = tallies(table, rest, 1).front();
  const auto inside = tallies(table, groups, 3);
  for (std::size_t s = 0; s < table.statements(); ++s) {
    tally sum = outside[s];
    for (const auto& group : inside)
      for (std::size_t i = 0; i < 3; ++i) sum.count[i] += group[s].count[i];
    CHECK(sum == all[s]);
  }
  CHECK(tally{{1, 2, 5}}.mean() == doctest::Approx(0.5));
  CHECK(tally{}.mean() == 0);
}

}  // namespace ruamkit::analysis::opinion
