// Budgets: published examples, a plain reckoning beside the quick one, and a real city.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "analysis/counting/shares_exact.hpp"
#include "elections.hpp"
#include "files/text.hpp"
#include "ruamkit/count/election_file.hpp"

namespace ruamkit::test {
namespace {

using counting::budget_election;
using counting::budget_settings;
using counting::rational;

struct bloc {
  std::int64_t people;
  std::string projects;  ///< letters; a digit after one gives it so many points
};

budget_election election(std::vector<std::int64_t> costs, std::int64_t budget, const std::vector<bloc>& blocs) {
  budget_election out(std::move(costs), budget);
  for (const auto& each : blocs) {
    std::vector<std::pair<std::size_t, std::int64_t>> ballot;
    for (const char c : each.projects) {
      if (c >= '0' && c <= '9') {
        ballot.back().second = c - '0';
      } else {
        ballot.emplace_back(static_cast<std::size_t>(c - 'A'), 1);
      }
    }
    out.add(std::move(ballot), each.people);
  }
  return out;
}

budget_settings how(counting::satisfaction worth, counting::completion complete = counting::completion::none) {
  budget_settings out;
  out.worth = worth;
  out.complete = complete;
  return out;
}

/// The method of equal shares as its definition reads, every price of every project in whole numbers at every step.
/// None where a tie would have to be broken.
std::optional<std::vector<std::size_t>> plain_shares(const budget_election& of, counting::satisfaction worth,
                                                     std::int64_t raise) {
  counting::exact_shares shares(of, raise);
  std::vector<std::size_t> bought;
  for (;;) {
    std::optional<rational> best;
    std::vector<std::size_t> equal;
    for (std::size_t i = 0; i < of.projects(); ++i) {
      if (std::ranges::find(bought, i) != bought.end()) continue;
      auto price = shares.price(i);
      if (!price) continue;
      if (worth == counting::satisfaction::cost) *price /= of.cost(i);
      if (!best || *price < *best) equal.clear();
      if (best && *price > *best) continue;
      best = price;
      equal.push_back(i);
    }
    if (equal.empty()) return bought;
    if (equal.size() > 1) return std::nullopt;
    shares.buy(equal.front());
    bought.push_back(equal.front());
  }
}

std::int64_t cost_of(const budget_election& of, const std::vector<std::size_t>& projects) {
  std::int64_t sum = 0;
  for (const auto each : projects) sum += of.cost(each);
  return sum;
}

budget_election random_election(seeded& draw, bool with_points) {
  std::vector<std::int64_t> costs;
  const std::size_t projects = 3 + draw.below(8);
  for (std::size_t i = 0; i < projects; ++i) costs.push_back(50 + static_cast<std::int64_t>(draw.below(950)));
  budget_election out(std::move(costs), 1'500 + static_cast<std::int64_t>(draw.below(2'000)));
  for (std::size_t i = 0, voters = 20 + draw.below(60); i < voters; ++i) {
    std::vector<std::pair<std::size_t, std::int64_t>> ballot;
    for (std::size_t p = 0; p < projects; ++p)
      if (draw.below(3) == 0) ballot.emplace_back(p, with_points ? 1 + static_cast<std::int64_t>(draw.below(5)) : 1);
    out.add(std::move(ballot));
  }
  return out;
}

std::string data(const std::string& name) {
  const char* folder = std::getenv("RUAMKIT_DATA");
  return std::string(folder == nullptr ? RUAMKIT_DATA_DEFAULT : folder) + "/" + name;
}

}  // namespace

TEST_CASE("greedy passes over what no longer fits") {
  const auto of = election({600, 500, 300, 100}, 1000, {{9, "A"}, {8, "B"}, {7, "C"}, {1, "D"}});
  const auto counted = greedy(of, {});
  CHECK(letters(counted.winners) == "ACD");
  CHECK(*counted.cost == 1000);
  CHECK(letters(greedy_ratio(of, {}).winners) == "CBD");
}

TEST_CASE("greedy by points, and by votes") {
  const auto of = election({10, 10}, 10, {{2, "A"}, {1, "B5"}});
  budget_settings with;
  CHECK(letters(greedy(of, with).winners) == "A");
  with.by = counting::greedy_by::points;
  CHECK(letters(greedy(of, with).winners) == "B");
}

