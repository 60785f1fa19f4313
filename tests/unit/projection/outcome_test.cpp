// A closed ballot's outcome: winners, ties, thresholds and quorum at their edges, scales, borda.
#include "projection/outcome.hpp"

#include <doctest/doctest.h>

#include <set>

#include "unit/deliberation/meeting.hpp"

using namespace ruamkit;
using namespace ruamkit::testing;
using namespace ruamkit::projection;

namespace {

struct heap {
  std::size_t people;
  raw_choice choice;
};

struct asked {
  std::string ballot;
  std::optional<threshold> needed = {};
  std::size_t absent = 0;  ///< on the roll, but did not vote
  std::uint64_t seed = 42;
  std::string rule = {};  ///< in place of the ballot's own
  std::int64_t seats = 1;
  bool demographic = false;
};

meeting voted(const asked& how, const std::vector<heap>& heaps) {
  auto d = sample_definition();
  for (auto& each : d.ballots)
    if (each.id.value() == how.ballot) {
      each.demographic = how.demographic;
      each.threshold = how.needed;
      each.seats = how.seats;
      if (!how.rule.empty()) each.rule = how.rule;
    }
  meeting m(d);
  m.seed = how.seed;
  std::size_t people = how.absent;
  for (const auto& each : heaps) people += each.people;
  m.seat(people);
  REQUIRE(m.no(lead(), open(how.ballot)).empty());
  std::size_t next = 0;
  for (const auto& each : heaps)
    for (std::size_t i = 0; i < each.people; ++i)
      REQUIRE(m.no(participant("p" + std::to_string(++next)), cast(how.ballot, each.choice)).empty());
  REQUIRE(m.no(lead(), close(how.ballot)).empty());
  return m;
}

/// Holds the meeting its outcome borrows from.
struct judged {
  judged(const asked& how, const std::vector<heap>& heaps)
      : m(voted(how, heaps)), is(outcome_of(m.now(), m.index(how.ballot))) {}
  meeting m;
  outcome is;
};

using names = std::vector<std::string_view>;
const raw_choice nothing = no_opinion{};
const raw_choice yes = pick({"yes"});
const raw_choice against = pick({"no"});

threshold of_cast(double share, std::optional<double> quorum = {}) { return {share, threshold_base::cast, quorum}; }
threshold of_eligible(double share, std::optional<double> quorum = {}) {
  return {share, threshold_base::eligible, quorum};
}

}  // namespace

TEST_CASE("a ranking is counted by the ballot's own rule, and told step by step") {
  // a has most first places, c wins once b is out, b beats each of the others.
  const std::vector<heap> heaps{{4, pick({"a", "b", "c"})}, {3, pick({"c", "b", "a"})}, {2, pick({"b", "c", "a"})}};
  const auto by = [&](const char* rule, std::int64_t seats = 1) {
    return judged({.ballot = "rank", .rule = rule, .seats = seats}, heaps);
  };
  CHECK(by("plurality").is.winners == names{"a"});
  CHECK(by("irv").is.winners == names{"c"});
  CHECK(by("two_round").is.winners == names{"c"});
  CHECK(by("schulze").is.winners == names{"b"});
  CHECK(by("ranked_pairs").is.winners == names{"b"});
  CHECK(by("borda").is.winners == names{"b"});
  CHECK(by("stv_scottish", 2).is.winners.size() == 2);
  CHECK(by("stv_meek", 2).is.winners.size() == 2);
  CHECK(by("plurality").is.steps.empty());
  const auto irv = by("irv");
  REQUIRE(irv.is.steps.size() > 3);
  CHECK_FALSE(irv.is.steps[0].th.empty());
  CHECK_FALSE(irv.is.steps[0].en.empty());
  CHECK(irv.is.explain.en.find("is elected") != std::string::npos);
}

