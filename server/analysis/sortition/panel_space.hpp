// The panels that a pool and its quotas allow, as integer points of a polytope.
//
// People who are alike (the same values, the same kind of household) are one cell: LEXIMIN gives them the same chance
// (its vector of chances is unique, and exchanging alike people changes nothing), so only how many of a cell serve
// matters. A person who shares a household is alike with another only if the whole households are alike; households
// that are alike form a group, of which each seats at most one person.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/sortition/pool.hpp"

namespace ruamkit::analysis::sortition {

struct entry {
  std::uint32_t cell = 0;
  double times = 0;
};

/// lower <= sum of times x count <= upper.
struct row {
  std::vector<entry> entries;
  double lower = 0;
  double upper = 0;
};

/// `people` household by household, `per_household` of each. `upper`: the most of the cell that any panel can hold.
struct cell {
  std::vector<std::uint32_t> people;
  std::vector<std::uint16_t> values;
  std::uint32_t group = 0;
  std::uint32_t per_household = 1;
  double upper = 0;

  [[nodiscard]] double size() const { return static_cast<double>(people.size()); }
  [[nodiscard]] double share_max() const { return upper / size(); }
};

struct group {
  std::vector<std::uint32_t> cells;
  std::uint32_t households = 0;
};

/// How many of a cell serve; a panel names its cells in ascending order and none with 0.
struct seat_count {
  std::uint32_t cell = 0;
  std::uint32_t count = 0;
  friend auto operator<=>(const seat_count&, const seat_count&) = default;
};
using panel = std::vector<seat_count>;

struct panel_space {
  std::vector<cell> cells;
  std::vector<group> groups;
  std::vector<row> rows;                ///< seats, quotas, households; integers
  std::vector<std::uint32_t> seated;    ///< people who must serve: in every panel, in no cell
  std::vector<std::uint32_t> left_out;  ///< people who may not, or share a household with one who must: in no cell
  double seats = 0;                     ///< to be drawn, beside `seated`
  bool certainly_empty = false;         ///< already those who must serve break a rule

  /// Whether every row holds; exact.
  [[nodiscard]] bool contains(const panel& one) const;
};

[[nodiscard]] panel_space panels_of(const pool& of);

/// How many of each cell serve in the mean, where these are their chances.
[[nodiscard]] std::vector<double> counts_of(const panel_space& space, std::span<const double> chances);

[[nodiscard]] double weight_of(const panel& one, std::span<const double> weights);

}  // namespace ruamkit::analysis::sortition
