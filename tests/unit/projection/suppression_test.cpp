// Nobody who has every total and knows the rule can compute a small cell. The attacker here tries every table there
// could be.
#include "projection/suppression.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <vector>

#include "base/seeded.hpp"

using namespace ruamkit;
using namespace ruamkit::projection;

namespace {

constexpr std::int64_t width = 5;

people_table table_of(std::size_t columns, const std::vector<std::int64_t>& values) {
  people_table out{columns, {}};
  for (const auto n : values) out.cells.push_back({.value = n, .small = n < width});
  return out;
}

/// Every table with the same totals that agrees in what is shown, cell by cell: the least and most of each.
class attacker {
 public:
  attacker(const people_table& table, const withheld_cells& withheld) : table_(table), withheld_(withheld) {
    rows_left_.assign(table.rows(), 0);
    columns_left_.assign(table.columns, 0);
    for (std::size_t c = 0; c < table.cells.size(); ++c) {
      rows_left_[c / table.columns] += table.cells[c].value;
      columns_left_[c % table.columns] += table.cells[c].value;
    }
    guess_.assign(table.cells.size(), 0);
    found.assign(table.cells.size(), {std::numeric_limits<std::int64_t>::max(), -1});
    try_from(0);
  }

  std::vector<cell_range> found;

 private:
  void try_from(std::size_t c) {
    if (c == guess_.size()) {
      for (std::size_t i = 0; i < guess_.size(); ++i) {
        found[i].least = std::min(found[i].least, guess_[i]);
        found[i].most = std::max(found[i].most, guess_[i]);
      }
      return;
    }
    const auto row = c / table_.columns;
    const auto column = c % table_.columns;
    const auto& cell = table_.cells[c];
    auto least = withheld_[c] ? 0 : cell.value;
    auto most = withheld_[c] ? std::min({cell.most, rows_left_[row], columns_left_[column]}) : cell.value;
    if (column + 1 == table_.columns) least = std::max(least, rows_left_[row]);
    if (row + 1 == table_.rows()) least = std::max(least, columns_left_[column]);
    if (most > rows_left_[row] || most > columns_left_[column]) return;
    for (auto n = least; n <= most; ++n) {
      guess_[c] = n;
      rows_left_[row] -= n;
      columns_left_[column] -= n;
      const bool row_done = column + 1 < table_.columns || rows_left_[row] == 0;
      const bool column_done = row + 1 < table_.rows() || columns_left_[column] == 0;
      if (row_done && column_done) try_from(c + 1);
      rows_left_[row] += n;
      columns_left_[column] += n;
    }
  }

  const people_table& table_;
  const withheld_cells& withheld_;
  std::vector<std::int64_t> rows_left_, columns_left_, guess_;
};

/// Small numbers are common in it, and so are none.
people_table random_table(seeded& random, std::size_t rows, std::size_t columns) {
  std::vector<std::int64_t> values;
  for (std::size_t i = 0; i < rows * columns; ++i) {
    const auto kind = random.below(4);
    values.push_back(static_cast<std::int64_t>(kind == 0 ? random.below(5) : kind == 1 ? 0 : 5 + random.below(7)));
  }
  return table_of(columns, values);
}

void check_safe(const people_table& table, const withheld_cells& withheld) {
  const withheld_cells all(table.cells.size(), true);
  const attacker with_totals(table, all);
  const attacker with_table(table, withheld);
  for (std::size_t c = 0; c < table.cells.size(); ++c) {
    if (!table.cells[c].small) continue;
    const auto could = with_totals.found[c].most - with_totals.found[c].least;
    const auto can = with_table.found[c].most - with_table.found[c].least;
    CHECK(can >= std::min(width, could));
    if (could > 0) CHECK(withheld[c]);
  }
}

}  // namespace

TEST_CASE("a table without a small cell is shown whole") {
  const auto withheld = suppress(table_of(2, {5, 9, 12, 7}), width);
  CHECK(std::ranges::count(withheld, true) == 0);
}

TEST_CASE("one small cell takes a rectangle with it: the cheapest") {
  const auto table = table_of(3, {1, 20, 9, 30, 40, 8, 50, 60, 70});
  const auto withheld = suppress(table, width);
  CHECK(withheld == withheld_cells{true, false, true, true, false, true, false, false, false});
}

TEST_CASE("what the totals alone give away is not kept back") {
  const auto nobody = suppress(table_of(2, {0, 8, 0, 9}), width);
  CHECK(std::ranges::count(nobody, true) == 0);
  const auto alone = suppress(table_of(3, {1, 2, 3}), width);
  CHECK(std::ranges::count(alone, true) == 0);
}

TEST_CASE("the range of a cell is exact") {
  seeded random(20'261'121);
  for (int round = 0; round < 300; ++round) {
    const auto table = random_table(random, 2 + random.below(2), 2 + random.below(2));
    withheld_cells withheld;
    for (std::size_t c = 0; c < table.cells.size(); ++c) withheld.push_back(random.below(3) > 0);
    const attacker found(table, withheld);
    for (std::size_t c = 0; c < table.cells.size(); ++c) {
      CAPTURE(round);
      CAPTURE(c);
      const auto range = range_of(table, withheld, c);
      CHECK(range.least == found.found[c].least);
      CHECK(range.most == found.found[c].most);
    }
  }
}

