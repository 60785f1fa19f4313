// Results by stratum, and the rule of five.
#include "projection/crosstab.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "projection/view.hpp"
#include "unit/deliberation/meeting.hpp"

using namespace ruamkit;
using namespace ruamkit::testing;
using namespace ruamkit::projection;

namespace {

using row_counts = std::vector<shown_count>;
constexpr auto hidden = std::nullopt;

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
  CHECK(by[0].rows[0].counts == row_counts{6, 5});
  CHECK(by[0].rows[0].abstained == 7);
  CHECK(by[0].rows[1].value == "m");
  CHECK(by[0].rows[1].counts == row_counts{5, 9});
  CHECK(by[0].rows[1].abstained == 5);
}

TEST_CASE("a small cell is kept back, with the fewest others that could give it away") {
  for (const std::size_t few : {0U, 1U, 4U}) {
    CAPTURE(few);
    const auto m = voted("yes_no", house(few));
    const auto by = tables(m, "yes_no");
    REQUIRE(by.size() == 1);
    // Of two rows and the two columns it costs least to go round: no opinion and, of the others, the smaller.
    CHECK(by[0].rows[0].counts == row_counts{hidden, 5});
    CHECK(by[0].rows[0].abstained == hidden);
    CHECK(by[0].rows[1].counts == row_counts{hidden, 9});
    CHECK(by[0].rows[1].abstained == hidden);
  }
}

TEST_CASE("what nobody chose is known from the counts, and kept back from nobody") {
  std::vector<crowd> crowds;
  for (const auto& who : {women, men})
    for (const auto& choice : {pick({"a"}), pick({"b"}), nothing}) crowds.push_back({who, 6, choice});
  const auto m = voted("single", crowds);
  const auto by = tables(m, "single");
  REQUIRE(by.size() == 1);
  CHECK(by[0].rows[0].counts == row_counts{6, 6, 0});
  CHECK(by[0].rows[1].counts == row_counts{6, 6, 0});
}

TEST_CASE("a value with one to four voters is kept back whole, with the next smallest") {
  auto crowds = house(9);
  crowds.push_back({{}, 3, pick({"yes"})});
  const auto m = voted("yes_no", crowds);
  const auto by = tables(m, "yes_no");
  // Women are the next smallest, so men are the only ones left: their cells are the totals less everybody else's.
  REQUIRE(by.size() == 1);
  CHECK(by[0].rows[0].counts == row_counts{hidden, hidden});
  CHECK(by[0].rows[0].abstained == hidden);
  CHECK(by[0].rows[1].counts == row_counts{5, 9});
  CHECK(by[0].rows[1].abstained == 9);
  CHECK(by[0].rows[2].value == "_unknown");
  CHECK(by[0].rows[2].counts == row_counts{hidden, hidden});
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
  CHECK(both[1].rows[1].counts == row_counts{11, 14});
  crowds.back().people = 4;  // only four of the young abstain
  const auto one_voted = voted("yes_no", crowds);
  const auto one = tables(one_voted, "yes_no");
  REQUIRE(one.size() == 2);
  CHECK(one[0].rows[0].abstained == 11);
  CHECK(one[1].rows[0].abstained == hidden);
  CHECK(one[1].rows[1].abstained == hidden);
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
  CHECK(by[0].rows[0].counts == row_counts{15, 15, 10});
  // Four women did not choose a: their and the men's a are kept back, and another option with it, for everybody chose
  // two and the third could be computed.
  const auto few_voted = voted("multiple", choosers(4));
  const auto few = tables(few_voted, "multiple");
  REQUIRE(few.size() == 1);
  CHECK(few[0].rows[0].counts[0] == hidden);
  CHECK(few[0].rows[1].counts[0] == hidden);
  CHECK(std::ranges::count(few[0].rows[0].counts, shown_count()) == 2);
  CHECK(few[0].rows[0].abstained == 5);
}

TEST_CASE("a ranking's table counts first places") {
  std::vector<crowd> crowds;
  for (const auto& who : {women, men})
    for (const auto& choice : {pick({"a", "b", "c"}), pick({"b", "a"}), pick({"c"}), nothing})
      crowds.push_back({who, 5, choice});
  const auto by_voted = voted("rank", crowds);
  const auto by = tables(by_voted, "rank");
  REQUIRE(by.size() == 1);
  CHECK(by[0].rows[0].counts == row_counts{5, 5, 5});
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
