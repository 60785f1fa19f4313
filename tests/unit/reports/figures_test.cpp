// What a report shows, and what it must not.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "projection/crosstab.hpp"
#include "projection/reconciliation.hpp"
#include "sample.hpp"

using namespace ruamkit;
using namespace ruamkit::testing;
using namespace ruamkit::projection;

TEST_CASE("a report's figures are those of the tally views") {
  const auto m = decided_meeting();
  const auto r = project_report(m.now(), standing_of(m.now()));
  REQUIRE(r.ballots.size() == m.now().ballots.size());
  for (std::size_t i = 0; i < r.ballots.size(); ++i) {
    const auto tally = project_tally(m.now(), i);
    const auto& ballot = r.ballots[i];
    CAPTURE(ballot.asked.id.value());
    CHECK(ballot.voted == tally.voted);
    CHECK(ballot.eligible == tally.eligible);
    REQUIRE(ballot.result.has_value() == tally.counts.has_value());
    if (!ballot.result) continue;
    CHECK(ballot.result->abstained == *tally.abstained);
    REQUIRE(ballot.result->options.size() == tally.counts->size());
    for (std::size_t o = 0; o < tally.counts->size(); ++o) {
      CHECK(ballot.result->options[o].id == (*tally.counts)[o].first);
      CHECK(ballot.result->options[o].count == (*tally.counts)[o].second);
    }
    CHECK(ballot.result->by.size() == tally.by.size());
    CHECK(ballot.result->roll_call.size() == tally.roll_call.size());
    CHECK(ballot.result->outcome.explain == tally.outcome->explain);
  }
}

TEST_CASE("shares are of those who gave an opinion, of all points for points, and a score has a mean") {
  const auto r = decided_report();
  const auto& single = *ballot_named(r, "single").result;
  CHECK(single.abstained == 10);
  CHECK(*single.options[0].share == doctest::Approx(static_cast<double>(single.options[0].count) / 30));
  const auto& multiple = *ballot_named(r, "multiple").result;
  CHECK(*multiple.options[1].share == doctest::Approx(1.0));
  CHECK(*multiple.options[0].share == doctest::Approx(0.5));
  const auto& points = *ballot_named(r, "points").result;
  CHECK(*points.options[0].share == doctest::Approx(0.7));
  const auto& score = *ballot_named(r, "score").result;
  CHECK_FALSE(score.options[0].share.has_value());
  CHECK(*score.options[0].mean == doctest::Approx(4));
  CHECK(*score.options[1].mean == doctest::Approx(0.5));
  CHECK(*multiple.margin == 20);
  CHECK_FALSE(ballot_named(r, "rank").result->margin.has_value());
}

TEST_CASE("a ballot that may still change shows its turnout and nothing else") {
  struct row {
    reveal shown;
    ballot_status status;
    bool revealed;
  };
  using status = ballot_status;
  constexpr std::array rows{
      row{reveal::live, status::open, false},          row{reveal::live, status::closed, false},
      row{reveal::live, status::published, true},      row{reveal::on_close, status::open, false},
      row{reveal::on_close, status::closed, true},     row{reveal::on_publish, status::closed, false},
      row{reveal::on_publish, status::published, true}};
  for (const auto& each : rows) {
    CAPTURE(static_cast<int>(each.shown));
    CAPTURE(static_cast<int>(each.status));
    auto d = sample_definition();
    d.ballots[0].reveal = each.shown;
    meeting m(d);
    m.seat(3);
    REQUIRE(m.no(lead(), open("single")).empty());
    REQUIRE(m.no(participant("p1"), cast("single", pick({"a"}))).empty());
    if (each.status != status::open) REQUIRE(m.no(lead(), close("single")).empty());
    if (each.status == status::published) REQUIRE(m.no(lead(), publish("single")).empty());
    const auto r = project_report(m.now(), standing_of(m.now()));
    CHECK(r.ballots[0].voted == 1);
    CHECK(r.ballots[0].result.has_value() == each.revealed);
  }
}

TEST_CASE("participants are compared with the population by the standardised difference") {
  const auto r = decided_report();
  CHECK(r.people.seats == 40);
  CHECK(r.people.joined == 40);
  const auto& women = r.people.strata[0].values[0];
  CHECK(women.joined == 20);
  CHECK(*women.share == doctest::Approx(0.5));
  // (0.5 - 0.4) / sqrt((0.25 + 0.24) / 2)
  CHECK(*women.difference == doctest::Approx(0.2020305089));
  const auto& age = r.people.strata[1];
  CHECK(age.unknown == 20);
  CHECK(*age.values[1].share == doctest::Approx(1));
  CHECK_FALSE(age.values[1].difference.has_value());
}

