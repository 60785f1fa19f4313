// LEXIMIN (and its kin) over the linear relaxation of the panels: what nobody can do better than.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "analysis/sortition/panel_space.hpp"

namespace ruamkit::analysis::sortition {

/// One step of LEXIMIN: `value` is the largest smallest chance of those not fixed before; `cells` cannot have more.
struct level {
  double value = 0;
  double bound = 0;          ///< by duality: nobody can make the smallest chance larger than this
  double slack_bound = 0;    ///< by duality: all of `cells` together cannot gain more than this (chances, summed)
  std::size_t by_price = 0;  ///< how many of `cells` a dual price fixed; a test of each fixed the others
  std::vector<std::uint32_t> cells;
};

/// Chances by cell, whose seats (chance x size) sum to `space.seats` for leximin and nash.
struct fair_target {
  std::vector<double> chances;
  std::vector<double> full;   ///< chances of a point of the relaxation that are nowhere below `chances`
  std::vector<level> levels;  ///< leximin: all; maximin: the first
  double gap = 0;             ///< nash: by how much the mean logarithm of chances could still grow at most
  bool complete = true;       ///< false: the solver could not go on by rounding; the levels found hold all the same
  bool exists = true;         ///< false: even the relaxation holds no panel
};

/// Maximise the smallest chance, then the next, and so on (Flanigan, Gölz, Gupta, Hennig, Procaccia 2021, "Fair
/// algorithms for selecting citizens' assemblies", Nature 596), over all points of `space.rows` and `cuts`.
[[nodiscard]] fair_target leximin_target(const panel_space& space, std::span<const row> cuts);

/// The smallest chance only; the others may be anything.
[[nodiscard]] fair_target maximin_target(const panel_space& space, std::span<const row> cuts);

/// The largest product of chances.
[[nodiscard]] fair_target nash_target(const panel_space& space, std::span<const row> cuts);

}  // namespace ruamkit::analysis::sortition
