// Wilcoxon's signed-rank test (Wilcoxon 1945), as R's wilcox.test(paired = TRUE).
#pragma once

#include <cstddef>
#include <span>

#include "analysis/change/figure.hpp"

namespace ruamkit::analysis::change {

struct signed_rank {
  std::size_t n = 0;      ///< differences that are not zero: zeros are dropped before ranking
  std::size_t zeros = 0;  ///< how many were
  bool has_ties = false;
  bool exact = false;  ///< else the normal approximation with continuity and tie correction
  figure v;            ///< the sum of the ranks of the positive differences
  figure z;            ///< of the approximation; not defined for an exact p
  figure p;            ///< two-sided
};

/// Exact for n < 50 without zeros and ties. Ties are found by equality of the differences as they are, as R finds them.
/// `when_empty` is the reason given where there are no differences.
[[nodiscard]] signed_rank signed_rank_test(std::span<const double> differences, gap when_empty = gap::no_pairs);

/// P(V <= v) for n differences without ties, by counting the sets of ranks with each sum; n < 64.
[[nodiscard]] double signed_rank_lower(std::size_t v, std::size_t n);

}  // namespace ruamkit::analysis::change