TEST_CASE("scores are counted by mean, median or majority judgment") {
  const auto given = [](std::int64_t a, std::int64_t b) { return raw_choice{amount_list{{"a", a}, {"b", b}}}; };
  const std::vector<heap> heaps{{3, given(4, 2)}, {3, given(0, 2)}};  // means 2 and 2; lower medians 0 and 2
  CHECK(judged({.ballot = "score", .rule = "median"}, heaps).is.winners == names{"b"});
  CHECK(judged({.ballot = "score", .rule = "majority_judgment"}, heaps).is.winners == names{"b"});
  CHECK(judged({.ballot = "score", .rule = "score"}, heaps).is.tied == names{"a", "b"});
}

TEST_CASE("a threshold is judged even where nobody chose") {
  const judged none({.ballot = "single", .needed = of_eligible(0.5), .absent = 4}, {{2, nothing}});
  CHECK(none.is.winners.empty());
  REQUIRE(none.is.threshold);
  CHECK_FALSE(none.is.threshold->met);
  CHECK(none.is.threshold->share == 0);
}

TEST_CASE("the most votes win, for each rule that adds up") {
  CHECK(judged({"single"}, {{2, pick({"a"})}, {3, pick({"b"})}, {9, nothing}}).is.winners == names{"b"});
  CHECK(judged({"multiple"}, {{2, pick({"a", "c"})}, {3, pick({"b", "c"})}}).is.winners == names{"c"});
  CHECK(judged({"score"}, {{3, amount_list{{"a", 1}, {"b", -1}}}, {1, amount_list{{"c", 4}}}}).is.winners ==
        names{"c"});
  CHECK(judged({"points"}, {{1, amount_list{{"a", 60}, {"b", 40}}}, {1, amount_list{{"b", 30}}}}).is.winners ==
        names{"b"});
  CHECK(judged({"yes_no"}, {{1, yes}, {2, against}}).is.winners == names{"no"});
  const judged plain({"single"}, {{1, pick({"a"})}});
  CHECK(plain.is.rule == "plurality");
  CHECK_FALSE(plain.is.tie_broken);
  CHECK(plain.is.tied.empty());
  CHECK_FALSE(plain.is.threshold.has_value());
  CHECK_FALSE(plain.is.mean.has_value());
  CHECK(plain.is.explain.en.find("“A”") != std::string::npos);
  CHECK(plain.is.explain.th.find("“ก”") != std::string::npos);
}

TEST_CASE("who is in the room is no contest: nobody wins it, and no lot is drawn") {
  const judged who({.ballot = "single", .demographic = true}, {{2, pick({"a"})}, {2, pick({"b"})}, {1, nothing}});
  CHECK(who.is.winners.empty());
  CHECK_FALSE(who.is.tie_broken);
  CHECK(who.is.explain.en == "Asked to know who is in the room; 4 people answered.");
  CHECK(who.is.explain.th == "ถามเพื่อให้รู้ว่าใครอยู่ในห้อง มีผู้ตอบ 4 คน");
  const judged one({.ballot = "single", .demographic = true}, {{1, pick({"a"})}});
  CHECK(one.is.explain.en == "Asked to know who is in the room; 1 person answered.");
}

TEST_CASE("a tie is drawn by the ballot's seed: the same seed the same winner, and every equal can win") {
  std::set<std::string> winners;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const std::vector<heap> heaps{{2, pick({"a"})}, {1, pick({"b"})}, {2, pick({"c"})}};
    const judged first({"single", {}, 0, seed}, heaps);
    const judged second({"single", {}, 0, seed}, heaps);
    CHECK(first.is.tie_broken);
    CHECK(first.is.tied == names{"a", "c"});
    REQUIRE(first.is.winners.size() == 1);
    CHECK(first.is.winners == second.is.winners);
    CHECK(first.is.winners[0] != "b");
    winners.emplace(first.is.winners[0]);
    CHECK(first.is.explain.en.find("public seed") != std::string::npos);
  }
  CHECK(winners.size() == 2);
}

TEST_CASE("nobody voted, or everybody abstained: there is no winner") {
  for (const auto* ballot : {"single", "multiple", "rank", "score", "points", "yes_no", "scale", "text"}) {
    CAPTURE(ballot);
    for (const std::size_t abstaining : {0U, 3U}) {
      const judged j({ballot, {}, 2}, {{abstaining, nothing}});
      CHECK(j.is.winners.empty());
      CHECK_FALSE(j.is.tie_broken);
      CHECK_FALSE(j.is.mean.has_value());
      CHECK_FALSE(j.is.explain.th.empty());
    }
  }
  const judged with_threshold({"yes_no", of_cast(0.5, 0.5), 1}, {{3, nothing}});
  CHECK(with_threshold.is.winners.empty());
}

