// A fair lottery over panels: the mixture that is best by LEXIMIN, maximin or Nash, with its proof.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "analysis/sortition/cover.hpp"
#include "analysis/sortition/fair_target.hpp"
#include "analysis/sortition/panel_space.hpp"

namespace ruamkit::analysis::sortition {

enum class fairness { leximin, maximin, nash };

/// How far long work has come.
struct progress {
  std::size_t round = 0;   ///< targets tried; more than one where the relaxation promised too much
  std::size_t panels = 0;  ///< known so far
  double shortfall = 0;    ///< of the mixture so far, below the target
};

/// Why nobody can do better. The target is the optimum over a relaxation that holds every panel (and `cuts`, each
/// proven to hold for every panel), with duality bounds level by level; the mixture is nowhere further than `shortfall`
/// below it.
struct certificate {
  bool proven = false;       ///< false: stopped before; `minimum_bound` holds all the same
  double minimum_bound = 0;  ///< no lottery gives everybody more than this
  double shortfall = 0;      ///< the largest, of any chance below the target
  double mean_log_gap = 0;   ///< nash: the mean logarithm of chances cannot grow by more
  std::size_t cuts = 0;
  std::vector<level> levels;  ///< leximin: all; otherwise the first
};

struct lottery {
  bool exists = false;  ///< false: no panel meets the quotas
  mixture panels;
  std::vector<double> chances;  ///< by cell
  certificate proof;
};

/// Answers `go_on` with false to stop with the best so far. Same input, same answer, unless stopped.
[[nodiscard]] lottery fair_lottery(const panel_space& space, fairness by,
                                   const std::function<bool(const progress&)>& go_on);

/// By person: 1 for those who must serve, 0 for those left out.
[[nodiscard]] std::vector<double> chances_by_person(const panel_space& space, std::span<const double> by_cell,
                                                    std::size_t people);

}  // namespace ruamkit::analysis::sortition
