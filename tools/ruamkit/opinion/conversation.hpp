// A conversation as Polis exports it: votes.csv, comments.csv, participants-votes.csv.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/opinion/votes.hpp"
#include "files/bad_input.hpp"

namespace ruamkit::tools::opinion {

/// Votes name people and statements by their place in `people` and `statements`, both of which are sorted: numbers by
/// value, before other names. So the order of the file's rows does not matter.
struct conversation {
  std::vector<std::string> people;
  std::vector<std::string> statements;
  std::vector<analysis::opinion::cast_vote> votes;
};

/// Reads `timestamp,datetime,comment-id,voter-id,vote` (columns in any order; datetime and other columns are passed
/// over): timestamps whole numbers, votes 1 (agree), 0 (pass) or -1 (disagree). Throws files::bad_input naming line and
/// column. `path` is for messages.
[[nodiscard]] conversation read_votes(const std::string& path, std::string_view text);

struct statement_note {
  std::string text;
  bool left_out = false;  ///< moderated is -1
};

/// Reads `comment-id,comment-body` and, where there is one, `moderated` (-1: rejected). By statement's id.
[[nodiscard]] std::map<std::string, statement_note, std::less<>> read_comments(const std::string& path,
                                                                               std::string_view text);

/// Reads `participant,group-id`; people whose group is empty are left out. By person's id.
[[nodiscard]] std::map<std::string, std::string, std::less<>> read_groups(const std::string& path,
                                                                          std::string_view text);

/// The conversation without the statements that are to be left out.
void leave_out(conversation& of, const std::map<std::string, statement_note, std::less<>>& notes);

}  // namespace ruamkit::tools::opinion
