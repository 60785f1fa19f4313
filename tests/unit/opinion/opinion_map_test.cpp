// The whole map: known camps are found, order does not matter, names stay, and too little is named.
#include "analysis/opinion/opinion_map.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "analysis/opinion/agreement.hpp"
#include "analysis/opinion/history.hpp"
#include "camps.hpp"

namespace ruamkit::analysis::opinion {
namespace {

double rand_of(const std::vector<std::int32_t>& a, const std::vector<std::int32_t>& b) {
  return adjusted_rand(a, b).value_or(-2);
}

/// The first `count` votes by time.
std::vector<cast_vote> first_votes(const test::made_conversation& made, std::size_t count) {
  auto votes = made.votes;
  std::ranges::stable_sort(votes, {}, &cast_vote::time);
  votes.resize(std::min(count, votes.size()));
  return votes;
}

vote_table until(const test::made_conversation& made, std::size_t count) {
  return vote_table::latest(first_votes(made, count), made.camps.size(), made.statements);
}

void check_is_whole(const opinion_map& map, const vote_table& votes) {
  CHECK(map.k == map.groups.size());
  CHECK(map.places.size() == votes.people());
  CHECK(map.in_groups.size() == map.k);
  for (const auto& group : map.groups) {
    CHECK(group.size == static_cast<std::size_t>(std::ranges::count(map.group_of, static_cast<int>(group.name))));
    CHECK(group.size > 0);
  }
  CHECK(std::ranges::is_sorted(map.groups, {}, &group::name));
  for (std::size_t p = 0; p < votes.people(); ++p)
    CHECK((map.group_of[p] == ungrouped) ==
          (votes.of(p).size() < std::min<std::size_t>(7, votes.statements()) || votes.of(p).empty()));
}

}  // namespace

TEST_CASE("camps are found, and how many there are") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const std::size_t camps = 2 + seed % 2;
    const auto made = test::made_by(seed, {.people = 90 + 10 * seed, .camps = camps});
    const auto votes = made.table();
    const auto map = map_opinions(votes, {.seed = seed});
    CAPTURE(seed);
    REQUIRE(map.result == outcome::mapped);
    CHECK(map.k == camps);
    CHECK(rand_of(map.group_of, made.camps) > 0.95);
    check_is_whole(map, votes);
  }
}

TEST_CASE("the same votes and seed give the same map") {
  const auto votes = test::made_by(5, {.people = 400, .follows_percent = 40}).table();
  const auto one = map_opinions(votes, {.seed = 8}), two = map_opinions(votes, {.seed = 8});
  CHECK(one.group_of == two.group_of);
  CHECK(one.places == two.places);
}

TEST_CASE("neither the order of people nor that of statements matters") {
  for (std::uint64_t seed = 1; seed <= 15; ++seed) {
    // Camps that are hard to tell apart, and more places than base clusters: where an order would show.
    auto made = test::made_by(seed, {.people = 250, .statements = 25, .follows_percent = 45});
    const auto before = map_opinions(made.table());
    seeded random(seed);
    std::vector<std::uint32_t> people(250), statements(25);
    std::iota(people.begin(), people.end(), 0U);
    std::iota(statements.begin(), statements.end(), 0U);
    random.shuffle(people);
    random.shuffle(statements);
    for (auto& one : made.votes) {
      one.person = people[one.person];
      one.statement = statements[one.statement];
    }
    const auto after = map_opinions(made.table());
    CAPTURE(seed);
    REQUIRE(before.k == after.k);
    for (std::size_t p = 0; p < people.size(); ++p) CHECK(before.group_of[p] == after.group_of[people[p]]);
    REQUIRE(before.consensus.size() == after.consensus.size());
    for (std::size_t i = 0; i < before.consensus.size(); ++i)
      CHECK(after.consensus[i].consensus == doctest::Approx(before.consensus[i].consensus));
  }
}

TEST_CASE("the number of groups that is asked for is given") {
  const auto votes = test::made_by(2).table();
  for (std::size_t k = 2; k <= 10; ++k) {
    const auto map = map_opinions(votes, {.k = k});
    CHECK(map.k == k);
    REQUIRE(map.silhouettes.size() == 1);
    check_is_whole(map, votes);
  }
}

TEST_CASE("what stands for a group is its camp's own") {
  const auto made = test::made_by(3, {.camps = 2, .follows_percent = 95});
  const auto map = map_opinions(made.table());
  REQUIRE(map.k == 2);
  for (const auto& group : map.groups) {
    REQUIRE(!group.representative.empty());
    CHECK(group.representative.size() <= 5);
    for (const auto& one : group.representative) {
      CHECK(one.significant);
      CHECK(one.share > 0.8);
      CHECK(one.share_outside < 0.3);
    }
  }
  for (const auto& one : map.consensus) CHECK(std::ranges::min(one.shares) > 0.5);
}

