#include "analysis/opinion/principal_axes.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "analysis/opinion/covariance.hpp"
#include "base/seeded.hpp"

namespace ruamkit::analysis::opinion {
namespace {

constexpr Eigen::Index block_columns = 4;
constexpr Eigen::Index basis_columns_max = 64;
constexpr int restarts_max = 60;
constexpr double residual_max = 1e-10;
// A column that keeps less of its length than this beside the others is made of rounding.
constexpr double independent_length = 1e-10;

/// Any directions will do; these are always the same.
Eigen::MatrixXd first_block(Eigen::Index rows, const principal_axes* before) {
  seeded random(0x6f70696e696f6eU);
  Eigen::MatrixXd out(rows, block_columns);
  for (Eigen::Index c = 0; c < block_columns; ++c)
    for (Eigen::Index r = 0; r < rows; ++r) out(r, c) = static_cast<double>(random.next() >> 11) * 0x1p-52 - 1.0;
  if (before == nullptr) return out;
  const auto known = std::min(rows, static_cast<Eigen::Index>(before->loadings.size()));
  out.leftCols(2) *= 1e-3;
  for (Eigen::Index r = 0; r < known; ++r) {
    out(r, 0) += before->loadings[static_cast<std::size_t>(r)].x;
    out(r, 1) += before->loadings[static_cast<std::size_t>(r)].y;
  }
  return out;
}

/// An orthonormal basis that grows, with its image under the covariance.
class growing_basis {
 public:
  explicit growing_basis(const covariance& c)
      : covariance_(c),
        columns_max_(std::min(c.size(), basis_columns_max)),
        basis_(c.size(), columns_max_),
        image_(c.size(), columns_max_) {}

  /// Adds what of `block` is not in the basis yet; false when nothing is, or no room is left.
  bool add(const Eigen::MatrixXd& block) {
    const Eigen::Index before = columns_;
    for (Eigen::Index c = 0; c < block.cols() && columns_ < columns_max_; ++c) add_column(block.col(c));
    added_ = columns_ - before;
    if (added_ > 0) image_.middleCols(before, added_) = covariance_.times(basis_.middleCols(before, added_));
    return added_ > 0;
  }

  [[nodiscard]] Eigen::MatrixXd last_image() const { return image_.middleCols(columns_ - added_, added_); }
  [[nodiscard]] auto basis() const { return basis_.leftCols(columns_); }
  [[nodiscard]] auto image() const { return image_.leftCols(columns_); }

 private:
  void add_column(Eigen::VectorXd column) {
    const double length = column.norm();
    if (!(length > 0)) return;
    column /= length;
    // Twice is enough (Giraud et al. 2005).
    for (int pass = 0; pass < 2; ++pass) column -= basis() * (basis().transpose() * column);
    const double rest = column.norm();
    if (rest > independent_length) basis_.col(columns_++) = column / rest;
  }

