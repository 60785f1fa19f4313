// Results by stratum, and the rule of five.
#include "projection/crosstab.hpp"

#include <doctest/doctest.h>

#include "projection/view.hpp"
#include "unit/deliberation/meeting.hpp"

using namespace ruamkit;
using namespace ruamkit::testing;
using namespace ruamkit::projection;

namespace {

using strata = std::vector<std::pair<std::string, std::string>>;

/// People of the same strata who choose the same.
struct crowd {
  strata who;
  std::size_t people;
  raw_choice choice;
};

meeting voted(const std::string& ballot, const std::vector<crowd>& crowds) {
  meeting m;
  REQUIRE(m.no(lead(), open(ballot)).empty());
  std::size_t next = 0;
  for (const auto& each : crowds) {
    m.seat(each.people, each.who);
    for (std::size_t i = 0; i < each.people; ++i)
      REQUIRE(m.no(participant("p" + std::to_string(++next)), cast(ballot, each.choice)).empty());
  }
  REQUIRE(m.no(lead(), close(ballot)).empty());
  return m;
}

const strata women{{"gender", "f"}};
const strata men{{"gender", "m"}};
const raw_choice nothing = no_opinion{};

/// Yes, no and no opinion in both genders; `smallest` is how many men abstain.
std::vector<crowd> house(std::size_t smallest) {
  return {{women, 6, pick({"yes"})}, {women, 5, pick({"no"})}, {women, 7, nothing},
          {men, 5, pick({"yes"})},   {men, 9, pick({"no"})},   {men, smallest, nothing}};
}

/// Borrows from the meeting.
std::vector<crosstab> tables(const meeting& m, const std::string& ballot) {
  return crosstabs(m.now(), m.index(ballot));
}

}  // namespace

TEST_CASE("a table whose every cell holds five is shown whole") {
  const auto m = voted("yes_no", house(5));
  const auto by = tables(m, "yes_no");
  REQUIRE(by.size() == 1);  // age is unknown of everyone: one row of 37 without a single value's
  CHECK(by[0].stratum == "gender");
  REQUIRE(by[0].rows.size() == 2);
  CHECK(by[0].rows[0].value == "f");
  CHECK(by[0].rows[0].counts == std::vector<std::int64_t>{6, 5});
  CHECK(by[0].rows[0].abstained == 7);
  CHECK(by[0].rows[1].value == "m");
  CHECK(by[0].rows[1].counts == std::vector<std::int64_t>{5, 9});
  CHECK(by[0].rows[1].abstained == 5);
}

TEST_CASE("one cell below five withholds the table whole") {
  for (const std::size_t few : {0U, 1U, 4U}) {
    CAPTURE(few);
    CHECK(tables(voted("yes_no", house(few)), "yes_no").empty());
  }
  auto nobody_says_no = house(5);
  nobody_says_no[4].people = 0;
  CHECK(tables(voted("yes_no", nobody_says_no), "yes_no").empty());
}

TEST_CASE("the other strata's tables are judged by themselves") {
  auto crowds = house(5);
  for (auto& each : crowds) each.who.emplace_back("age", "old");
  for (const auto& choice : {pick({"yes"}), pick({"no"}), nothing})
    crowds.push_back({{{"gender", "f"}, {"age", "young"}}, 5, choice});
  const auto both_voted = voted("yes_no", crowds);
  const auto both = tables(both_voted, "yes_no");
  REQUIRE(both.size() == 2);
  CHECK(both[1].stratum == "age");
  CHECK(both[1].rows[1].counts == std::vector<std::int64_t>{11, 14});
  crowds.back().people = 4;  // only four of the young abstain
  const auto one_voted = voted("yes_no", crowds);
  const auto one = tables(one_voted, "yes_no");
  REQUIRE(one.size() == 1);
  CHECK(one[0].stratum == "gender");
}

