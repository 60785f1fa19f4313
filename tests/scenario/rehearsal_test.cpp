// A rehearsal: the crowd of `ruamkit load --follow` in a meeting that somebody leads by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "hall.hpp"
#include "programs/soon.hpp"

namespace ruamkit::scenario {
namespace {

using programs::soon;

struct rehearsed : hall {
  explicit rehearsed(std::size_t people) : hall({.definition = with_tables()}) {
    prepare(people);
    server.add_account("floor", "facilitator", password);
    std::ofstream(path("password")) << password << '\n';
    std::ofstream list(path("seats"));
    list << "\xEF\xBB\xBFid,seat\r\n";  // as the prepare page saves it
    for (const auto& each : seats) list << each.participant << ',' << each.code << "\r\n";
  }

  [[nodiscard]] std::string path(const char* name) const { return folder.path() + "/" + name; }
  [[nodiscard]] programs::background crowd(std::vector<std::string> more) const {
    std::vector<std::string> command{RUAMKIT,       "load",     "http://" + server.where().authority(),
                                     "--code",      code,       "--seats",
                                     path("seats"), "--follow", "--pace",
                                     "1",           "--ramp",   "200",
                                     "--json"};
    command.insert(command.end(), more.begin(), more.end());
    return {command, path("crowd.log")};
  }
  [[nodiscard]] json::object told() const {
    std::ifstream in(path("crowd.log"));
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    return json::parse(text).as_object();
  }
  [[nodiscard]] std::int64_t number(const std::string& of, const char* what) { return view(of).at(what).as_int64(); }
};

}  // namespace

TEST_CASE("a crowd follows the lead: ideas and notes while tables talk, votes as ballots open, all of them counted") {
  constexpr std::int64_t people = 12;
  rehearsed h(people);
  auto crowd = h.crowd({"--tables", "--staff", "floor", "--staff-password-file", h.path("password")});
  REQUIRE(soon([&] { return h.number("room", "joined") == people; }));
  // Tables may be made once the people are there; nobody talks before.
  h.staff("table.form", {{"count", 3}});
  CHECK(h.number("ideas", "ideas") == 0);
  h.staff("stage.start", {{"stage", "talk"}});
  // Three ideas and two notes a table, and what participants add.
  CHECK(soon([&] { return h.number("ideas", "ideas") >= 9; }));
  CHECK(soon([&] {
    const auto page = h.view("ideas/0");
    const auto& ideas = page.at("ideas").as_array();
    return std::ranges::count_if(ideas, [](const auto& idea) { return idea.at("by") == "table"; }) == 9;
  }));
  CHECK(soon([&] {
    for (const auto* table : {"table/1", "table/2", "table/3"})
      if (h.view(table).at("notes").at("version") == 0) return false;
    return true;
  }));
  h.open({"single", "points", "hidden"});
  for (const auto* ballot : {"tally/single", "tally/points", "tally/hidden"})
    CHECK(soon([&] { return h.number(ballot, "voted") >= people - 4; }));
  for (const auto* ballot : {"single", "points", "hidden"}) h.staff("ballot.close", {{"ballot", ballot}});
  h.staff("ballot.publish", {{"ballot", "hidden"}});
  CHECK(crowd.stop() == 0);
  const auto told = h.told();
  CHECK(told.at("good") == true);
  CHECK(told.at("joined") == people);
  CHECK(told.at("tables") == 3);
  CHECK(told.at("table_ideas") == 9);
  CHECK(told.at("differences").as_array().empty());
  CHECK(told.at("ballots").as_array().size() == 3);
  for (const auto& each : told.at("ballots").as_array()) {
    CHECK(each.at("acknowledged").as_int64() >= people - 4);
    CHECK(each.at("acknowledged") == each.at("voted"));
  }
}

TEST_CASE("a rehearsal outlives a killed server, and ends when the meeting does") {
  rehearsed h(10);
  auto crowd = h.crowd({});
  REQUIRE(soon([&] { return h.number("room", "joined") == 10; }));
  h.open({"single"});
  CHECK(soon([&] { return h.number("tally/single", "voted") >= 2; }));
  h.server.kill();
  h.server.start();
  CHECK(soon([&] { return h.number("tally/single", "voted") >= 7; }));
  h.staff("stage.finish", {{"stage", "vote"}});
  h.staff("stage.start", {{"stage", "talk"}});
  h.staff("stage.finish", {{"stage", "talk"}});
  REQUIRE(h.view("agenda").at("status") == "finished");
  CHECK(soon([&] { return !crowd.alive(); }));
  const auto told = h.told();
  CHECK_MESSAGE(told.at("good") == true, json::serialize(told));
  CHECK(told.at("reconnects").as_int64() > 0);
}

TEST_CASE("a rehearsal that cannot begin says why") {
  rehearsed h(2);
  const auto run = [&](std::vector<std::string> more) {
    std::vector<std::string> command{RUAMKIT, "load", "http://" + h.server.where().authority(), "--code", h.code};
    command.insert(command.end(), more.begin(), more.end());
    return programs::run(command, {}, programs::complaints::kept);
  };
  const auto tables = run({"--phones", "2", "--follow", "--tables"});
  CHECK(tables.exit_code == 2);
  CHECK_MESSAGE(tables.out.find("--staff") != std::string::npos, tables.out);
  std::ofstream(h.path("wrong")) << "not it\n";
  const auto refused =
      run({"--phones", "2", "--follow", "--tables", "--staff", "floor", "--staff-password-file", h.path("wrong")});
  CHECK(refused.exit_code == 1);
  CHECK_MESSAGE(refused.out.find("wrong_password") != std::string::npos, refused.out);
  const auto seatless = run({"--phones", "2", "--follow"});
  CHECK(seatless.exit_code == 1);
  CHECK_MESSAGE(seatless.out.find("nobody could join") != std::string::npos, seatless.out);
}

}  // namespace ruamkit::scenario