  const covariance& covariance_;
  Eigen::Index columns_max_;
  Eigen::Index columns_ = 0;
  Eigen::Index added_ = 0;
  Eigen::MatrixXd basis_;
  Eigen::MatrixXd image_;
};

struct eigenpairs {
  Eigen::VectorXd values;   ///< largest first
  Eigen::MatrixXd vectors;  ///< a column each
  double residual = 0;      ///< of the first two, relative to the largest value
};

/// Rayleigh and Ritz: the best pairs the basis holds.
eigenpairs best_in(const growing_basis& in) {
  const Eigen::MatrixXd small = in.basis().transpose() * in.image();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solved((small + small.transpose()) / 2);
  const Eigen::Index wanted = std::min(small.cols(), block_columns);
  eigenpairs out;
  out.values = solved.eigenvalues().reverse().head(wanted);
  const Eigen::MatrixXd turned = solved.eigenvectors().rowwise().reverse().leftCols(wanted);
  out.vectors = in.basis() * turned;
  const Eigen::MatrixXd off = in.image() * turned - out.vectors * out.values.asDiagonal();
  if (out.values(0) > 0)
    out.residual = off.leftCols(std::min<Eigen::Index>(2, wanted)).colwise().norm().maxCoeff() / out.values(0);
  return out;
}

std::optional<eigenpairs> leading(const covariance& of, const principal_axes* before, const stopped& stop) {
  Eigen::MatrixXd block = first_block(of.size(), before);
  for (int restart = 0;; ++restart) {
    growing_basis grown(of);
    while (grown.add(block)) {
      if (stop && stop()) return std::nullopt;
      block = grown.last_image();
    }
    eigenpairs found = best_in(grown);
    if (found.residual <= residual_max || restart == restarts_max) return found;
    block = found.vectors;
  }
}

void orient_alone(principal_axes& axes) {
  point cubes;
  for (const point& one : axes.loadings) {
    cubes.x += one.x * one.x * one.x;
    cubes.y += one.y * one.y * one.y;
  }
  for (point& one : axes.loadings) {
    if (cubes.x < 0) one.x = -one.x;
    if (cubes.y < 0) one.y = -one.y;
  }
}

/// The second axis may have overtaken the first; then they change places, so that the picture does not turn.
void orient_as(principal_axes& axes, const principal_axes& before) {
  double xx = 0, xy = 0, yx = 0, yy = 0;
  for (std::size_t s = 0; s < std::min(axes.loadings.size(), before.loadings.size()); ++s) {
    const point &now = axes.loadings[s], &then = before.loadings[s];
    xx += now.x * then.x;
    xy += now.x * then.y;
    yx += now.y * then.x;
    yy += now.y * then.y;
  }
  const bool swap = std::abs(xy) + std::abs(yx) > std::abs(xx) + std::abs(yy);
  const bool mirror_x = (swap ? yx : xx) < 0;
  const bool mirror_y = (swap ? xy : yy) < 0;
  for (point& one : axes.loadings) {
    if (swap) std::swap(one.x, one.y);
    if (mirror_x) one.x = -one.x;
    if (mirror_y) one.y = -one.y;
  }
  if (!swap) return;
  std::swap(axes.variance[0], axes.variance[1]);
  std::swap(axes.share_of_variance[0], axes.share_of_variance[1]);
}

}  // namespace

std::optional<principal_axes> find_axes(const vote_table& votes, const principal_axes* before, const stopped& stop) {
  principal_axes out;
  for (const tally& one : tallies(votes)) out.means.push_back(one.mean());
  out.loadings.resize(votes.statements());
  const covariance of(votes, out.means);
  // Rounding alone leaves some 1e-16 a vote.
  if (of.trace() <= 1e-14 * static_cast<double>(votes.statements())) return out;
  const auto found = leading(of, before, stop);
  if (!found) return std::nullopt;
  for (Eigen::Index axis = 0; axis < std::min<Eigen::Index>(2, found->values.size()); ++axis) {
    const double variance = found->values(axis);
    if (variance <= 1e-12 * of.trace()) continue;
    const auto a = static_cast<std::size_t>(axis);
    out.variance[a] = variance;
    out.share_of_variance[a] = variance / of.trace();
    for (std::size_t s = 0; s < votes.statements(); ++s)
      (axis == 0 ? out.loadings[s].x : out.loadings[s].y) = found->vectors(static_cast<Eigen::Index>(s), axis);
  }
  if (before == nullptr)
    orient_alone(out);
  else
    orient_as(out, *before);
  return out;
}

std::vector<point> project(const vote_table& votes, const principal_axes& axes) {
  std::vector<point> out(votes.people());
  for (std::size_t p = 0; p < votes.people(); ++p) {
    const auto row = votes.of(p);
    if (row.empty()) continue;
    point& at = out[p];
    for (const answer& one : row) {
      const double centred = static_cast<double>(static_cast<int>(one.value)) - axes.means[one.statement];
      at.x += centred * axes.loadings[one.statement].x;
      at.y += centred * axes.loadings[one.statement].y;
    }
    const double stretch = std::sqrt(static_cast<double>(votes.statements()) / static_cast<double>(row.size()));
    at.x *= stretch;
    at.y *= stretch;
  }
  return out;
}

}  // namespace ruamkit::analysis::opinion
