#include "projection/tables_view.hpp"

#include "deliberation/table.hpp"

namespace ruamkit::projection {

using namespace deliberation;

namespace {

balance_figures balance_of(const state& s, std::size_t table) {
  balance_figures out;
  const auto& figures = s.seating.figures[table];
  for (std::size_t i = 0; i < s.seating.balance.size(); ++i) {
    const auto& stratum = s.definition.strata[s.seating.balance[i]];
    value_counts counts;
    for (std::size_t v = 0; v < stratum.values.size(); ++v) {
      const bool counted = i < figures.by.size() && v < figures.by[i].size();
      counts.emplace_back(stratum.values[v].id, counted ? figures.by[i][v] : 0);
    }
    out.emplace_back(stratum.id.value(), std::move(counts));
  }
  return out;
}

void count(const seat_state& seat, desk_counts& into) {
  ++into.roll;
  if (seat.claimed_at) ++into.arrived;
  if (seat.here()) ++into.here;
  if (seat.checked_in) ++into.checked_in;
  if (seat.left) ++into.left;
  if (seat.walk_in) ++into.walk_ins;
  if (seat.table != 0) ++into.seated;
}

}  // namespace

tables_view project_tables(const state& s) {
  const auto sizes = table_sizes(s);
  tables_view out{sizes.size_min, sizes.size_max, s.seating.rounds.size() + 1, 0, {}};
  for (const auto& seat : s.roll.seats)
    if (seat.here() && seat.table == 0) ++out.unseated;
  for (std::size_t t = 0; t < s.seating.tables.size(); ++t)
    out.tables.push_back({s.seating.tables[t], s.table_ends_at(s.seating.tables[t]), balance_of(s, t)});
  return out;
}

table_view project_table(const state& s, std::size_t number, bool for_staff, std::uint64_t people_rev) {
  const auto& table = s.seating.tables[number - 1];
  return {s, table, number, for_staff, people_rev, s.table_ends_at(table), balance_of(s, number - 1)};
}

std::size_t idea_pages(const state& s) { return (s.ideas.size() + ideas_a_page - 1) / ideas_a_page; }

theme_view project_theme(const state& s, std::size_t theme) {
  theme_view out{s.themes[theme], theme, {}};
  for (const auto& idea : s.ideas) {
    if (out.texts.size() >= theme_texts_max) break;
    if (!idea.withdrawn && idea.theme != no_index && s.successor_of(idea.theme) == theme)
      out.texts.emplace_back(idea.text);
  }
  return out;
}

desk_view project_desk(const state& s) {
  desk_view out;
  for (const auto& stratum : s.definition.strata) {
    auto& rows = out.by.emplace_back(stratum.id.value(), std::vector<std::pair<std::string_view, desk_counts>>{});
    for (const auto& value : stratum.values) rows.second.emplace_back(value.id, desk_counts{});
  }
  for (const auto& seat : s.roll.seats) {
    count(seat, out.all);
    for (std::size_t i = 0; i < seat.strata.size(); ++i)
      if (seat.strata[i] != no_value) count(seat, out.by[i].second[seat.strata[i]].second);
  }
  return out;
}

}  // namespace ruamkit::projection
