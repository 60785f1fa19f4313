// Ballots: what each command does in each status, votes and their counts, deadlines.
#include "deliberation/ballot.hpp"

#include <doctest/doctest.h>

#include "unit/deliberation/meeting.hpp"

using namespace ruamkit;
using namespace ruamkit::testing;

namespace {

/// A meeting whose ballot `single` (with this reveal) stands in this status.
meeting brought_to(ballot_status status, reveal shown = reveal::on_close) {
  auto d = sample_definition();
  d.ballots[0].reveal = shown;
  meeting m(d);
  m.seat(3);
  if (status != ballot_status::draft) REQUIRE(m.no(lead(), open("single", 60)).empty());
  if (status == ballot_status::closed || status == ballot_status::published)
    REQUIRE(m.no(lead(), close("single")).empty());
  if (status == ballot_status::published) REQUIRE(m.no(lead(), publish("single")).empty());
  REQUIRE(m.ballot("single").status == status);
  return m;
}

using counts = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("what a ballot in each status takes, and why not") {
  struct row {
    ballot_status status;
    const char *open, *extend, *close, *publish, *cast;
  };
  constexpr std::array rows{
      row{ballot_status::draft, "", "ballot_draft", "ballot_draft", "ballot_draft", "ballot_not_open"},
      row{ballot_status::open, "ballot_open", "", "", "ballot_open", ""},
      row{ballot_status::closed, "ballot_revealed", "ballot_closed", "ballot_closed", "", "ballot_closed"},
      row{ballot_status::published, "ballot_published", "ballot_published", "ballot_published", "ballot_published",
          "ballot_closed"}};
  const command extend = extend_ballot{ballot_id{"single"}, 30};
  for (const auto& row : rows) {
    CAPTURE(static_cast<int>(row.status));
    CHECK(brought_to(row.status).no(lead(), open("single")) == row.open);
    CHECK(brought_to(row.status).no(lead(), extend) == row.extend);
    CHECK(brought_to(row.status).no(lead(), close("single")) == row.close);
    CHECK(brought_to(row.status).no(lead(), publish("single")) == row.publish);
    CHECK(brought_to(row.status).no(participant("p1"), cast("single", pick({"a"}))) == row.cast);
    // The place to blame is the ballot, whatever is wrong with it.
    auto m = brought_to(row.status);
    for (const auto& each : {open("single"), extend, close("single"), publish("single")})
      if (const auto done = m.run(lead(), each); !done) CHECK(done.error().at == "/params/ballot");
  }
}

TEST_CASE("a ballot nobody knows") {
  meeting m;
  m.seat(1);
  const command extend = extend_ballot{ballot_id{"none"}, 30};
  for (const auto& each : {open("none"), extend, close("none"), publish("none")})
    CHECK(m.no(lead(), each) == "unknown_ballot");
  CHECK(m.no(participant("p1"), cast("none", no_opinion{})) == "unknown_ballot");
  CHECK(m.now().seq == m.history.size());
}

TEST_CASE("each command gives its event, complete") {
  meeting m;
  m.seat(1);
  m.seed = 77;
  using events = std::vector<event>;
  CHECK(*m.run(lead(), open("single", 60)) ==
        events{ballot_opened{ballot_id{"single"}, 77, instant{noon.ms + 60'000}}});
  CHECK(*m.run(lead(), extend_ballot{ballot_id{"single"}, 5}) ==
        events{ballot_extended{ballot_id{"single"}, instant{noon.ms + 65'000}}});
  CHECK(*m.run(participant("p1"), cast("single", pick({"b"}))) ==
        events{ballot_cast{ballot_id{"single"}, pick({"b"})}});
  CHECK(*m.run(lead(), close("single")) == events{ballot_closed{ballot_id{"single"}}});
  CHECK(*m.run(lead(), publish("single")) == events{ballot_published{ballot_id{"single"}}});
  CHECK(*m.run(lead(), open("scale")) == events{ballot_opened{ballot_id{"scale"}, 77, std::nullopt}});
  const auto& b = m.ballot("single");
  CHECK(b.opened_at == noon);
  CHECK(b.closed_at == noon);
  CHECK(b.published_at == noon);
  CHECK_FALSE(b.closes_at.has_value());
}

TEST_CASE("opening again: only where it betrays nothing") {
  struct row {
    reveal shown;
    const char* again;
  };
  for (const auto& [shown, again] :
       {row{reveal::live, ""}, row{reveal::on_publish, ""}, row{reveal::on_close, "ballot_revealed"}}) {
    auto m = brought_to(ballot_status::closed, shown);
    CHECK(m.no(lead(), open("single")) == again);
    CHECK(brought_to(ballot_status::published, shown).no(lead(), open("single")) == "ballot_published");
  }
}

TEST_CASE("a ballot opened again keeps its votes, its first seed and its first opening") {
  auto m = brought_to(ballot_status::open, reveal::live);
  const auto seed = m.ballot("single").seed;
  CHECK(m.no(participant("p1"), cast("single", pick({"a"}))).empty());
  CHECK(m.no(lead(), close("single")).empty());
  m.clock = noon + std::chrono::seconds(10);
  m.seed = 99;
  CHECK(m.no(lead(), open("single")).empty());
  const auto& b = m.ballot("single");
  CHECK(b.status == ballot_status::open);
  CHECK(b.seed == seed);
  CHECK(b.opened_at == noon);
  CHECK_FALSE(b.closes_at.has_value());
  CHECK_FALSE(b.closed_at.has_value());
  CHECK(b.voted == 1);
  CHECK(m.no(participant("p1"), cast("single", pick({"b"}))).empty());
  CHECK(m.ballot("single").counts == counts{0, 1, 0});
}

TEST_CASE("seconds of opening and extending have limits") {
  constexpr std::int64_t most = ballot_seconds_max;
  for (const std::int64_t seconds : {std::int64_t{0}, std::int64_t{-1}, most + 1, std::int64_t{1} << 62}) {
    meeting m;
    const auto opened = m.run(lead(), open("single", seconds));
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error() == rejection{"out_of_range", "/params/closes_in_s"});
    REQUIRE(m.no(lead(), open("single", 1)).empty());
    const auto extended = m.run(lead(), extend_ballot{ballot_id{"single"}, seconds});
    REQUIRE_FALSE(extended.has_value());
    CHECK(extended.error() == rejection{"out_of_range", "/params/seconds"});
  }
  meeting m;
  CHECK(m.no(lead(), open("single", most)).empty());
  CHECK(m.no(lead(), extend_ballot{ballot_id{"single"}, most}).empty());
  CHECK(m.no(lead(), open("scale")).empty());
  CHECK(m.no(lead(), extend_ballot{ballot_id{"scale"}, 5}) == "no_deadline");
}

TEST_CASE("deadlines: which are next, which have passed, and a late extension counts from now") {
  meeting m;
  CHECK_FALSE(next_deadline(m.now()).has_value());
  REQUIRE(m.no(lead(), open("single", 60)).empty());
  REQUIRE(m.no(lead(), open("scale", 30)).empty());
  REQUIRE(m.no(lead(), open("text")).empty());
  CHECK(next_deadline(m.now()) == noon + std::chrono::seconds(30));
  CHECK(overdue(m.now(), noon + std::chrono::milliseconds(29'999)).empty());
  CHECK(overdue(m.now(), noon + std::chrono::seconds(30)) == std::vector{ballot_id{"scale"}});
  CHECK(overdue(m.now(), noon + std::chrono::hours(1)).size() == 2);
  m.clock = noon + std::chrono::seconds(100);
  REQUIRE(m.no(lead(), extend_ballot{ballot_id{"scale"}, 10}).empty());
  CHECK(m.ballot("scale").closes_at == noon + std::chrono::seconds(110));
  REQUIRE(m.no(lead(), close("scale")).empty());
  CHECK(next_deadline(m.now()) == noon + std::chrono::seconds(60));
  REQUIRE(m.no(server_itself(), close("single")).empty());
  CHECK_FALSE(next_deadline(m.now()).has_value());
  CHECK(overdue(m.now(), noon + std::chrono::hours(1)).empty());
}

TEST_CASE("the last vote of each person counts, whatever the kind") {
  struct row {
    const char* ballot;
    raw_choice before, after;
    counts first, then;
  };
  const std::vector<row> rows{
      {"single", pick({"a"}), pick({"c"}), {1, 0, 0}, {0, 0, 1}},
      {"multiple", pick({"a", "b"}), pick({"b", "c"}), {1, 1, 0}, {0, 1, 1}},
      {"rank", pick({"c", "a"}), pick({"a", "c"}), {0, 0, 1}, {1, 0, 0}},
      {"score", amount_list{{"a", 4}, {"b", -1}}, amount_list{{"b", 2}}, {4, -1, 0}, {0, 2, 0}},
      {"points", amount_list{{"a", 60}, {"b", 40}}, amount_list{{"c", 1}}, {60, 40, 0}, {0, 0, 1}},
      {"scale", std::int64_t{5}, std::int64_t{1}, {0, 0, 0, 0, 1}, {1, 0, 0, 0, 0}},
      {"yes_no", pick({"yes"}), pick({"no"}), {1, 0}, {0, 1}},
      {"text", std::string("one"), std::string("two"), {}, {}},
      {"roll_call", pick({"yes"}), pick({"no"}), {1, 0}, {0, 1}}};
  for (const auto& row : rows) {
    CAPTURE(row.ballot);
    meeting m;
    m.seat(2);
    REQUIRE(m.no(lead(), open(row.ballot)).empty());
    REQUIRE(m.no(participant("p1"), cast(row.ballot, row.before)).empty());
    CHECK(m.ballot(row.ballot).counts == row.first);
    REQUIRE(m.no(participant("p1"), cast(row.ballot, row.after)).empty());
    CHECK(m.ballot(row.ballot).counts == row.then);
    CHECK(m.ballot(row.ballot).voted == 1);
    CHECK(m.ballot(row.ballot).abstained == 0);
    // Abstaining takes the vote back but not the turnout; a second person adds to both.
    REQUIRE(m.no(participant("p1"), cast(row.ballot, no_opinion{})).empty());
    REQUIRE(m.no(participant("p2"), cast(row.ballot, no_opinion{})).empty());
    CHECK(m.ballot(row.ballot).counts == counts(row.first.size(), 0));
    CHECK(m.ballot(row.ballot).voted == 2);
    CHECK(m.ballot(row.ballot).abstained == 2);
    REQUIRE(m.no(participant("p1"), cast(row.ballot, row.before)).empty());
    CHECK(m.ballot(row.ballot).counts == row.first);
    CHECK(m.ballot(row.ballot).abstained == 1);
  }
}

TEST_CASE("a linked vote stands under a pseudonym, a roll call under the name, and neither mixes with the other") {
  meeting m;
  m.seat(2);
  for (const auto* id : {"single", "roll_call"}) REQUIRE(m.no(lead(), open(id)).empty());
  REQUIRE(m.no(participant("p2"), cast("single", pick({"a"}))).empty());
  CHECK(m.history.back().actor == pseudonym(sample_key(), participant_id{"p2"}).value());
  REQUIRE(m.no(participant("p2"), cast("roll_call", pick({"no"}))).empty());
  CHECK(m.history.back().actor == "p2");
  // In the state both belong to the same seat.
  for (const auto* id : {"single", "roll_call"}) {
    const auto& votes = m.ballot(id).votes;
    const auto voter = std::ranges::find_if(votes, [](const vote& v) { return v.seq != 0; }) - votes.begin();
    CHECK(m.now().roll.seats[m.now().voters[static_cast<std::size_t>(voter)].seat].id == participant_id{"p2"});
  }
}

TEST_CASE("without the key votes are counted all the same, and belong to nobody") {
  meeting with;
  with.seat(3);
  REQUIRE(with.no(lead(), open("single")).empty());
  for (const auto* who : {"p1", "p2", "p3"}) REQUIRE(with.no(participant(who), cast("single", pick({"b"}))).empty());
  REQUIRE(with.no(participant("p1"), cast("single", pick({"a"}))).empty());
  state without;
  without.id = deliberation_id{"d_test"};
  for (const auto& each : with.history) evolve(without, each);
  CHECK(without.ballots[0].counts == counts{1, 2, 0});
  CHECK(without.ballots[0].voted == 3);
  for (const auto& voter : without.voters) CHECK(voter.seat == no_index);
  for (const auto& seat : without.roll.seats) CHECK(seat.pseudonym == no_index);
}

TEST_CASE("events that no longer fit are passed over, not trusted") {
  meeting m;
  m.seat(1);
  const auto before = m.ballot("single").counts;
  m.record("~x", std::nullopt, ballot_cast{ballot_id{"none"}, pick({"a"})});
  m.record("~x", std::nullopt, ballot_cast{ballot_id{"single"}, pick({"z"})});
  m.record("~x", std::nullopt, ballot_opened{ballot_id{"none"}, 1, {}});
  m.record("~x", std::nullopt, stage_started{stage_id{"none"}});
  m.record("~x", std::nullopt, seat_claimed{participant_id{"none"}});
  CHECK(m.ballot("single").counts == before);
  CHECK(m.ballot("single").voted == 0);
  CHECK(m.now().seq == m.history.size());
}
