// An integer program solved to its proven optimum, by COIN-OR Cbc.
#pragma once

#include <optional>
#include <vector>

#include "analysis/sortition/linear_program.hpp"

namespace ruamkit::analysis::sortition {

struct integer_column {
  double gain = 0;
  bounds within;
};

struct integer_row {
  bounds within;
  std::vector<coefficient> columns;
};

/// Maximises the sum of gain x value over whole numbers within the bounds, which must be finite.
struct integer_program {
  std::vector<integer_column> columns;
  std::vector<integer_row> rows;
};

struct integer_solution {
  std::vector<int> values;
  double value = 0;  ///< of `values`, computed anew from them
  double bound = 0;  ///< no solution is above it
};

/// Nothing when there is no solution. Deterministic: one thread, no time limit.
[[nodiscard]] std::optional<integer_solution> solve(const integer_program& program);

/// The same where only solutions worth more than `above` count, which is quicker: nothing when there is none. One that
/// is worth hardly more may be overlooked.
[[nodiscard]] std::optional<integer_solution> solve_above(const integer_program& program, double above);

/// The first solution met that is worth more than `above`, quicker still; its `bound` says nothing.
[[nodiscard]] std::optional<integer_solution> any_above(const integer_program& program, double above);

}  // namespace ruamkit::analysis::sortition
