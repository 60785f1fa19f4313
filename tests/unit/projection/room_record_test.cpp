// What is told of the room tells nothing of anyone who enters it. The attacker stands at the door, knows who comes and
// goes and when, keeps every frame, and tries every room there could be.
#include "projection/room_record.hpp"

#include <doctest/doctest.h>

#include <array>
#include <map>
#include <optional>
#include <vector>

#include "base/seeded.hpp"
#include "projection/crosstab.hpp"
#include "projection/presence.hpp"
#include "unit/deliberation/meeting.hpp"

using namespace ruamkit;
using namespace ruamkit::testing;
using namespace ruamkit::projection;

namespace {

using frame_values = std::vector<std::optional<std::int64_t>>;

/// The frames of people of these values who come one after the other, looked at every cell_min of them.
std::vector<frame_values> frames_of(const std::vector<std::size_t>& values, std::size_t kinds) {
  shown_counts counts(kinds);
  std::vector<frame_values> out;
  for (std::size_t i = 0; i < values.size(); ++i) {
    counts.came(values[i]);
    if ((i + 1) % static_cast<std::size_t>(cell_min) != 0) continue;
    counts.look();
    out.push_back(counts.here());
  }
  return out;
}

/// Every sequence of `people` values; for each set of frames, which values each person could have had.
void check_nobody_is_told(std::size_t people, std::size_t kinds) {
  std::map<std::vector<frame_values>, std::vector<unsigned>> could;
  std::vector<std::size_t> values(people, 0);
  for (;;) {
    auto& seen = could.try_emplace(frames_of(values, kinds), std::vector<unsigned>(people, 0)).first->second;
    for (std::size_t p = 0; p < people; ++p) seen[p] |= 1U << values[p];
    std::size_t at = 0;
    while (at < people && ++values[at] == kinds) values[at++] = 0;
    if (at == people) break;
  }
  CHECK(could.size() > 1);  // it does tell something
  const auto everything = (1U << kinds) - 1;
  for (const auto& [frames, seen] : could)
    for (const auto each : seen) CHECK(each == everything);
}

}  // namespace

TEST_CASE("two values: whoever knows every frame can exclude no value for anybody") { check_nobody_is_told(15, 2); }

TEST_CASE("three values") { check_nobody_is_told(11, 3); }

TEST_CASE("random comings and goings: no count of one to four, and what is not told is none or five at least") {
  seeded random(42);
  for (int round = 0; round < 60; ++round) {
    CAPTURE(round);
    const std::size_t kinds = 2 + random.below(5);
    shown_counts counts(kinds);
    std::vector<std::size_t> inside;
    std::size_t told = 0;
    for (int move = 1; move <= 300; ++move) {
      if (!inside.empty() && random.below(5) == 0) {
        const auto who = random.below(inside.size());
        counts.left(inside[who]);
        inside.erase(inside.begin() + static_cast<std::ptrdiff_t>(who));
      } else {
        const auto value = std::min(random.below(kinds), random.below(kinds));  // the first values are commoner
        counts.came(value);
        inside.push_back(value);
      }
      if (move % cell_min != 0) continue;
      counts.look();
      auto rest = counts.known();
      bool everything = true;
      bool anything = false;
      for (const auto& each : counts.here()) {
        everything = everything && each.has_value();
        rest -= each.value_or(0);
        if (!each) continue;
        ++told;
        anything = anything || *each > 0;
        CHECK((*each == 0 || *each >= cell_min));
      }
      if (anything && !everything) CHECK(rest >= cell_min);
    }
    CHECK(told > 0);
  }
}

TEST_CASE("who only come: a count that is brought up to date moves by five at least, and so do the others together") {
  seeded random(7);
  for (int round = 0; round < 100; ++round) {
    const std::size_t kinds = 2 + random.below(4);
    shown_counts counts(kinds);
    frame_values before(kinds);
    std::int64_t known_before = 0;
    for (int person = 1; person <= 200; ++person) {
      counts.came(std::min(random.below(kinds), random.below(kinds)));
      if (person % cell_min != 0) continue;
      counts.look();
      const auto after = counts.here();
      std::int64_t moved = 0;
      std::int64_t still = 0;
      bool any = false;
      bool any_still = false;
      for (std::size_t v = 0; v < kinds; ++v) {
        const auto change = after[v].value_or(0) - before[v].value_or(0);
        if (change == 0) {
          any_still = any_still || !(after[v] == 0);
          continue;
        }
        CHECK(change >= cell_min);
        moved += change;
        any = true;
      }
      if (any) {
        // Those who came and are not in a count that moved: of the values that stayed, and of those not told.
        std::int64_t told = 0;
        for (const auto& each : after) told += each.value_or(0);
        still = counts.known() - told;
        CHECK((!any_still || still >= cell_min));
      } else {
        CHECK(counts.known() == known_before);
      }
      before = after;
      known_before = counts.known();
    }
  }
}

