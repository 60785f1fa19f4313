// A tally: what it shows in each status, to everyone alike.
#include <doctest/doctest.h>

#include "projection/outcome.hpp"
#include "projection/view.hpp"
#include "unit/deliberation/meeting.hpp"

using namespace ruamkit;
using namespace ruamkit::testing;
using namespace ruamkit::projection;

namespace {

void bring_to(meeting& m, const std::string& ballot, ballot_status status) {
  if (status == ballot_status::draft) return;
  REQUIRE(m.no(lead(), open(ballot)).empty());
  REQUIRE(m.no(participant("p1"), cast(ballot, pick({"a"}))).empty());
  REQUIRE(m.no(participant("p2"), cast(ballot, no_opinion{})).empty());
  if (status == ballot_status::open) return;
  REQUIRE(m.no(lead(), close(ballot)).empty());
  if (status == ballot_status::published) REQUIRE(m.no(lead(), publish(ballot)).empty());
}

using named_counts = std::vector<std::pair<std::string, std::int64_t>>;

}  // namespace

TEST_CASE("counts and abstentions are seen when the ballot's reveal says so, and outcomes only once it is closed") {
  struct row {
    reveal shown;
    ballot_status status;
    bool counts, outcome;
  };
  using status = ballot_status;
  constexpr std::array rows{
      row{reveal::live, status::draft, false, false},        row{reveal::live, status::open, true, false},
      row{reveal::live, status::closed, true, true},         row{reveal::live, status::published, true, true},
      row{reveal::on_close, status::draft, false, false},    row{reveal::on_close, status::open, false, false},
      row{reveal::on_close, status::closed, true, true},     row{reveal::on_close, status::published, true, true},
      row{reveal::on_publish, status::draft, false, false},  row{reveal::on_publish, status::open, false, false},
      row{reveal::on_publish, status::closed, false, false}, row{reveal::on_publish, status::published, true, true}};
  for (const auto& row : rows) {
    CAPTURE(static_cast<int>(row.shown));
    CAPTURE(static_cast<int>(row.status));
    auto d = sample_definition();
    d.ballots[0].reveal = row.shown;
    meeting m(d);
    m.seat(3);
    bring_to(m, "single", row.status);
    const auto view = project_tally(m.now(), 0);
    CHECK(view.status == row.status);
    CHECK(view.eligible == 3);
    CHECK(view.present == 3);
    CHECK(view.voted == (row.status == status::draft ? 0U : 2U));
    CHECK(view.counts.has_value() == row.counts);
    CHECK(view.abstained.has_value() == row.counts);
    CHECK(view.outcome.has_value() == row.outcome);
    CHECK(view.roll_call.empty());
    if (view.counts) CHECK(*view.counts == named_counts{{"a", 1}, {"b", 0}, {"c", 0}});
    if (view.abstained) CHECK(*view.abstained == 1);
  }
}

TEST_CASE("a ballot opened again hides its outcome") {
  auto d = sample_definition();
  d.ballots[0].reveal = reveal::live;
  meeting m(d);
  m.seat(3);
  bring_to(m, "single", ballot_status::closed);
  REQUIRE(m.no(lead(), open("single")).empty());
  CHECK_FALSE(project_tally(m.now(), 0).outcome.has_value());
  CHECK(project_tally(m.now(), 0).counts.has_value());
}

TEST_CASE("a scale counts by value, a text not at all") {
  meeting m;
  m.seat(2);
  for (const auto* id : {"scale", "text"}) REQUIRE(m.no(lead(), open(id)).empty());
  REQUIRE(m.no(participant("p1"), cast("scale", std::int64_t{4})).empty());
  REQUIRE(m.no(participant("p1"), cast("text", std::string("x"))).empty());
  for (const auto* id : {"scale", "text"}) REQUIRE(m.no(lead(), close(id)).empty());
  CHECK(*project_tally(m.now(), m.index("scale")).counts ==
        named_counts{{"1", 0}, {"2", 0}, {"3", 0}, {"4", 1}, {"5", 0}});
  CHECK(project_tally(m.now(), m.index("text")).counts->empty());
}

