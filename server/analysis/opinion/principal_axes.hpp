// The two axes along which people's votes differ most, and where each person stands on them.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "analysis/opinion/votes.hpp"

namespace ruamkit::analysis::opinion {

struct point {
  double x = 0;
  double y = 0;

  friend bool operator==(const point&, const point&) = default;
};

[[nodiscard]] inline double squared_distance(const point& a, const point& b) {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

/// Principal components of the votes (Pearson 1901) with missing votes at their statement's mean.
struct principal_axes {
  std::vector<double> means;                  ///< of each statement's votes
  std::vector<point> loadings;                ///< one a statement; both axes of unit length, or zero without variance
  std::array<double, 2> variance{};           ///< along each axis
  std::array<double, 2> share_of_variance{};  ///< of the whole
};

/// True: stop, and give no result.
using stopped = std::function<bool()>;

/// The axes by block Krylov iteration with restarts (Musco and Musco 2015, "Randomized block Krylov methods"), to a
/// residual of 1e-10 of the largest variance. Their signs are set so that statements' cubed loadings sum to a positive
/// number; with `before` instead so that the axes are as they were, as far as mirroring and swapping them can make it.
/// nullopt when stopped.
[[nodiscard]] std::optional<principal_axes> find_axes(const vote_table& votes, const principal_axes* before = nullptr,
                                                      const stopped& stop = {});

/// Where everybody stands: the sum over a person's answers of the centred vote times the loading, stretched by
/// sqrt(statements / answers), so that who answered few is not drawn to the middle by what is missing (Small et al.
/// 2021). Who answered none stands at (0, 0).
[[nodiscard]] std::vector<point> project(const vote_table& votes, const principal_axes& axes);

}  // namespace ruamkit::analysis::opinion
