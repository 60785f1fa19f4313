// `ruamkit demo` against a hall of raw sockets, and the parts of it that are pure.
#include "ruamkit/demo/demo.hpp"

#include <doctest/doctest.h>

#include <boost/json.hpp>

#include "fake_hall.hpp"
#include "ruamkit/demo/script.hpp"

namespace ruamkit::demo {
namespace {

demo_options options_for(const fake::hall& hall) {
  demo_options options;
  options.where = hall.where();
  options.organiser = {"o", "pw"};
  options.lead = {"l", "pw"};
  options.people = 60;
  options.spare_seats = 5;
  options.once = true;
  return options;
}

}  // namespace

TEST_CASE("a whole meeting, every kind of ballot, counted again") {
  fake::hall hall(fake::agenda_of_every_kind("draft"));
  hall.wrong.drop_every = 23;
  hall.wrong.busy_every = 31;
  hall.start();
  const demo_options options = options_for(hall);
  const prepared made = prepare(options);
  CHECK(made.people.size() == 60);
  CHECK(made.spare_seats.size() == 5);
  CHECK(made.on_roll == 65);
  const demo_report report = run_demo(options, made, {});
  if (!report.good()) MESSAGE(to_text(report));
  CHECK(report.good());
  CHECK(report.joined == 60);
  CHECK(report.ballots.size() == 8);
  CHECK(report.acknowledged > 400);
  CHECK(report.reconnects > 0);
  for (const ballot_result& one : report.ballots) CHECK(one.published.voted > 50);
  CHECK(to_text(report).find("every acknowledged answer") != std::string::npos);
}

TEST_CASE("a server that forgets answers is found out") {
  fake::hall hall(fake::agenda_of_every_kind("draft"));
  hall.wrong.lose_every = 40;
  hall.start();
  const demo_options options = options_for(hall);
  const demo_report report = run_demo(options, prepare(options), {});
  CHECK_FALSE(report.good());
  CHECK_FALSE(report.differences.empty());
  CHECK(to_text(report).find("differences") != std::string::npos);
}

TEST_CASE("people follow the shares of the population") {
  const auto people = draw_people(fake::agenda_of_every_kind("draft"), 5000, 3);
  std::map<std::string, int> count;
  for (const person& one : people) {
    REQUIRE(one.strata.size() == 2);
    for (const auto& at : one.strata) ++count[at.value];
  }
  CHECK(count["f"] == doctest::Approx(2600).epsilon(0.04));
  CHECK(count["a30"] == doctest::Approx(2000).epsilon(0.05));
  CHECK(people.front().id == "demo-00001");
  CHECK(draw_people(fake::agenda_of_every_kind("draft"), 5, 3)[4].strata[1].value == people[4].strata[1].value);
}

TEST_CASE("the script runs the agenda in order, and knows another's hand") {
  agenda seen;
  take(seen, 1, fake::agenda_of_every_kind("draft"));
  const auto script = script_of(seen);
  REQUIRE(script.size() == 2 + 2 + 8 * 3);
  CHECK(method_of(script[0]) == "stage.start");
  CHECK(method_of(script[3]) == "ballot.open");
  CHECK(script[3].id == "q_single");
  CHECK(method_of(script[5]) == "ballot.publish");
  // What was seen live is final once it is published; what closing has shown is final by that.
  seen.reveal["q_single"] = "live";
  CHECK(method_of(script_of(seen)[5]) == "ballot.publish");
  seen.reveal["q_single"] = "on_close";
  CHECK(method_of(script_of(seen)[5]) != "ballot.publish");

  snapshot now = snapshot_of(seen);
  hand mine(now);
  for (const step& one : script) {
    mine.doing(one);
    CHECK(mine.is_expected(one));
    CHECK_FALSE(mine.somebody_else(now));
    now = after(now, one);
    CHECK_FALSE(mine.somebody_else(now));
    CHECK(mine.shown(now));
  }
  snapshot other = now;
  other.ballots["q_single"] = "open";
  CHECK(mine.somebody_else(other));
  other = now;
  other.stages["welcome"] = "running";
  CHECK(mine.somebody_else(other));
}

TEST_CASE("starting a stage finishes the one before, finishing it closes its ballots") {
  snapshot now{{{"s1", "running"}, {"s2", "waiting"}}, {{"q1", "open"}, {"q2", "draft"}}};
  const snapshot started = after(now, {step::what::start_stage, "s2", {"q2"}});
  CHECK(started.stages == std::map<std::string, std::string>{{"s1", "finished"}, {"s2", "running"}});
  const snapshot finished = after(now, {step::what::finish_stage, "s1", {"q1", "q2"}});
  CHECK(finished.ballots == std::map<std::string, std::string>{{"q1", "closed"}, {"q2", "draft"}});
}

TEST_CASE("a ballot opened again counts as another opening") {
  agenda seen;
  take(seen, 1, fake::agenda_of_every_kind("open"));
  CHECK(seen.openings["q_rank"] == 1);
  take(seen, 2, fake::agenda_of_every_kind("closed"));
  take(seen, 3, fake::agenda_of_every_kind("open"));
  CHECK(seen.openings["q_rank"] == 2);
  CHECK_FALSE(take(seen, 3, boost::json::serialize(fake::agenda_of_every_kind("draft"))));
}

}  // namespace ruamkit::demo