TEST_CASE("tables by stratum keep the small-cell rule, and what is withheld is named") {
  const auto r = decided_report();
  for (const auto& ballot : r.ballots) {
    if (!ballot.result) continue;
    const auto& result = *ballot.result;
    for (const auto& table : result.by)
      for (const auto& row : table.rows) {
        // A smaller cell than five only where the counts of all give it away.
        const auto fair = [](const shown_count& n, std::int64_t all) { return !n || *n >= cell_min || all == 0; };
        const auto voters = std::accumulate(row.counts.begin(), row.counts.end(), row.abstained.value_or(1),
                                            [](auto sum, const auto& n) { return sum + n.value_or(1); });
        if (voters == 0) continue;  // nobody of this value voted
        CHECK(fair(row.abstained, static_cast<std::int64_t>(result.abstained)));
        for (std::size_t i = 0; i < row.counts.size(); ++i) CHECK(fair(row.counts[i], result.options[i].count));
      }
  }
  const auto& rank = *ballot_named(r, "rank").result;  // everybody put c first: so did the women, and the men
  REQUIRE(rank.by.size() == 2);
  CHECK(rank.by[0].rows[0].counts == std::vector<shown_count>{0, 0, 20});
  CHECK(rank.withheld.empty());
  CHECK(ballot_named(r, "roll_call").result->withheld.empty());
}

TEST_CASE("a ranking has its places, texts the words that enough people used") {
  const auto r = decided_report();
  const auto& ranks = ballot_named(r, "rank").result->ranks;
  CHECK(ranks == place_counts{{0, 40, 0}, {0, 0, 40}, {40, 0, 0}});
  const auto& words = ballot_named(r, "text").result->words;
  REQUIRE(words.size() == 1);
  CHECK(words[0].word == "zz");
  CHECK(words[0].people == 38);
  CHECK(ballot_named(r, "single").result->ranks.empty());
  CHECK(ballot_named(r, "single").result->words.empty());
}

TEST_CASE("texts come by alphabet, not in the order of those who wrote them, roll calls by id") {
  const auto r = decided_report();
  const auto& texts = ballot_named(r, "text").result->texts;
  REQUIRE(texts.size() == 40);
  CHECK(texts.front() == "=1+1");
  CHECK(texts.back() == "น้ำ");
  CHECK(std::ranges::is_sorted(texts));
  const auto& names = ballot_named(r, "roll_call").result->roll_call;
  REQUIRE(names.size() == 40);
  CHECK(names[0].participant == "p1");
  CHECK(names[1].participant == "p10");
}

TEST_CASE("deviations from the method are in the report") {
  const auto r = decided_report();
  CHECK(r.deviations.size() > 2);
  CHECK(std::ranges::any_of(
      r.deviations, [](const auto& each) { return each.th.find("กำหนดการไม่มีการลงทะเบียน") != std::string::npos; }));
}

TEST_CASE("a report borrows nothing from the state") {
  std::optional<report> kept;
  {
    const auto m = decided_meeting();
    kept = project_report(m.now(), standing_of(m.now()));
  }
  CHECK(kept->ballots[0].asked.options[0].label.th == "ก");
  CHECK(kept->ballots[0].result->outcome.rule == "plurality");
}

TEST_CASE("votes by channel add up, a change of channel is one person, and what does not add up shows by how much") {
  auto m = decided_meeting();
  const auto index = *m.now().find_ballot(ballot_id{"undecided"});
  const auto vote = [&m](const char* who, const char* what, channel by) {
    (void)m.run(staff(role::facilitator),
                cast_for{participant_id{who}, std::nullopt, ballot_id{"undecided"}, pick({what}), by});
  };
  vote("p1", "b", channel::kiosk);
  vote("p1", "c", channel::kiosk);
  vote("p2", "b", channel::keypad);
  vote("p2", "a", channel::kiosk);
  (void)m.run(participant("p2"), cast("undecided", pick({"a"})));
  (void)m.run(participant("p3"), cast("undecided", pick({"b"})));
  const auto sums = reconcile(m.now(), index);
  const auto flow = [&sums](const char* name) {
    const auto found = std::ranges::find(sums.channels, name, &channel_flow::channel);
    REQUIRE(found != sums.channels.end());
    return std::array{found->received, found->replaced, found->counted};
  };
  CHECK(flow("phone") == std::array<std::uint64_t, 3>{42, 3, 39});
  CHECK(flow("kiosk") == std::array<std::uint64_t, 3>{3, 2, 1});
  CHECK(flow("keypad") == std::array<std::uint64_t, 3>{1, 1, 0});
  CHECK(sums.moved == 2);  // p1 and p2; p3 stayed with the phone
  CHECK(std::ranges::all_of(sums.checks, &sum_check::holds));
  CHECK(sum_check{"x", 5, 7, true}.difference() == 2);
  CHECK_FALSE(sum_check{"x", 5, 4, true}.holds());
  CHECK(sum_check{"x", 5, 4, false}.holds());
}
