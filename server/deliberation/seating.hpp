// Who sits where, as arithmetic: which table takes a person who arrives, and how a hall is seated anew so that few meet
// again. Knows nothing of deliberations: people are positions, their values numbers.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace ruamkit::deliberation {

/// A person's value in each balanced stratum, or no_value.
using person_values = std::vector<std::uint16_t>;
inline constexpr auto no_value = std::numeric_limits<std::uint16_t>::max();

/// How many sit at a table, in all and of each value of each balanced stratum.
struct table_figures {
  std::uint32_t people = 0;
  std::vector<std::vector<std::uint32_t>> by;

  void add(const person_values& who);
  void take(const person_values& who);
  /// How many people of the same values sit here, summed over the strata.
  [[nodiscard]] std::uint32_t alike(const person_values& who) const;
  /// The sum of squared counts of people and values: the smaller over all tables, the more evenly the values are
  /// spread.
  [[nodiscard]] std::uint64_t unevenness() const;
};

/// The table for a person who arrives, from 0: of those with fewer than `size_max` people the one with the fewest of
/// the same values, then the fewest people, then the lowest number. Nothing when all are full.
[[nodiscard]] std::optional<std::size_t> best_table(std::span<const table_figures> tables, const person_values& who,
                                                    std::size_t size_max);

struct to_mix {
  std::vector<person_values> people;
  std::size_t tables = 1;
  /// For each earlier round each person's table, from 1; 0: was not there.
  std::vector<std::vector<std::uint16_t>> rounds;
};
struct mixed {
  std::vector<std::uint16_t> table_of;  ///< by person, from 0
  std::uint64_t met_again = 0;          ///< pairs who now sit together and did in an earlier round
};

/// Seats everyone anew: tables differ in size by one at most, each value is spread as evenly as sizes allow, and of
/// the seatings tried the one with few who meet again. The same seed gives the same seating. O(people × tables).
[[nodiscard]] mixed mix(const to_mix& what, std::uint64_t seed);

}  // namespace ruamkit::deliberation
