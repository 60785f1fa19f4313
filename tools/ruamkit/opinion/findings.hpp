// What `ruamkit opinion` found, and the forms it is written in.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "analysis/opinion/opinion_map.hpp"
#include "ruamkit/opinion/conversation.hpp"

namespace ruamkit::tools::opinion {

struct findings {
  conversation of;
  std::map<std::string, statement_note, std::less<>> notes;
  analysis::opinion::vote_table votes;
  analysis::opinion::opinion_map map;
  std::size_t votes_given = 0;  ///< superseded ones too
  std::size_t left_out = 0;     ///< statements
  std::uint64_t seed = 0;
  std::size_t answers_min = 0;  ///< of who is in a group
  std::optional<double> adjusted_rand;
  std::size_t compared = 0;  ///< people who are in a group here and in the file of groups
};

enum class language { th, en };

/// A, B, … Z, then numbers.
[[nodiscard]] std::string letter_of(std::uint32_t group);
/// The statement's text where it is known, otherwise its id as "#12".
[[nodiscard]] std::string text_of(const findings& from, std::uint32_t statement);

/// One JSON object of the keys in DESIGN.md section 12, and more.
[[nodiscard]] std::string to_json(const findings& from);
/// Tables for a terminal.
[[nodiscard]] std::string to_text(const findings& from, language in);
/// A page that needs nothing else: the picture as SVG, and tables that say the same.
[[nodiscard]] std::string to_page(const findings& from, language in);
/// `id,group,x,y,answers`, a row a person; the group is empty for who gave too few votes.
[[nodiscard]] std::string people_csv(const findings& from);
/// A row a statement: votes of all and of each group, and both group-informed consensuses.
[[nodiscard]] std::string statements_csv(const findings& from);

}  // namespace ruamkit::tools::opinion
