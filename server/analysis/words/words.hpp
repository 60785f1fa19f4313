// The words people used, in Thai too, where nothing stands between them (ICU's dictionary finds them: UAX #29).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ruamkit::analysis::words {

struct word_count {
  std::string word;         ///< NFC, small letters
  std::int64_t people = 0;  ///< texts that have it, each counted once

  friend bool operator==(const word_count&, const word_count&) = default;
};

/// The words of texts in UTF-8 that occur in at least `people_min` of them, most first and then by code point, at most
/// `words_max`. Words of one letter, numbers and words that say nothing by themselves (stop_words.cpp) are left out.
[[nodiscard]] std::vector<word_count> frequent_words(std::span<const std::string_view> texts, std::int64_t people_min,
                                                     std::size_t words_max);

/// A word that says nothing by itself: particles, pronouns, prepositions, polite words, in Thai and English.
[[nodiscard]] bool is_stop_word(std::string_view word);

}  // namespace ruamkit::analysis::words
