#include "analysis/words/words.hpp"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <stdexcept>

namespace ruamkit::analysis::words {
namespace {

/// ICU carries its data in its library; only a broken installation is without.
void require(UErrorCode status) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
}

class finder {
 public:
  finder() {
    auto status = U_ZERO_ERROR;
    normal_ = icu::Normalizer2::getNFCInstance(status);
    require(status);
    cuts_.reset(icu::BreakIterator::createWordInstance(icu::Locale("th"), status));
    require(status);
  }

  /// Each word of the text once.
  std::set<std::string> words_of(std::string_view text) {
    auto status = U_ZERO_ERROR;
    const auto size = static_cast<std::int32_t>(text.size());
    auto whole = normal_->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), size)), status);
    require(status);
    whole.toLower(icu::Locale::getRoot());
    cuts_->setText(whole);
    std::set<std::string> out;
    auto from = cuts_->first();
    for (auto to = cuts_->next(); to != icu::BreakIterator::DONE; from = to, to = cuts_->next()) {
      if (cuts_->getRuleStatus() < UBRK_WORD_LETTER) continue;
      const auto word = whole.tempSubStringBetween(from, to);
      if (letters(word) < 2) continue;
      std::string utf8;
      word.toUTF8String(utf8);
      if (!is_stop_word(utf8)) out.insert(std::move(utf8));
    }
    return out;
  }

 private:
  /// Vowels above and below and tone marks are no letters of their own.
  static int letters(const icu::UnicodeString& word) {
    int out = 0;
    for (std::int32_t i = 0; i < word.length(); i = word.moveIndex32(i, 1))
      if (u_isalpha(word.char32At(i)) != 0) ++out;
    return out;
  }

  const icu::Normalizer2* normal_ = nullptr;
  std::unique_ptr<icu::BreakIterator> cuts_;
};

}  // namespace

std::vector<word_count> frequent_words(std::span<const std::string_view> texts, std::int64_t people_min,
                                       std::size_t words_max) {
  finder find;
  std::map<std::string, std::int64_t, std::less<>> people;
  for (const auto text : texts)
    for (auto& word : find.words_of(text)) ++people[word];
  std::vector<word_count> out;
  for (const auto& [word, count] : people)
    if (count >= people_min) out.push_back({word, count});
  std::ranges::stable_sort(out, std::ranges::greater{}, &word_count::people);
  if (out.size() > words_max) out.resize(words_max);
  return out;
}

}  // namespace ruamkit::analysis::words
