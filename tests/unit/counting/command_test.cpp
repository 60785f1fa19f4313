// The command as it is called: exit codes, options that do not go together, JSON.
#include <doctest/doctest.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "ruamkit/command.hpp"

namespace ruamkit::test {
namespace {

struct called {
  int exit = 0;
  std::string out;
  std::string err;
};

/// As main() calls a subcommand.
called call(std::vector<std::string> arguments) {
  std::ostringstream out;
  std::ostringstream err;
  auto* const real_out = std::cout.rdbuf(out.rdbuf());
  auto* const real_err = std::cerr.rdbuf(err.rdbuf());
  called result;
  try {
    CLI::App app;
    const auto work = tools::attach_count(app);
    std::ranges::reverse(arguments);
    app.parse(arguments);
    result.exit = work();
  } catch (const CLI::ParseError&) {
    result.exit = tools::wrong_usage;
  } catch (const tools::bad_input& no) {
    result.exit = tools::wrong_input;
    result.err = no.what();
  }
  std::cout.rdbuf(real_out);
  std::cerr.rdbuf(real_err);
  result.out = out.str();
  result.err += err.str();
  return result;
}

/// Each test runs in a process of its own, beside others: it works in a folder of its own.
void move_to_own_folder() {
  struct folder {
    folder() : path((std::filesystem::temp_directory_path() / "count-XXXXXX").string()) {
      REQUIRE(::mkdtemp(path.data()) != nullptr);
      std::filesystem::current_path(path);
    }
    ~folder() {
      std::filesystem::current_path("/");
      std::filesystem::remove_all(path);
    }
    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;
    std::string path;
  };
  static const folder own;
}

class file {
 public:
  file(std::string name, const std::string& text) : name_(std::move(name)) {
    move_to_own_folder();
    std::ofstream(name_, std::ios::binary) << text;
  }
  ~file() { std::remove(name_.c_str()); }
  file(const file&) = delete;
  file& operator=(const file&) = delete;

 private:
  std::string name_;
};

const char* const ballots = "voter,a,b,c\n1,1,2,\n2,1,,2\n3,2,1,3\n4,,1,2\n5,1,3,2\n";

}  // namespace

TEST_CASE("a count that succeeds") {
  const file csv("count_test.csv", ballots);
  const auto json = call({"--rule", "irv", "--ignore", "voter", "count_test.csv", "--json"});
  CHECK(json.exit == 0);
  const auto said = boost::json::parse(json.out).as_object();
  CHECK(said.at("winners").as_array() == boost::json::array{"a"});
  CHECK(said.at("seed") == 1);
  const auto text = call({"--rule", "irv", "--ignore", "voter", "count_test.csv", "--explain", "en"});
  CHECK(text.out.find("a has 3 of 5 votes, more than half, and wins.") != std::string::npos);
  const auto pairs = call({"--rule", "schulze", "--ignore", "voter", "count_test.csv", "--explain", "en"});
  CHECK(pairs.out.find(": 2 victories\n") != std::string::npos);
  CHECK(pairs.out.find(": 1 victory\n") != std::string::npos);
  const auto table = call({"--rule", "borda", "--ignore", "voter", "count_test.csv"});
  CHECK(table.out.find("winners: a") != std::string::npos);
}

TEST_CASE("a threshold that is not met answers no") {
  const file csv("count_test.csv", ballots);
  const auto at = [](const std::string& share) {
    return call({"--rule", "plurality", "--ignore", "voter", "count_test.csv", "--threshold", share}).exit;
  };
  CHECK(at("60%") == tools::yes);
  CHECK(at("3/5") == tools::yes);
  CHECK(at("0.600001") == tools::no);
  const auto quorum = call({"--rule", "plurality", "--ignore", "voter", "count_test.csv", "--threshold", "1/2",
                            "--quorum", "1/2", "--eligible", "11"});
  CHECK(quorum.exit == tools::no);
  CHECK(quorum.out.find("quorum not reached: not carried") != std::string::npos);
}

TEST_CASE("what does not go together is a matter of usage") {
  const file csv("count_test.csv", ballots);
  const file soi("count_test.soi", "# ALTERNATIVE NAME 1: a\n1: 1\n");
  const std::vector<std::vector<std::string>> wrong = {
      {"--rule", "guess", "count_test.csv"},
      {"--rule", "irv"},
      {"count_test.csv"},
      {"--rule", "irv", "--seats", "2", "count_test.csv"},
      {"--rule", "irv", "--budget", "5", "count_test.csv"},
      {"--rule", "greedy", "count_test.csv"},
      {"--rule", "irv", "--completion", "add1", "count_test.csv"},
      {"--rule", "score", "count_test.soi"},
      {"--rule", "irv", "--threshold", "7", "count_test.csv"},
      {"--rule", "irv", "--quorum", "0.5", "count_test.csv"},
      {"--rule", "irv", "--threshold", "0.5", "--of", "eligible", "count_test.csv"},
      {"--rule", "irv", "--quota", "exact", "count_test.csv"},
      {"--rule", "irv", "--seed", "x", "count_test.csv"},
  };
  for (const auto& each : wrong) {
    CAPTURE(each[1]);
    CHECK(call(each).exit == tools::wrong_usage);
  }
}

TEST_CASE("what cannot be read is bad input, with its place") {
  const file csv("count_test.csv", ballots);
  const auto unread = call({"--rule", "irv", "count_none.csv"});
  CHECK(unread.exit == tools::wrong_input);
  const auto named = call({"--rule", "score", "--ignore", "vote", "count_test.csv"});
  CHECK(named.exit == tools::wrong_input);
  CHECK(named.err == "count_test.csv:1:1: has no column 'vote'");
  CHECK(call({"--rule", "irv", "count_test.pdf"}).exit == tools::wrong_input);
}

}  // namespace ruamkit::test
