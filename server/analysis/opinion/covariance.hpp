// The covariance of statements as something to multiply with.
#pragma once

#include <Eigen/Core>
#include <array>
#include <vector>

#include "analysis/opinion/votes.hpp"

namespace ruamkit::analysis::opinion {

/// C = (1 / people) Σ xᵀx over people's rows x of centred votes, where a missing vote stands at the statement's mean (0
/// once centred). Kept as a matrix where that is quicker, otherwise only as the votes, so that thousands of statements
/// need no square of them.
class covariance {
 public:
  /// `means` as tally::mean() gives them, one a statement; both must outlive this.
  covariance(const vote_table& votes, const std::vector<double>& means);

  [[nodiscard]] Eigen::Index size() const { return static_cast<Eigen::Index>(votes_.statements()); }
  [[nodiscard]] double trace() const { return trace_; }
  /// C times each column.
  [[nodiscard]] Eigen::MatrixXd times(const Eigen::MatrixXd& columns) const;

 private:
  [[nodiscard]] double centred(const answer& one) const;
  void fill();
  [[nodiscard]] Eigen::MatrixXd times_by_votes(const Eigen::MatrixXd& columns) const;

  const vote_table& votes_;
  const std::vector<double>& means_;
  double trace_ = 0;
  Eigen::MatrixXd matrix_;  ///< its lower triangle; empty where the votes are used themselves
};

}  // namespace ruamkit::analysis::opinion
