// What ballots may look like, and the lots.
#include <doctest/doctest.h>

#include "analysis/counting/explain.hpp"
#include "analysis/counting/pairwise.hpp"
#include "analysis/counting/threshold.hpp"
#include "elections.hpp"

namespace ruamkit::test {

using counting::place;

TEST_CASE("equal ballots are kept once") {
  counting::ranked_ballots ballots(3);
  for (int i = 0; i < 1000; ++i) ballots.add(ranking(i % 2 == 0 ? "ABC" : "B"));
  ballots.add({}, 5);
  CHECK(ballots.size() == 3);
  CHECK(ballots.total() == 1005);
  CHECK(ballots.people(0) == 500);
  CHECK_THROWS_AS(counting::ranked_ballots(40'000), std::length_error);
  CHECK_THROWS_AS(ballots.add({}, 500'000'000), std::length_error);
}

TEST_CASE("an overvote ends a ballot where it stands") {
  const auto ballots = rankings(4, {{3, "A(BC)D"}, {2, "B"}, {2, "C"}, {9, "(AB)C"}});
  for (const std::string_view rule : {"irv", "stv_scottish", "stv_wig", "stv_meek", "plurality"}) {
    const auto counted = count(rule, ballots);
    CAPTURE(rule);
    CHECK(counted.ballots == 16);
    CHECK(counted.valid == 7);
    CHECK(counted.overvotes == 12);
    CHECK(totals(counted, 0) == "A 3, B 2, C 2, D 0");
  }
}

TEST_CASE("a skipped rank is passed over, or ends the ballot") {
  const auto ballots = rankings(3, {{4, "A"}, {3, "B"}, {2, "C-B"}});
  counting::settings with;
  CHECK(letters(count("irv", ballots, with).winners) == "B");
  with.skipped = counting::skipped_ranks::stop;
  CHECK(letters(count("irv", ballots, with).winners) == "A");
}

TEST_CASE("Borda shares the points of places that are shared or left out") {
  CHECK(totals(count("borda", rankings(4, {{1, "A(BC)"}})), 0) == "A 3, B 1.5, C 1.5, D 0");
  CHECK(totals(count("borda", rankings(4, {{2, "A"}})), 0) == "A 6, B 2, C 2, D 2");
  CHECK(totals(count("borda", rankings(3, {{1, "AB"}, {1, "C"}})), 0) == "A 2.5, B 1.5, C 2");
}

TEST_CASE("options left out are below those listed, in pairs") {
  const auto counted = count("schulze", rankings(3, {{3, "A"}, {2, "BC"}, {2, "C(AB)"}}));
  CHECK(counted.pairwise == counting::matrix{{0, 3, 3}, {2, 0, 2}, {4, 2, 0}});
}

TEST_CASE("two rounds without second choices ask the people again") {
  const auto counted = count("two_round", rankings(3, {{4, "A"}, {3, "B"}, {2, "C"}}));
  CHECK(counted.winners.empty());
  CHECK(letters(counted.run_off) == "AB");
  CHECK(letters(count("two_round", rankings(3, {{5, "A"}, {3, "B"}, {1, "C"}})).winners) == "A");
}

TEST_CASE("ties are drawn from the seed, and named") {
  const auto ballots = rankings(3, {{5, "A"}, {5, "B"}, {1, "C"}});
  std::vector<bool> won(3, false);
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto counted = count("plurality", ballots, seats(1, seed));
    REQUIRE(counted.tie_broken());
    CHECK(letters(counted.ties[0].among) == "AB");
    CHECK(counted.ties[0].drawn == counted.winners);
    won[counted.winners.front()] = true;
  }
  CHECK(won == std::vector<bool>{true, true, false});
  CHECK_FALSE(count("plurality", ballots, seats(2)).tie_broken());
}

TEST_CASE("an order that cannot matter breaks no tie") {
  const auto counted = count("irv", rankings(5, {{9, "A"}, {8, "B"}, {1, "CB"}, {1, "DB"}, {1, "EB"}}));
  CHECK(letters(counted.winners) == "B");
  CHECK(counted.ties.size() == 2);
  CHECK_FALSE(counted.tie_broken());
}

TEST_CASE("sure losers go together where that is asked") {
  const auto ballots = rankings(5, {{9, "A"}, {8, "B"}, {2, "CB"}, {1, "DB"}, {1, "EB"}});
  auto with = seats(1);
  with.eliminate_sure_losers = true;
  for (const std::string_view rule : {"irv", "stv_scottish", "stv_wig", "stv_meek"}) {
    CAPTURE(rule);
    const auto together = count(rule, ballots, with);
    CHECK(together.winners == count(rule, ballots).winners);
    CHECK(together.rounds.size() < count(rule, ballots).rounds.size());
  }
}

TEST_CASE("no ballots, blank ballots, fewer options than seats") {
  for (const auto rule : ranking_rules()) {
    CAPTURE(rule);
    CHECK(count(rule, rankings(3, {})).winners.empty());
    const auto blank = count(rule, rankings(3, {{7, ""}}));
    CHECK(blank.winners.empty());
    CHECK(blank.ballots == 7);
    CHECK(blank.valid == 0);
    CHECK_FALSE(explain(blank, std::vector<std::string>{"a", "b", "c"}).empty());
    if (counting::find_rule(rule)->elects_several) {
      auto all = count(rule, rankings(2, {{3, "AB"}, {2, "B"}}), seats(5)).winners;
      CHECK(all.size() == 2);
    }
    CHECK(letters(count(rule, rankings(1, {{3, "A"}})).winners) == "A");
  }
}

TEST_CASE("thresholds and quorum are exact") {
  const auto counted = count("plurality", rankings(2, {{2, "A"}, {1, "B"}}));
  counting::threshold asked{counting::rational(2, 3), counting::share_of::cast, {}};
  CHECK(judge(counted, asked, 0).met());
  asked.of = counting::share_of::eligible;
  CHECK_FALSE(judge(counted, asked, 4).met());
  asked.needed = counting::rational(1, 2);
  asked.quorum = counting::rational(3, 4);
  CHECK(judge(counted, asked, 4).met());
  CHECK_FALSE(judge(counted, asked, 5).met());
  CHECK(judge(counted, asked, 5).turnout == counting::rational(3, 5));
}

TEST_CASE("marks") {
  counting::marks given(3);
  given.give(0, 5, 1);
  given.give(1, 4, 3);
  given.give(2, 0, 3);
  given.count_ballot(false, 4);
  given.count_ballot(true, 2);
  counting::settings with;
  CHECK(letters(score(given, with).winners) == "A");
  CHECK(letters(median(given, with).winners) == "A");
  with.without_mark = counting::unmarked::zero;
  CHECK(letters(score(given, with).winners) == "B");
  CHECK(totals(score(given, with), 0) == "A 1.25, B 3, C 0");
  CHECK(totals(median(given, with), 0) == "A 0, B 4, C 0");
  CHECK(totals(points(given, with), 0) == "A 5, B 12, C 0");
  CHECK(totals(approval(given, with), 0) == "A 1, B 3, C 0");
  CHECK(letters(majority_judgment(given, with).winners) == "B");
  CHECK(approval(counting::marks(2), with).winners.empty());
}

TEST_CASE("a hall's ballots by the kinds of a definition") {
  using amount = std::pair<std::uint16_t, std::int64_t>;
  counting::ballot_box multiple("approval", 3);
  multiple.cast(std::vector<std::uint16_t>{0, 2});
  multiple.cast(std::vector<std::uint16_t>{2});
  multiple.cast(std::vector<std::uint16_t>{});
  CHECK(letters(multiple.count({}).winners) == "C");
  CHECK(multiple.count({}).valid == 2);
  counting::ballot_box ranked("irv", 3);
  ranked.cast(std::vector<std::uint16_t>{1, 0});
  CHECK(letters(ranked.count({}).winners) == "B");
  counting::ballot_box scored("score", 2);
  scored.cast(std::vector<amount>{{0, 4}, {1, 5}});
  CHECK(letters(scored.count({}).winners) == "B");
  counting::ballot_box scale("median", 1);
  for (const std::int64_t value : {1, 7, 9}) scale.cast_value(value);
  CHECK(totals(scale.count({}), 0) == "A 7");
  CHECK_THROWS_AS(counting::ballot_box("greedy", 2), std::invalid_argument);
  CHECK_THROWS_AS(ranked.cast(std::vector<std::uint16_t>{3}), std::out_of_range);
  CHECK_THROWS_AS(ranked.cast(std::vector<amount>{{0, 1}}), std::invalid_argument);
}

TEST_CASE("an explanation names everything, in both languages") {
  const auto counted = count("irv", rankings(3, {{5, "A"}, {4, "B"}, {2, "CB"}}));
  const std::vector<std::string> names = {"ก", "ข", "ค"};
  std::string th;
  std::string en;
  for (const auto& line : explain(counted, names)) {
    th += line.th + '\n';
    en += line.en + '\n';
  }
  CHECK(en.find("ค has the fewest (2) and is out") != std::string::npos);
  CHECK(en.find("ข has 6 of 11 votes, more than half, and wins.") != std::string::npos);
  CHECK(th.find("รอบที่ 2") != std::string::npos);
  CHECK(th.find("เกินครึ่ง จึงชนะ") != std::string::npos);
}

TEST_CASE("decimals of exact numbers") {
  using counting::rational;
  CHECK(counting::decimal(rational(1, 3)) == "0.333333333");
  CHECK(counting::decimal(rational(2, 3), 2) == "0.67");
  CHECK(counting::decimal(rational(-5, 2), 0) == "-3");
  CHECK(counting::decimal(rational(1, 1000), 2) == "0");
  CHECK(counting::decimal(rational(1000)) == "1000");
  CHECK(counting::fraction(rational(6, 4)) == "3/2");
  CHECK(counting::is_decimal(rational(1, 8)));
  CHECK_FALSE(counting::is_decimal(rational(1, 3)));
}

}  // namespace ruamkit::test
