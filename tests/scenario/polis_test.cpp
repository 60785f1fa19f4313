// Real votes: the conversation "brexit-consensus" of Polis, 204 people, 50 statements, 5,312 votes (CC BY 4.0, The
// Computational Democracy Project), replayed through sockets; then again with the server killed among them.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>
#include <thread>

#include "files/csv.hpp"
#include "files/text.hpp"
#include "hall.hpp"

namespace ruamkit::scenario {
namespace {

struct real_vote {
  std::int64_t time = 0;
  std::size_t statement = 0;
  std::size_t person = 0;
  int vote = 0;
};

std::vector<real_vote> read_votes(const std::string& path) {
  const auto text = files::read_file(path);
  files::csv_reader in(path, text);
  const auto header = in.header();
  std::vector<files::csv_field> row;
  std::vector<real_vote> out;
  const auto number = [](const files::csv_field& field) { return std::stoll(std::string(field.text)); };
  while (in.next(row, header.size()))
    out.push_back({number(row[0]), static_cast<std::size_t>(number(row[2])), static_cast<std::size_t>(number(row[3])),
                   static_cast<int>(number(row[4]))});
  std::ranges::stable_sort(out, {}, &real_vote::time);
  return out;
}

constexpr std::size_t statements = 50;

std::string definition() {
  const auto label = [](const std::string& text) { return json::object{{"th", text}, {"en", text}}; };
  json::array ballots, ids;
  for (std::size_t i = 0; i < statements; ++i) {
    const auto id = "s" + std::to_string(i);
    ids.emplace_back(id);
    json::array options;
    for (const auto* option : {"agree", "disagree", "pass"})
      options.push_back(json::object{{"id", option}, {"label", label(option)}});
    ballots.push_back(json::object{{"id", id},
                                   {"kind", "single"},
                                   {"question", label("statement " + std::to_string(i))},
                                   {"options", std::move(options)},
                                   {"reveal", "live"}});
  }
  return json::serialize(json::object{
      {"method", "town_meeting"},
      {"title", label("Brexit")},
      {"issue", label("Can there be consensus on Brexit?")},
      {"convenor", json::object{{"agency", "test"}, {"commitment", label("to read it")}}},
      {"admission", "seats"},
      {"agenda", json::array{json::object{
                     {"id", "vote"}, {"kind", "ballots"}, {"title", label("vote")}, {"ballots", std::move(ids)}}}},
      {"ballots", std::move(ballots)}});
}

const char* option_of(int vote) { return vote == 1 ? "agree" : vote == -1 ? "disagree" : "pass"; }

/// What the tallies must be: each person's last vote on each statement.
std::map<std::string, std::string> expected(const std::vector<real_vote>& votes) {
  std::map<std::pair<std::size_t, std::size_t>, int> last;
  for (const auto& v : votes) last[{v.statement, v.person}] = v.vote;
  std::map<std::size_t, std::map<int, int>> sums;
  for (const auto& [place, vote] : last) ++sums[place.first][vote];
  std::map<std::string, std::string> out;
  for (std::size_t i = 0; i < statements; ++i)
    out["s" + std::to_string(i)] = R"({"agree":)" + std::to_string(sums[i][1]) + R"(,"disagree":)" +
                                   std::to_string(sums[i][-1]) + R"(,"pass":)" + std::to_string(sums[i][0]) + "}";
  return out;
}

/// Everyone's phone, as patient as the real one: a vote without an acknowledgement is sent again under its id.
class crowd {
 public:
  crowd(hall& h, std::size_t people) : h_(h) {
    for (std::size_t i = 0; i < people; ++i) {
      auto socket = h.connect();
      const auto joined = ok(socket, "session.join", {{"code", h.code}, {"seat", h.seats[i].code}});
      tokens_.emplace_back(joined.at("token").as_string());
      phones_.emplace_back(std::move(socket));
    }
  }

  void vote(const real_vote& v, std::size_t number) {
    const auto params =
        cast("s" + std::to_string(v.statement), json::array{option_of(v.vote)}, "n" + std::to_string(number));
    for (int tries = 0; tries < 3; ++tries) {
      try {
        if (!phones_[v.person]) resume(v.person);
        const auto answer = phones_[v.person]->call("ballot.cast", params);
        REQUIRE_MESSAGE(answer.ok(), answer.code);
        return;
      } catch (const ws::disconnected&) {
        phones_[v.person].reset();
      }
    }
    FAIL("a vote was not taken in three tries");
  }

  /// Sends and does not wait: the vote is in the air when the server is killed.
  void throw_vote(const real_vote& v, std::size_t number) {
    if (!phones_[v.person]) resume(v.person);
    phones_[v.person]->send_text(ws::request_text(
        1'000'000, "ballot.cast",
        cast("s" + std::to_string(v.statement), json::array{option_of(v.vote)}, "n" + std::to_string(number))));
  }

  void lose_all() {
    for (auto& phone : phones_) phone.reset();
  }

 private:
  void resume(std::size_t person) {
    auto socket = h_.connect();
    ok(socket, "session.resume", {{"token", tokens_[person]}});
    phones_[person].emplace(std::move(socket));
  }

  hall& h_;
  std::vector<std::string> tokens_;
  std::vector<std::optional<ws::client>> phones_;
};

void compare(hall& h, const std::map<std::string, std::string>& wanted) {
  for (const auto& [ballot, sums] : wanted) {
    CAPTURE(ballot);
    CHECK(counts(h.view("tally/" + ballot)) == sums);
  }
}

}  // namespace

TEST_CASE("5,312 real votes, and again with the server killed twenty times among them") {
  const std::string path = std::string(SHARED_DATA) + "/polis/brexit-consensus/votes.csv";
  if (!std::filesystem::exists(path)) {
    MESSAGE("skipped: ", path, " is not here");
    return;
  }
  const auto votes = read_votes(path);
  REQUIRE(votes.size() == 5312);
  std::size_t people = 0;
  for (const auto& v : votes) people = std::max(people, v.person + 1);
  REQUIRE(people == 204);
  const auto wanted = expected(votes);

  hall h({.definition = definition()});
  h.prepare(people);
  std::vector<std::string> all;
  for (std::size_t i = 0; i < statements; ++i) all.push_back("s" + std::to_string(i));
  h.open(all);
  crowd phones(h, people);

  SUBCASE("in their order") {
    for (std::size_t i = 0; i < votes.size(); ++i) phones.vote(votes[i], i);
    compare(h, wanted);
  }

  SUBCASE("killed at twenty random places, some votes in the air, all of them sent again") {
    constexpr std::size_t kills = 20;
    constexpr std::size_t in_the_air_max = 40;
    std::vector<std::size_t> places;
    for (std::uint32_t seed = 0; seed < kills; ++seed) {
      std::mt19937 draw(seed);
      places.push_back(draw() % (votes.size() - in_the_air_max));
    }
    std::ranges::sort(places);
    std::size_t next = 0;
    for (const auto place : places) {
      for (; next < place; ++next) phones.vote(votes[next], next);
      std::mt19937 draw(static_cast<std::uint32_t>(place));
      const auto in_the_air = 1 + draw() % in_the_air_max;
      for (std::size_t i = 0; i < in_the_air && next + i < votes.size(); ++i)
        phones.throw_vote(votes[next + i], next + i);
      std::this_thread::sleep_for(std::chrono::microseconds{draw() % 3000});
      h.server.kill();
      phones.lose_all();
      h.server.start();
    }
    for (; next < votes.size(); ++next) phones.vote(votes[next], next);
    compare(h, wanted);
  }
}

}  // namespace ruamkit::scenario
