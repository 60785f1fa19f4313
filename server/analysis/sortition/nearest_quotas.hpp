// Quotas that no panel meets: the smallest change that makes a panel possible.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/sortition/pool.hpp"

namespace ruamkit::analysis::sortition {

struct quota_change {
  std::size_t feature = 0;
  std::size_t value = 0;
  bool raises_max = false;  ///< otherwise lowers min
  int from = 0;
  int to = 0;
};

struct nearest_quotas {
  bool possible = false;  ///< false: no change within min_flex and max_flex makes a panel possible; proven
  double cost = 0;        ///< sum of raised maxima + (1 + 2/min) x every lowered minimum; the proven least
  std::vector<quota_change> changes;
};

/// The cost is the field's (Sortition Foundation, sortition-algorithms): to lower a small minimum weighs more.
[[nodiscard]] nearest_quotas nearest_to(const pool& of);

}  // namespace ruamkit::analysis::sortition