TEST_CASE("a roll call names everyone with their choice once its counts are seen and it is closed") {
  meeting m;
  m.seat(3);
  REQUIRE(m.no(lead(), open("roll_call")).empty());
  REQUIRE(m.no(participant("p3"), cast("roll_call", pick({"no"}))).empty());
  REQUIRE(m.no(participant("p1"), cast("roll_call", no_opinion{})).empty());
  const auto index = m.index("roll_call");
  CHECK(project_tally(m.now(), index).roll_call.empty());
  REQUIRE(m.no(lead(), close("roll_call")).empty());
  const auto named = project_tally(m.now(), index).roll_call;
  REQUIRE(named.size() == 2);
  for (const auto& each : named) {
    const bool third = each.participant == "p3";
    CHECK((third || each.participant == "p1"));
    CHECK(each.choice == (third ? pick({"no"}) : raw_choice{no_opinion{}}));
  }
}

TEST_CASE("me: own strata and votes, under whichever name they stand, and nobody else's") {
  meeting m;
  m.seat(1, {{"age", "old"}});
  m.seat(1, {{"gender", "f"}});
  for (const auto* id : {"single", "roll_call", "scale"}) REQUIRE(m.no(lead(), open(id)).empty());
  REQUIRE(m.no(participant("p1"), cast("single", pick({"a"}))).empty());
  REQUIRE(m.no(participant("p1"), cast("single", pick({"b"}))).empty());
  const auto single = m.now().seq;
  REQUIRE(m.no(participant("p1"), cast("roll_call", pick({"yes"}))).empty());
  const auto call = m.now().seq;
  REQUIRE(m.no(participant("p2"), cast("scale", std::int64_t{3})).empty());
  const auto me = project_me(m.now(), participant_id{"p1"});
  CHECK(me.participant == "p1");
  REQUIRE(me.strata.size() == 1);
  CHECK(me.strata[0] == std::pair<std::string_view, std::string_view>{"age", "old"});
  REQUIRE(me.ballots.size() == 2);
  CHECK(me.ballots[0].ballot == "single");
  CHECK(me.ballots[0].choice == pick({"b"}));
  CHECK(me.ballots[0].seq == single);
  CHECK(me.ballots[1].ballot == "roll_call");
  CHECK(me.ballots[1].seq == call);
  const auto other = project_me(m.now(), participant_id{"p2"});
  REQUIRE(other.ballots.size() == 1);
  CHECK(other.ballots[0].choice == raw_choice{std::int64_t{3}});
  CHECK(project_me(m.now(), participant_id{"none"}).participant.empty());
}

TEST_CASE("room: seats and who has joined, by stratum") {
  meeting m;
  m.seat(2, {{"gender", "f"}});
  m.seat(1, {{"gender", "m"}, {"age", "old"}});
  import_roll late;
  late.people.push_back({participant_id{"late"}, {{"gender", "m"}}});
  REQUIRE(m.no(organiser(), late).empty());
  presence now;
  now.participants = 2;
  now.screens = 1;
  now.staff = {{"lead", 1}};
  const auto room = project_room(m.now(), now);
  CHECK(room.seats == 4);
  CHECK(room.joined == 3);
  CHECK(room.presence.participants == 2);
  REQUIRE(room.by.size() == 2);
  CHECK(room.by[0].first == "gender");
  const auto& rows = room.by[0].second;
  CHECK((rows[0].value == "f" && rows[0].seats == 2 && rows[0].joined == 2));
  CHECK((rows[1].value == "m" && rows[1].seats == 2 && rows[1].joined == 1));
  const auto& ages = room.by[1].second;
  CHECK((ages[0].seats == 0 && ages[0].joined == 0));
  CHECK((ages[1].seats == 1 && ages[1].joined == 1));
}
