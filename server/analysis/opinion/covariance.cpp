#include "analysis/opinion/covariance.hpp"

namespace ruamkit::analysis::opinion {
namespace {

// A matrix costs half a person's answers squared to fill; going over the votes costs two operations a vote and column,
// for some hundred columns until the axes are found. Above the size the matrix is too large to be worth its memory.
constexpr double answers_a_person_max = 300;
constexpr std::size_t statements_max = 3'000;

using rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

}  // namespace

covariance::covariance(const vote_table& votes, const std::vector<double>& means) : votes_(votes), means_(means) {
  double squares = 0;
  for (std::size_t p = 0; p < votes.people(); ++p) {
    const auto row = votes.of(p);
    squares += static_cast<double>(row.size()) * static_cast<double>(row.size());
    for (const answer& one : row) trace_ += centred(one) * centred(one);
  }
  if (votes.people() > 0) trace_ /= static_cast<double>(votes.people());
  if (votes.statements() <= statements_max && squares <= answers_a_person_max * static_cast<double>(votes.answers()))
    fill();
}

double covariance::centred(const answer& one) const {
  return static_cast<double>(static_cast<int>(one.value)) - means_[one.statement];
}

void covariance::fill() {
  matrix_ = Eigen::MatrixXd::Zero(size(), size());
  std::vector<double> values;
  for (std::size_t p = 0; p < votes_.people(); ++p) {
    const auto row = votes_.of(p);
    values.clear();
    for (const answer& one : row) values.push_back(centred(one));
    for (std::size_t i = 0; i < row.size(); ++i) {
      double* const column = matrix_.col(row[i].statement).data();
      for (std::size_t j = i; j < row.size(); ++j) column[row[j].statement] += values[i] * values[j];
    }
  }
  matrix_ /= static_cast<double>(std::max<std::size_t>(votes_.people(), 1));
}

Eigen::MatrixXd covariance::times(const Eigen::MatrixXd& columns) const {
  if (matrix_.size() > 0) return matrix_.selfadjointView<Eigen::Lower>() * columns;
  return times_by_votes(columns);
}

Eigen::MatrixXd covariance::times_by_votes(const Eigen::MatrixXd& columns) const {
  const rows in = columns;
  rows out = rows::Zero(columns.rows(), columns.cols());
  Eigen::RowVectorXd along(columns.cols());
  for (std::size_t p = 0; p < votes_.people(); ++p) {
    along.setZero();
    for (const answer& one : votes_.of(p)) along += centred(one) * in.row(one.statement);
    for (const answer& one : votes_.of(p)) out.row(one.statement) += centred(one) * along;
  }
  return out / static_cast<double>(std::max<std::size_t>(votes_.people(), 1));
}

}  // namespace ruamkit::analysis::opinion