TEST_CASE("thresholds at their edge") {
  struct row {
    const char* name;
    threshold needed;
    std::size_t yes, no, abstain, absent;
    bool met;
  };
  const std::vector<row> rows{
      {"half of the cast, exactly", of_cast(0.5), 5, 5, 0, 0, true},
      {"half of the cast, one less", of_cast(0.5), 4, 5, 0, 0, false},
      {"abstentions are not cast", of_cast(0.5), 5, 5, 50, 50, true},
      {"half of the eligible, exactly", of_eligible(0.5), 5, 0, 2, 3, true},
      {"half of the eligible: abstentions and absence weigh", of_eligible(0.5), 5, 0, 3, 3, false},
      {"two thirds in nine digits", of_cast(0.666666667), 200, 100, 0, 0, true},
      {"two thirds in nine digits, one short", of_cast(0.666666667), 199, 101, 0, 0, false},
      {"0.667 is a little more than two thirds", of_cast(0.667), 200, 100, 0, 0, false},
      {"0.667, exactly", of_cast(0.667), 667, 333, 0, 0, true},
      {"0.667, one short", of_cast(0.667), 666, 334, 0, 0, false},
      {"a third in nine digits", of_cast(0.333333333), 1, 2, 0, 0, true},
      {"everyone", of_cast(1), 7, 0, 9, 0, true},
      {"everyone but one", of_cast(1), 999, 1, 0, 0, false},
      {"a tenth seven times is seven tenths", of_cast(0.7), 7, 3, 0, 0, true},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const judged j({"yes_no", row.needed, row.absent}, {{row.yes, yes}, {row.no, against}, {row.abstain, nothing}});
    REQUIRE(j.is.threshold.has_value());
    CHECK(j.is.threshold->met == row.met);
    CHECK(j.is.winners == (row.met ? names{"yes"} : names{"no"}));
    CHECK(j.is.threshold->needed == row.needed.share);
    CHECK_FALSE(j.is.threshold->quorum_met.has_value());
    const bool carried = j.is.explain.en.find("It is carried.") != std::string::npos;
    CHECK(carried == row.met);
  }
}

TEST_CASE("quorum: abstentions count towards it, and without it nobody wins") {
  struct row {
    const char* name;
    double quorum;
    std::size_t yes, no, abstain, absent;
    bool quorum_met, met;
  };
  const std::vector<row> rows{
      {"exactly half came", 0.5, 4, 0, 1, 5, true, true},
      {"one too few", 0.5, 4, 0, 0, 5, false, false},
      {"abstaining makes a quorum", 0.5, 1, 0, 4, 5, true, true},
      {"a quorum, but not the share", 0.5, 1, 4, 0, 5, true, false},
      {"all were needed and came", 1, 3, 0, 1, 0, true, true},
      {"none was needed", 0, 1, 0, 0, 99, true, true},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const judged j({"yes_no", of_cast(0.5, row.quorum), row.absent},
                   {{row.yes, yes}, {row.no, against}, {row.abstain, nothing}});
    REQUIRE(j.is.threshold.has_value());
    CHECK(j.is.threshold->quorum_met == row.quorum_met);
    CHECK(j.is.threshold->met == row.met);
    const auto came = static_cast<double>(row.yes + row.no + row.abstain);
    CHECK(j.is.threshold->turnout == doctest::Approx(came / (came + static_cast<double>(row.absent))));
    if (row.met) CHECK(j.is.winners == names{"yes"});
    if (!row.quorum_met) CHECK(j.is.winners.empty());
  }
}

