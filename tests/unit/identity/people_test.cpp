#include <algorithm>
#include <random>
#include <set>

#include <doctest/doctest.h>
#include <sqlite3.h>

#include "identity/store.hpp"
#include "support.hpp"

using namespace ruamkit::identity;
using namespace ruamkit::identity::testing;

namespace {

person numbered(int i) {
  char number[8];
  std::snprintf(number, sizeof number, "%05d", i);
  // Lengths vary, so that rows move about when pages are rearranged.
  return {participant_id{std::string("p") + number}, std::string("สมชาย name<") + number + ">",
          "tel<" + std::string(number) + ">" + std::string(static_cast<std::size_t>(i % 97), '.'),
          i % 4 == 0 ? std::string("needs<") + number + "> รถเข็น" : std::string()};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The numbers whose name, contact or needs can be read anywhere in the files.
std::set<int> readable(const temporary_folder& folder) {
  std::set<int> numbers;
  const auto bytes = folder.every_byte();
  for (const std::string_view mark : {"name<", "tel<", "needs<"})
    for (auto at = bytes.find(mark); at != std::string::npos; at = bytes.find(mark, at + 1)) {
      const auto digits = bytes.substr(at + mark.size(), 6);
      if (digits.size() == 6 && digits.back() == '>' && std::ranges::all_of(digits.substr(0, 5), is_digit))
        numbers.insert(std::stoi(digits));
    }
  return numbers;
}

}  // namespace

TEST_CASE("people: put, replaced, read by participant, kept over a restart") {
  temporary_folder folder;
  const person b{participant_id{"b"}, "มาลี ใจดี", "081-234-5678"};
  const person a{participant_id{"a"}, "Somsri", ""};
  {
    store s{folder.options()};
    REQUIRE(s.put(town, std::vector{b, a}).has_value());
    CHECK(s.names(town) == std::vector{a, b});
    CHECK(s.names(jury).empty());
  }
  store again{folder.options()};
  CHECK(again.names(town) == std::vector{a, b});
  const person moved{participant_id{"b"}, "มาลี ใจดี", "089-999-9999"};
  REQUIRE(again.put(town, std::vector{moved}).has_value());
  CHECK(again.names(town) == std::vector{a, moved});
  CHECK_FALSE(folder.holds(b.contact));
}

TEST_CASE("people: what is refused, and then nobody of the same call is put") {
  temporary_folder folder;
  store s{folder.options()};
  const person good{participant_id{"a"}, "Somsri", ""};
  const person table[] = {
      {participant_id{"b"}, "not UTF-8 \xff", ""},
      {participant_id{"b"}, "", "not UTF-8 \xff"},
      {participant_id{"b"}, std::string(person_bytes_max + 1, 'x'), ""},
      {participant_id{"b"}, "", std::string(person_bytes_max + 1, 'x')},
      {participant_id{"b"}, "", "", "not UTF-8 \xff"},
      {participant_id{"b"}, "", "", std::string(person_bytes_max + 1, 'x')},
  };
  for (const auto& bad : table) {
    const auto put = s.put(town, std::vector{good, bad});
    CHECK(why_not(put) == reason::person_invalid);
    CHECK(put.error().sentence.find("'b'") != std::string::npos);
    CHECK(s.names(town).empty());
  }
}

TEST_CASE("people: the erased can be read in no file, the others can") {
  temporary_folder folder;
  store s{folder.options()};
  std::vector<person> everybody;
  for (int i = 0; i < 3000; ++i) everybody.push_back(numbered(i));
  std::shuffle(everybody.begin(), everybody.end(), std::mt19937{7});
  REQUIRE(s.put(town, everybody).has_value());
  REQUIRE(readable(folder).size() == 3000);

  SUBCASE("one by one") {
    std::set<int> left;
    s.begin();
    for (int i = 0; i < 3000; ++i) {
      if (i % 3 == 0)
        REQUIRE(s.erase(town, numbered(i).participant));
      else
        left.insert(i);
    }
    CHECK_FALSE(s.scrub());  // not within the transaction
    s.commit();
    CHECK(s.scrub_due());
    CHECK(s.scrub());
    CHECK_FALSE(s.scrub_due());
    CHECK(s.names(town).size() == left.size());
    CHECK(readable(folder) == left);
    CHECK_FALSE(s.erase(town, numbered(0).participant));
  }
  SUBCASE("one, outside a transaction") {
    CHECK(s.erase(town, numbered(1234).participant));
    CHECK_FALSE(s.scrub_due());
    CHECK(readable(folder).size() == 2999);
    CHECK(readable(folder).count(1234) == 0);
  }
  SUBCASE("replaced again and again, then erased") {
    for (int round = 0; round < 5; ++round) {
      for (auto& p : everybody) p.contact += "x";
      REQUIRE(s.put(town, everybody).has_value());
    }
    for (int i = 0; i < 3000; i += 2) s.erase(town, numbered(i).participant);
    CHECK(s.scrub());
    CHECK(readable(folder).size() == 1500);
    CHECK(readable(folder).count(0) == 0);
  }
  SUBCASE("a whole deliberation, and another's people stay") {
    REQUIRE(s.put(jury, std::vector{numbered(50'000)}).has_value());
    CHECK(s.erase_all(town) == 3000);
    CHECK(s.erase_all(town) == 0);
    CHECK(readable(folder) == std::set<int>{50'000});
  }
}

TEST_CASE("people: needs are set and erased alone, and what they were can be read in no file") {
  temporary_folder folder;
  store s{folder.options()};
  const person malee{participant_id{"a"}, "มาลี", "081"};
  REQUIRE(s.put(town, std::vector{malee}).has_value());
  CHECK_FALSE(s.person_of(town, participant_id{"b"}));
  for (const auto* needs : {"wheelchair<1>", "sign language<2>"})
    REQUIRE(s.set_needs(town, malee.participant, needs).has_value());
  CHECK(s.person_of(town, malee.participant) == person{malee.participant, "มาลี", "081", "sign language<2>"});
  CHECK_FALSE(folder.holds("wheelchair<1>"));
  CHECK(why_not(s.set_needs(town, malee.participant, "\xff")) == reason::person_invalid);
  REQUIRE(s.set_needs(town, malee.participant, "").has_value());
  CHECK(s.person_of(town, malee.participant) == malee);
  CHECK_FALSE(folder.holds("sign language<2>"));

  // Somebody nothing else is known of: the row comes with the needs and goes with them.
  REQUIRE(s.set_needs(town, participant_id{"w1"}, "large print<3>").has_value());
  CHECK(s.names(town).size() == 2);
  REQUIRE(s.set_needs(town, participant_id{"w1"}, "").has_value());
  CHECK(s.names(town) == std::vector{malee});
  CHECK_FALSE(folder.holds("large print<3>"));
}

TEST_CASE("people: found by the words of their names") {
  temporary_folder folder;
  store s{folder.options()};
  std::vector<person> people{{participant_id{"a"}, "นางสาวมาลี ใจดี", ""},
                             {participant_id{"b"}, "นายคำปัน ใจดี", ""},
                             {participant_id{"c"}, "John SMITH", ""},
                             {participant_id{"d"}, "", "ใจดี"}};
  for (int i = 0; i < 30; ++i)
    people.push_back({participant_id{"x" + std::to_string(i)}, "Many " + std::to_string(100 + i), ""});
  REQUIRE(s.put(town, people).has_value());
  const auto found = [&](std::string_view text) {
    std::string ids;
    for (const auto& each : s.find_people(town, text)) ids += each.participant.value() + " ";
    return ids;
  };
  CHECK(found("ใจดี") == "a b ");
  CHECK(found(" ใจดี  มาลี ") == "a ");
  CHECK(found("smith j") == "c ");
  CHECK(found("\u0e04\u0e4d\u0e32ปัน") == "b ");  // SARA AM as two characters
  CHECK(found("%") == "");
  CHECK(found("  ") == "");
  CHECK(s.find_people(jury, "ใจดี").empty());
  const auto many = s.find_people(town, "many");
  REQUIRE(many.size() == found_max);
  CHECK(many.front().name == "Many 100");
}

TEST_CASE("people: while another process reads, the erased stay in the log, and go afterwards") {
  temporary_folder folder;
  store s{folder.options()};
  REQUIRE(s.put(town, std::vector{numbered(1)}).has_value());
  sqlite3* reader = nullptr;
  REQUIRE(sqlite3_open((folder.path() / "identity.db").c_str(), &reader) == SQLITE_OK);
  REQUIRE(sqlite3_exec(reader, "BEGIN; SELECT * FROM person", nullptr, nullptr, nullptr) == SQLITE_OK);

  CHECK(s.erase(town, numbered(1).participant));
  CHECK(s.scrub_due());
  CHECK_FALSE(s.scrub());
  CHECK(readable(folder) == std::set<int>{1});

  REQUIRE(sqlite3_exec(reader, "COMMIT", nullptr, nullptr, nullptr) == SQLITE_OK);
  CHECK(s.scrub());
  CHECK(readable(folder).empty());
  sqlite3_close(reader);
}

TEST_CASE("people: while another process writes, a call gives up after its time limit and changes nothing") {
  temporary_folder folder;
  store s{folder.options({}, std::chrono::milliseconds{100})};
  store writer{folder.options()};
  writer.begin();
  try {
    static_cast<void>(s.put(town, std::vector{numbered(1)}));
    FAIL("two wrote at once");
  } catch (const storage_failure& f) {
    CHECK(f.why() == storage_failure::kind::busy);
  }
  writer.rollback();
  CHECK(s.names(town).empty());
  CHECK(s.put(town, std::vector{numbered(1)}).has_value());
}

TEST_CASE("pseudonym key: made once, kept, destroyed for ever") {
  temporary_folder folder;
  pseudonym_key towns{};
  pseudonym_key jurys{};
  {
    store s{folder.options()};
    CHECK_FALSE(s.key(town));
    towns = *s.create_key(town);
    jurys = *s.create_key(jury);
    CHECK(towns != jurys);
    CHECK(*s.create_key(town) == towns);
  }
  const std::string raw(towns.begin(), towns.end());
  store again{folder.options()};
  CHECK(again.key(town) == towns);
  CHECK(folder.holds(raw));

  CHECK(again.destroy_key(town));
  CHECK_FALSE(folder.holds(raw));
  CHECK_FALSE(again.key(town));
  CHECK_FALSE(again.destroy_key(town));
  CHECK(why_not(again.create_key(town)) == reason::key_destroyed);
  CHECK(again.key(jury) == jurys);

  CHECK_FALSE(again.destroy_key(deliberation_id{"d_never"}));
  CHECK(why_not(again.create_key(deliberation_id{"d_never"})) == reason::key_destroyed);
}
