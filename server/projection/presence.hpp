// Who is in the room, against the population: by the roll while people arrive, by their own answer once a ballot has
// asked. The report compares those who took part in the same way.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "projection/room_record.hpp"

namespace ruamkit::projection {

/// A group is missing where its share of the room is less than its share of the population by at least missing_gap,
/// and less than missing_ratio of it. The ratio is the four-fifths rule of fair selection (Uniform Guidelines on
/// Employee Selection Procedures 1978, 29 CFR 1607.4 D); the gap keeps a few people of a small group from calling it
/// missing. One is over-represented where its share is larger by missing_gap at least, and the population's is at most
/// missing_ratio of it.
inline constexpr double missing_gap = 0.05;
inline constexpr double missing_ratio = 0.8;
[[nodiscard]] bool is_missing(double share, double population);
[[nodiscard]] bool is_over_represented(double share, double population);

struct presence_value {
  std::string_view value;
  std::optional<std::int64_t> here;  ///< none: kept back, or not told yet
  std::optional<double> share;       ///< of those whose value is known
  double population = 0;
  std::optional<double> difference;  ///< share - population
};
struct missing_value {
  std::string_view value;
  std::optional<double> share;  ///< none: kept back, and even with all that is kept back it would be missing
  double population = 0;
};
struct presence_stratum {
  std::string_view stratum;
  std::optional<std::string_view> ballot;  ///< whose counts these are; none: the roll's
  std::int64_t known = 0;
  std::vector<presence_value> values;
  std::vector<missing_value> missing;  ///< the widest gap first
};
/// `presence`: everyone bound to the deliberation.
struct presence_view {
  std::uint64_t here = 0;
  std::vector<presence_stratum> strata;  ///< those with population shares
};
/// Borrows from the state. By ballot: the last that asked for the stratum, is no practice, and is closed with its
/// counts shown; cells of one to four are kept back with the next smallest.
[[nodiscard]] presence_view project_presence(const deliberation::state& s, const room_record& record);

}  // namespace ruamkit::projection
