// Files of seat codes.
#pragma once

#include <string>
#include <vector>

namespace ruamkit::crowd {

/// One code a line, or CSV with a `seat` column. Blank lines and lines that begin with # are passed over. Throws
/// `bad_input` naming file, line and column.
[[nodiscard]] std::vector<std::string> read_seats(const std::string& path);

}  // namespace ruamkit::crowd
