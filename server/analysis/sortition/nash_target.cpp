#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/sortition/fair_target.hpp"
#include "analysis/sortition/linear_program.hpp"

namespace ruamkit::analysis::sortition {
namespace {

constexpr std::array<double, 9> mesh = {-1, -0.5, -0.25, -0.1, 0, 0.1, 0.25, 0.5, 1};
constexpr double radius_min = 1e-7;    ///< of a chance, relative
constexpr double room = 1e-8;          ///< of the rows, or rounding would leave nothing
constexpr double lost_to_room = 1e-7;  ///< by the optimum of a finer mesh to a point that used the rows' room more
constexpr double never = 1e-6;         ///< a chance that is none: LEXIMIN could not raise it

struct segment {
  std::size_t cell = 0;
  double begin = 0;
  double length = 0;
};

/// Maximises the sum of size x log(chance) on a mesh around the current chances: log is concave, so that the linear
/// program fills a cell's segments from below by itself.
class product {
 public:
  product(const panel_space& space, std::span<const row> cuts, std::vector<double> start)
      : space_(space), chances_(std::move(start)) {
    for (const row& each : space.rows) rows_.push_back(&each);
    for (const row& each : cuts) rows_.push_back(&each);
    by_cell_.resize(space.cells.size());
    for (std::size_t r = 0; r < rows_.size(); ++r)
      for (const auto& [c, times] : rows_[r]->entries) by_cell_[c].push_back({r, times * space.cells[c].size()});
    counted_.resize(space.cells.size());
    for (std::size_t c = 0; c < counted_.size(); ++c) counted_[c] = chances_[c] > never;
  }

  void run() {
    for (double radius = 0.5; radius > radius_min;) {
      if (!step(radius)) radius /= 4;
    }
  }

  [[nodiscard]] const std::vector<double>& chances() const { return chances_; }

  /// By concavity no point gains more than the best one of the tangent does.
  [[nodiscard]] double gap() const {
    linear_program lp;
    add_rows(lp, std::vector<double>(chances_.size(), 0.0));
    double constant = 0;
    double people = 0;
    for (std::size_t c = 0; c < chances_.size(); ++c) {
      const double slope = counted_[c] ? space_.cells[c].size() / chances_[c] : 0;
      (void)lp.add_column(slope, {0, counted_[c] ? space_.cells[c].share_max() : 0}, by_cell_[c]);
      constant += slope * chances_[c];
      people += counted_[c] ? space_.cells[c].size() : 0;
    }
    return lp.solve() && people > 0 ? std::max(0.0, lp.safe_bound() - constant) / people : 1;
  }

 private:
  void add_rows(linear_program& lp, const std::vector<double>& base) const {
    std::vector<double> there(rows_.size(), 0.0);
    for (std::size_t c = 0; c < base.size(); ++c)
      for (const auto& [r, value] : by_cell_[c]) there[r] += value * base[c];
    for (std::size_t r = 0; r < rows_.size(); ++r)
      (void)lp.add_row({rows_[r]->lower - there[r] - room, rows_[r]->upper - there[r] + room});
  }

  /// True when some chance moved to the edge of its mesh: the same radius goes on.
  bool step(double radius) {
    std::vector<segment> segments;
    std::vector<double> base(chances_.size(), 0.0);
    std::vector<double> top(chances_.size(), 0.0);
    for (std::size_t c = 0; c < chances_.size(); ++c) {
      if (!counted_[c]) continue;
      double at = base[c] = std::max(never, chances_[c] * (1 - radius));
      for (const double share : mesh) {
        const double next = std::min(chances_[c] * (1 + radius * share), space_.cells[c].share_max());
        if (next > at) segments.push_back({c, at, next - at});
        at = std::max(at, next);
      }
      top[c] = at;
    }
    linear_program lp;
    add_rows(lp, base);
    for (const segment& each : segments) {
      const double gain = std::log1p(each.length / each.begin) / each.length * space_.cells[each.cell].size();
      (void)lp.add_column(gain, {0, each.length}, by_cell_[each.cell]);
    }
    if (!lp.solve()) return false;
    const auto values = lp.columns();
    std::vector<double> moved = base;
    for (std::size_t i = 0; i < segments.size(); ++i) moved[segments[i].cell] += std::max(0.0, values[i]);
    return accept(moved, base, top);
  }

  bool accept(const std::vector<double>& moved, const std::vector<double>& base, const std::vector<double>& top) {
    double gained = 0;
    bool at_edge = false;
    for (std::size_t c = 0; c < moved.size(); ++c) {
      if (!counted_[c]) continue;
      gained += space_.cells[c].size() * std::log(moved[c] / chances_[c]);
      at_edge = at_edge || (moved[c] <= base[c] && base[c] > never) ||
                (moved[c] >= top[c] && top[c] < space_.cells[c].share_max());
    }
    if (gained < -lost_to_room) return false;
    chances_ = moved;
    return at_edge && gained > 1e-9;
  }

  const panel_space& space_;
  std::vector<double> chances_;
  std::vector<const row*> rows_;
  std::vector<std::vector<coefficient>> by_cell_;
  std::vector<bool> counted_;
};

}  // namespace

fair_target nash_target(const panel_space& space, std::span<const row> cuts) {
  fair_target out = leximin_target(space, cuts);
  if (!out.exists) return out;
  out.levels.resize(std::min<std::size_t>(1, out.levels.size()));
  product all(space, cuts, std::move(out.chances));
  all.run();
  out.chances = out.full = all.chances();
  out.gap = all.gap();
  return out;
}

}  // namespace ruamkit::analysis::sortition
