// Elections with published results.
#include <doctest/doctest.h>

#include "elections.hpp"

namespace ruamkit::test {
namespace {

// "Tennessee capital", Wikipedia's example for single-winner systems: Memphis, Nashville, Chattanooga, Knoxville.
const lines tennessee = {{42, "ABCD"}, {26, "BCDA"}, {15, "CDBA"}, {17, "DCBA"}};

struct known {
  std::string_view rule;
  std::string winners;
  std::string first_totals;
};

}  // namespace

TEST_CASE("the capital of Tennessee by every rule") {
  const auto ballots = rankings(4, tennessee);
  const known table[] = {
      {"plurality", "A", "A 42, B 26, C 15, D 17"},    {"two_round", "B", "A 42, B 26, C 15, D 17"},
      {"borda", "B", "A 126, B 194, C 173, D 107"},    {"schulze", "B", "A 0, B 3, C 2, D 1"},
      {"ranked_pairs", "B", "A 0, B 3, C 2, D 1"},     {"irv", "D", "A 42, B 26, C 15, D 17"},
      {"stv_scottish", "D", "A 42, B 26, C 15, D 17"}, {"stv_wig", "D", "A 42, B 26, C 15, D 17"},
      {"stv_meek", "D", "A 42, B 26, C 15, D 17"},
  };
  for (const auto& [rule, winners, first] : table) {
    CAPTURE(rule);
    const auto counted = count(rule, ballots);
    CHECK(letters(counted.winners) == winners);
    CHECK(totals(counted, 0) == first);
    CHECK_FALSE(counted.tie_broken());
  }
  CHECK(totals(count("irv", ballots), 2) == "A 42, D 58");
  CHECK(totals(count("two_round", ballots), 1) == "A 42, B 58");
}

TEST_CASE("Schulze's own example: 45 voters, E > A > C > B > D") {
  const auto ballots = rankings(
      5,
      {{5, "ACBED"}, {5, "ADECB"}, {8, "BEDAC"}, {3, "CABED"}, {7, "CAEBD"}, {2, "CBADE"}, {7, "DCEBA"}, {8, "EBADC"}});
  const auto counted = count("schulze", ballots, seats(5));
  CHECK(letters(counted.winners) == "EACBD");
  CHECK(totals(counted, 0) == "A 3, B 1, C 2, D 0, E 4");
  CHECK(counted.pairwise[0] == std::vector<std::int64_t>{0, 20, 26, 30, 22});
  CHECK_FALSE(counted.tie_broken());
}

TEST_CASE("ranked pairs sets aside the weakest side of a cycle") {
  // A beats B 65:35, B beats C 70:30, C beats A 60:40: the last contradicts the stronger two.
  const auto counted = count("ranked_pairs", rankings(3, {{35, "ABC"}, {30, "CAB"}, {5, "ACB"}, {30, "BCA"}}));
  CHECK(letters(counted.winners) == "A");
  std::size_t set_aside = 0;
  for (const auto& each : counted.rounds[0].events) set_aside += each.what == counting::happening::set_aside ? 1U : 0U;
  CHECK(set_aside == 1);
}

// Wikipedia, "Single transferable vote": the food election; 3 seats, Droop quota 6.
TEST_CASE("the food election by STV") {
  const auto ballots = rankings(5, {{4, "A"}, {2, "BA"}, {8, "CD"}, {4, "CE"}, {1, "D"}, {1, "E"}});
  for (const std::string_view rule : {"stv_scottish", "stv_wig"}) {
    const auto counted = count(rule, ballots, seats(3));
    CAPTURE(rule);
    CHECK(letters(counted.winners) == "CAD");
    CHECK(counting::decimal(*counted.quota) == "6");
    CHECK(totals(counted, 1) == "A 4, B 2, C 6, D 5, E 3");
    CHECK(totals(counted, 2) == "A 6, C 6, D 5, E 3");
    CHECK(totals(counted, 3) == "A 6, C 6, D 5");
  }
  // Meek's quota is a hair above 5, not 6: the strawberries reach it at once.
  CHECK(letters(count("stv_meek", ballots, seats(3)).winners) == "CDA");
}

// Voting matters, issue 12, "The computational accuracy using the Meek algorithm": 3 seats. The decimals are those of
// Jonathan Lundell's Droop (test/ref/dump/SC-Vm-12-*), an independent implementation.
TEST_CASE("the accuracy example of Voting matters") {
  const auto ballots = rankings(5, {{333, "AC"},
                                    {333, "AD"},
                                    {333, "AE"},
                                    {333, "BC"},
                                    {333, "BD"},
                                    {333, "BE"},
                                    {667, "C"},
                                    {667, "D"},
                                    {667, "E"},
                                    {1, "ABC"},
                                    {1, "ABD"},
                                    {2, "BAC"}});
  auto with = seats(3);
  with.quota = counting::quota_rule::exact;
  const auto wig = count("stv_wig", ballots, with);
  CHECK(letters(wig.winners) == "ABC");
  CHECK(totals(wig, 2) == "A 1000.75, B 1000.75, C 667.167082917, D 667.166583417, E 667.166333666");
  CHECK(counting::decimal(wig.rounds[4].exhausted) == "1334.332917083");

  const auto meek = count("stv_meek", ballots, seats(3));
  CHECK(counting::decimal(*meek.rounds[0].quota) == "1000.750000001");
  CHECK(totals(meek, 1) == "A 1000.750000126, B 1000.750000126, C 667.166666686, D 667.166666562, E 667.1666665");

  const auto scottish = count("stv_scottish", ballots, seats(3));
  CHECK(counting::decimal(*scottish.quota) == "1001");
  CHECK(totals(scottish, 0) == "A 1001, B 1001, C 667, D 667, E 667");
}

TEST_CASE("Scottish transfer values are cut to five decimals") {
  // Quota floor(100 / 3) + 1 = 34; A's surplus of 26 on 60 papers: 0.43333 each, of which 20 give 8.6666.
  const auto counted = count("stv_scottish", rankings(4, {{40, "AB"}, {20, "AC"}, {22, "C"}, {18, "D"}}), seats(2));
  CHECK(totals(counted, 1) == "A 34, B 17.3332, C 30.6666, D 18");
  CHECK(counting::decimal(counted.rounds[1].lost) == "0.0002");
  CHECK(letters(counted.winners) == "AC");
}

TEST_CASE("Scottish ties go by the last round in which they differed") {
  // B and C have 12 each once D's paper has moved; before that C had fewer.
  const auto counted = count("stv_scottish", rankings(4, {{22, "A"}, {12, "B"}, {11, "C"}, {1, "DC"}}));
  REQUIRE(counted.ties.size() == 1);
  CHECK(letters(counted.ties[0].among) == "BC");
  CHECK(letters(counted.ties[0].drawn) == "C");
  CHECK_FALSE(counted.ties[0].by_lot);
  CHECK_FALSE(counted.tie_broken());
  CHECK(letters(counted.winners) == "A");
}

// Wikipedia, "Majority judgment": the same capital, graded 3 excellent … 0 poor.
TEST_CASE("majority judgment chooses Nashville") {
  counting::marks given(4);
  const std::pair<std::int64_t, std::vector<std::int64_t>> grades[] = {
      {42, {3, 1, 0, 0}}, {26, {0, 3, 1, 1}}, {15, {0, 1, 3, 2}}, {17, {0, 1, 2, 3}}};
  for (const auto& [people, marks] : grades) {
    for (std::size_t i = 0; i < marks.size(); ++i) given.give(i, marks[i], people);
    given.count_ballot(false, people);
  }
  const auto counted = counting::majority_judgment(given, {});
  CHECK(letters(counted.winners) == "B");
  CHECK(totals(counted, 0) == "A 0, B 1, C 1, D 1");
  CHECK_FALSE(counted.tie_broken());
  CHECK(totals(counting::score(given, {}), 0) == "A 1.26, B 1.52, C 1.05, D 1.07");
}

}  // namespace ruamkit::test
