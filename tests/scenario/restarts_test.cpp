// The server ends, well or badly, and comes back.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "hall.hpp"

namespace ruamkit::scenario {
namespace {

/// Everything a participant knows of their votes, and the tally, as text.
std::string truth(hall& h) {
  const auto agenda = h.view("agenda");
  std::string out = json::serialize(agenda);
  for (const auto& ballot : agenda.at("ballots").as_array())
    out += json::serialize(h.view("tally/" + std::string(ballot.at("id").as_string())));
  return out;
}

}  // namespace

TEST_CASE("kill -9: all that was acknowledged is there, and a repeated command is answered as the first time") {
  hall h;
  h.prepare(6);
  h.open({"single", "named", "hidden"});
  auto phone = h.connect();
  const auto joined = ok(phone, "session.join", {{"code", h.code}, {"seat", h.seats[0].code}});
  const auto first = ok(phone, "ballot.cast", cast("single", json::array{"a"}, "vote-1"));
  ok(phone, "ballot.cast", cast("named", json::array{"b"}, "vote-2"));
  const json::object people{{"people", json::array{json::object{{"id", "late"}}}}, {"command_id", "import-7"}};
  const auto imported = h.staff("roll.import", people);
  const auto before = truth(h);
  h.server.kill();
  h.server.start();
  CHECK(truth(h) == before);

  auto back = h.connect();
  CHECK(ok(back, "session.resume", {{"token", joined.at("token")}}).at("participant") == "p1");
  CHECK(ok(back, "ballot.cast", cast("single", json::array{"a"}, "vote-1")) == first);
  CHECK(ok(back, "ballot.cast", cast("single", json::array{"c"}, "vote-1")) == first);  // the id decides
  CHECK(h.staff("roll.import", people) == imported);
  CHECK(truth(h) == before);
  // and the day goes on
  ok(back, "ballot.cast", cast("single", json::array{"b"}, "vote-3"));
  CHECK(counts(h.view("tally/single")) == R"({"a":0,"b":1,"c":0})");
  auto late = h.seated(3);
  ok(late, "ballot.cast", cast("single", json::array{"b"}));
  CHECK(counts(h.view("tally/single")) == R"({"a":0,"b":2,"c":0})");
}

TEST_CASE("SIGTERM: everyone is told, the exit code is 0, nothing is lost") {
  hall h;
  h.prepare(2);
  h.open({"single"});
  auto phone = h.seated(0);
  ok(phone, "ballot.cast", cast("single", json::array{"a"}));
  CHECK(h.server.stop() == 0);
  CHECK(phone.wait_notification("server.stopping"));
  REQUIRE(phone.wait_ended());
  CHECK(phone.ended()->code == 1012);
  h.server.start();
  CHECK(counts(h.view("tally/single")) == R"({"a":1,"b":0,"c":0})");
}

TEST_CASE("a second server on the same directory is refused, the first goes on") {
  hall h;
  h.prepare(1);
  const auto second = programs::run(h.server.command(), {}, programs::complaints::kept);
  CHECK(second.exit_code == 1);
  CHECK(second.out.find("another") != std::string::npos);
  CHECK(h.view("agenda").at("status") == "prepared");
}

TEST_CASE("a ledger that was tampered with is refused, naming the first bad sequence") {
  hall h;
  h.prepare(3);
  h.open({"single"});
  auto phone = h.seated(0);
  const auto seq = ok(phone, "ballot.cast", cast("single", json::array{"a"})).at("seq").as_int64();
  ok(phone, "ballot.cast", cast("single", json::array{"c"}));
  CHECK(h.server.stop() == 0);
  const auto file = h.server.data() + "/ledger.db";
  std::string bytes;
  {
    std::ifstream in(file, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  const std::string vote = R"("choice":["a"])";
  const auto at = bytes.find(vote);
  REQUIRE(at != std::string::npos);
  bytes.replace(at, vote.size(), R"("choice":["b"])");
  std::ofstream(file, std::ios::binary) << bytes;
  const auto refused = programs::run(h.server.command(), {}, programs::complaints::kept);
  CHECK(refused.exit_code == 1);
  CHECK_MESSAGE(refused.out.find("entry " + std::to_string(seq) + " is the first") != std::string::npos, refused.out);
}

TEST_CASE("no name and no contact reach the ledger or the log") {
  hall h;
  h.prepare(1);
  h.staff("roll.import", {{"people", json::array{json::object{{"id", "q1"},
                                                              {"name", "สมหญิง ใจดีมาก"},
                                                              {"contact", "0812345678"},
                                                              {"strata", json::object{{"gender", "f"}}}}}}});
  CHECK(h.server.stop() == 0);
  const auto holds = [](const std::filesystem::path& file, const std::string& text) {
    std::ifstream in(file, std::ios::binary);
    const std::string all(std::istreambuf_iterator<char>(in), {});
    return all.find(text) != std::string::npos;
  };
  std::size_t seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(h.server.data())) {
    if (!entry.path().filename().string().starts_with("ledger")) continue;
    ++seen;
    CHECK_FALSE(holds(entry.path(), "สมหญิง"));
    CHECK_FALSE(holds(entry.path(), "0812345678"));
  }
  CHECK(seen > 0);
  CHECK(holds(h.server.data() + "/identity.db", "สมหญิง"));
  CHECK(h.server.log().find("สมหญิง") == std::string::npos);
  CHECK(h.server.log().find(h.seats[0].code) == std::string::npos);
}

}  // namespace ruamkit::scenario
