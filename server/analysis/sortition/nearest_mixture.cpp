#include "analysis/sortition/nearest_mixture.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace ruamkit::analysis::sortition {
namespace {

constexpr double independent = 1e-9;  ///< of a squared length: less of it outside the others' span is rounding
constexpr double worth_while = 1e-6;  ///< of the squared distance
constexpr double rounding = 1e-13;    ///< in a product with the direction, in a chance
constexpr double solved_within = 1e-12;
constexpr int refinements = 3;
constexpr double worth_a_search = 1e-3;  ///< of the squared distance

template <class Point>
double product(const Point& one, std::span<const double> with) {
  double sum = 0;
  for (const auto& [c, value] : one.at) sum += value * with[c];
  return sum;
}

}  // namespace

nearest_mixture::nearest_mixture(const panel_space& space, std::span<const double> target) {
  for (std::size_t c = 0; c < space.cells.size(); ++c) {
    roots_.push_back(std::sqrt(space.cells[c].size()));
    target_.push_back(target[c] * roots_.back());
  }
  target_square_ = std::inner_product(target_.begin(), target_.end(), target_.begin(), 0.0);
}

void nearest_mixture::add(const panel& one) {
  point& made = points_.emplace_back();
  for (const auto& [c, count] : one) made.at.push_back({c, count / roots_[c]});
  made.to_target = product(made, target_);
  is_member_.push_back(false);
}

/// Of points seen from the target, and 1 for the sum of chances.
double nearest_mixture::gram(const point& one, const point& other) const {
  double sum = 1 - one.to_target - other.to_target + target_square_;
  auto next = other.at.begin();
  for (const auto& [c, value] : one.at) {
    while (next != other.at.end() && next->cell < c) ++next;
    if (next == other.at.end()) break;
    if (next->cell == c) sum += value * next->value;
  }
  return sum;
}

/// False where the panel is of the members' affine span, but for rounding.
bool nearest_mixture::enter(std::size_t which) {
  const auto n = members_.size();
  std::vector<double> column;
  const double square = gram(points_[which], points_[which]);
  double left = square;
  for (std::size_t i = 0; i < n; ++i) {
    double value = gram(points_[members_[i].point], points_[which]);
    for (std::size_t k = 0; k < i; ++k) value -= factor_[i][k] * column[k];
    column.push_back(value / factor_[i][i]);
    left -= column.back() * column.back();
  }
  if (left < independent * square) return false;
  column.push_back(std::sqrt(left));
  factor_.push_back(std::move(column));
  members_.push_back({which, n == 0 ? 1.0 : 0.0});
  is_member_[which] = true;
  return true;
}

/// The columns after the one taken out are rotated back to a triangle.
void nearest_mixture::leave(std::size_t place) {
  is_member_[members_[place].point] = false;
  members_.erase(members_.begin() + static_cast<std::ptrdiff_t>(place));
  factor_.erase(factor_.begin() + static_cast<std::ptrdiff_t>(place));
  for (std::size_t k = place; k < factor_.size(); ++k) {
    const double length = std::hypot(factor_[k][k], factor_[k][k + 1]);
    const double cosine = factor_[k][k] / length;
    const double sine = factor_[k][k + 1] / length;
    factor_[k][k] = length;
    factor_[k].pop_back();
    for (std::size_t j = k + 1; j < factor_.size(); ++j) {
      const double above = factor_[j][k];
      const double below = factor_[j][k + 1];
      factor_[j][k] = cosine * above + sine * below;
      factor_[j][k + 1] = cosine * below - sine * above;
    }
  }
}

std::vector<double> nearest_mixture::solve(std::vector<double> right) const {
  for (std::size_t i = 0; i < factor_.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) right[i] -= factor_[i][k] * right[k];
    right[i] /= factor_[i][i];
  }
  for (std::size_t i = factor_.size(); i-- > 0;) {
    right[i] /= factor_[i][i];
    for (std::size_t k = 0; k < i; ++k) right[k] -= factor_[i][k] * right[i];
  }
  return right;
}

/// Of (Gram matrix + 1) x solution = 1, from the points themselves: the factor has gathered rounding.
std::vector<double> nearest_mixture::residual(std::span<const double> solution) const {
  const double sum = std::accumulate(solution.begin(), solution.end(), 0.0);
  scaled mixed(target_.size());
  for (std::size_t c = 0; c < mixed.size(); ++c) mixed[c] = -sum * target_[c];
  for (std::size_t i = 0; i < members_.size(); ++i)
    for (const auto& [c, value] : points_[members_[i].point].at) mixed[c] += solution[i] * value;
  const double constant = 1 - sum + std::inner_product(mixed.begin(), mixed.end(), target_.begin(), 0.0);
  std::vector<double> out;
  for (const member& each : members_) out.push_back(constant - product(points_[each.point], mixed));
  return out;
}

