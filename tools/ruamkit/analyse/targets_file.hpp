// The population's make-up, to compare a room with and to weight it by: CSV, a row a value of a stratum.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "files/bad_input.hpp"

namespace ruamkit::tools::analyse {

struct target_stratum {
  std::string stratum;
  std::vector<std::string> values;
  std::vector<double> shares;  ///< sum to 1
  std::size_t line = 0;        ///< of its first row
};

/// Columns `stratum,value,share` (also named variable, feature or category; population, target, percent or count; else
/// the first three). Shares, percentages and counts are all made shares; shares that are below 1 each and do not sum to
/// 1 within 0.01 are refused, as are negative numbers and a value that comes twice. Throws bad_input.
[[nodiscard]] std::vector<target_stratum> parse_targets(const std::string& path, std::string_view text);

}  // namespace ruamkit::tools::analyse
