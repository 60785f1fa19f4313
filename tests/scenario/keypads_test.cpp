// Keypads in a hall: the real `ruamkit keypad` between a receiver on a pseudo terminal and the real server.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "hall.hpp"
#include "programs/soon.hpp"
#include "unit/keypad/receivers/sunvote_base.hpp"

namespace ruamkit::scenario {
namespace {

using programs::soon;

struct keypad_hall : hall {
  keypad_hall() {
    server.add_account("floor", "facilitator", password);
    std::ofstream(path("password")) << password << '\n';
    prepare(4);
    std::ofstream(path("map.csv")) << "keypad,participant\n11,p1\n12,p2\n13,p3\n";
  }

  [[nodiscard]] std::string path(const char* name) const { return folder.path() + "/" + name; }
  [[nodiscard]] programs::background keypads(std::vector<std::string> more) const {
    std::vector<std::string> command{
        RUAMKIT,           "keypad",
        "--url",           (server.where().tls ? "https://" : "http://") + server.where().authority(),
        "--deliberation",  deliberation,
        "--name",          "floor",
        "--password-file", path("password"),
        "--journal",       path("journal"),
        "--json"};
    command.insert(command.end(), more.begin(), more.end());
    return {command, path("keypads.log")};
  }
  [[nodiscard]] std::string log() const {
    std::ifstream in(path("keypads.log"));
    return {std::istreambuf_iterator<char>(in), {}};
  }
  [[nodiscard]] bool said(const std::string& text) const {
    return soon([&] { return log().find(text) != std::string::npos; });
  }
  [[nodiscard]] bool counted(const std::string& ballot, const std::string& want) {
    return soon([&] { return counts(view("tally/" + ballot)) == want; });
  }
};

}  // namespace

TEST_CASE("keypads of a SunVote receiver vote beside phones, and the channel of each vote is counted") {
  keypad_hall h;
  h.open({"single"});
  fake::sunvote_base base;
  auto program = h.keypads({"--serial", base.path(), "--map", h.path("map.csv")});
  REQUIRE(h.said(R"({"event":"receiver","state":"ready"})"));
  auto phone = h.seated(3);
  ok(phone, "ballot.cast", cast("single", json::array{"c"}));
  base.press(11, 1);
  base.press(12, 2);
  base.press(13, 1);
  base.press(13, 1);  // twice is once
  base.press(99, 1);  // nobody's
  CHECK(h.counted("single", R"({"a":2,"b":1,"c":1})"));
  base.press(13, 2);  // changed
  CHECK(h.counted("single", R"({"a":1,"b":2,"c":1})"));
  CHECK(h.said("keypad 99: the keypad is not bound to a seat"));
  const auto tally = h.view("tally/single");
  CHECK(json::serialize(tally.at("channels")) == R"({"phone":1,"keypad":3})");
  CHECK(tally.at("voted") == 4);
  // The person of keypad 12 changes by phone, then by keypad again: the last vote counts, once.
  auto second = h.seated(1);
  ok(second, "ballot.cast", cast("single", json::array{"c"}));
  CHECK(h.counted("single", R"({"a":1,"b":1,"c":2})"));
  base.press(12, 2);
  CHECK(h.counted("single", R"({"a":1,"b":2,"c":1})"));
  CHECK(program.stop() == 0);
}

TEST_CASE("keypads follow the lead from ballot to ballot, of every kind that keys can answer") {
  keypad_hall h;
  fake::pty line;
  auto program =
      h.keypads({"--serial", line.path(), "--protocol", "lines", "--map", h.path("map.csv"), "--debounce", "0"});
  h.open({"multiple"});
  REQUIRE(h.said("keypads vote on multiple"));
  REQUIRE(h.said(R"({"event":"receiver","state":"ready"})"));
  line.write("11,1\n11,2\n11,1\n11,3\n12,1\n");
  CHECK(soon([&] { return h.view("tally/multiple").at("voted") == 2; }));
  const auto answered = [&](const char* what, std::size_t times) {
    return soon([&] {
      const auto text = h.log();
      std::size_t found = 0;
      for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
      return found >= times;
    });
  };
  CHECK(answered(R"("choice":["b","c"])", 1));
  h.staff("ballot.close", {{"ballot", "multiple"}});
  CHECK(counts(h.view("tally/multiple")) == R"({"a":1,"b":1,"c":1})");
  h.staff("ballot.open", {{"ballot", "rank"}});
  REQUIRE(h.said("keypads vote on rank"));
  line.write("11,2\n11,1\n");
  CHECK(answered(R"("choice":["b","a"])", 1));
  h.staff("ballot.open", {{"ballot", "scale"}});
  REQUIRE(h.said("keypads vote on scale"));
  line.write("11,1\n11,0\n12,7\n");
  CHECK(soon([&] { return h.view("tally/scale").at("voted") == 2; }));
  CHECK(answered(R"("choice":10)", 1));
  h.staff("ballot.open", {{"ballot", "yes_no"}});
  REQUIRE(h.said("keypads vote on yes_no"));
  line.write("11,1\n12,2\n13,2\n");
  CHECK(soon([&] { return h.view("tally/yes_no").at("voted") == 3; }));
  CHECK(program.stop() == 0);
}

TEST_CASE("a server killed in the middle of keypad votes loses none and counts none twice") {
  keypad_hall h;
  h.open({"single"});
  fake::pty line;
  auto program = h.keypads({"--serial", line.path(), "--protocol", "lines", "--map", h.path("map.csv")});
  REQUIRE(h.said(R"({"event":"receiver","state":"ready"})"));
  line.write("11,1\n12,2\n");
  h.server.kill();
  line.write("13,3\n11,2\n");
  CHECK(h.said(R"("keypad":"11","key":2)"));
  program.kill();
  line.release();
  (void)h.server.start();
  auto again = h.keypads({"--serial", line.path(), "--protocol", "lines"});
  CHECK(h.counted("single", R"({"a":0,"b":2,"c":1})"));
  CHECK(h.view("tally/single").at("voted") == 3);
  h.staff("ballot.close", {{"ballot", "single"}});
  CHECK(h.said("no ballot is open for keypads"));
  line.write("12,1\n");  // too late
  CHECK(h.said(R"("verdict":"no_ballot")"));
  CHECK(again.stop() == 0);
  CHECK(counts(h.view("tally/single")) == R"({"a":0,"b":2,"c":1})");
  CHECK_FALSE(std::filesystem::exists(h.path("journal")));
}

}  // namespace ruamkit::scenario
