// The roll: who is entered, who gets a seat, who takes it, who simply comes.
#include "deliberation/roll.hpp"

#include <doctest/doctest.h>

#include "unit/deliberation/meeting.hpp"

using namespace ruamkit;
using namespace ruamkit::testing;

namespace {

using strata = std::vector<std::pair<std::string, std::string>>;
using events = std::vector<event>;

import_roll people(const std::vector<std::pair<std::string, strata>>& rows) {
  import_roll out;
  for (const auto& [id, values] : rows) out.people.push_back({participant_id{id}, values});
  return out;
}
issue_seats seats(const std::vector<std::string>& ids, std::uint64_t extra = 0) {
  issue_seats out;
  for (const auto& id : ids) out.ids.emplace_back(id);
  out.extra = extra;
  return out;
}
std::vector<participant_id> ids(const std::vector<std::string>& list) { return {list.begin(), list.end()}; }

}  // namespace

TEST_CASE("ids of people: what may name a person, and what would betray one") {
  const auto fault = [](const std::string& id) { return std::string(fault_of_person_id(id).value_or("")); };
  for (const auto* good : {"p1", "A-z_0.9", "1101700203451", "1101700203452", "11017002034501", "110170020345", "-"}) {
    CAPTURE(good);
    CHECK(fault(good).empty());
  }
  // 1101700203450: a Thai national number whose check digit holds.
  CHECK(fault("1101700203450") == "personal_id");
  CHECK(fault("") == "out_of_range");
  CHECK(fault(std::string(64, 'x')).empty());
  CHECK(fault(std::string(65, 'x')) == "out_of_range");
  for (const auto* bad : {"a b", "a\n", "~a", "@a", "*", "a/b", "ก", "a:b"}) {
    CAPTURE(bad);
    CHECK(fault(bad) == "out_of_range");
  }
}

TEST_CASE("people are entered all or none") {
  struct row {
    import_roll what;
    const char *code, *at;
  };
  const std::vector<row> rows{
      {people({}), "out_of_range", "/params/people"},
      {people({{"p2", {}}, {"p1", {}}}), "duplicate_person", "/params/people/1/id"},
      {people({{"x", {}}, {"y", {}}, {"x", {}}}), "duplicate_person", "/params/people/2/id"},
      {people({{"x", {{"gender", "f"}, {"height", "tall"}}}}), "unknown_stratum", "/params/people/0/strata/height"},
      {people({{"x", {{"gender", "q"}}}}), "unknown_stratum_value", "/params/people/0/strata/gender"},
      {people({{"x", {{"a/b~c", "q"}}}}), "unknown_stratum", "/params/people/0/strata/a~1b~0c"},
      {people({{"x", {}}, {"", {}}}), "out_of_range", "/params/people/1/id"},
      {people({{"1101700203450", {}}}), "personal_id", "/params/people/0/id"},
  };
  meeting m;
  m.seat(1);
  for (const auto& row : rows) {
    INFO(row.code);
    const auto before = m.now().seq;
    const auto done = m.run(organiser(), row.what);
    REQUIRE_FALSE(done.has_value());
    CHECK(done.error() == rejection{row.code, row.at});
    CHECK(m.now().seq == before);
    CHECK(m.now().roll.seats.size() == 1);
  }
  const auto good = people({{"x", {{"age", "old"}}}, {"y", {}}});
  CHECK(*m.run(organiser(), good) == events{roll_imported{good.people}});
  const auto* x = m.now().find_seat(participant_id{"x"});
  REQUIRE(x != nullptr);
  CHECK(x->strata == std::vector<std::uint16_t>{no_value, 1});
  CHECK_FALSE(x->issued);
  CHECK(m.now().find_seat(participant_id{"y"})->strata == std::vector<std::uint16_t>{no_value, no_value});
  CHECK(m.now().find_seat(participant_id{"z"}) == nullptr);
}

TEST_CASE("seats are issued for people of the roll and for new ones") {
  meeting m;
  REQUIRE(m.no(organiser(), people({{"p1", {}}, {"s1", {}}})).empty());
  // New ones get names nobody has.
  CHECK(*m.run(organiser(), seats({"p1"}, 2)) == events{seats_issued{ids({"p1", "s2", "s3"}), ids({"s2", "s3"})}});
  CHECK(m.now().find_seat(participant_id{"p1"})->issued);
  CHECK(m.now().find_seat(participant_id{"s3"})->issued);
  CHECK_FALSE(m.now().find_seat(participant_id{"s1"})->issued);
  CHECK(m.now().roll.seats.size() == 4);
  // Again, for a new code: nobody is added.
  CHECK(*m.run(organiser(), seats({"p1"})) == events{seats_issued{ids({"p1"}), {}}});
  CHECK(m.now().roll.seats.size() == 4);

  const auto nobody = m.run(organiser(), seats({"p1", "none"}));
  CHECK(nobody.error() == rejection{"unknown_participant", "/params/ids/1"});
  CHECK(m.run(organiser(), seats({})).error() == rejection{"out_of_range", "/params/count"});
  CHECK(m.run(organiser(), seats({}, roll_max)).error() == rejection{"roll_full", "/params/count"});
}

TEST_CASE("taking a seat: once, then moved to another phone, never without a code") {
  meeting m;
  REQUIRE(m.no(organiser(), people({{"p1", {}}})).empty());
  const command claim = claim_seat{participant_id{"p1"}};
  CHECK(m.run(participant("p1"), claim).error() == rejection{"unknown_seat", "/params/seat"});
  REQUIRE(m.no(organiser(), seats({"p1"})).empty());
  CHECK(*m.run(participant("p1"), claim) == events{seat_claimed{participant_id{"p1"}}});
  CHECK(m.now().roll.claimed == 1);
  m.clock = noon + std::chrono::seconds(1);
  CHECK(*m.run(participant("p1"), claim) == events{seat_moved{participant_id{"p1"}}});
  CHECK(m.now().roll.claimed == 1);
  CHECK(m.now().find_seat(participant_id{"p1"})->claimed_at == noon);
  CHECK(decide(m.now(), participant("x"), claim_seat{participant_id{"x"}}, {}).error().code == "unknown_seat");
}

TEST_CASE("open admission: each join is a new participant, and seats are required elsewhere") {
  auto d = sample_definition();
  meeting closed(d);
  CHECK(closed.run(server_itself(), join_open{}).error() == rejection{"seat_required", "/params/seat"});
  d.admission = admission::open;
  meeting m(d);
  CHECK(*m.run(server_itself(), join_open{}) == events{participant_joined{participant_id{"p1"}}});
  REQUIRE(m.no(organiser(), people({{"p2", {}}, {"p3", {}}})).empty());
  CHECK(*m.run(server_itself(), join_open{}) == events{participant_joined{participant_id{"p4"}}});
  CHECK(m.now().roll.claimed == 2);
  CHECK(m.now().find_seat(participant_id{"p4"})->claimed_at == noon);
  CHECK(m.now().find_seat(participant_id{"p4"})->pseudonym != no_index);
}
