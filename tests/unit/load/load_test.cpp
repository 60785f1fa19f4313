// `ruamkit load` against a hall of raw sockets: what it reports, and that it notices what goes wrong.
#include "ruamkit/load/load.hpp"
#include "ruamkit/load/follow.hpp"

#include <doctest/doctest.h>

#include <boost/json.hpp>

#include "fake_hall.hpp"

namespace ruamkit::load {
namespace {

using namespace std::chrono_literals;

load_options options_for(const fake::hall& hall, const std::string& ballot) {
  load_options options;
  options.where = hall.where();
  options.code = "482913";
  options.seats = hall.seats();
  options.phones = hall.seats().size();
  options.ballot = ballot;
  options.patience = 20s;
  return options;
}

}  // namespace

TEST_CASE("every kind of ballot: all votes acknowledged, final tally on all phones, counts agree") {
  for (const char* kind : {"single", "multiple", "rank", "score", "points", "scale", "yes_no", "text"}) {
    CAPTURE(kind);
    fake::hall hall(fake::agenda_of_every_kind("open"));
    hall.add_seats(60);
    hall.start();
    const load_report report = run_load(options_for(hall, std::string("q_") + kind));
    CHECK(report.good());
    CHECK(report.joined == 60);
    CHECK(report.acknowledged == 60);
    CHECK(report.voted == 60);
    CHECK(report.final_tally_ms.has_value());
    CHECK(report.ack_ms.max > 0);
    CHECK(report.errors.empty());
  }
}

TEST_CASE("lost votes are noticed") {
  fake::hall hall(fake::agenda_of_every_kind("open"));
  hall.add_seats(40);
  hall.wrong.lose_every = 10;
  hall.start();
  load_options options = options_for(hall, "q_single");
  options.patience = 500ms;
  const load_report report = run_load(options);
  CHECK_FALSE(report.good());
  CHECK(report.acknowledged == 40);
  CHECK(report.expected == 40);
  CHECK(report.voted == 36);
  CHECK(report.phones_without_final == 40);
  CHECK(to_json(report).at("missing") == 4);
}

TEST_CASE("cut connections come back and say the same vote again, a busy server is asked again") {
  fake::hall hall(fake::agenda_of_every_kind("open"));
  hall.add_seats(50);
  hall.wrong.drop_every = 7;
  hall.wrong.busy_every = 9;
  hall.start();
  load_options options = options_for(hall, "q_points");
  options.votes_per_phone = 3;
  const load_report report = run_load(options);
  CHECK(report.good());
  CHECK(report.acknowledged == 150);
  CHECK(report.votes == 150);
  CHECK(report.voters == 50);
  CHECK(report.voted == 50);
  CHECK(report.reconnects > 10);
  CHECK(report.errors.at("busy") > 10);
}

TEST_CASE("a second run knows who had voted before") {
  fake::hall hall(fake::agenda_of_every_kind("open"));
  hall.add_seats(30);
  hall.start();
  load_options options = options_for(hall, "q_rank");
  options.phones = 20;
  CHECK(run_load(options).good());
  options.phones = 30;
  options.seed = 2;
  const load_report again = run_load(options);
  CHECK(again.good());
  CHECK(again.voted == 30);
}

TEST_CASE("a rate, a named choice, no tally watched, joining only") {
  fake::hall hall(fake::agenda_of_every_kind("open"));
  hall.add_seats(20);
  hall.start();
  load_options options = options_for(hall, "q_yes_no");
  options.votes_per_second = 100;
  options.choice = {"no"};
  options.watch_tally = false;
  const auto start = std::chrono::steady_clock::now();
  CHECK(run_load(options).good());
  CHECK(std::chrono::steady_clock::now() - start >= 150ms);
  options.join_only = true;
  bool gathered = false;
  load_hooks hooks;
  hooks.on_gathered = [&] { gathered = true; };
  const load_report joined = run_load(options, hooks);
  CHECK(joined.joined == 20);
  CHECK(joined.votes == 0);
  CHECK(gathered);
}

TEST_CASE("what cannot work is said") {
  struct row {
    const char* status;
    const char* ballot;
    std::vector<std::string> choice;
    const char* trouble;
  };
  for (const row& r : {row{"draft", "q_single", {}, "not open"}, row{"open", "nowhere", {}, "no ballot"},
                       row{"open", "q_single", {"z"}, "does not fit"}}) {
    CAPTURE(r.trouble);
    fake::hall hall(fake::agenda_of_every_kind(r.status));
    hall.add_seats(3);
    hall.start();
    load_options options = options_for(hall, r.ballot);
    options.choice = r.choice;
    const load_report report = run_load(options);
    CHECK_FALSE(report.good());
    CHECK(report.trouble.find(r.trouble) != std::string::npos);
    CHECK(report.votes == 0);
  }
  fake::hall hall(fake::agenda_of_every_kind("open"));
  hall.start();
  load_options options = options_for(hall, "q_single");
  options.seats = {"ZZZ-ZZZ-ZZZ"};
  options.phones = 1;
  const load_report report = run_load(options);
  CHECK(report.trouble == "joining: unknown_seat");
  CHECK(report.errors.at("unknown_seat") == 1);
}

namespace {

/// With a phone for every seat, until so many have answered the first question; `at_end` happens then.
follow_report rehearse(
    const fake::hall& hall, double pace, int answered, const std::function<void()>& at_end = [] {}) {
  follow_options options;
  options.load.where = hall.where();
  options.load.code = "482913";
  options.load.seats = hall.seats();
  options.load.phones = hall.seats().size();
  options.load.connects_per_second = 400;
  options.pace = pace;
  bool enough = false;
  load_hooks hooks;
  hooks.progress = [&](const std::string& line) {
    const std::size_t at = line.find("q_single ");
    if (at != std::string::npos) enough = enough || std::stoi(line.substr(at + 9)) >= answered;
  };
  hooks.stopped = [&] {
    if (enough) at_end();
    return enough;
  };
  return run_follow(options, hooks);
}

}  // namespace

TEST_CASE("a rehearsal finds out a server that forgets, and is content with one that does not") {
  for (const std::size_t lose_every : {std::size_t{0}, std::size_t{5}}) {
    CAPTURE(lose_every);
    fake::hall hall(fake::agenda_of_every_kind("open"));
    hall.add_seats(40);
    hall.wrong.lose_every = lose_every;
    hall.wrong.drop_every = 17;
    hall.start();
    const follow_report report = rehearse(hall, 0.5, 20);
    CHECK(report.crowd.joined == 40);
    CHECK(report.crowd.acknowledged >= 20);
    CHECK(report.ballots.size() >= 1);
    CHECK(report.trouble.empty());
    CHECK(report.good() == (lose_every == 0));
    if (!report.good() && lose_every == 0) MESSAGE(boost::json::serialize(to_json(report)));
  }
}

TEST_CASE("a rehearsal whose phones are all cut off at its end has them come back before it counts") {
  fake::hall hall(fake::agenda_of_every_kind("open"));
  hall.add_seats(12);
  hall.start();
  const follow_report report = rehearse(hall, 0.2, 8, [&] { hall.cut_everybody(); });
  CHECK_MESSAGE(report.good(), boost::json::serialize(to_json(report)));
  CHECK(report.crowd.reconnects >= 12);
  CHECK_FALSE(report.ballots.empty());
}

}  // namespace ruamkit::load
