#include <algorithm>
#include <cmath>
#include <optional>

#include "analysis/sortition/fair_target.hpp"
#include "analysis/sortition/linear_program.hpp"

namespace ruamkit::analysis::sortition {
namespace {

constexpr double room_min = 1e-9;    ///< given to every level, or the next program would be infeasible by rounding
constexpr double room_max = 1e-6;    ///< given where less room leaves nothing by rounding
constexpr double sure_price = 0.02;  ///< a smaller dual price fixes nobody: its error is the program's gap / price
constexpr double gain_max = 1e-3;    ///< in the test of who can gain: small, so that all who can gain do
constexpr double gain_min = 1e-6;    ///< less is rounding

/// The compact program: for a cell that is not fixed, column c is by how much its chance exceeds the smallest; for a
/// fixed one, its chance. The last column is the smallest chance, z.
class stages {
 public:
  stages(const panel_space& space, std::span<const row> cuts) : space_(space), fixed_(space.cells.size()) {
    for (const row& each : space.rows) rows_.push_back(&each);
    for (const row& each : cuts) rows_.push_back(&each);
    capped_.assign(space.cells.size(), false);
    open_ = space.cells.size();
  }

  [[nodiscard]] bool done() const { return open_ == 0; }
  [[nodiscard]] const std::vector<double>& chances() const { return chances_; }
  [[nodiscard]] std::optional<level> next();

 private:
  [[nodiscard]] std::size_t z() const { return space_.cells.size(); }
  void build(double room);
  [[nodiscard]] bool solve_with_room();
  [[nodiscard]] bool solve_capped();
  [[nodiscard]] double slack_test(std::vector<std::uint32_t>& tight);
  void read_chances();

  const panel_space& space_;
  std::vector<const row*> rows_;
  std::vector<std::optional<double>> fixed_;
  std::vector<bool> capped_;  ///< whether z + column c <= the most of c has become a row
  std::vector<double> chances_;
  linear_program lp_;
  std::size_t open_ = 0;
  double room_ = room_min;
};

void stages::build(double room) {
  lp_ = linear_program();
  room_ = room;
  for (std::size_t c = 0; c < space_.cells.size(); ++c) {
    const double most = space_.cells[c].share_max();
    (void)lp_.add_column(0, fixed_[c] ? bounds{std::max(0.0, *fixed_[c] - room), most} : bounds{0, most});
  }
  (void)lp_.add_column(1, {0, 1});
  std::vector<coefficient> made;
  for (const row* each : rows_) {
    made.clear();
    double of_smallest = 0;
    for (const auto& [c, times] : each->entries) {
      const double value = times * space_.cells[c].size();
      made.push_back({c, value});
      if (!fixed_[c]) of_smallest += value;
    }
    if (of_smallest != 0) made.push_back({z(), of_smallest});
    (void)lp_.add_row({each->lower, each->upper}, made);
  }
  for (std::size_t c = 0; c < space_.cells.size(); ++c) {
    if (!capped_[c] || fixed_[c]) continue;
    const coefficient both[] = {{c, 1}, {z(), 1}};
    (void)lp_.add_row({0, space_.cells[c].share_max()}, both);
  }
}

/// Levels chained exactly would leave the next program infeasible by rounding.
bool stages::solve_with_room() {
  for (double room = room_min; room <= room_max; room *= 10) {
    build(room);
    if (solve_capped()) return true;
  }
  return false;
}

/// That no chance is above the most its cell can have is hardly ever in the way: rows are added where it is.
bool stages::solve_capped() {
  for (;;) {
    if (!lp_.solve()) return false;
    const auto values = lp_.columns();
    const double smallest = values[z()];
    std::vector<std::size_t> over;
    for (std::size_t c = 0; c < space_.cells.size(); ++c)
      if (!fixed_[c] && !capped_[c] && values[c] + smallest > space_.cells[c].share_max() + room_) over.push_back(c);
    if (over.empty()) return true;
    for (const auto c : over) {
      capped_[c] = true;
      const coefficient both[] = {{c, 1}, {z(), 1}};
      (void)lp_.add_row({0, space_.cells[c].share_max()}, both);
    }
  }
}

void stages::read_chances() {
  const auto values = lp_.columns();
  chances_.resize(space_.cells.size());
  for (std::size_t c = 0; c < chances_.size(); ++c)
    chances_[c] = std::clamp(fixed_[c] ? values[c] : values[c] + values[z()], 0.0, space_.cells[c].share_max());
}

/// Takes out of `tight` whoever can gain while nobody falls below the level; one pass is not enough, for who gains in
/// one solution is not all who could. Answers with a bound on what those who are left could gain together.
double stages::slack_test(std::vector<std::uint32_t>& tight) {
  for (const auto c : tight) {
    lp_.set_gain(c, 1);
    lp_.set_column(c, {0, gain_max});
  }
  while (!tight.empty() && solve_capped()) {
    const auto values = lp_.columns();
    const auto gained =
        std::stable_partition(tight.begin(), tight.end(), [&](auto c) { return values[c] <= gain_min; });
    if (gained == tight.end()) return lp_.safe_bound();
    for (auto at = gained; at != tight.end(); ++at) {
      lp_.set_gain(*at, 0);
      lp_.set_column(*at, {0, space_.cells[*at].share_max()});
    }
    tight.erase(gained, tight.end());
  }
  return 0;
}

std::optional<level> stages::next() {
  if (!solve_with_room()) return std::nullopt;
  level out;
  out.value = lp_.columns()[z()];
  out.bound = lp_.safe_bound();
  read_chances();
  std::vector<std::uint32_t> tight;
  const auto reduced = lp_.reduced();
  for (std::uint32_t c = 0; c < space_.cells.size(); ++c) {
    if (fixed_[c]) continue;
    if (-reduced[c] > sure_price)
      out.cells.push_back(c);
    else if (lp_.columns()[c] <= gain_min)
      tight.push_back(c);
  }
  out.by_price = out.cells.size();
  if (!tight.empty()) {
    lp_.set_gain(z(), 0);
    lp_.set_column(z(), {out.value - room_, out.value});
    const std::vector<std::uint32_t> candidates = tight;
    out.slack_bound = slack_test(tight);
    out.cells.insert(out.cells.end(), tight.begin(), tight.end());
    if (out.cells.empty()) out.cells = candidates;
  }
  for (const auto c : out.cells) fixed_[c] = std::clamp(out.value, 0.0, space_.cells[c].share_max());
  open_ -= out.cells.size();
  return out;
}

}  // namespace

fair_target leximin_target(const panel_space& space, std::span<const row> cuts) {
  fair_target out;
  stages all(space, cuts);
  while (!all.done()) {
    auto one = all.next();
    if (!one) {
      out.exists = !out.levels.empty();
      out.complete = false;
      break;
    }
    out.levels.push_back(std::move(*one));
  }
  out.chances = out.full = all.chances();
  return out;
}

fair_target maximin_target(const panel_space& space, std::span<const row> cuts) {
  fair_target out;
  stages all(space, cuts);
  auto one = all.next();
  out.exists = one.has_value();
  if (!one) return out;
  out.full = all.chances();
  for (const cell& each : space.cells) out.chances.push_back(std::min(one->value, each.share_max()));
  out.levels.push_back(std::move(*one));
  return out;
}

}  // namespace ruamkit::analysis::sortition
