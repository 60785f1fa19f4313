// What people bring: what is read, what is refused and where; quotas from shares; the canonical pool.
#include <doctest/doctest.h>

#include <algorithm>

#include "ruamkit/lottery/input.hpp"
#include "ruamkit/lottery/quota_text.hpp"

namespace ruamkit::tools::lottery {
namespace {

constexpr std::string_view features = "feature,value,min,max\ngender,f,1,2\ngender,m,1,2\n";
constexpr std::string_view people = "id,gender\na,f\nb,m\nc,f\n";

input read(std::string_view features_text, std::string_view people_text, const column_names& columns = {},
           int seats = 3) {
  return read_input("f.csv", features_text, "p.csv", people_text, seats, columns);
}

std::string fault(std::string_view features_text, std::string_view people_text, const column_names& columns = {}) {
  try {
    (void)read(features_text, people_text, columns);
  } catch (const bad_input& no) {
    return no.what();
  }
  return "";
}

const sortition::quota& quota_of(const input& of, std::size_t feature, std::string_view value) {
  return *std::ranges::find(of.pool.features[feature].quotas, value, &sortition::quota::value);
}

}  // namespace

TEST_CASE("features, values and people, whatever their order, header and line ends") {
  const input plain = read(features, people);
  CHECK(plain.ids == std::vector<std::string>{"a", "b", "c"});
  CHECK(quota_of(plain, 0, "f").min == 1);
  CHECK(quota_of(plain, 0, "f").max_flex == sortition::no_limit);
  CHECK_FALSE(plain.numbered);
  const std::string hash = canonical_hash(plain);
  CHECK(canonical_hash(read("\xef\xbb\xbf"
                            "category,feature,min,max\r\ngender,m,1,2\r\ngender,f,1,2\r\n",
                            "gender;id\r\nf;c\r\nf;a\r\nm;b\r\n")) == hash);
  CHECK(canonical_hash(read("value,feature,max,min,min_flex,max_flex\nf,gender,2,1,0,3\nm,gender,2,1,,\n", people)) ==
        hash);
  CHECK(canonical_hash(read(features, "id,gender\na,f\nb,m\nd,f\n")) != hash);
  CHECK(canonical_hash(read("feature,value,min,max\ngender,f,0,2\ngender,m,1,2\n", people)) != hash);
  CHECK(canonical_hash(read(features, people, {}, 2)) != hash);
}

TEST_CASE("Thai headers and values") {
  const input of = read("คุณลักษณะ,ค่า,ต่ำสุด,สูงสุด\nเพศ,หญิง,1,2\nเพศ,ชาย,1,2\n", "รหัส,เพศ\n๑,หญิง\n๒,ชาย\n");
  CHECK(of.pool.features[0].name == "เพศ");
  CHECK(of.ids == std::vector<std::string>{"๑", "๒"});
}

TEST_CASE("people without an id column are numbered from 1") {
  const input of = read(features, "gender,notes\nf,x\nm,y\n", {"number", "", "", ""});
  CHECK(of.numbered);
  CHECK(of.id_column == "number");
  CHECK(of.ids == std::vector<std::string>{"1", "2"});
  CHECK(read(features, "gender\nf\nm\n").numbered);
}

TEST_CASE("households, and who must or may not serve") {
  const column_names columns = {"", "home", "must", "not"};
  const input of = read(features, "id,gender,home,must,not\na,f,h1,yes,\nb,m,h1,,no\nc,f,,0,ใช่\n", columns);
  CHECK(of.pool.people[0].household == of.pool.people[1].household);
  CHECK(of.pool.people[2].household == sortition::no_household);
  CHECK(of.pool.people[0].stands == sortition::standing::must_serve);
  CHECK(of.pool.people[1].stands == sortition::standing::free);
  CHECK(of.pool.people[2].stands == sortition::standing::may_not_serve);
}

TEST_CASE("refusals name file, line and column") {
  CHECK(fault("", people) == "f.csv:1:1: is empty; a header line was expected");
  CHECK(fault("a,b\n", people) ==
        "f.csv:1:1: the header must name feature,value (or category,feature) and min,max, or share, or population");
  CHECK(fault("feature,value,min,max\n", people) == "f.csv:2:1: holds no features under its header");
  CHECK(fault("feature,value,min,max\ngender,f,3,2\n", people) == "f.csv:2:10: the minimum 3 is above the maximum 2");
  CHECK(fault("feature,value,min,max\ngender,f,-1,2\n", people) ==
        "f.csv:2:10: '-1' is no count (12) and no percentage of seats (45%)");
  CHECK(fault("feature,value,min,max\ngender,f,1,2.5\n", people) ==
        "f.csv:2:12: '2.5' is no count (12) and no percentage of seats (45%)");
  CHECK(fault("feature,value,min,max\ngender,f,1,2\ngender,f,1,2\n", people) ==
        "f.csv:3:8: 'f' of gender was given in line 2 already");
  CHECK(fault("feature,value,min,max,min_flex,max_flex\ngender,f,1,2,2,3\n", people) ==
        "f.csv:2:14: min_flex is above min");
  CHECK(fault("feature,value,min,max\ngender,f,,\n", people) ==
        "f.csv:2:8: the value 'f' has no quota: give min and max, or a share");
  CHECK(fault(features, "id,gender\n") == "p.csv:2:1: holds no people under its header");
  CHECK(fault(features, "id,sex\na,f\n") == "p.csv:1:1: has no column 'gender' (a feature)");
  CHECK(fault(features, "id,gender\na,f\nb,x\n") == "p.csv:3:3: 'x' is not a value of gender (f, m)");
  CHECK(fault(features, "id,gender\na,f\nb,\n") == "p.csv:3:3: this person has no value of gender");
  CHECK(fault(features, "id,gender\na,f\nb,m\na,m\n") == "p.csv:4:1: the id 'a' is that of line 2 already");
  CHECK(fault(features, "id,gender\n,f\n") == "p.csv:2:1: this person has no id");
  CHECK(fault(features, people, {"", "home", "", ""}) == "p.csv:1:1: has no column 'home' (--household)");
  CHECK(fault(features, "id,gender,must\na,f,perhaps\n", {"", "", "must", ""}) ==
        "p.csv:2:5: 'perhaps' is neither yes nor no");
  CHECK(fault(features, "id,gender,x,y\na,f,1,1\n", {"", "", "x", "y"}) ==
        "p.csv:2:7: this person both must and may not serve");
  CHECK(fault("feature,value,min,max\ngender,f,1,2\ngender,m,1,2\ngender,x,1,2\n", people) ==
        "f.csv:4:8: nobody in the pool has the value 'x' of gender, of whom at least 1 must serve");
}

TEST_CASE("a value that nobody has and nobody must have is a note") {
  const input of = read("feature,value,min,max,why\ngender,f,1,2,\ngender,m,1,2,\ngender,x,0,2,\n", people);
  REQUIRE(of.notes.size() == 2);
  CHECK(of.notes[0] == "f.csv: the column 'why' is not used");
  CHECK(of.notes[1] == "nobody in the pool has the value 'x' of gender");
}

TEST_CASE("percentages of the seats") {
  CHECK(count_or_percentage("12", 100, rounding::down) == 12);
  CHECK(count_or_percentage("12.0", 100, rounding::down) == 12);
  CHECK(count_or_percentage("45%", 30, rounding::down) == 13);
  CHECK(count_or_percentage("45%", 30, rounding::up) == 14);
  CHECK(count_or_percentage("10%", 30, rounding::up) == 3);
  for (const char* no : {"", "x", "-1", "1e3", "1.5", "%", "nan", "inf", "99999999"})
    CHECK_FALSE(count_or_percentage(no, 30, rounding::up));
}

TEST_CASE("quotas from shares or a population always fit") {
  const input of = read("feature,value,population\nage,old,\"480,123\"\nage,young,519877\nage,none,0\n",
                        "id,age\na,old\nb,young\n", {}, 25);
  CHECK(quota_of(of, 0, "old").min == 12);
  CHECK(quota_of(of, 0, "old").max == 13);
  CHECK(quota_of(of, 0, "none").max == 0);
  for (int seats = 1; seats < 60; ++seats) {
    std::vector<std::string> notes;
    const auto made = read_features(
        "f.csv", "feature,value,share\nx,a,0.1\nx,b,0.2\nx,c,0.7\ny,a,33.3%\ny,b,33.3%\ny,c,33.4%\n", seats, notes);
    for (const auto& each : made) {
      int least = 0;
      int most = 0;
      for (const auto& one : each.quotas) {
        least += one.min;
        most += one.max;
        CHECK(one.max - one.min <= 1);
      }
      CHECK(least <= seats);
      CHECK(most >= seats);
    }
  }
  CHECK(fault("feature,value,share\ngender,f,x\n", people) == "f.csv:2:10: 'x' is no number of people and no share");
  CHECK(fault("feature,value,share\ngender,f,0\ngender,m,0\n", people) ==
        "f.csv:2:8: the shares of this feature sum to nothing");
}

}  // namespace ruamkit::tools::lottery
