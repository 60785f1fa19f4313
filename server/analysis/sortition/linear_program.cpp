#include "analysis/sortition/linear_program.hpp"

#include <ClpFactorization.hpp>
#include <ClpSimplex.hpp>
#include <CoinPackedMatrix.hpp>
#include <utility>

namespace ruamkit::analysis::sortition {
namespace {

constexpr double tolerance = 1e-9;

// Of ClpSimplex::dual: what one call leaves to the next, a third of the time when little changes between them.
constexpr int keep_work_areas = 1;
constexpr int keep_factorization = 2;

/// Columns or rows that wait to be handed over together: Clp copies its matrix at each change.
struct waiting {
  std::vector<double> lower, upper, gain, values;
  std::vector<int> starts{0}, at;

  void add(double gained, bounds within, std::span<const coefficient> entries) {
    gain.push_back(-gained);
    lower.push_back(within.lower <= -unbounded ? -COIN_DBL_MAX : within.lower);
    upper.push_back(within.upper >= unbounded ? COIN_DBL_MAX : within.upper);
    for (const auto& each : entries) {
      at.push_back(static_cast<int>(each.at));
      values.push_back(each.value);
    }
    starts.push_back(static_cast<int>(at.size()));
  }
  [[nodiscard]] int count() const { return static_cast<int>(lower.size()); }
};

}  // namespace

struct linear_program::parts {
  ClpSimplex clp;
  waiting columns, rows;
  std::vector<double> prices, reduced;
};

linear_program::linear_program() : parts_(std::make_unique<parts>()) {
  ClpSimplex& clp = parts_->clp;
  clp.setLogLevel(0);
  clp.scaling(0);
  clp.setPrimalTolerance(tolerance);
  clp.setDualTolerance(tolerance);
  clp.setOptimizationDirection(1);
  clp.factorization()->setDenseThreshold(0);
  clp.factorization()->setGoDenseThreshold(0);
}

linear_program::~linear_program() = default;
linear_program::linear_program(linear_program&&) noexcept = default;
linear_program& linear_program::operator=(linear_program&&) noexcept = default;

std::size_t linear_program::add_column(double gain, bounds within, std::span<const coefficient> rows) {
  if (parts_->rows.count() > 0) flush();
  parts_->columns.add(gain, within, rows);
  return column_count() - 1;
}

std::size_t linear_program::add_row(bounds within, std::span<const coefficient> columns) {
  if (parts_->columns.count() > 0) flush();
  parts_->rows.add(0, within, columns);
  return row_count() - 1;
}

void linear_program::flush() {
  ClpSimplex& clp = parts_->clp;
  if (waiting& some = parts_->columns; some.count() > 0) {
    clp.addColumns(some.count(), some.lower.data(), some.upper.data(), some.gain.data(), some.starts.data(),
                   some.at.data(), some.values.data());
    some = {};
  }
  if (waiting& some = parts_->rows; some.count() > 0) {
    clp.addRows(some.count(), some.lower.data(), some.upper.data(), some.starts.data(), some.at.data(),
                some.values.data());
    some = {};
  }
}

void linear_program::set_gain(std::size_t column, double gain) {
  flush();
  parts_->clp.setObjectiveCoefficient(static_cast<int>(column), -gain);
}

void linear_program::set_column(std::size_t column, bounds within) {
  flush();
  parts_->clp.setColumnBounds(static_cast<int>(column), within.lower, within.upper);
}

void linear_program::set_row(std::size_t row, bounds within) {
  flush();
  parts_->clp.setRowBounds(static_cast<int>(row), within.lower, within.upper);
}

bool linear_program::solve(bool few_changes) {
  flush();
  ClpSimplex& clp = parts_->clp;
  if (few_changes) {
    clp.dual(0, keep_work_areas | keep_factorization);
    if (clp.status() == 0) return true;
    if (clp.status() == 1) return false;
  }
  // Chained stages leave a hair's breadth of room; Clp then says "infeasible" now and then, and finds the optimum from
  // another start.
  clp.primal();
  if (clp.status() == 0) return true;
  clp.dual();
  if (clp.status() == 0) return true;
  clp.allSlackBasis(true);
  clp.primal();
  return clp.status() == 0;
}

double linear_program::value() const { return -parts_->clp.objectiveValue(); }

std::span<const double> linear_program::columns() const {
  return {parts_->clp.primalColumnSolution(), static_cast<std::size_t>(parts_->clp.numberColumns())};
}

std::span<const double> linear_program::prices() const {
  const auto rows = static_cast<std::size_t>(parts_->clp.numberRows());
  parts_->prices.resize(rows);
  for (std::size_t r = 0; r < rows; ++r) parts_->prices[r] = -parts_->clp.dualRowSolution()[r];
  return parts_->prices;
}

std::span<const double> linear_program::reduced() const {
  const auto columns = static_cast<std::size_t>(parts_->clp.numberColumns());
  parts_->reduced.resize(columns);
  for (std::size_t c = 0; c < columns; ++c) parts_->reduced[c] = -parts_->clp.dualColumnSolution()[c];
  return parts_->reduced;
}

std::size_t linear_program::row_count() const {
  return static_cast<std::size_t>(parts_->clp.numberRows()) + static_cast<std::size_t>(parts_->rows.count());
}

std::size_t linear_program::column_count() const {
  return static_cast<std::size_t>(parts_->clp.numberColumns()) + static_cast<std::size_t>(parts_->columns.count());
}

double linear_program::safe_bound() const {
  const ClpSimplex& clp = parts_->clp;
  const CoinPackedMatrix& matrix = *clp.matrix();
  std::vector<double> prices(static_cast<std::size_t>(clp.numberRows()));
  double bound = 0;
  for (std::size_t r = 0; r < prices.size(); ++r) {
    const double price = -clp.dualRowSolution()[r];
    const double side = price > 0 ? clp.rowUpper()[r] : clp.rowLower()[r];
    if (price == 0 || side >= unbounded || side <= -unbounded) continue;
    prices[r] = price;
    bound += price * side;
  }
  for (int c = 0; c < clp.numberColumns(); ++c) {
    double gain = -clp.objective()[c];
    const auto begin = matrix.getVectorStarts()[c];
    for (auto at = begin; at < begin + matrix.getVectorLengths()[c]; ++at)
      gain -= prices[static_cast<std::size_t>(matrix.getIndices()[at])] * matrix.getElements()[at];
    bound += gain * (gain > 0 ? clp.columnUpper()[c] : clp.columnLower()[c]);
  }
  return bound;
}

}  // namespace ruamkit::analysis::sortition
