// A real conversation with groups that Polis published.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <span>

#include "analysis/opinion/agreement.hpp"
#include "analysis/opinion/history.hpp"
#include "analysis/opinion/opinion_map.hpp"
#include "files/text.hpp"
#include "ruamkit/opinion/conversation.hpp"

namespace ruamkit::analysis::opinion {
namespace {

std::filesystem::path data() {
  const char* given = std::getenv("RUAMKIT_DATA");
  return std::filesystem::path(given != nullptr ? given : RUAMKIT_SHARED_DATA) / "polis" / "brexit-consensus";
}

struct published {
  tools::opinion::conversation of;
  vote_table votes;
  std::vector<std::int32_t> groups;
};

published read() {
  published out;
  const std::string votes = (data() / "votes.csv").string(), groups = (data() / "participants-votes.csv").string();
  out.of = tools::opinion::read_votes(votes, files::read_file(votes));
  out.votes = vote_table::latest(out.of.votes, out.of.people.size(), out.of.statements.size());
  const auto by_person = tools::opinion::read_groups(groups, files::read_file(groups));
  for (const auto& person : out.of.people) {
    const auto found = by_person.find(person);
    out.groups.push_back(found == by_person.end() ? ungrouped : std::stoi(found->second));
  }
  return out;
}

bool absent() {
  if (std::filesystem::exists(data() / "votes.csv")) return false;
  std::cout << "skipped: " << data().string() << " is not there\n";
  return true;
}

}  // namespace

TEST_CASE("the Brexit conversation: the votes that count") {
  if (absent()) return;
  const auto real = read();
  CHECK(real.of.people.size() == 204);
  CHECK(real.of.statements.size() == 50);
  CHECK(real.of.votes.size() == 5312);
  CHECK(real.votes.answers() == 5303);
  tally all;
  for (const tally& one : tallies(real.votes))
    for (std::size_t i = 0; i < 3; ++i) all.count[i] += one.count[i];
  CHECK(all == tally{{1952, 666, 2685}});
}

TEST_CASE("the Brexit conversation: Polis's two groups") {
  if (absent()) return;
  const auto real = read();
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    CAPTURE(seed);
    const auto two = map_opinions(real.votes, {.k = 2, .seed = seed});
    CHECK(adjusted_rand(two.group_of, real.groups).value() >= 0.8);
    CHECK(map_opinions(real.votes, {.seed = seed}).k == 2);
  }
}

TEST_CASE("the Brexit conversation: as its votes arrived, groups keep their names") {
  if (absent()) return;
  const auto real = read();
  auto votes = real.of.votes;
  std::ranges::stable_sort(votes, {}, &cast_vote::time);
  opinion_mapper mapper({.k = 2});
  std::vector<std::int32_t> before;
  std::size_t moved = 0, compared = 0;
  for (std::size_t count = votes.size() / 2; count <= votes.size(); count += 50) {
    const auto table = vote_table::latest(std::span(votes).first(count), 204, 50);
    const auto map = mapper.map(table);
    REQUIRE(map.result == outcome::mapped);
    for (std::size_t p = 0; p < before.size(); ++p)
      if (before[p] != ungrouped) {
        ++compared;
        moved += map.group_of[p] != before[p] ? 1U : 0U;
      }
    before = map.group_of;
  }
  CHECK(static_cast<double>(moved) < 0.03 * static_cast<double>(compared));
  CHECK(adjusted_rand(before, real.groups).value() >= 0.8);
}

TEST_CASE("the Brexit conversation: an export half-way and the last one name the groups alike") {
  if (absent()) return;
  const auto real = read();
  const auto last = map_history(real.of.votes, real.votes);
  auto votes = real.of.votes;
  std::ranges::stable_sort(votes, {}, &cast_vote::time);
  for (const std::size_t count : {1500U, 2500U, 3500U, 4500U}) {
    const auto part = std::span(votes).first(count);
    const auto map = map_history(part, vote_table::latest(part, 204, 50));
    CAPTURE(count);
    REQUIRE(map.k == last.k);
    std::size_t same = 0, compared = 0;
    for (std::size_t p = 0; p < 204; ++p) {
      if (map.group_of[p] == ungrouped) continue;
      ++compared;
      same += map.group_of[p] == last.group_of[p] ? 1U : 0U;
    }
    CHECK(static_cast<double>(same) > 0.9 * static_cast<double>(compared));
  }
}

}  // namespace ruamkit::analysis::opinion
