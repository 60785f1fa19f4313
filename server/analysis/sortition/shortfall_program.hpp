// The mixture that falls short of a target as little as possible; beyond the target it may be anything.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "analysis/sortition/linear_program.hpp"
#include "analysis/sortition/mixer.hpp"

namespace ruamkit::analysis::sortition {

/// A linear program: minimise the people-weighted shortfall. Rows are the cells, then that chances sum to 1; columns
/// are the cells' shortfalls, then the panels. Shortfall is what is minimised and nothing beside it, so that no penalty
/// must be chosen, too small or too large. `space` must outlive it.
class shortfall_program final : public mixer {
 public:
  explicit shortfall_program(const panel_space& space);

  void aim(std::span<const double> chances);

  void add(const panel& one) override;
  [[nodiscard]] std::size_t count() const override { return program_.column_count() - space_.cells.size(); }
  [[nodiscard]] bool mix() override { return program_.solve(); }
  [[nodiscard]] double shortfall() const override;
  [[nodiscard]] wish wanted() const override;
  [[nodiscard]] std::vector<double> chances() const override;

 private:
  const panel_space& space_;
  linear_program program_;
};

}  // namespace ruamkit::analysis::sortition
