// Which cells of a table of people must be kept back, so that no small one can be computed from what is shown.
//
// The one who wants to know is taken to know every total of the table, of its rows and of its columns, and this rule.
// A small cell is safe when the numbers it may have, for all this tells, span as much as `width`, or as much as they
// span where no cell is shown at all (what the totals alone give away no suppression can take back).
//
// For a table with totals the numbers a cell may have are found exactly, by the largest flow that can be rerouted
// through the cells kept back: Gusfield 1988, "A graph theoretic approach to data security", SIAM J. Comput. 17(3);
// complementary suppression: Cox 1980, "Suppression methodology and statistical disclosure control", JASA 75, and
// Hundepool et al. 2010, "Handbook on Statistical Disclosure Control" (ESSnet SDC), section 4.4.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace ruamkit::projection {

struct table_cell {
  std::int64_t value = 0;
  /// What the cell can be at most, where more than the totals limits it.
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
  bool small = false;   ///< must not be computed
  bool hidden = false;  ///< never shown, whatever is decided: what is left of a row's total
};

/// Row by row, each of `columns` cells. Every row's and column's total is taken to be known.
struct people_table {
  std::size_t columns = 0;
  std::vector<table_cell> cells;

  [[nodiscard]] std::size_t rows() const { return columns == 0 ? 0 : cells.size() / columns; }
};

/// The numbers a cell may have.
struct cell_range {
  std::int64_t least = 0;
  std::int64_t most = 0;
};

/// By cell: is it kept back?
using withheld_cells = std::vector<bool>;

/// What can be computed of a cell when those `withheld` are not shown. A span of `enough` is not looked beyond: then
/// the range is at least that wide.
[[nodiscard]] cell_range range_of(const people_table& table, const withheld_cells& withheld, std::size_t cell,
                                  std::int64_t enough = std::numeric_limits<std::int64_t>::max());

/// Keeps back as few cells as it finds: the small ones, and others until each of the small is safe.
[[nodiscard]] withheld_cells suppress(const people_table& table, std::int64_t width);

/// The same where rows are tied by more than their totals, so that a row is shown whole or not at all: `sizes` are the
/// rows' people, `chosen[row][column]` how many of them are counted in a column (a person may be in several). Anybody
/// of the rows kept back could be in any of them, so a cell may be all that lies in [max(0, size + column - pool),
/// min(size, column)], pool and column summed over the rows kept back. A cell is small where fewer than `width` of the
/// row are counted in it, or fewer are not. By row: is it kept back?
[[nodiscard]] std::vector<bool> suppress_rows(const std::vector<std::int64_t>& sizes,
                                              const std::vector<std::vector<std::int64_t>>& chosen, std::int64_t width);

/// The same for one list of people by value whose sum is known: those with fewer than `width`, and the next smallest
/// until at least `width` people are kept back, of two values or more. Where `takes_part` says no the value is neither
/// shown nor kept back here. By value: is it kept back?
[[nodiscard]] std::vector<bool> suppress_values(const std::vector<std::int64_t>& people,
                                                const std::vector<bool>& takes_part, std::int64_t width);

}  // namespace ruamkit::projection
