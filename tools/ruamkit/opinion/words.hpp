// The sentences of `ruamkit opinion`, in Thai and English.
#pragma once

#include <string>

#include "ruamkit/opinion/findings.hpp"

namespace ruamkit::tools::opinion {

struct words {
  const char* language;  ///< of the HTML
  const char* title;
  const char* group;   ///< before a letter
  const char* people;  ///< after a number, and as a heading
  const char* agree;
  const char* disagree;
  const char* pass;
  const char* side;
  const char* share;
  const char* elsewhere;
  const char* statement;
  const char* stands_for;
  const char* not_significant;
  const char* uniting;
  const char* uniting_note;
  const char* nothing_uniting;
  const char* consensus;
  const char* how_to_read;
  const char* everybody;
  const char* all_statements;
  const char* one_opinion;
  const char* not_enough_statements;
  const char* not_enough_people;
  const char* too_few_differences;
};

[[nodiscard]] const words& words_in(language in);

/// How much was read, and how people were put into groups: a sentence or two each.
[[nodiscard]] std::string reading_sentence(const findings& from, language in);
[[nodiscard]] std::string grouping_sentence(const findings& from, language in);
/// Why there are no groups; empty when there are.
[[nodiscard]] std::string reason_sentence(const findings& from, language in);

/// 12,345
[[nodiscard]] std::string with_commas(std::size_t number);
/// 87 %
[[nodiscard]] std::string percent(double share);

}  // namespace ruamkit::tools::opinion
