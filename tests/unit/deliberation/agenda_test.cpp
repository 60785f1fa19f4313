// Stages, and the meeting's own status.
#include <doctest/doctest.h>

#include <set>

#include "unit/deliberation/meeting.hpp"

using namespace ruamkit;
using namespace ruamkit::testing;

namespace {

command start(const char* stage) { return start_stage{stage_id{stage}}; }
command finish(const char* stage) { return finish_stage{stage_id{stage}}; }
using events = std::vector<event>;

}  // namespace

TEST_CASE("stages start and finish, one at a time, and the meeting's status follows") {
  meeting m;
  CHECK(m.now().status() == progress::waiting);
  CHECK_FALSE(m.now().running_stage().has_value());
  CHECK(*m.run(lead(), start("first")) == events{stage_started{stage_id{"first"}}});
  CHECK(m.now().status() == progress::running);
  CHECK(m.now().running_stage() == 0);
  m.clock = noon + std::chrono::minutes(5);
  CHECK(*m.run(lead(), start("second")) ==
        events{stage_finished{stage_id{"first"}}, stage_started{stage_id{"second"}}});
  CHECK(m.now().stages[0].status == progress::finished);
  CHECK(m.now().stages[0].started_at == noon);
  CHECK(m.now().stages[0].finished_at == m.clock);
  CHECK(m.now().running_stage() == 1);
  CHECK(*m.run(lead(), finish("second")) == events{stage_finished{stage_id{"second"}}});
  CHECK(m.now().status() == progress::finished);
}

TEST_CASE("why a stage does not start or finish") {
  meeting m;
  CHECK(m.no(lead(), start("none")) == "unknown_stage");
  CHECK(m.no(lead(), finish("none")) == "unknown_stage");
  CHECK(m.no(lead(), finish("first")) == "stage_not_running");
  REQUIRE(m.no(lead(), start("first")).empty());
  CHECK(m.no(lead(), start("first")) == "stage_running");
  REQUIRE(m.no(lead(), finish("first")).empty());
  CHECK(m.no(lead(), finish("first")) == "stage_finished");
  const auto done = m.run(lead(), finish("first"));
  CHECK(done.error().at == "/params/stage");
}

TEST_CASE("finishing a stage closes its open ballots, and only those") {
  meeting m;
  m.seat(1);
  REQUIRE(m.no(lead(), start("first")).empty());
  for (const auto* id : {"multiple", "scale"}) REQUIRE(m.no(lead(), open(id)).empty());
  CHECK(*m.run(lead(), finish("first")) ==
        events{ballot_closed{ballot_id{"multiple"}}, stage_finished{stage_id{"first"}}});
  CHECK(m.ballot("single").status == ballot_status::draft);
  CHECK(m.ballot("multiple").status == ballot_status::closed);
  CHECK(m.ballot("scale").status == ballot_status::open);
  CHECK(m.no(participant("p1"), cast("multiple", pick({"a", "b"}))) == "ballot_closed");
}

TEST_CASE("starting the next stage closes what the last one left open") {
  meeting m;
  REQUIRE(m.no(lead(), start("first")).empty());
  REQUIRE(m.no(lead(), open("single")).empty());
  const auto done = m.run(lead(), start("second"));
  CHECK(*done == events{ballot_closed{ballot_id{"single"}}, stage_finished{stage_id{"first"}},
                        stage_started{stage_id{"second"}}});
}

TEST_CASE("a finished stage may be taken up again") {
  meeting m;
  REQUIRE(m.no(lead(), start("first")).empty());
  REQUIRE(m.no(lead(), finish("first")).empty());
  REQUIRE(m.no(lead(), start("first")).empty());
  CHECK(m.now().stages[0].status == progress::running);
  CHECK_FALSE(m.now().stages[0].finished_at.has_value());
}

TEST_CASE("hall codes are six digits and never begin with 0") {
  for (const std::uint64_t seed :
       {std::uint64_t{0}, std::uint64_t{899'999}, std::uint64_t{900'000}, ~std::uint64_t{0}}) {
    const auto code = hall_code(seed);
    CHECK(code.size() == 6);
    CHECK(code[0] != '0');
  }
  CHECK(hall_code(382'913) == "482913");
}

TEST_CASE("a stage's ballots are opened, closed and published in one step each") {
  meeting m;
  const stage_id second{"second"};
  const auto count = [&](ballot_status status) {
    std::size_t out = 0;
    for (std::size_t i = 2; i < m.now().ballots.size(); ++i)
      if (m.now().ballots[i].status == status) ++out;
    return out;
  };
  REQUIRE(m.no(lead(), open("rank")).empty());
  REQUIRE(m.no(lead(), close("rank")).empty());
  CHECK(m.no(lead(), close_all{second}) == "nothing_to_do");
  m.seed = 5;
  const auto opened = m.run(lead(), open_all{second, 60});
  REQUIRE(opened.has_value());
  CHECK(opened->size() == 6);  // rank was open before: it is not opened again
  CHECK(count(ballot_status::open) == 6);
  CHECK(count(ballot_status::closed) == 1);
  std::set<std::uint64_t> seeds;
  for (const auto& each : *opened) {
    const auto& one = std::get<ballot_opened>(each);
    seeds.insert(one.seed);
    CHECK(one.closes_at == instant{noon.ms + 60'000});
  }
  CHECK(seeds.size() == 6);
  CHECK(m.no(lead(), open_all{second, std::nullopt}) == "nothing_to_do");
  CHECK(m.run(lead(), close_all{second})->size() == 6);
  CHECK(m.run(lead(), publish_all{second})->size() == 7);
  CHECK(count(ballot_status::published) == 7);
  CHECK(m.ballot("single").status == ballot_status::draft);  // of another stage
  CHECK(m.no(lead(), publish_all{second}) == "nothing_to_do");
  CHECK(m.no(lead(), publish_all{stage_id{"none"}}) == "unknown_stage");
  CHECK(m.no(lead(), open_all{stage_id{"first"}, 0}) == "out_of_range");
  CHECK(m.ballot("single").status == ballot_status::draft);
}
