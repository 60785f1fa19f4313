// The mixture of panels that is nearest to a target, above or below.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/sortition/mixer.hpp"

namespace ruamkit::analysis::sortition {

/// Minimises the people-weighted sum of squared differences of chances (Wolfe 1976, "Finding the nearest point in a
/// polytope"). The direction to the target changes little from panel to panel, where a linear program's prices leap
/// from vertex to vertex; and nothing here grows with the number of cells squared.
class nearest_mixture final : public mixer {
 public:
  nearest_mixture(const panel_space& space, std::span<const double> target);

  void add(const panel& one) override;
  [[nodiscard]] std::size_t count() const override { return points_.size(); }
  [[nodiscard]] bool mix() override;
  [[nodiscard]] double shortfall() const override;
  [[nodiscard]] wish wanted() const override;
  [[nodiscard]] std::vector<double> chances() const override;

 private:
  /// Counts over the square root of the cell's size: squares of differences are then those of chances, by person.
  using scaled = std::vector<double>;
  struct coordinate {
    std::uint32_t cell = 0;
    double value = 0;
  };
  struct point {
    std::vector<coordinate> at;
    double to_target = 0;  ///< its product with the target
  };
  struct member {
    std::size_t point = 0;
    double chance = 0;
  };

  [[nodiscard]] double gram(const point& one, const point& other) const;
  [[nodiscard]] std::size_t heaviest(const std::vector<bool>& passed) const;
  [[nodiscard]] bool enter(std::size_t which);
  void leave(std::size_t place);
  void settle();
  void measure();
  [[nodiscard]] std::vector<double> affine_nearest() const;
  [[nodiscard]] std::vector<double> solve(std::vector<double> right) const;
  [[nodiscard]] std::vector<double> residual(std::span<const double> solution) const;

  std::vector<double> roots_;  ///< of the cells' sizes
  scaled target_;
  double target_square_ = 0;
  std::vector<point> points_;
  std::vector<bool> is_member_;
  std::vector<member> members_;              ///< affinely independent
  std::vector<std::vector<double>> factor_;  ///< columns of the upper triangle R; R'R is the members' Gram matrix + 1
  scaled missing_;                           ///< target - mixture
  double square_ = 0;                        ///< of `missing_`
};

}  // namespace ruamkit::analysis::sortition
