// Words found in what people wrote.
#include "analysis/words/words.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace ruamkit::analysis::words;

namespace {

std::vector<word_count> counted(const std::vector<std::string>& texts, std::int64_t people_min = 1,
                                std::size_t words_max = 60) {
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  return frequent_words(views, people_min, words_max);
}

std::int64_t people_of(const std::vector<word_count>& words, std::string_view word) {
  for (const auto& each : words)
    if (each.word == word) return each.people;
  return 0;
}

}  // namespace

TEST_CASE("Thai words are found where nothing stands between them") {
  const auto words = counted({"น้ำสะอาดสำหรับโรงเรียน", "อยากให้โรงเรียนมีน้ำสะอาด", "ถนนและโรงเรียน"});
  CHECK(people_of(words, "โรงเรียน") == 3);
  CHECK(people_of(words, "สะอาด") == 2);
  CHECK(people_of(words, "ถนน") == 1);
  CHECK(words.front() == word_count{"โรงเรียน", 3});
}

TEST_CASE("a word counts once a text, whatever its letters' size and form") {
  const auto words = counted({"Water water WATER", "water", "cafe\u0301 water", "caf\u00e9"});
  CHECK(people_of(words, "water") == 3);
  CHECK(people_of(words, "caf\u00e9") == 2);
}

TEST_CASE("words that say nothing, numbers and single letters are left out") {
  for (const char* text : {"และที่ของการ", "the and of", "2567 480 ๑๒๓", "ก ข x y", "!?… 🙂", ""}) {
    CAPTURE(text);
    CHECK(counted({text}).empty());
  }
  CHECK(is_stop_word("ครับ"));
  CHECK_FALSE(is_stop_word("น้ำท่วม"));
}

TEST_CASE("only what enough people used, the most used first, no more than asked for") {
  std::vector<std::string> texts(9, "ตลาด");
  for (int i = 0; i < 5; ++i) texts.push_back("ปลา ตลาด");
  for (int i = 0; i < 4; ++i) texts.push_back("เรือ");
  CHECK(counted(texts, 5) == std::vector<word_count>{{"ตลาด", 14}, {"ปลา", 5}});
  CHECK(counted(texts, 5, 1) == std::vector<word_count>{{"ตลาด", 14}});
}

TEST_CASE("text that is not UTF-8 does no harm") { CHECK(counted({"\xff\xfe น้ำ"}).size() == 1); }
