// What `ruamkit count` says of a count: JSON, a table, the explanation.
#pragma once

#include <optional>
#include <string>

#include "analysis/counting/threshold.hpp"
#include "ruamkit/count/election_file.hpp"

namespace ruamkit::tools::count {

enum class language { none, thai, english };

/// Which of a Pabulib file's own columns the count agrees with; none where it has no such column.
struct agreement {
  std::optional<bool> votes;
  std::optional<bool> score;
  std::optional<bool> selected;
};

struct report {
  report(counting::count_result result, options_read read) : counted(std::move(result)), options(std::move(read)) {}

  counting::count_result counted;
  options_read options;
  std::uint64_t seed = counting::default_seed;
  std::size_t seats = 1;
  std::optional<counting::rational> budget;  ///< in units of currency
  std::optional<agreement> with_file;
  std::optional<counting::threshold> asked;
  std::optional<counting::verdict> verdict;
  language explain = language::none;
};

[[nodiscard]] std::string to_json(const report& of);
[[nodiscard]] std::string to_text(const report& of);

}  // namespace ruamkit::tools::count