TEST_CASE("too little is named") {
  using enum outcome;
  const auto with = [](std::size_t people, std::size_t statements) {
    return test::made_by(1, {.people = people, .statements = statements, .answers_percent = 100}).table();
  };
  CHECK(map_opinions(vote_table()).result == not_enough_statements);
  CHECK(map_opinions(with(50, 1)).result == not_enough_statements);
  CHECK(map_opinions(with(3, 20)).result == not_enough_people);
  CHECK(map_opinions(with(0, 20)).result == not_enough_people);
  CHECK(map_opinions(with(40, 20), {.k = 10}).result == mapped);
  const auto few = map_opinions(with(3, 20));
  CHECK(few.k == 0);
  CHECK(few.groups.empty());
  CHECK(few.everybody.size() == 20);
  CHECK(few.group_of == std::vector<std::int32_t>(3, ungrouped));

  // 6 answers each where 7 are asked for.
  std::vector<cast_vote> six;
  for (std::uint32_t p = 0; p < 30; ++p)
    for (std::uint32_t s = 0; s < 6; ++s)
      six.push_back({0, p, (p + s) % 10, p % 2 == 0 ? vote::agree : vote::disagree});
  CHECK(map_opinions(vote_table::latest(six, 30, 10)).result == not_enough_people);
  CHECK(map_opinions(vote_table::latest(six, 30, 10), {.answers_min = 6}).result == mapped);
}

TEST_CASE("people who all vote alike are one group, with two opinions there are no three groups") {
  std::vector<cast_vote> votes;
  for (std::uint32_t p = 0; p < 20; ++p)
    for (std::uint32_t s = 0; s < 8; ++s) votes.push_back({0, p, s, s < 4 ? vote::agree : vote::pass});
  const auto one = map_opinions(vote_table::latest(votes, 20, 8));
  CHECK(one.result == outcome::one_opinion);
  REQUIRE(one.k == 1);
  CHECK(one.groups[0].size == 20);
  CHECK(one.groups[0].representative.empty());
  CHECK(one.consensus.size() == 4);

  for (auto& each : votes)
    if (each.person < 9) each.value = vote::disagree;
  const auto table = vote_table::latest(votes, 20, 8);
  const auto two = map_opinions(table);
  REQUIRE(two.k == 2);
  CHECK(two.groups[0].size == 11);
  CHECK(two.groups[1].size == 9);
  CHECK(two.silhouettes.back().width == doctest::Approx(1));
  CHECK(map_opinions(table, {.k = 3}).result == outcome::too_few_differences);
}

TEST_CASE("work can be stopped wherever it asks") {
  const auto votes = test::made_by(1, {.people = 500}).table();
  int asked = 0;
  const auto whole = map_opinions(votes, {}, [&](double done) {
    ++asked;
    CHECK(done >= 0);
    CHECK(done <= 1);
    return true;
  });
  CHECK(whole.result == outcome::mapped);
  REQUIRE(asked > 3);
  for (int stop_at = 1; stop_at <= asked; ++stop_at) {
    int left = stop_at;
    const auto map = map_opinions(votes, {}, [&](double) { return --left > 0; });
    CHECK(map.result == outcome::cancelled);
    CHECK(map.k == 0);
  }
}

TEST_CASE("groups keep their names and the picture its sides while votes arrive") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto made = test::made_by(seed, {.people = 200, .follows_percent = 70});
    opinion_mapper mapper;
    opinion_map before;
    std::size_t moved = 0, compared = 0;
    for (std::size_t count = made.votes.size() / 2; count < made.votes.size(); count += 100) {
      const auto map = mapper.map(until(made, count));
      REQUIRE(map.result == outcome::mapped);
      if (before.k == map.k) {
        for (std::size_t p = 0; p < map.group_of.size(); ++p)
          if (before.group_of[p] != ungrouped) {
            ++compared;
            moved += before.group_of[p] != map.group_of[p] ? 1U : 0U;
          }
        double dot_x = 0, dot_y = 0;
        for (std::size_t s = 0; s < map.axes.loadings.size(); ++s) {
          dot_x += before.axes.loadings[s].x * map.axes.loadings[s].x;
          dot_y += before.axes.loadings[s].y * map.axes.loadings[s].y;
        }
        CHECK(dot_x > 0.5);
        CHECK(dot_y > 0.5);
      }
      before = map;
    }
    CAPTURE(seed);
    REQUIRE(compared > 1000);
    CHECK(static_cast<double>(moved) < 0.02 * static_cast<double>(compared));
  }
}

