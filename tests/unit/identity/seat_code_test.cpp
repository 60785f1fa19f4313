#include "identity/seat_code.hpp"

#include <cmath>
#include <map>
#include <set>

#include <doctest/doctest.h>

using namespace ruamkit::identity;

TEST_CASE("seat code: what a person may type") {
  const struct {
    const char* typed;
    const char* read;  // null: no code
  } table[] = {
      {"ABC-DEF-GHJ", "ABC-DEF-GHJ"},
      {"abc-def-ghj", "ABC-DEF-GHJ"},
      {"abcdefghj", "ABC-DEF-GHJ"},
      {"ABC DEF GHJ", "ABC-DEF-GHJ"},
      {"  a b c d e f g h j \n", "ABC-DEF-GHJ"},
      {"AB-CDEF-GHJ", "ABC-DEF-GHJ"},
      {"ABC–DEF—GHJ", "ABC-DEF-GHJ"},  // en dash, em dash
      {"ABC\xC2\xA0"
       "DEF GHJ",
       "ABC-DEF-GHJ"},
      {"๒๓๔-๕๖๗-๘๙A", "234-567-89A"},
      {"๐๓๔-๕๖๗-๘๙A", nullptr},  // zero is no letter of the alphabet, in any script
      {"", nullptr},
      {"---", nullptr},
      {"ABC-DEF-GH", nullptr},
      {"ABC-DEF-GHJK", nullptr},
      {"ABC-DEF-GH0", nullptr},
      {"ABC-DEF-GHO", nullptr},
      {"ABC-DEF-GH1", nullptr},
      {"ABC-DEF-GHI", nullptr},
      {"ABC-DEF-GHL", nullptr},
      {"ABC-DEF-GHU", nullptr},
      {"ABC.DEF.GHJ", nullptr},
      {"กขค-DEF-GHJ", nullptr},
      {"ABC-DEF-GH\xE0", nullptr},
      {"ABC-DEF-GH\xE0\xB9", nullptr},
      {"ABC-DEF-GHJ\xE2\x80", nullptr},
  };
  for (const auto& row : table) {
    CAPTURE(row.typed);
    const auto read = normalise_seat_code(row.typed);
    CHECK(read.has_value() == (row.read != nullptr));
    if (read && row.read != nullptr) CHECK(*read == row.read);
  }
}

TEST_CASE("seat code: thirty letters, none twice, none that is mistaken for another") {
  CHECK(std::set<char>(seat_alphabet.begin(), seat_alphabet.end()).size() == 30);
  for (const char c : std::string_view("01OILU")) CHECK(seat_alphabet.find(c) == std::string_view::npos);
  CHECK(9 * std::log2(30) > 44);
}

TEST_CASE("seat code: drawn ones are in printed form, and every letter is as likely") {
  constexpr int draws = 20'000;
  std::map<char, int> seen;
  for (int i = 0; i < draws; ++i) {
    const auto code = new_seat_code();
    REQUIRE(normalise_seat_code(code) == code);
    for (const char c : code) ++seen[c];
  }
  CHECK(seen['-'] == 2 * draws);
  seen.erase('-');
  CHECK(seen.size() == 30);
  // Chi-square with 29 degrees of freedom is above 81 by chance once in a million runs; bytes modulo 30 without
  // rejection would give about 2,900.
  const double expected = draws * 9 / 30.0;
  double chi_square = 0;
  for (const auto& [letter, count] : seen) chi_square += (count - expected) * (count - expected) / expected;
  CHECK(chi_square < 81);
}
