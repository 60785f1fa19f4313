// Mixes panels so that chances come near to a target; which panels to know is for others to find.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/sortition/panel_space.hpp"

namespace ruamkit::analysis::sortition {

/// A panel heavier than `beat` under `weights` (by cell, none below 0) brings the mixture nearer; where there is none,
/// the target is out of reach by the difference between its own weight and the heaviest panel's.
struct wish {
  std::vector<double> weights;
  double beat = 0;
};

class mixer {
 public:
  virtual ~mixer() = default;

  virtual void add(const panel& one) = 0;
  [[nodiscard]] virtual std::size_t count() const = 0;  ///< of the panels added

  /// The best mixture of the panels known; false: rounding is in the way.
  [[nodiscard]] virtual bool mix() = 0;

  /// Of the cell that is furthest below its target: a chance.
  [[nodiscard]] virtual double shortfall() const = 0;
  [[nodiscard]] virtual wish wanted() const = 0;
  /// Of the panels in the order they were added; most are 0.
  [[nodiscard]] virtual std::vector<double> chances() const = 0;
};

}  // namespace ruamkit::analysis::sortition