TEST_CASE("yes and no: a threshold asks whether yes has it, not who leads") {
  // Without one a tie is drawn; with one yes has it at a half, or not at all.
  CHECK(judged({"yes_no"}, {{3, yes}, {3, against}}).is.tie_broken);
  const judged half({"yes_no", of_cast(0.5)}, {{3, yes}, {3, against}});
  CHECK_FALSE(half.is.tie_broken);
  CHECK(half.is.winners == names{"yes"});
  const judged lost({"yes_no", of_cast(0.6)}, {{2, yes}, {8, against}});
  CHECK(lost.is.threshold->share == doctest::Approx(0.2));  // of yes, although no leads
  CHECK(lost.is.winners == names{"no"});
}

TEST_CASE("among several options the leader must reach the threshold, or nobody wins") {
  const std::vector<heap> heaps{{4, pick({"a"})}, {3, pick({"b"})}, {3, pick({"c"})}};
  const judged met({"single", of_cast(0.4)}, heaps);
  CHECK(met.is.winners == names{"a"});
  CHECK(met.is.threshold->share == doctest::Approx(0.4));
  const judged missed({"single", of_cast(0.41)}, heaps);
  CHECK(missed.is.winners.empty());
  CHECK_FALSE(missed.is.threshold->met);
  // Approval: a share of the people, not of the marks.
  const judged approval({"multiple", of_cast(0.8)}, {{4, pick({"a", "b"})}, {1, pick({"b", "c"})}});
  CHECK(approval.is.winners == names{"b"});
  CHECK(approval.is.threshold->share == doctest::Approx(1.0));
}

TEST_CASE("what is said never shows a missed share as equal to the one that was needed") {
  const judged close_call({"yes_no", of_cast(0.667)}, {{200, yes}, {100, against}});
  CHECK(close_call.is.explain.en.find("It won 66.67% of") != std::string::npos);
  CHECK(close_call.is.explain.en.find("66.70% was needed") != std::string::npos);
  CHECK(close_call.is.explain.th.find("66.67%") != std::string::npos);
  CHECK(judged({"yes_no", of_cast(0.5)}, {{1, yes}, {3, against}}).is.explain.en.find("It won 25.0% of") !=
        std::string::npos);
}

TEST_CASE("a scale has a mean and a lower median") {
  const judged even({"scale"},
                    {{1, std::int64_t{1}}, {1, std::int64_t{2}}, {1, std::int64_t{4}}, {1, std::int64_t{5}}});
  CHECK(even.is.mean == doctest::Approx(3.0));
  CHECK(even.is.median == 2);
  CHECK(even.is.winners.empty());
  const judged odd({"scale"}, {{1, std::int64_t{1}}, {2, std::int64_t{5}}, {7, nothing}});
  CHECK(*odd.is.mean == doctest::Approx(11.0 / 3));
  CHECK(odd.is.median == 5);
  CHECK(odd.is.explain.en.find("3.67") != std::string::npos);
}

TEST_CASE("borda: points by place, what is left out shares what remains") {
  // c has fewer first places than a and wins on the whole.
  const judged j({"rank"}, {{3, pick({"a", "c", "b"})}, {2, pick({"b", "c", "a"})}, {1, pick({"c", "b", "a"})}});
  CHECK(j.is.rule == "borda");
  CHECK(j.is.winners == names{"c"});  // a 6, b 5, c 7
  CHECK(j.is.explain.en.find("7 points") != std::string::npos);
  // Bullet votes: a 2 each from two, the others half a point each.
  const judged bullet({"rank"}, {{2, pick({"a"})}, {1, pick({"b", "c", "a"})}});
  CHECK(bullet.is.winners == names{"a"});  // a 4, b 3, c 2
  const judged halves({"rank"}, {{1, pick({"b"})}, {1, pick({"c", "b", "a"})}});
  CHECK(halves.is.winners == names{"b"});  // a 0.5, b 3, c 2.5
  const judged tie({"rank"}, {{1, pick({"a", "b", "c"})}, {1, pick({"c", "b", "a"})}});
  CHECK(tie.is.tied == names{"a", "b", "c"});
}

TEST_CASE("texts are read, not counted") {
  const judged j({"text"}, {{2, std::string("word")}, {1, nothing}});
  CHECK(j.is.winners.empty());
  CHECK(j.is.explain.en.find("2 texts") != std::string::npos);
}
