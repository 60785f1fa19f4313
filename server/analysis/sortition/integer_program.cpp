#include "analysis/sortition/integer_program.hpp"

#include <CbcModel.hpp>
#include <CbcSolver.hpp>
#include <ClpFactorization.hpp>
#include <CoinPackedMatrix.hpp>
#include <OsiClpSolverInterface.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

namespace ruamkit::analysis::sortition {
namespace {

CoinPackedMatrix matrix_of(const integer_program& program) {
  CoinPackedMatrix out(false, 0, 0);
  out.setDimensions(0, static_cast<int>(program.columns.size()));
  std::vector<int> at;
  std::vector<double> values;
  for (const integer_row& each : program.rows) {
    at.clear();
    values.clear();
    for (const auto& [column, value] : each.columns) {
      at.push_back(static_cast<int>(column));
      values.push_back(value);
    }
    out.appendRow(static_cast<int>(at.size()), at.data(), values.data());
  }
  return out;
}

void load(OsiClpSolverInterface& into, const integer_program& program) {
  into.messageHandler()->setLogLevel(0);
  into.getModelPtr()->setLogLevel(0);
  into.getModelPtr()->factorization()->setDenseThreshold(0);
  std::vector<double> lower, upper, cost, row_lower, row_upper;
  for (const auto& each : program.columns) {
    lower.push_back(each.within.lower);
    upper.push_back(each.within.upper);
    cost.push_back(-each.gain);
  }
  for (const auto& each : program.rows) {
    row_lower.push_back(each.within.lower <= -unbounded ? -COIN_DBL_MAX : each.within.lower);
    row_upper.push_back(each.within.upper >= unbounded ? COIN_DBL_MAX : each.within.upper);
  }
  into.loadProblem(matrix_of(program), lower.data(), upper.data(), cost.data(), row_lower.data(), row_upper.data());
  for (int c = 0; c < static_cast<int>(program.columns.size()); ++c) into.setInteger(c);
}

/// Cbc stops at a bad moment for nobody: its messages stay silent and its event handler never interrupts.
int carry_on(CbcModel*, int) { return 0; }

/// Runs Cbc's main program with these options.
std::optional<integer_solution> solved(const integer_program& program, std::vector<const char*> options) {
  OsiClpSolverInterface solver;
  load(solver, program);
  CbcModel model(solver);
  model.setLogLevel(0);
  CbcSolverUsefulData data;
  CbcMain0(model, data);
  model.setLogLevel(0);
  std::vector<const char*> words = {"ruamkit", "-log", "0", "-ratioGap", "0", "-allowableGap", "0"};
  words.insert(words.end(), options.begin(), options.end());
  words.insert(words.end(), {"-solve", "-quit"});
  CbcMain1(static_cast<int>(words.size()), words.data(), model, carry_on, data);
  if (model.isProvenInfeasible() || model.bestSolution() == nullptr) return std::nullopt;
  integer_solution out;
  for (std::size_t c = 0; c < program.columns.size(); ++c) {
    out.values.push_back(static_cast<int>(std::lround(model.bestSolution()[c])));
    out.value += program.columns[c].gain * out.values.back();
  }
  out.bound = std::max(out.value, -model.getBestPossibleObjValue());
  return out;
}

/// Cbc minimises: it looks below the cutoff.
class cutoff {
 public:
  explicit cutoff(double above) { std::to_chars(text_.data(), text_.data() + text_.size() - 1, -above); }
  [[nodiscard]] const char* text() const { return text_.data(); }

 private:
  std::array<char, 40> text_{};  ///< its last stays 0
};

}  // namespace

std::optional<integer_solution> solve(const integer_program& program) { return solved(program, {}); }

std::optional<integer_solution> solve_above(const integer_program& program, double above) {
  return solved(program, {"-cutoff", cutoff(above).text()});
}

std::optional<integer_solution> any_above(const integer_program& program, double above) {
  return solved(program, {"-cutoff", cutoff(above).text(), "-maxSolutions", "1"});
}

}  // namespace ruamkit::analysis::sortition
