// Choices, counting again, percentiles, seat files, tables.
#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <cstdio>
#include <fstream>
#include <set>

#include "base/utf8.hpp"
#include "crowd/choice.hpp"
#include "crowd/recount.hpp"
#include "crowd/seats.hpp"
#include "crowd/spread.hpp"
#include "crowd/terminal.hpp"
#include "fake_hall.hpp"
#include "files/bad_input.hpp"

namespace ruamkit::crowd {

using files::bad_input;

namespace {

namespace json = boost::json;

/// What the server would refuse the choice for (deliberation/choice); empty: it fits.
std::string fault_in(const ballot& on, const json::value& choice) {
  const auto known = [&](std::string_view id) {
    return std::find(on.options.begin(), on.options.end(), id) != on.options.end();
  };
  switch (on.kind) {
    case kind::single:
    case kind::yes_no:
    case kind::multiple:
    case kind::rank: {
      if (!choice.is_array()) return "choice_kind";
      std::set<std::string> seen;
      for (const json::value& id : choice.get_array()) {
        if (!id.is_string() || !known(id.get_string())) return "unknown_option";
        if (!seen.emplace(id.get_string()).second) return "duplicate_option";
      }
      const bool one = on.kind == kind::single || on.kind == kind::yes_no;
      const auto count = static_cast<std::int64_t>(seen.size());
      if (count < (one ? 1 : on.min)) return "too_few_choices";
      return count > (one ? 1 : on.max) ? "too_many_choices" : "";
    }
    case kind::score:
    case kind::points: {
      if (!choice.is_object() || choice.get_object().empty()) return "choice_kind";
      std::int64_t sum = 0;
      for (const auto& [id, amount] : choice.get_object()) {
        if (!known(id)) return "unknown_option";
        if (on.kind == kind::score && (amount.as_int64() < on.min || amount.as_int64() > on.max))
          return "score_out_of_range";
        if (on.kind == kind::points && amount.as_int64() < 0) return "points_negative";
        sum += amount.as_int64();
      }
      return on.kind == kind::points && sum != on.budget ? "points_budget" : "";
    }
    case kind::scale:
      if (!choice.is_int64()) return "choice_kind";
      return choice.get_int64() < on.min || choice.get_int64() > on.max ? "scale_out_of_range" : "";
    case kind::text:
      if (!choice.is_string() || choice.get_string().empty()) return "text_empty";
      return static_cast<std::int64_t>(code_points(choice.get_string())) > on.length_max ? "text_too_long" : "";
  }
  return "kind";
}

ballot random_ballot(kind what, seeded& random) {
  ballot on;
  on.id = "q" + std::to_string(random.below(1000));
  on.kind = what;
  const auto count = what == kind::yes_no ? 2 : 1 + random.below(9);
  for (std::uint64_t i = 0; i < count; ++i)
    on.options.push_back(what == kind::yes_no ? (i == 0 ? "yes" : "no") : "o" + std::to_string(i));
  if (what == kind::scale || what == kind::text) on.options.clear();
  const bool names = what == kind::multiple || what == kind::rank;
  on.min = names ? static_cast<std::int64_t>(random.below(count + 1)) : static_cast<std::int64_t>(random.below(5)) - 2;
  on.max = names ? std::max<std::int64_t>({1, on.min, static_cast<std::int64_t>(random.below(count) + 1)})
                 : on.min + static_cast<std::int64_t>(random.below(12));
  on.budget = static_cast<std::int64_t>(random.below(200));
  on.length_max = static_cast<std::int64_t>(2 + random.below(60));
  return on;
}

constexpr kind every_kind[] = {kind::single, kind::multiple, kind::rank,   kind::score,
                               kind::points, kind::scale,    kind::yes_no, kind::text};

tally doc(const char* text) { return read_tally(json::parse(text).as_object()); }

}  // namespace

TEST_CASE("random choices and opinions fit the ballot, of every kind") {
  seeded random(7);
  for (const kind what : every_kind) {
    CAPTURE(name_of(what));
    for (int round = 0; round < 800; ++round) {
      const ballot on = random_ballot(what, random);
      const json::value choice = random_choice(on, random);
      CAPTURE(json::serialize(choice));
      REQUIRE(fault_in(on, choice) == "");
      const opinion person(random.next(), random.next(), {{"gender", "f"}, {"age", "a15"}});
      const json::value held = person.choose(on, random.below(3));
      CAPTURE(json::serialize(held));
      REQUIRE(fault_in(on, held) == "");
    }
  }
}

TEST_CASE("the same seed gives the same choice, another one another") {
  for (const ballot& on : ballots_of(fake::agenda_of_every_kind("open"))) {
    seeded one(5), same(5);
    CHECK(random_choice(on, one) == random_choice(on, same));
    CHECK(opinion(1, 2, {}).choose(on, 0) == opinion(1, 2, {}).choose(on, 0));
  }
  const ballot scale = ballots_of(fake::agenda_of_every_kind("open")).at(5);
  std::set<std::int64_t> values;
  seeded random(1);
  for (int i = 0; i < 200; ++i) values.insert(random_choice(scale, random).as_int64());
  CHECK(values.size() == 11);
}

TEST_CASE("people of a stratum lean alike, and demographic questions are answered truly") {
  ballot on;
  on.id = "q";
  on.kind = kind::yes_no;
  on.options = {"yes", "no"};
  double widest = 0;
  for (std::uint64_t society = 1; society <= 20; ++society) {
    int yes[2] = {0, 0};
    for (std::uint64_t i = 0; i < 400; ++i)
      for (const int group : {0, 1})
        if (opinion(society, mixed(i, "p"), {{"district", group == 0 ? "north" : "south"}})
                .choose(on, 0)
                .as_array()[0] == "yes")
          ++yes[group];
    widest = std::max(widest, std::abs(yes[0] - yes[1]) / 400.0);
  }
  CHECK(widest > 0.2);
  on.kind = kind::single;
  on.id = "who_gender";
  on.options = {"f", "m"};
  CHECK(opinion(1, 9, {{"gender", "m"}}).choose(on, 0) == json::array{"m"});
}

TEST_CASE("a choice named on the command line") {
  const auto ballots = ballots_of(fake::agenda_of_every_kind("open"));
  struct row {
    std::size_t ballot;
    std::vector<std::string> words;
    const char* expected;  // null: does not fit
  };
  const row rows[] = {{0, {"b"}, R"(["b"])"},
                      {0, {"a", "b"}, nullptr},
                      {0, {"z"}, nullptr},
                      {1, {"a", "c"}, R"(["a","c"])"},
                      {1, {"a", "b", "c", "d"}, nullptr},
                      {2, {"c", "a"}, R"(["c","a"])"},
                      {3, {"b"}, R"({"b":5})"},
                      {4, {"a", "b", "c"}, R"({"a":34,"b":33,"c":33})"},
                      {5, {"7"}, "7"},
                      {5, {"11"}, nullptr},
                      {5, {"x"}, nullptr},
                      {6, {"no"}, R"(["no"])"},
                      {7, {"ดี"}, R"("ดี")"}};
  for (const row& r : rows) {
    CAPTURE(r.ballot);
    const auto got = named_choice(ballots.at(r.ballot), r.words);
    REQUIRE(got.has_value() == (r.expected != nullptr));
    if (got) CHECK(json::serialize(*got) == r.expected);
  }
}

TEST_CASE("counting again, kind by kind (PROTOCOL.md, tally)") {
  struct row {
    kind what;
    const char* choices;
    const char* expected;
  };
  const row rows[] = {
      {kind::single, R"([["a"],["b"],["a"],null])", R"({"voted":4,"abstained":1,"counts":{"a":2,"b":1}})"},
      {kind::multiple, R"([["a","c"],["c"],null,null])", R"({"voted":4,"abstained":2,"counts":{"a":1,"b":0,"c":2}})"},
      {kind::rank, R"([["c","a","b"],["c"],["a","c"]])", R"({"voted":3,"abstained":0,"counts":{"a":1,"c":2}})"},
      {kind::score, R"([{"a":4,"b":0},{"a":1},null])", R"({"voted":3,"abstained":1,"counts":{"a":5,"b":0}})"},
      {kind::points, R"([{"a":60,"b":40},{"b":100}])", R"({"voted":2,"abstained":0,"counts":{"a":60,"b":140}})"},
      {kind::scale, R"([7,7,0,null])", R"({"voted":4,"abstained":1,"counts":{"0":1,"7":2,"5":0}})"},
      {kind::yes_no, R"([["yes"],["no"],["yes"]])", R"({"voted":3,"abstained":0,"counts":{"yes":2,"no":1}})"},
      {kind::text, R"(["ก","ข",null])", R"({"voted":3,"abstained":1,"counts":{}})"},
  };
  for (const row& r : rows) {
    CAPTURE(name_of(r.what));
    const json::array choices = json::parse(r.choices).as_array();
    const tally ours = recount(r.what, {choices.begin(), choices.end()});
    CHECK(compare("q", ours, doc(r.expected)).empty());
  }
}

TEST_CASE("every departure of a published tally is found") {
  const tally ours = recount(kind::single, {json::array{"a"}, json::array{"b"}, nullptr});
  struct row {
    const char* published;
    const char* of;
  };
  const row rows[] = {{R"({"voted":2,"abstained":1,"counts":{"a":1,"b":1}})", "voted"},
                      {R"({"voted":3,"abstained":0,"counts":{"a":1,"b":1}})", "abstained"},
                      {R"({"voted":3,"abstained":1,"counts":{"a":2,"b":1}})", "counts/a"},
                      {R"({"voted":3,"abstained":1,"counts":{"a":1}})", "counts/b"},
                      {R"({"voted":3,"abstained":1,"counts":{"a":1,"b":1,"c":1}})", "counts/c"},
                      {R"({"voted":3,"abstained":1,"counts":null})", "counts"}};
  for (const row& r : rows) {
    CAPTURE(r.published);
    const auto found = compare("q", ours, doc(r.published));
    REQUIRE(found.size() == 1);
    CHECK(found[0].of == r.of);
  }
  tally with_roll = ours;
  with_roll.eligible = 300;
  CHECK(compare("q", with_roll, doc(R"({"voted":3,"eligible":299,"abstained":1,"counts":{"a":1,"b":1}})")).at(0).of ==
        "eligible");
}

TEST_CASE("percentiles by nearest rank") {
  CHECK(percentile({}, 0.5) == 0);
  CHECK(percentile({3}, 0.01) == 3);
  CHECK(percentile({3}, 1.0) == 3);
  std::vector<double> hundred;
  for (int i = 100; i > 0; --i) hundred.push_back(i);
  CHECK(percentile(hundred, 0.50) == 50);
  CHECK(percentile(hundred, 0.99) == 99);
  CHECK(percentile(hundred, 0.991) == 100);
  CHECK(percentile(hundred, 1.0) == 100);
  CHECK(percentile({15, 20, 35, 40, 50}, 0.3) == 20);
  const spread all = spread_of(hundred);
  CHECK(all.p50 == 50);
  CHECK(all.p99 == 99);
  CHECK(all.max == 100);
}

TEST_CASE("files of seats") {
  const std::string path = "seats_test.txt";
  const auto with = [&](const std::string& text) {
    std::ofstream(path) << text;
    return read_seats(path);
  };
  const std::vector<std::string> two{"ABC-DEF-GHJ", "222333444"};
  CHECK(with("ABC-DEF-GHJ\n222333444\n") == two);
  CHECK(with("\xef\xbb\xbf# of the east\r\nABC-DEF-GHJ\r\n\r\n222333444") == two);
  CHECK(with("name,seat\n\"a, b\",ABC-DEF-GHJ\nx,222333444\n") == two);
  CHECK(with("seat\nABC-DEF-GHJ\n222333444\n") == two);
  struct row {
    const char* text;
    const char* at;
  };
  for (const row& r :
       {row{"ABC-DEF-GHJ\nABC\n", ":2:1:"}, row{"name,seat\nx\n", ":2:2:"}, row{"name,seat\nx,ABC-DEF-GH!\n", ":2:3:"},
        row{"name,code\nx,y\n", ":1:1:"}, row{"", "holds no seat"}}) {
    CAPTURE(r.text);
    CHECK_THROWS_WITH_AS((void)with(r.text), doctest::Contains(r.at), bad_input);
  }
  std::remove(path.c_str());
  CHECK_THROWS_AS((void)read_seats(path), bad_input);
}

TEST_CASE("columns line up in Thai") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("ที่นี่") == 2);
  CHECK(display_width("น้ำ") == 2);
  CHECK(display_width("ร่วมคิด") == 5);
  CHECK(display_width("日本") == 4);
  CHECK(display_width("\xff\xe0") == 2);
  CHECK(shortened("ที่นี่ที่นี่", 3) == "ที่นี่…");
  CHECK(table({"ก", "n"}, {{"ที่", "10"}, {"abc", "5"}}, {1}) == "ก     n\n---  --\nที่    10\nabc   5\n");
}

}  // namespace ruamkit::crowd
