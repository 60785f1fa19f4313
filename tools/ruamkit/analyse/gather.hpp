// From files to a study: who is who in both waves, which columns are items, which divide people.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/change/study.hpp"
#include "files/text.hpp"
#include "ruamkit/analyse/items_file.hpp"
#include "ruamkit/analyse/targets_file.hpp"

namespace ruamkit::tools::analyse {

/// Paths of files and names of columns; empty: not given.
struct sources {
  std::string pre, post, control_pre, control_post;
  std::string items, targets;
  std::string id, group, weights;  ///< `weights`: a column's name, or a CSV file (id and weight)
  std::vector<std::string> strata;
};

/// What the files were read as.
struct gathered {
  analysis::change::study of;
  std::optional<analysis::change::study> control;
  std::vector<std::string> ids;                              ///< of the people of `of`
  std::vector<std::pair<std::string, std::string>> skipped;  ///< columns and items left out, and why
};

/// Reads every file with `read`, which gives a path's text or throws. Throws bad_input for what cannot be used.
using file_reader = std::function<std::string(const std::string& path)>;
[[nodiscard]] gathered gather(const sources& from, const file_reader& read = files::read_file);

}  // namespace ruamkit::tools::analyse