TEST_CASE("random tables: no attacker narrows a small cell below the width") {
  seeded random(4);
  std::size_t shown = 0;
  for (int round = 0; round < 400; ++round) {
    CAPTURE(round);
    const auto table = random_table(random, 2 + random.below(2), 2 + random.below(2));
    const auto withheld = suppress(table, width);
    check_safe(table, withheld);
    shown += static_cast<std::size_t>(std::ranges::count(withheld, false));
  }
  CHECK(shown > 400);  // it does not simply keep everything back
}

TEST_CASE("random tables with limits of their own, as where several may be chosen") {
  seeded random(9);
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    const auto rows = 2 + random.below(2);
    const auto options = 2U;
    const auto max = 1 + static_cast<std::int64_t>(random.below(2));
    people_table table{options + 1, {}};
    for (std::size_t r = 0; r < rows; ++r) {
      const auto people = static_cast<std::int64_t>(random.below(14));
      std::int64_t choices = 0;
      for (std::size_t c = 0; c < options; ++c) {
        const auto most = static_cast<std::uint64_t>(std::min(people, max * people - choices));
        const auto n = static_cast<std::int64_t>(random.below(most + 1));
        choices += n;
        table.cells.push_back({.value = n, .most = people, .small = n < width || people - n < width});
      }
      table.cells.push_back({.value = max * people - choices, .most = max * people, .hidden = true});
    }
    const auto withheld = suppress(table, width);
    for (std::size_t r = 0; r < rows; ++r) CHECK(withheld[r * (options + 1) + options]);
    check_safe(table, withheld);
  }
}

TEST_CASE("a table of provinces is settled at once and soundly") {
  seeded random(77);
  const auto table = random_table(random, 77, 12);
  const auto withheld = suppress(table, width);
  const withheld_cells all(table.cells.size(), true);
  for (std::size_t c = 0; c < table.cells.size(); ++c) {
    if (!table.cells[c].small) continue;
    const auto could = range_of(table, all, c, width);
    const auto can = range_of(table, withheld, c, width);
    CHECK(can.most - can.least >= std::min(width, could.most - could.least));
  }
}

TEST_CASE("of one list, the small and the next smallest until five are kept back") {
  const auto kept = [](const std::vector<std::int64_t>& people) {
    return suppress_values(people, std::vector<bool>(people.size(), true), width);
  };
  using by_value = std::vector<bool>;
  CHECK(kept({5, 9}) == by_value{false, false});
  CHECK(kept({4, 9}) == by_value{true, true});
  CHECK(kept({3, 2, 9}) == by_value{true, true, false});
  CHECK(kept({3, 1, 9, 7}) == by_value{true, true, false, true});
  CHECK(kept({0, 9, 7}) == by_value{true, false, true});
  CHECK(suppress_values({0, 9, 7}, {false, true, true}, width) == by_value{false, false, false});
}

TEST_CASE("whole rows: anybody kept back could be in any row kept back") {
  // Everybody's choices by person; rows are drawn from them at random, and then every redistribution is tried.
  seeded random(11);
  for (int round = 0; round < 200; ++round) {
    CAPTURE(round);
    const std::size_t rows = 3;
    std::vector<std::int64_t> sizes;
    std::vector<std::vector<std::int64_t>> chosen;
    for (std::size_t r = 0; r < rows; ++r) {
      sizes.push_back(5 + static_cast<std::int64_t>(random.below(12)));
      const auto people = static_cast<std::uint64_t>(sizes.back());
      chosen.push_back(
          {static_cast<std::int64_t>(random.below(people + 1)), static_cast<std::int64_t>(random.below(people + 1))});
    }
    const auto kept = suppress_rows(sizes, chosen, width);
    const auto range = [&](const std::vector<bool>& rows_kept, std::size_t row, std::size_t column) {
      // By trial: how many of the pool's people counted in the column can be among this row's.
      std::int64_t inside = 0;
      std::int64_t outside = 0;
      for (std::size_t r = 0; r < rows; ++r) {
        if (!rows_kept[r]) continue;
        inside += chosen[r][column];
        outside += sizes[r] - chosen[r][column];
      }
      cell_range out{std::numeric_limits<std::int64_t>::max(), -1};
      for (std::int64_t n = 0; n <= sizes[row]; ++n)
        if (n <= inside && sizes[row] - n <= outside) out = {std::min(out.least, n), std::max(out.most, n)};
      return out;
    };
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t c = 0; c < 2; ++c) {
        const auto n = chosen[r][c];
        if (n >= width && sizes[r] - n >= width) continue;
        const auto could = range(std::vector<bool>(rows, true), r, c);
        if (could.most == could.least) continue;
        CHECK(kept[r]);
        const auto can = range(kept, r, c);
        CHECK(can.most - can.least >= std::min(width, could.most - could.least));
      }
  }
}
