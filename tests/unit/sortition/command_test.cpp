// The whole lottery from files to files.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "analysis/sortition/measures.hpp"
#include "files/text.hpp"
#include "ruamkit/lottery/draw.hpp"
#include "ruamkit/lottery/result_files.hpp"

namespace ruamkit::tools::lottery {
namespace {

const auto always = [](const sortition::progress&) { return true; };

std::string pool_csv(bool reversed = false) {
  std::string rows;
  for (int i = 0; i < 40; ++i) {
    const int n = reversed ? 39 - i : i;
    rows += "p" + std::to_string(n) + "," + (n % 3 == 0 ? "m" : "f") + "," + (n % 4 == 0 ? "old" : "young") + ",\"h " +
            std::to_string(n / 2) + "\"\n";
  }
  return "id,gender,age,home\n" + rows;
}

input small(bool reversed = false) {
  return read_input("f.csv", "feature,value,min,max\ngender,f,4,4\ngender,m,4,4\nage,old,2,3\nage,young,5,6\n", "p.csv",
                    pool_csv(reversed), 8, {"", "home", "", ""});
}

settings seeded_with(const char* seed) {
  settings out;
  out.seed = seed;
  out.reserves = 8;
  return out;
}

std::size_t lines_of(const std::string& text) { return static_cast<std::size_t>(std::ranges::count(text, '\n')); }

}  // namespace

TEST_CASE("the same files and seed give the same bytes, the order of rows gives the same people") {
  const input from = small();
  const auto how = seeded_with("123");
  const auto one = make_draw(from, how, always);
  const auto two = make_draw(small(), how, always);
  REQUIRE(one.drawn);
  CHECK(draw_files(from, how, *one.drawn) == draw_files(small(), how, *two.drawn));
  const input turned = small(true);
  const auto three = make_draw(turned, how, always);
  CHECK(three.drawn->pool_hash == one.drawn->pool_hash);
  CHECK(three.drawn->lottery_hash == one.drawn->lottery_hash);
  CHECK(three.drawn->selected == one.drawn->selected);
}

TEST_CASE("what is published before the seed does not depend on it") {
  const input from = small();
  const auto one = make_draw(from, seeded_with("1st"), always);
  const auto two = make_draw(from, seeded_with("2nd"), always);
  CHECK(commitment_files(from, seeded_with("1st"), *one.drawn) ==
        commitment_files(from, seeded_with("2nd"), *two.drawn));
  CHECK(make_draw(from, seeded_with("007"), always).drawn->number == 7);
}

TEST_CASE("files hold everybody once, and the chances sum to the seats") {
  const input from = small();
  const auto how = seeded_with("500");
  const auto made = make_draw(from, how, always);
  const auto files = draw_files(from, how, *made.drawn);
  CHECK(lines_of(files.at("selected.csv")) == 1 + 8);
  CHECK(lines_of(files.at("remaining.csv")) == 1 + 32);
  CHECK(lines_of(files.at("reserves.csv")) == 1 + 8);
  CHECK(lines_of(files.at("probabilities.csv")) == 1 + 40);
  CHECK(lines_of(files.at("lottery.csv")) == 1 + 1000);
  CHECK(files.at("probabilities.csv").starts_with("id,probability\np0,0."));
  CHECK(files.at("selected.csv").starts_with("id,gender,age,home\n"));
  CHECK(sortition::is_valid_panel(from.pool, made.drawn->selected));
  CHECK(made.drawn->near.largest_difference <= 0.004);
  CHECK(made.drawn->near.smallest_share >= 0.9);
  for (const auto& each : made.drawn->panels) REQUIRE(sortition::is_valid_panel(from.pool, each));
  double sum = 0;
  for (const double each : made.drawn->chances) sum += each;
  CHECK(sum == doctest::Approx(8));
}

TEST_CASE("a drop-out is replaced within the quotas, by the reserve first") {
  const input from = small();
  auto how = seeded_with("500");
  const auto before = make_draw(from, how, always);
  const auto left = before.drawn->selected.front();
  how.drop_outs = {from.ids[left]};
  const auto after = make_draw(from, how, always);
  REQUIRE(after.drawn->replacements.size() == 1);
  REQUIRE(after.drawn->replacements[0].joined);
  const auto joined = *after.drawn->replacements[0].joined;
  CHECK(std::ranges::find(after.drawn->selected, left) == after.drawn->selected.end());
  CHECK(sortition::is_valid_panel(from.pool, after.drawn->selected));
  const auto named = std::ranges::find(before.drawn->reserves, left, &sortition::reserve::stands_in_for);
  REQUIRE(named != before.drawn->reserves.end());
  CHECK((named->how == sortition::match::nearest || joined.person == named->person));
  CHECK(draw_files(from, how, *after.drawn).contains("replacements.csv"));
  how.drop_outs = {"nobody"};
  CHECK_THROWS_AS((void)make_draw(from, how, always), std::invalid_argument);
}

TEST_CASE("quotas that cannot be met are answered with the smallest change") {
  const input from = read_input("f.csv", "feature,value,min,max\ngender,f,0,1\ngender,m,0,2\n", "p.csv",
                                "id,gender\na,f\nb,f\nc,m\nd,m\n", 4, {});
  const auto made = make_draw(from, seeded_with("1"), always);
  REQUIRE_FALSE(made.drawn);
  REQUIRE(made.why_not.nearest.changes.size() == 1);
  CHECK(sentence_of(from.pool, made.why_not.nearest.changes[0]) == "raise max of gender: f from 1 to 2");
  CHECK(no_panel_json(from, seeded_with("1"), made.why_not).find("\"changes\":[{\"feature\":\"gender\"") !=
        std::string::npos);
}

TEST_CASE("simple selection says how unfair it is") {
  const input from = small();
  auto how = seeded_with("500");
  how.by = algorithm::simple;
  const auto made = make_draw(from, how, always);
  REQUIRE(made.drawn->bias);
  CHECK(made.drawn->bias->draws == 10'000);
  CHECK(made.drawn->bias->leximin_minimum >= sortition::smallest(made.drawn->chances) - 0.01);
}

TEST_CASE("the published pool of 200: everybody has one chance in ten") {
  const char* named = std::getenv("RUAMKIT_DATA");
  const std::string data = named != nullptr ? named : RUAMKIT_SOURCE_DIR "/../shared/data";
  const std::string folder = data + "/lottery/example_small_20/";
  if (!std::filesystem::exists(folder)) {
    MESSAGE("skipped: no " << folder);
    return;
  }
  const input from =
      read_input(folder + "categories.csv", files::read_file(folder + "categories.csv"), folder + "respondents.csv",
                 files::read_file(folder + "respondents.csv"), 20, {"number", "", "", ""});
  CHECK(from.ids.size() == 200);
  const auto made = make_draw(from, seeded_with("417"), always);
  REQUIRE(made.drawn);
  // reference_output/example_small_20_statistics.txt of the article's companion: minimum 10.0 %, gini 0.0 %.
  for (const double each : made.drawn->chances) CHECK(std::abs(each - 0.1) < 1e-6);
  CHECK(made.drawn->proof.proven);
}

}  // namespace ruamkit::tools::lottery
