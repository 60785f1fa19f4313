// A linear program that changes and is solved again and again, by COIN-OR Clp.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace ruamkit::analysis::sortition {

inline constexpr double unbounded = 1e30;

struct coefficient {
  std::size_t at = 0;  ///< the row of a column's coefficient, the column of a row's
  double value = 0;
};

struct bounds {
  double lower = 0;
  double upper = unbounded;
};

/// Maximises. Deterministic: no time limits, no dense LAPACK kernels (whose sums differ from machine to machine).
class linear_program {
 public:
  linear_program();
  ~linear_program();
  linear_program(linear_program&&) noexcept;
  linear_program& operator=(linear_program&&) noexcept;

  /// Each answers with the index of the new column or row.
  std::size_t add_column(double gain, bounds within, std::span<const coefficient> rows = {});
  std::size_t add_row(bounds within, std::span<const coefficient> columns = {});

  void set_gain(std::size_t column, double gain);
  void set_column(std::size_t column, bounds within);
  void set_row(std::size_t row, bounds within);

  /// True when an optimum was found; false: there is no solution. `few_changes` continues by the dual simplex, which is
  /// quick after bounds have changed; otherwise the primal is tried first.
  [[nodiscard]] bool solve(bool few_changes = false);

  [[nodiscard]] double value() const;
  [[nodiscard]] std::span<const double> columns() const;
  [[nodiscard]] std::span<const double> prices() const;   ///< of the rows: gain for one more of the upper bound
  [[nodiscard]] std::span<const double> reduced() const;  ///< of the columns: gain for one more of it
  [[nodiscard]] std::size_t row_count() const;
  [[nodiscard]] std::size_t column_count() const;

  /// An upper bound on the maximum that holds whatever the solver's rounding did: the dual bound of `prices()`,
  /// computed here from the rows and the columns' bounds (Neumaier and Shcherbina 2004). Columns must be bounded.
  [[nodiscard]] double safe_bound() const;

 private:
  void flush();
  struct parts;
  std::unique_ptr<parts> parts_;
};

}  // namespace ruamkit::analysis::sortition
