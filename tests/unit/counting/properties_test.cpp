// What must hold for every election, tried on random ones.
#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "analysis/counting/pairwise.hpp"
#include "elections.hpp"

namespace ruamkit::test {
namespace {

constexpr int elections = 300;

std::optional<std::size_t> condorcet_winner(const counting::matrix& prefer) {
  for (std::size_t a = 0; a < prefer.size(); ++a) {
    bool all = true;
    for (std::size_t b = 0; b < prefer.size(); ++b) all = all && (a == b || prefer[a][b] > prefer[b][a]);
    if (all) return a;
  }
  return std::nullopt;
}

std::string renamed(const std::string& ballot, const std::vector<std::size_t>& to) {
  std::string out;
  for (const char c : ballot) out += static_cast<char>('A' + to[static_cast<std::size_t>(c - 'A')]);
  return out;
}

std::size_t seats_of(std::string_view rule) { return rule.starts_with("stv_") ? 3 : 1; }

}  // namespace

TEST_CASE("a Condorcet winner wins under Schulze and ranked pairs") {
  seeded draw(1);
  std::size_t found = 0;
  for (int i = 0; i < elections; ++i) {
    const auto ballots = rankings(5, random_lines(draw, 5, 12, i % 2 == 0));
    const auto winner = condorcet_winner(counting::preferences_by_pair(ballots));
    if (!winner) continue;
    ++found;
    CHECK(count("schulze", ballots).winners.front() == *winner);
    CHECK(count("ranked_pairs", ballots).winners.front() == *winner);
  }
  CHECK(found > 50);
}

TEST_CASE("a majority's first choice wins") {
  seeded draw(2);
  for (int i = 0; i < elections; ++i) {
    auto ballots = random_lines(draw, 5, 10, i % 2 == 0);
    std::int64_t others = 0;
    for (const auto& [people, text] : ballots) others += people;
    ballots.emplace_back(others + 1, "CABDE");
    for (const std::string_view rule : {"irv", "plurality", "two_round", "schulze", "ranked_pairs"})
      CHECK(letters(count(rule, rankings(5, ballots)).winners) == "C");
  }
}

TEST_CASE("STV: a solid coalition of k quotas elects k of its own") {
  seeded draw(3);
  for (int i = 0; i < elections; ++i) {
    // A, B, C come first, in any order, on every ballot of the coalition.
    lines ballots = random_lines(draw, 7, 10, true);
    std::int64_t others = 0;
    for (const auto& [people, text] : ballots) others += people;
    std::int64_t coalition = 0;
    for (int line = 0; line < 4; ++line) {
      std::string own = "ABC";
      std::string rest = "DEFG";
      draw.shuffle(own);
      draw.shuffle(rest);
      ballots.emplace_back(1 + static_cast<std::int64_t>(draw.below(60)), own + rest);
      coalition += ballots.back().first;
    }
    const std::int64_t quota = (coalition + others) / 5 + 1;
    const auto deserved = std::min<std::int64_t>(coalition / quota, 3);
    for (const std::string_view rule : {"stv_scottish", "stv_wig", "stv_meek"}) {
      const auto counted = count(rule, rankings(7, ballots), seats(4));
      REQUIRE(counted.winners.size() == 4);
      CHECK(std::ranges::count_if(counted.winners, [](std::size_t each) { return each < 3; }) >= deserved);
    }
  }
}

TEST_CASE("STV: votes, exhausted and lost ones are all the ballots") {
  seeded draw(4);
  for (int i = 0; i < elections; ++i) {
    const auto ballots = rankings(8, random_lines(draw, 8, 25, false));
    for (const std::string_view rule : {"stv_scottish", "stv_wig", "stv_meek", "irv"}) {
      const auto counted = count(rule, ballots, seats(rule == "irv" ? 1 : 3));
      for (const auto& round : counted.rounds) {
        counting::rational sum = round.exhausted + round.lost;
        for (const auto& total : round.totals) sum += total.value_or(0);
        CHECK(sum == counted.valid);
        CHECK(round.lost >= 0);
        CHECK(round.lost < 1);
      }
    }
  }
}

TEST_CASE("STV: the winners are as many as the seats, and different") {
  seeded draw(5);
  for (int i = 0; i < elections; ++i) {
    const auto ballots = rankings(6, random_lines(draw, 6, 15, i % 2 == 0));
    for (const std::string_view rule : {"stv_scottish", "stv_wig", "stv_meek"}) {
      auto winners = count(rule, ballots, seats(4)).winners;
      std::ranges::sort(winners);
      CHECK(winners.size() == 4);
      CHECK(std::ranges::adjacent_find(winners) == winners.end());
    }
  }
}

TEST_CASE("raising the winner keeps it the winner, where the rule is monotone") {
  seeded draw(6);
  for (int i = 0; i < elections; ++i) {
    auto ballots = random_lines(draw, 5, 9, true);
    for (const std::string_view rule : {"plurality", "borda", "schulze", "ranked_pairs"}) {
      const auto before = count(rule, rankings(5, ballots));
      if (before.tie_broken()) continue;
      const char winner = static_cast<char>('A' + before.winners.front());
      auto raised = ballots;
      auto& text = raised[draw.below(raised.size())].second;
      const auto at = text.find(winner);
      if (at == 0) continue;
      std::swap(text[at], text[at - 1]);
      const auto after = count(rule, rankings(5, raised));
      if (!after.tie_broken()) CHECK(after.winners == before.winners);
    }
  }
}

TEST_CASE("other names and another order of ballots change nothing but names") {
  seeded draw(7);
  for (int i = 0; i < elections; ++i) {
    const auto ballots = random_lines(draw, 6, 14, i % 2 == 0);
    std::vector<std::size_t> to(6);
    std::iota(to.begin(), to.end(), std::size_t{0});
    draw.shuffle(to);
    lines other;
    for (const auto& [people, text] : ballots) other.emplace_back(people, renamed(text, to));
    draw.shuffle(other);
    for (const auto rule : ranking_rules()) {
      CAPTURE(rule);
      const auto a = count(rule, rankings(6, ballots), seats(seats_of(rule)));
      const auto b = count(rule, rankings(6, other), seats(seats_of(rule)));
      if (!a.ties.empty() || !b.ties.empty()) continue;
      REQUIRE(a.winners.size() == b.winners.size());
      std::vector<std::size_t> expected;
      for (const auto each : a.winners) expected.push_back(to[each]);
      std::vector<std::size_t> found = b.winners;
      // Equals that win together stand in the order of the ballot.
      std::ranges::sort(expected);
      std::ranges::sort(found);
      CHECK(found == expected);
      CHECK(a.rounds.size() == b.rounds.size());
    }
  }
}

TEST_CASE("the same seed gives the same count") {
  seeded draw(8);
  for (int i = 0; i < 50; ++i) {
    const auto ballots = rankings(6, random_lines(draw, 6, 4, false));
    for (const auto rule : ranking_rules()) {
      const auto with = seats(seats_of(rule), 42);
      CHECK(count(rule, ballots, with).winners == count(rule, ballots, with).winners);
    }
  }
}

TEST_CASE("a tie is only called harmless where every seed elects the same") {
  seeded draw(9);
  for (int i = 0; i < 200; ++i) {
    auto ballots = random_lines(draw, 7, 6, false);
    for (auto& each : ballots) each.first = 1 + each.first % 3;
    for (const std::string_view rule : {"irv", "stv_wig", "stv_meek"}) {
      const auto first = count(rule, rankings(7, ballots), seats(seats_of(rule) == 3 ? 2 : 1, 1));
      if (first.ties.empty() || first.tie_broken()) continue;
      auto expected = first.winners;
      std::ranges::sort(expected);
      for (std::uint64_t seed = 2; seed < 8; ++seed) {
        auto winners = count(rule, rankings(7, ballots), seats(seats_of(rule) == 3 ? 2 : 1, seed)).winners;
        std::ranges::sort(winners);
        CHECK(winners == expected);
      }
    }
  }
}

TEST_CASE("majority judgment is what taking medians out one by one says") {
  seeded draw(10);
  for (int i = 0; i < elections; ++i) {
    const std::size_t people = 1 + draw.below(12);
    std::vector<std::vector<std::int64_t>> grades(3);
    counting::marks given(3);
    for (std::size_t p = 0; p < people; ++p) {
      for (std::size_t option = 0; option < 3; ++option) {
        grades[option].push_back(static_cast<std::int64_t>(draw.below(4)));
        given.give(option, grades[option].back());
      }
      given.count_ballot(false);
    }
    std::vector<std::vector<std::int64_t>> values;
    for (auto each : grades) {
      std::ranges::sort(each);
      std::vector<std::int64_t>& value = values.emplace_back();
      while (!each.empty()) {
        const auto middle = each.begin() + static_cast<std::ptrdiff_t>((each.size() - 1) / 2);
        value.push_back(*middle);
        each.erase(middle);
      }
    }
    const auto counted = counting::majority_judgment(given, {});
    CHECK(values[counted.winners.front()] == *std::ranges::max_element(values));
    CHECK(counted.tie_broken() == (std::ranges::count(values, *std::ranges::max_element(values)) > 1));
  }
}

}  // namespace ruamkit::test
