// Who sits where, over many seeds: nobody lost, sizes kept, values spread, few meet again.
#include "deliberation/seating.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/seeded.hpp"

using namespace ruamkit;
using namespace ruamkit::deliberation;

namespace {

/// `tables` × `size` people: half of each gender, a third of each age, in an order of chance.
std::vector<person_values> hall_of(std::size_t tables, std::size_t size, seeded& draw) {
  std::vector<person_values> out;
  for (std::size_t i = 0; i < tables * size; ++i)
    out.push_back({static_cast<std::uint16_t>(i % 2), static_cast<std::uint16_t>(i / 2 % 3)});
  draw.shuffle(out);
  return out;
}

struct spread {
  std::uint32_t most = 0;
  std::uint32_t least = ~0U;
};
spread spread_of(const std::vector<table_figures>& tables, std::size_t stratum, std::size_t value) {
  spread out;
  for (const auto& each : tables) {
    const bool counted = stratum < each.by.size() && value < each.by[stratum].size();
    const auto n = counted ? each.by[stratum][value] : 0;
    out.most = std::max(out.most, n);
    out.least = std::min(out.least, n);
  }
  return out;
}

std::vector<table_figures> figures_of(const std::vector<person_values>& people, const std::vector<std::uint16_t>& at,
                                      std::size_t tables) {
  std::vector<table_figures> out(tables);
  for (std::size_t i = 0; i < people.size(); ++i) out[at[i]].add(people[i]);
  return out;
}

std::uint64_t pairs_again(const std::vector<std::vector<std::uint16_t>>& rounds,
                          const std::vector<std::uint16_t>& now) {
  std::uint64_t out = 0;
  for (std::size_t a = 0; a < now.size(); ++a)
    for (std::size_t b = a + 1; b < now.size(); ++b) {
      if (now[a] != now[b]) continue;
      out += std::ranges::any_of(rounds, [&](const auto& r) { return r[a] != 0 && r[a] == r[b]; }) ? 1U : 0U;
    }
  return out;
}

std::vector<std::uint16_t> from_one(std::vector<std::uint16_t> tables) {
  for (auto& each : tables) ++each;
  return tables;
}

}  // namespace

TEST_CASE("people who arrive in any order fill the tables: all seated, sizes kept, one value within one everywhere") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    seeded draw(seed);
    const auto tables_n = 2 + static_cast<std::size_t>(draw.below(30));
    auto people = hall_of(tables_n, 12, draw);
    for (auto& each : people) each.pop_back();  // gender alone
    std::vector<table_figures> tables(tables_n);
    for (const auto& person : people) {
      const auto at = best_table(tables, person, 12);
      REQUIRE(at);
      tables[*at].add(person);
      // Also while they arrive: no table has two more of a value than another.
      const auto now = spread_of(tables, 0, person[0]);
      CHECK(now.most - now.least <= 1);
    }
    for (const auto& each : tables) CHECK(each.people == 12);
    CHECK_FALSE(best_table(tables, people.front(), 12));
  }
}

TEST_CASE("two strata at once: within two of even for people who arrive in any order") {
  std::uint32_t worst = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    seeded draw(seed);
    const auto people = hall_of(20, 12, draw);
    std::vector<table_figures> tables(20);
    for (const auto& person : people) {
      const auto at = best_table(tables, person, 12);
      REQUIRE(at);
      tables[*at].add(person);
    }
    for (const auto& [stratum, value, even] :
         {std::array<std::uint32_t, 3>{0, 0, 6}, {0, 1, 6}, {1, 0, 4}, {1, 1, 4}, {1, 2, 4}}) {
      const auto found = spread_of(tables, stratum, value);
      worst = std::max({worst, found.most - even, even - found.least});
    }
  }
  CHECK(worst <= 2);
}

TEST_CASE("ties are told apart by people, then by number, unknown values count for nobody") {
  std::vector<table_figures> tables(3);
  CHECK(best_table(tables, {0}, 2) == 0);
  tables[0].add({1});
  CHECK(best_table(tables, {0}, 2) == 1);
  CHECK(best_table(tables, {no_value}, 2) == 1);
  tables[1].add({0});
  tables[2].add({0});
  CHECK(best_table(tables, {0}, 2) == 0);
  tables[0].add({no_value});
  CHECK(best_table(tables, {0}, 2) == 1);
  CHECK_FALSE(best_table(tables, {0}, 1));
}

TEST_CASE(
    "mixing: nobody lost, sizes within one, values as even as they divide, few meet again, the same seed the same") {
  std::uint64_t met = 0;
  std::uint64_t met_by_chance = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    CAPTURE(seed);
    seeded draw(seed);
    to_mix what{hall_of(18, 12, draw), 18, {}};
    what.rounds.push_back(from_one(mix({what.people, 18, {}}, seed).table_of));
    const auto second = mix(what, seed);
    CHECK(mix(what, seed).table_of == second.table_of);
    what.rounds.push_back(from_one(second.table_of));
    const auto third = mix(what, seed + 1);
    for (const auto& round : {second, third}) {
      REQUIRE(round.table_of.size() == what.people.size());
      const auto tables = figures_of(what.people, round.table_of, 18);
      for (const auto& each : tables) CHECK(each.people == 12);
      for (const auto& [stratum, value] : {std::pair{0, 0}, {0, 1}, {1, 0}, {1, 1}, {1, 2}}) {
        const auto found = spread_of(tables, static_cast<std::size_t>(stratum), static_cast<std::size_t>(value));
        CHECK(found.most - found.least <= 2);
      }
    }
    CHECK(third.met_again == pairs_again(what.rounds, third.table_of));
    met += third.met_again;
    auto chance = third.table_of;
    draw.shuffle(chance);
    met_by_chance += pairs_again(what.rounds, chance);
  }
  CHECK(met_by_chance > 1'000);
  CHECK(met * 10 < met_by_chance);
}

TEST_CASE("mixing people who do not divide, and a hall of one table") {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    seeded draw(seed);
    const auto people_n = 1 + static_cast<std::size_t>(draw.below(60));
    const auto tables_n = 1 + static_cast<std::size_t>(draw.below(people_n));
    to_mix what;
    what.tables = tables_n;
    for (std::size_t i = 0; i < people_n; ++i)
      what.people.push_back({draw.below(5) == 0 ? no_value : static_cast<std::uint16_t>(draw.below(4))});
    what.rounds.push_back(std::vector<std::uint16_t>(people_n, 0));
    const auto done = mix(what, seed);
    CHECK(done.met_again == 0);
    const auto tables = figures_of(what.people, done.table_of, tables_n);
    for (const auto& each : tables) {
      CHECK(each.people >= people_n / tables_n);
      CHECK(each.people <= (people_n + tables_n - 1) / tables_n);
    }
  }
}
