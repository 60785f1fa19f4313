// Ballots from the files people have: PrefLib, Pabulib, CSV.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/counting/rules.hpp"

namespace ruamkit::tools::count {

namespace counting = analysis::counting;

/// The options as the file numbers and names them. `ids` is what a result speaks of.
struct options_read {
  std::vector<std::string> ids;
  std::vector<std::string> names;  ///< the id where the file has no name

  [[nodiscard]] std::optional<std::size_t> find(std::string_view id) const;
};

struct rankings_read {
  options_read options;
  counting::ranked_ballots ballots{0};
  std::optional<std::int64_t> people_announced;  ///< by the file's own header
};

struct marks_read {
  options_read options;
  counting::marks ballots{0};
};

/// What a Pabulib file says of its own result, and what its ballots are.
struct budget_read {
  options_read options;
  counting::budget_election election{{}, 0};
  std::string vote_type;
  bool has_scores = false;                          ///< results are points, says the file
  std::vector<std::optional<std::int64_t>> votes;   ///< the column of that name
  std::vector<std::optional<std::int64_t>> scores;  ///< the column of that name
  std::optional<std::vector<bool>> selected;        ///< the column of that name
};

enum class file_kind { preflib, pabulib, csv };

/// By the name's ending: .soc .soi .toc .toi .cat, .pb, .csv (.tsv, .txt). Throws bad_input for another.
[[nodiscard]] file_kind kind_of(const std::string& path);

/// How to read a CSV: columns that are not options, and the one that says how many cast the row's ballot.
struct csv_columns {
  std::vector<std::string> ignored;
  std::string people;
};

/// Each throws bad_input with file, line and column for what it cannot be.
[[nodiscard]] rankings_read read_preflib(const std::string& path, std::string_view text);
/// Approvals: what a ballot lists, or its first rank where the file's ballots list all (.soc, .toc, .cat).
[[nodiscard]] marks_read read_preflib_approvals(const std::string& path, std::string_view text);
[[nodiscard]] rankings_read read_csv_rankings(const std::string& path, std::string_view text, const csv_columns&);
[[nodiscard]] marks_read read_csv_marks(const std::string& path, std::string_view text, const csv_columns&,
                                        bool approvals);

/// `budget`: instead of the file's own, in units of currency, as text.
[[nodiscard]] budget_read read_pabulib(const std::string& path, std::string_view text,
                                       const std::optional<std::string>& budget);
/// The ballots of a Pabulib file for the other rules: rankings of vote type ordinal, marks of all types.
[[nodiscard]] rankings_read read_pabulib_rankings(const std::string& path, std::string_view text);
[[nodiscard]] marks_read read_pabulib_marks(const std::string& path, std::string_view text);

}  // namespace ruamkit::tools::count