TEST_CASE("greedy draws only where equals compete for money") {
  const auto fits = greedy(election({10, 20, 30}, 60, {{3, "A"}, {3, "B"}, {3, "C"}}), {});
  CHECK_FALSE(fits.tie_broken());
  CHECK(fits.winners.size() == 3);
  const auto competes = greedy(election({30, 30, 70}, 40, {{3, "A"}, {3, "B"}, {3, "C"}}), {});
  REQUIRE(competes.tie_broken());
  CHECK(letters(competes.ties[0].among) == "AB");
  CHECK(competes.winners.size() == 1);
}

// Lackner and Skowron, "Multi-Winner Voting with Approval Preferences" (2022), examples 11 and 12: committees of 4 and
// 3, which are budgets of as many with costs of 1.
TEST_CASE("equal shares: the examples of the book") {
  const auto eleven =
      election({1, 1, 1, 1, 1, 1, 1}, 4, {{3, "AB"}, {3, "AC"}, {2, "AD"}, {1, "BCF"}, {1, "E"}, {1, "F"}, {1, "G"}});
  const auto first = equal_shares(eleven, how(counting::satisfaction::cardinality));
  CHECK(letters(first.winners) == "A");
  CHECK(*first.rounds[0].totals[0] == rational(1, 8));

  const auto twelve = election({1, 1, 1, 1}, 3, {{3, "CD"}, {2, "AB"}, {2, "AC"}, {1, "BD"}});
  const auto second = equal_shares(twelve, how(counting::satisfaction::cardinality));
  CHECK(letters(second.winners) == "CA");
  CHECK(*second.rounds[0].totals[2] == rational(1, 5));
  CHECK(*second.rounds[1].totals[0] == rational(13, 40));
}

TEST_CASE("equal shares: cost prefers many supporters, cardinality what is cheap for each") {
  // Four voters with 100 each. A costs three of them 90, B two of them 50.
  const auto of = election({270, 100}, 400, {{1, "AB"}, {1, "AB"}, {1, "A"}, {1, ""}});
  CHECK(letters(equal_shares(of, how(counting::satisfaction::cost)).winners) == "A");
  CHECK(letters(equal_shares(of, how(counting::satisfaction::cardinality)).winners) == "B");
}

TEST_CASE("equal shares: add1 keeps the outcome before the first that costs too much") {
  const auto of = election({300, 300, 500}, 700, {{5, "A"}, {3, "B"}, {2, "C"}});
  const auto plain = equal_shares(of, how(counting::satisfaction::cost));
  CHECK(letters(plain.winners) == "A");
  // At 100 each B joins, at 250 C would too and 1,100 be spent: 249 each, 179 more than 70, is the last that fits.
  const auto raised = equal_shares(of, how(counting::satisfaction::cost, counting::completion::add1));
  CHECK(letters(raised.winners) == "AB");
  CHECK(raised.rounds[0].events[0].amount == 179);
  CHECK(*raised.cost == 600);
  const auto filled = equal_shares(of, how(counting::satisfaction::cost, counting::completion::greedy));
  CHECK(letters(filled.winners) == "AB");
}

TEST_CASE("equal shares: everything affordable, nothing supported, free projects") {
  const auto all = election({10, 20}, 100, {{1, "AB"}, {1, "B"}});
  CHECK(equal_shares(all, how(counting::satisfaction::cost, counting::completion::add1)).winners.size() == 2);
  const auto none = election({10}, 100, {{3, ""}});
  CHECK(equal_shares(none, how(counting::satisfaction::cost)).winners.empty());
  const auto free = election({0, 50, 0}, 100, {{1, "A"}, {1, "B"}});
  CHECK(letters(equal_shares(free, how(counting::satisfaction::cost)).winners) == "AB");
}

TEST_CASE("equal shares: a tie is drawn and named") {
  const auto of = election({50, 50}, 60, {{1, "A"}, {1, "B"}, {4, "AB"}});
  const auto counted = equal_shares(of, how(counting::satisfaction::cost));
  REQUIRE(counted.tie_broken());
  CHECK(letters(counted.ties[0].among) == "AB");
  CHECK(counted.winners.size() == 1);
}