/// Chances, perhaps negative, of the point of the members' affine span that is nearest to the target.
std::vector<double> nearest_mixture::affine_nearest() const {
  auto out = solve(std::vector<double>(members_.size(), 1.0));
  for (int i = 0; i < refinements; ++i) {
    auto rest = residual(out);
    if (std::ranges::all_of(rest, [](double each) { return std::abs(each) < solved_within; })) break;
    const auto step = solve(std::move(rest));
    for (std::size_t k = 0; k < out.size(); ++k) out[k] += step[k];
  }
  const double sum = std::accumulate(out.begin(), out.end(), 0.0);
  for (double& each : out) each /= sum;
  return out;
}

/// Towards the nearest point of the affine span; whoever reaches 0 on the way leaves.
void nearest_mixture::settle() {
  for (;;) {
    const auto aim = affine_nearest();
    double step = 1;
    for (std::size_t i = 0; i < aim.size(); ++i)
      if (aim[i] < rounding && aim[i] < members_[i].chance)
        step = std::min(step, members_[i].chance / (members_[i].chance - aim[i]));
    for (std::size_t i = 0; i < aim.size(); ++i) members_[i].chance += step * (aim[i] - members_[i].chance);
    bool some_left = false;
    for (std::size_t i = members_.size(); i-- > 0;) {
      if (members_[i].chance > rounding || aim[i] >= rounding) continue;
      leave(i);
      some_left = true;
    }
    if (!some_left) return;
  }
}

void nearest_mixture::measure() {
  double sum = 0;
  for (const member& each : members_) sum += each.chance;
  missing_ = target_;
  for (member& each : members_) {
    each.chance /= sum;
    for (const auto& [c, value] : points_[each.point].at) missing_[c] -= value * each.chance;
  }
  square_ = std::inner_product(missing_.begin(), missing_.end(), missing_.begin(), 0.0);
}

/// The known panel that is furthest towards the target; none: their number.
std::size_t nearest_mixture::heaviest(const std::vector<bool>& passed) const {
  const double here = std::inner_product(missing_.begin(), missing_.end(), target_.begin(), 0.0) - square_;
  double most = here + worth_while * square_ + rounding;
  std::size_t out = points_.size();
  for (std::size_t p = 0; p < points_.size(); ++p) {
    if (is_member_[p] || passed[p]) continue;
    const double weight = product(points_[p], missing_);
    if (weight <= most) continue;
    most = weight;
    out = p;
  }
  return out;
}

bool nearest_mixture::mix() {
  if (points_.empty() || (members_.empty() && !enter(0))) return false;
  std::vector<bool> passed(points_.size());
  measure();
  for (;;) {
    const auto next = heaviest(passed);
    if (next == points_.size()) return true;
    if (!enter(next)) {
      passed[next] = true;
      continue;
    }
    const double before = square_;
    settle();
    measure();
    // Rounding could let a panel enter and leave for ever.
    if (square_ >= before) passed[next] = true;
  }
}

double nearest_mixture::shortfall() const {
  double most = 0;
  for (std::size_t c = 0; c < missing_.size(); ++c) most = std::max(most, missing_[c] / roots_[c]);
  return most;
}

/// Every panel has the same number of seats, so that a constant may be added to all weights: the least is 0.
wish nearest_mixture::wanted() const {
  wish out;
  for (std::size_t c = 0; c < missing_.size(); ++c) out.weights.push_back(missing_[c] / roots_[c]);
  const auto [least, most] = std::ranges::minmax(out.weights);
  const double scale = std::max(most - least, 1e-300);
  for (double& each : out.weights) each = (each - least) / scale;
  for (std::size_t c = 0; c < missing_.size(); ++c) out.beat += out.weights[c] * target_[c] * roots_[c];
  out.beat -= (1 - worth_a_search) * square_ / scale;
  return out;
}

std::vector<double> nearest_mixture::chances() const {
  std::vector<double> out(points_.size(), 0.0);
  for (const member& each : members_) out[each.point] = each.chance;
  return out;
}

}  // namespace ruamkit::analysis::sortition
