#include "projection/suppression.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <tuple>

namespace ruamkit::projection {
namespace {

constexpr auto no_limit = std::numeric_limits<std::int64_t>::max();
constexpr auto nowhere = std::numeric_limits<std::size_t>::max();
/// A larger table is not searched for cells that need not have been kept back: that takes time with its third power.
constexpr std::size_t cells_tidied_max = 160;

/// People moved about among the cells kept back, every total staying what it is. Rows are nodes, then columns; a step
/// from a column to a row takes people out of their cell, a step from a row to a column puts as many into theirs.
class rerouting {
 public:
  rerouting(const people_table& table, const withheld_cells& withheld, std::size_t left_out)
      : table_(table), withheld_(withheld), left_out_(left_out), came_from_(table.rows() + table.columns) {
    for (const auto& each : table.cells) values_.push_back(each.value);
  }

  [[nodiscard]] std::size_t row_node(std::size_t cell) const { return cell / table_.columns; }
  [[nodiscard]] std::size_t column_node(std::size_t cell) const { return table_.rows() + cell % table_.columns; }

  /// How many can be sent from one node to another, at most `limit`.
  std::int64_t send(std::size_t from, std::size_t to, std::int64_t limit) {
    std::int64_t sent = 0;
    while (sent < limit && find_way(from, to)) {
      auto many = limit - sent;
      walk(from, to, [&](std::size_t a, std::size_t b) { many = std::min(many, room(a, b)); });
      walk(from, to, [&](std::size_t a, std::size_t b) { values_[cell(a, b)] += is_row(a) ? many : -many; });
      sent += many;
    }
    return sent;
  }

 private:
  [[nodiscard]] bool is_row(std::size_t node) const { return node < table_.rows(); }
  [[nodiscard]] std::size_t cell(std::size_t a, std::size_t b) const {
    const auto [row, column] = is_row(a) ? std::pair(a, b) : std::pair(b, a);
    return row * table_.columns + column - table_.rows();
  }
  [[nodiscard]] std::int64_t room(std::size_t a, std::size_t b) const {
    const auto at = cell(a, b);
    if (!withheld_[at] || at == left_out_) return 0;
    return is_row(a) ? table_.cells[at].most - values_[at] : values_[at];
  }

  bool find_way(std::size_t from, std::size_t to) {
    std::ranges::fill(came_from_, nowhere);
    came_from_[from] = from;
    std::vector<std::size_t> reached{from};
    for (std::size_t next = 0; next < reached.size(); ++next) {
      const auto here = reached[next];
      const auto first = is_row(here) ? table_.rows() : 0;
      const auto last = is_row(here) ? came_from_.size() : table_.rows();
      for (auto there = first; there < last; ++there) {
        if (came_from_[there] != nowhere || room(here, there) == 0) continue;
        came_from_[there] = here;
        if (there == to) return true;
        reached.push_back(there);
      }
    }
    return false;
  }
  template <typename Visit>
  void walk(std::size_t from, std::size_t to, Visit visit) const {
    for (auto at = to; at != from; at = came_from_[at]) visit(came_from_[at], at);
  }