TEST_CASE("people whose value is unknown are a row of their own, under the same rule") {
  auto crowds = house(5);
  for (const auto& choice : {pick({"yes"}), pick({"no"}), nothing}) crowds.push_back({{}, 5, choice});
  const auto by_voted = voted("yes_no", crowds);
  const auto by = tables(by_voted, "yes_no");
  REQUIRE(by.size() == 1);
  REQUIRE(by[0].rows.size() == 3);
  CHECK(by[0].rows[2].value == "_unknown");
  CHECK(by[0].rows[2].abstained == 5);
  // One person of unknown value could be computed from the totals and the shown rows.
  auto one_more = house(5);
  one_more.push_back({{}, 1, pick({"yes"})});
  CHECK(tables(voted("yes_no", one_more), "yes_no").empty());
}

TEST_CASE("where several may be chosen, those who did not choose an option are a cell too") {
  const auto choosers = [](std::size_t without_a) -> std::vector<crowd> {
    return {{women, 10, pick({"a", "b"})},        {women, 5, pick({"a", "c"})},
            {women, without_a, pick({"b", "c"})}, {women, 5, nothing},
            {men, 10, pick({"a", "b"})},          {men, 5, pick({"a", "c"})},
            {men, 6, pick({"b", "c"})},           {men, 5, nothing}};
  };
  const auto by_voted = voted("multiple", choosers(5));
  const auto by = tables(by_voted, "multiple");
  REQUIRE(by.size() == 1);
  CHECK(by[0].rows[0].counts == std::vector<std::int64_t>{15, 15, 10});
  CHECK(tables(voted("multiple", choosers(4)), "multiple").empty());
}

TEST_CASE("a ranking's table counts first places") {
  std::vector<crowd> crowds;
  for (const auto& who : {women, men})
    for (const auto& choice : {pick({"a", "b", "c"}), pick({"b", "a"}), pick({"c"}), nothing})
      crowds.push_back({who, 5, choice});
  const auto by_voted = voted("rank", crowds);
  const auto by = tables(by_voted, "rank");
  REQUIRE(by.size() == 1);
  CHECK(by[0].rows[0].counts == std::vector<std::int64_t>{5, 5, 5});
}

TEST_CASE("kinds that do not count people have no table") {
  std::vector<crowd> scores;
  for (const auto& who : {women, men}) scores.push_back({who, 20, amount_list{{"a", 1}, {"b", 1}, {"c", 1}}});
  CHECK(tables(voted("score", scores), "score").empty());
  CHECK(tables(voted("points", scores), "points").empty());
  std::vector<crowd> values;
  for (const auto& who : {women, men}) values.push_back({who, 20, std::int64_t{3}});
  CHECK(tables(voted("scale", values), "scale").empty());
}

TEST_CASE("without the key nobody's stratum is known, and there is no table") {
  const auto m = voted("yes_no", house(5));
  state without;
  without.id = m.now().id;
  for (const auto& each : m.history) evolve(without, each);
  CHECK(without.ballots[m.index("yes_no")].voted == 37);
  CHECK(crosstabs(without, m.index("yes_no")).empty());
}

TEST_CASE("a table is shown only when no vote can change any more: two of them could be subtracted") {
  const auto fill = [](meeting& m) {
    REQUIRE(m.no(lead(), open("yes_no")).empty());
    std::size_t next = 0;
    for (const auto& each : house(6)) {
      m.seat(each.people, each.who);
      for (std::size_t i = 0; i < each.people; ++i)
        REQUIRE(m.no(participant("p" + std::to_string(++next)), cast("yes_no", each.choice)).empty());
    }
  };
  for (const auto shown : {reveal::live, reveal::on_close, reveal::on_publish}) {
    CAPTURE(static_cast<int>(shown));
    auto d = sample_definition();
    d.ballots[6].reveal = shown;
    meeting m(d);
    const auto index = m.index("yes_no");
    fill(m);
    CHECK(project_tally(m.now(), index).by.empty());
    REQUIRE(m.no(lead(), close("yes_no")).empty());
    const bool may_open_again = !decide(m.now(), lead(), open("yes_no"), {}).has_error();
    CHECK(may_open_again == (shown != reveal::on_close));
    CHECK(project_tally(m.now(), index).by.empty() == may_open_again);
    REQUIRE(m.no(lead(), publish("yes_no")).empty());
    CHECK(project_tally(m.now(), index).by.size() == 1);
  }
}
