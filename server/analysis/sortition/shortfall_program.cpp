#include "analysis/sortition/shortfall_program.hpp"

#include <algorithm>

namespace ruamkit::analysis::sortition {
namespace {

constexpr double better = 1e-9;  ///< in weight, or it is rounding

}  // namespace

shortfall_program::shortfall_program(const panel_space& space) : space_(space) {
  for (std::size_t c = 0; c < space.cells.size(); ++c) (void)program_.add_row({0, unbounded});
  (void)program_.add_row({1, 1});
  for (std::size_t c = 0; c < space.cells.size(); ++c) {
    const coefficient here{c, 1};
    (void)program_.add_column(-space.cells[c].size(), {0, 1}, {&here, 1});
  }
}

void shortfall_program::aim(std::span<const double> chances) {
  for (std::size_t c = 0; c < chances.size(); ++c) program_.set_row(c, {chances[c], unbounded});
}

void shortfall_program::add(const panel& one) {
  std::vector<coefficient> made;
  for (const auto& [c, count] : one) made.push_back({c, count / space_.cells[c].size()});
  made.push_back({space_.cells.size(), 1});
  (void)program_.add_column(0, {0, 1}, made);
}

double shortfall_program::shortfall() const { return std::ranges::max(program_.columns().first(space_.cells.size())); }

wish shortfall_program::wanted() const {
  const auto prices = program_.prices();
  wish out;
  for (std::size_t c = 0; c < space_.cells.size(); ++c)
    out.weights.push_back(std::max(0.0, -prices[c]) / space_.cells[c].size());
  out.beat = prices[space_.cells.size()] + better;
  return out;
}

std::vector<double> shortfall_program::chances() const {
  const auto panels = program_.columns().subspan(space_.cells.size());
  return {panels.begin(), panels.end()};
}

}  // namespace ruamkit::analysis::sortition
