// Who may be drawn, for how many seats, under which quotas.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace ruamkit::analysis::sortition {

inline constexpr int no_limit = std::numeric_limits<int>::max();
inline constexpr std::uint32_t no_household = std::numeric_limits<std::uint32_t>::max();

/// How many people of one value of a feature a panel holds: at least `min`, at most `max`. When the quotas cannot be
/// met, `min` may be lowered to `min_flex` and `max` raised to `max_flex`.
struct quota {
  std::string value;
  int min = 0;
  int max = no_limit;
  int min_flex = 0;
  int max_flex = no_limit;
};

struct feature {
  std::string name;
  std::vector<quota> quotas;
};

enum class standing : std::uint8_t { free, must_serve, may_not_serve };

/// `values[f]` is the index of this person's quota in `features[f]`. People of one household never serve together.
struct person {
  std::vector<std::uint16_t> values;
  std::uint32_t household = no_household;
  standing stands = standing::free;
};

/// Every person has a value of every feature; 0 <= min <= max in every quota; seats >= 1.
struct pool {
  std::vector<feature> features;
  std::vector<person> people;
  int seats = 0;
};

}  // namespace ruamkit::analysis::sortition