TEST_CASE("that nobody is of a value is told once fifty are there") {
  shown_counts counts(3);
  for (int person = 1; person <= 50; ++person) {
    counts.came(person % 2 == 0 ? 0 : 1);
    if (person % cell_min == 0) counts.look();
    CHECK(counts.here()[2].has_value() == (person == 50));
  }
  CHECK(counts.here() == frame_values{25, 25, 0});
  // Then somebody comes: as long as they are few the count stands still.
  for (int person = 0; person < 4; ++person) counts.came(2);
  counts.look();
  CHECK(counts.here() == frame_values{25, 25, 0});
}

TEST_CASE("the record follows check-in, phones and leaving, and starts anew from the same events") {
  auto d = sample_definition();
  d.strata[0].values[0].population = 0.4;
  d.strata[0].values[1].population = 0.6;
  meeting m(d);
  for (int i = 0; i < 12; ++i) {
    m.seat(1, {{"gender", "f"}});
    m.seat(1, {{"gender", "m"}});
  }
  m.seat(1, {{"gender", "m"}});
  std::optional<state> replayed;  // what is told borrows from it
  const auto replay = [&] {
    auto& s = replayed.emplace();
    s.id = m.now().id;
    s.key = m.now().key;
    room_record record;
    for (const auto& each : m.history) {
      evolve(s, each);
      record.follow(s, each.event);
    }
    return project_presence(s, record).strata;
  };
  auto strata = replay();
  REQUIRE(strata.size() == 1);  // age has no population shares
  CHECK(strata[0].stratum == "gender");
  CHECK_FALSE(strata[0].ballot.has_value());
  // Of the last five no value had five: they wait.
  CHECK(strata[0].known == 20);
  CHECK(strata[0].values[0].here == 10);
  CHECK(*strata[0].values[0].share == doctest::Approx(0.5));
  CHECK(*strata[0].values[0].difference == doctest::Approx(0.1));
  CHECK(strata[0].values[1].here == 10);
  // Five women leave: none of those who left was a man, so it is not told yet.
  const auto goes = [&](int number) {
    REQUIRE(m.no(lead(), leave{participant_id{"p" + std::to_string(number)}}).empty());
  };
  for (const int woman : {1, 3, 5, 7, 9}) goes(woman);
  CHECK(replay()[0].values[0].here == 10);
  for (const int man : {2, 4, 6, 8, 10}) goes(man);
  strata = replay();
  CHECK(strata[0].known == 10);
  CHECK(strata[0].values[0].here == 5);
  CHECK(strata[0].values[1].here == 5);
}

TEST_CASE("missing: five points and a fifth less than the population's share") {
  CHECK(is_missing(0.08, 0.17));
  CHECK_FALSE(is_missing(0.13, 0.17));  // four points
  CHECK_FALSE(is_missing(0.45, 0.51));  // six points, but more than four fifths of it
  CHECK_FALSE(is_missing(0.24, 0.30));  // four fifths exactly
  CHECK(is_missing(0.05, 0.10));        // five points exactly
  CHECK(is_over_represented(0.30, 0.20));
  CHECK_FALSE(is_over_represented(0.20, 0.20));
}

TEST_CASE("once a ballot has asked, its answers stand for the room") {
  auto d = sample_definition();
  auto& asked = d.ballots[0];
  asked.demographic = true;
  asked.reveal = reveal::on_publish;
  asked.stratum = stratum_id{"gender"};
  asked.options = {{"f", {"หญิง", "F"}}, {"m", {"ชาย", "M"}}};
  d.strata[0].values = {{"f", {"", "F"}, 0.5}, {"m", {"", "M"}, 0.3}, {"x", {"", "X"}, 0.2}};
  asked.options.push_back({"x", {"อื่น", "X"}});
  meeting m(d);
  m.seat(60);
  room_record record;
  record.follow(m.now(), m.history.front().event);
  REQUIRE(m.no(lead(), open("single")).empty());
  for (int i = 1; i <= 60; ++i) {
    const auto* option = i <= 40 ? "f" : i <= 57 ? "m" : "x";
    REQUIRE(m.no(participant("p" + std::to_string(i)), cast("single", pick({option}))).empty());
  }
  CHECK_FALSE(project_presence(m.now(), record).strata[0].ballot.has_value());
  REQUIRE(m.no(lead(), close("single")).empty());
  CHECK_FALSE(project_presence(m.now(), record).strata[0].ballot.has_value());  // not published yet
  REQUIRE(m.no(lead(), publish("single")).empty());
  const auto view = project_presence(m.now(), record);
  CHECK(view.here == 60);
  const auto& gender = view.strata[0];
  CHECK(gender.ballot == "single");
  CHECK(gender.known == 60);
  CHECK(gender.values[0].here == 40);
  CHECK_FALSE(gender.values[1].here.has_value());  // with the three of x they would be told
  CHECK_FALSE(gender.values[2].here.has_value());
  // Twenty of sixty are a third: x could be all of them and m none, so neither can be said to be missing.
  CHECK(gender.missing.empty());
}