TEST_CASE("equal shares: the quick run chooses as the plain one, on random elections") {
  seeded draw(5);
  std::size_t compared = 0;
  for (int i = 0; i < 300; ++i) {
    const auto of = random_election(draw, i % 2 == 1);
    const auto worth = i % 3 == 0 ? counting::satisfaction::cardinality : counting::satisfaction::cost;
    const auto plain = plain_shares(of, worth, 0);
    if (!plain) continue;
    ++compared;
    const auto counted = equal_shares(of, how(worth));
    CHECK(counted.winners == *plain);
    CHECK(*counted.cost <= of.budget());
  }
  CHECK(compared > 100);
}

TEST_CASE("equal shares: add1 on random elections") {
  seeded draw(6);
  for (int i = 0; i < 40; ++i) {
    const auto of = random_election(draw, false);
    const auto counted = equal_shares(of, how(counting::satisfaction::cost, counting::completion::add1));
    if (counted.tie_broken()) continue;
    std::vector<std::size_t> kept;
    std::size_t supported = 0;
    for (std::size_t p = 0; p < of.projects(); ++p) supported += of.supporters(p).empty() ? 0U : 1U;
    for (std::int64_t raise = 0; kept.size() < supported; ++raise) {
      const auto plain = plain_shares(of, counting::satisfaction::cost, raise);
      if (!plain) break;
      if (cost_of(of, *plain) > of.budget()) {
        CHECK(counted.winners == kept);
        break;
      }
      kept = *plain;
    }
  }
}

TEST_CASE("a budget refuses what it cannot be") {
  CHECK_THROWS_AS(budget_election({-1}, 5), std::invalid_argument);
  CHECK_THROWS_AS(budget_election({1}, -5), std::invalid_argument);
  CHECK_THROWS_AS(budget_election({1}, 5, 0), std::invalid_argument);
  budget_election of({1}, 5);
  CHECK_THROWS_AS(of.add({{0, 0}}), std::invalid_argument);
}

TEST_CASE("a long count can be stopped") {
  auto with = how(counting::satisfaction::cost, counting::completion::add1);
  with.keep_going = [](std::size_t) { return false; };
  CHECK_THROWS_AS((void)equal_shares(election({300, 300}, 400, {{5, "A"}, {3, "B"}}), with), counting::cancelled);
}

TEST_CASE("Toulouse 2019") {
  const auto path = data("pabulib/france_toulouse_2019_.pb");
  if (!std::filesystem::exists(path)) {
    MESSAGE("skipped: no " << path);
    return;
  }
  const auto read = tools::count::read_pabulib(path, files::read_file(path), std::nullopt);
  CHECK(read.election.voters() == 1494);
  for (std::size_t i = 0; i < read.options.ids.size(); ++i) CHECK(read.election.votes(i) == *read.votes[i]);
  const auto ids = [&](const counting::count_result& counted) {
    std::vector<int> out;
    for (const auto each : counted.winners) out.push_back(std::stoi(read.options.ids[each]));
    std::ranges::sort(out);
    return out;
  };
  // By the file's own column of votes.
  CHECK(ids(greedy(read.election, {})) == std::vector{1, 4, 5, 6, 7, 10, 12, 13, 14, 16, 18, 20, 24, 27, 29, 30});
  // A naive reckoning in Python's fractions gave the same, 557 more being the first that spends above 1,000,000.
  const auto raised = equal_shares(read.election, how(counting::satisfaction::cost, counting::completion::add1));
  CHECK(ids(raised) == std::vector{1, 4, 5, 6, 7, 10, 12, 13, 14, 16, 18, 20, 24, 25, 26, 27, 28, 30});
  CHECK(*raised.cost == 964'000);
  CHECK(raised.rounds[0].events[0].amount == 556);
  const auto cheap = equal_shares(read.election, how(counting::satisfaction::cardinality, counting::completion::add1));
  CHECK(ids(cheap) == std::vector{1, 3, 5, 6, 7, 10, 12, 13, 14, 16, 18, 20, 23, 24, 25, 26, 27, 28, 29, 30});
  CHECK(cheap.rounds[0].events[0].amount == 737);
}

}  // namespace ruamkit::test