  const people_table& table_;
  const withheld_cells& withheld_;
  std::size_t left_out_;
  std::vector<std::int64_t> values_;
  std::vector<std::size_t> came_from_;
};

std::int64_t span(const people_table& table, const withheld_cells& withheld, std::size_t cell, std::int64_t enough) {
  const auto range = range_of(table, withheld, cell, enough);
  return range.most - range.least;
}

/// A small cell, and how far the numbers it may have must span.
struct protection {
  std::size_t cell = 0;
  std::int64_t span = 0;
};

std::vector<protection> protections(const people_table& table, std::int64_t width) {
  const withheld_cells all(table.cells.size(), true);
  std::vector<protection> out;
  for (std::size_t c = 0; c < table.cells.size(); ++c) {
    if (!table.cells[c].small) continue;
    if (const auto most = std::min(width, span(table, all, c, width)); most > 0) out.push_back({c, most});
  }
  return out;
}

/// How many people can go round the four corners of a rectangle, one way or the other.
std::int64_t carried(const people_table& table, std::size_t a, std::size_t b, std::size_t c, std::size_t d) {
  const auto more = [&](std::size_t at) { return table.cells[at].most - table.cells[at].value; };
  const auto less = [&](std::size_t at) { return table.cells[at].value; };
  return std::max(std::min({more(a), less(b), less(c), more(d)}), std::min({less(a), more(b), more(c), less(d)}));
}

/// Keeps back the rectangle on `what` that costs least: enough people should go round it, then few cells, then few
/// people in them. False where there is none with a new cell.
bool keep_back_more(const people_table& table, const protection& what, withheld_cells& withheld) {
  const auto columns = table.columns;
  const auto row = what.cell / columns;
  const auto column = what.cell % columns;
  using price = std::tuple<std::int64_t, int, std::int64_t>;
  std::optional<std::pair<price, std::size_t>> best;
  for (std::size_t opposite = 0; opposite < table.cells.size(); ++opposite) {
    const auto r = opposite / columns;
    const auto c = opposite % columns;
    if (r == row || c == column) continue;
    const auto beside = row * columns + c;
    const auto below = r * columns + column;
    const auto missing = what.span - std::min(what.span, carried(table, what.cell, beside, below, opposite));
    price cost{missing, 0, 0};
    for (const auto at : {beside, below, opposite}) {
      if (withheld[at]) continue;
      ++std::get<1>(cost);
      std::get<2>(cost) += table.cells[at].value;
    }
    if (std::get<1>(cost) > 0 && (!best || cost < best->first)) best.emplace(cost, opposite);
  }
  if (!best) return false;
  const auto opposite = best->second;
  withheld[opposite] = withheld[row * columns + opposite % columns] = withheld[opposite / columns * columns + column] =
      true;
  return true;
}

/// Shows again what need not have been kept back, the largest first.
void tidy(const people_table& table, const std::vector<protection>& small, withheld_cells& withheld) {
  std::vector<std::size_t> others;
  for (std::size_t c = 0; c < table.cells.size(); ++c)
    if (withheld[c] && !table.cells[c].hidden) others.push_back(c);
  for (const auto& each : small) std::erase(others, each.cell);
  std::ranges::stable_sort(others, [&](auto a, auto b) { return table.cells[a].value > table.cells[b].value; });
  for (const auto each : others) {
    withheld[each] = false;
    const bool safe = std::ranges::all_of(
        small, [&](const protection& p) { return span(table, withheld, p.cell, p.span) >= p.span; });
    withheld[each] = !safe;
  }
}

}  // namespace

cell_range range_of(const people_table& table, const withheld_cells& withheld, std::size_t cell, std::int64_t enough) {
  const auto& what = table.cells[cell];
  if (!withheld[cell]) return {what.value, what.value};
  rerouting upward(table, withheld, cell);
  const auto row = upward.row_node(cell);
  const auto column = upward.column_node(cell);
  const auto up = upward.send(column, row, std::min(enough, what.most - what.value));
  const auto rest = enough == no_limit ? no_limit : enough - up;
  rerouting downward(table, withheld, cell);
  const auto down = downward.send(row, column, std::min(rest, what.value));
  return {what.value - down, what.value + up};
}

withheld_cells suppress(const people_table& table, std::int64_t width) {
  const auto small = protections(table, width);
  withheld_cells out(table.cells.size(), false);
  for (std::size_t c = 0; c < table.cells.size(); ++c) out[c] = table.cells[c].hidden;
  for (const auto& each : small) out[each.cell] = true;
  // Keeping back more never makes a range narrower, so what is safe stays so.
  for (const auto& each : small)
    while (span(table, out, each.cell, each.span) < each.span && keep_back_more(table, each, out)) continue;
  if (table.cells.size() <= cells_tidied_max) tidy(table, small, out);
  return out;
}

std::vector<bool> suppress_rows(const std::vector<std::int64_t>& sizes,
                                const std::vector<std::vector<std::int64_t>>& chosen, std::int64_t width) {
  const auto columns = chosen.empty() ? 0 : chosen[0].size();
  const auto spans = [&](const std::vector<bool>& withheld, std::size_t row, std::size_t column) {
    std::int64_t pool = 0;
    std::int64_t counted = 0;
    for (std::size_t r = 0; r < sizes.size(); ++r) {
      if (!withheld[r]) continue;
      pool += sizes[r];
      counted += chosen[r][column];
    }
    const auto least = std::max<std::int64_t>(0, sizes[row] + counted - pool);
    return std::min(sizes[row], counted) - least;
  };
  const std::vector<bool> all(sizes.size(), true);
  const auto needed = [&](std::size_t row, std::size_t column) -> std::int64_t {
    const auto n = chosen[row][column];
    if (n >= width && sizes[row] - n >= width) return 0;
    return std::min(width, spans(all, row, column));
  };
  const auto every_cell = [&](std::size_t row, const auto& holds) {
    for (std::size_t c = 0; c < columns; ++c)
      if (!holds(row, c)) return false;
    return true;
  };
  std::vector<bool> out(sizes.size(), false);
  for (std::size_t r = 0; r < sizes.size(); ++r)
    out[r] = !every_cell(r, [&](auto row, auto c) { return needed(row, c) == 0; });
  std::vector<std::size_t> by_size(sizes.size());
  std::iota(by_size.begin(), by_size.end(), 0U);
  std::ranges::stable_sort(by_size, {}, [&](auto r) { return sizes[r]; });
  for (const auto next : by_size) {
    const bool safe = std::ranges::all_of(by_size, [&](auto r) {
      return !out[r] || every_cell(r, [&](auto row, auto c) { return spans(out, row, c) >= needed(row, c); });
    });
    if (safe) break;
    if (sizes[next] > 0) out[next] = true;
  }
  return out;
}

std::vector<bool> suppress_values(const std::vector<std::int64_t>& people, const std::vector<bool>& takes_part,
                                  std::int64_t width) {
  std::vector<std::size_t> by_size;
  for (std::size_t v = 0; v < people.size(); ++v)
    if (takes_part[v]) by_size.push_back(v);
  std::ranges::stable_sort(by_size, {}, [&](auto v) { return people[v]; });
  std::vector<bool> out(people.size(), false);
  std::int64_t kept_back = 0;
  for (const auto v : by_size) {
    const bool first = v == by_size.front();
    if (people[v] >= width && (first || kept_back >= width)) break;
    out[v] = true;
    kept_back += people[v];
  }
  return out;
}

}  // namespace ruamkit::projection