TEST_CASE("the number of groups changes only after it has won several times running") {
  // Two camps; then the second splits into two.
  const auto two = test::made_by(1, {.people = 90, .camps = 2, .follows_percent = 98, .answers_percent = 100}).table();
  const auto three =
      test::made_by(2, {.people = 90, .camps = 3, .follows_percent = 98, .answers_percent = 100}).table();
  opinion_mapper mapper({.wins_needed = 3});
  CHECK(mapper.map(two).k == 2);
  CHECK(mapper.map(three).k == 2);
  CHECK(mapper.map(three).k == 2);
  CHECK(mapper.map(two).k == 2);
  CHECK(mapper.map(three).k == 2);
  CHECK(mapper.map(three).k == 2);
  CHECK(mapper.map(three).k == 3);
  CHECK(mapper.map(two).k == 3);
}

TEST_CASE("too few votes for a while do not make the names forgotten") {
  const auto made = test::made_by(6);
  opinion_mapper mapper;
  const auto before = mapper.map(made.table());
  CHECK(mapper.map(vote_table()).result == outcome::not_enough_statements);
  CHECK(mapper.map(made.table()).group_of == before.group_of);
  CHECK(mapper.map(test::made_by(7, {.people = 10}).table()).result == outcome::mapped);
}

TEST_CASE("people and statements may be added between maps") {
  const auto small = test::made_by(4, {.people = 100, .statements = 20});
  auto large = small;
  large.statements = 24;
  seeded random(9);
  for (std::uint32_t p = 0; p < 130; ++p) {
    if (p >= 100) large.camps.push_back(static_cast<std::int32_t>(p % 3));
    for (std::uint32_t s = 20; s < 24; ++s)
      large.votes.push_back({2'000'000, p, s, static_cast<vote>(static_cast<int>(random.below(3)) - 1)});
  }
  opinion_mapper mapper;
  const auto before = mapper.map(small.table());
  const auto after = mapper.map(large.table());
  REQUIRE(after.result == outcome::mapped);
  CHECK(rand_of(after.group_of, before.group_of) > 0.95);
  std::size_t same = 0;
  for (std::size_t p = 0; p < 100; ++p) same += before.group_of[p] == after.group_of[p] ? 1U : 0U;
  CHECK(same > 95);
}

TEST_CASE("a file of a conversation and a later one name their groups alike") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto made = test::made_by(seed, {.people = 150, .follows_percent = 70});
    const auto last = map_history(made.votes, made.table(), {.k = 3});
    check_is_whole(last, made.table());
    for (const std::size_t parts : {5U, 7U, 9U}) {
      const auto part = first_votes(made, made.votes.size() * parts / 10);
      const auto table = vote_table::latest(part, made.camps.size(), made.statements);
      const auto map = map_history(part, table, {.k = 3});
      // Half of the votes place people less surely; but most of a group must be in the group of its name.
      std::map<std::int32_t, int> staying;
      for (std::size_t p = 0; p < made.camps.size(); ++p)
        if (map.group_of[p] != ungrouped) staying[map.group_of[p]] += map.group_of[p] == last.group_of[p] ? 1 : -1;
      CAPTURE(seed);
      CAPTURE(parts);
      for (const auto& [name, more] : staying) CHECK(more > 0);
    }
  }
}

TEST_CASE("what the history gives is the map but for the names") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const auto made = test::made_by(seed, {.people = 150, .follows_percent = 70});
    const auto plain = map_opinions(made.table());
    auto named = map_history(made.votes, made.table());
    CHECK(rand_of(plain.group_of, named.group_of) == doctest::Approx(1));
    CHECK(plain.places == named.places);
    std::vector<std::int32_t> of_size(plain.group_of);
    rename_groups(named, of_size);
    CHECK(named.group_of == plain.group_of);
    for (std::size_t g = 0; g < plain.k; ++g) {
      CHECK(named.groups[g].name == plain.groups[g].name);
      CHECK(named.in_groups[g] == plain.in_groups[g]);
      CHECK(named.groups[g].representative.front().statement == plain.groups[g].representative.front().statement);
    }
    for (std::size_t i = 0; i < plain.consensus.size(); ++i)
      CHECK(named.consensus[i].shares == plain.consensus[i].shares);
  }
  int left = 40;
  const auto made = test::made_by(1, {.people = 500});
  CHECK(map_history(made.votes, made.table(), {}, [&](double) { return --left > 0; }).result == outcome::cancelled);
  CHECK(map_history({}, vote_table()).result == outcome::not_enough_statements);
}

TEST_CASE("votes by chance are not split into more groups than need be") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed)
    CHECK(map_opinions(test::made_by(seed, {.people = 400, .camps = 1, .follows_percent = 0}).table()).k == 2);
}

TEST_CASE("every outcome has a name of its own") {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(outcome::cancelled); ++i) names.insert(name_of(static_cast<outcome>(i)));
  CHECK(names.size() == static_cast<std::size_t>(outcome::cancelled) + 1);
}

}  // namespace ruamkit::analysis::opinion
