#include "projection/crosstab.hpp"

#include <algorithm>
#include <numeric>

#include "projection/suppression.hpp"

namespace ruamkit::projection {
namespace {

using namespace deliberation;

constexpr std::string_view unknown_value = "_unknown";

bool counts_people(ballot_kind kind) {
  return kind == ballot_kind::single || kind == ballot_kind::multiple || kind == ballot_kind::yes_no ||
         kind == ballot_kind::rank;
}

/// What people of one value, or of several taken together, answered.
struct answers {
  std::vector<std::int64_t> chosen;  ///< by option, then those who abstained
  std::int64_t people = 0;

  [[nodiscard]] std::int64_t abstained() const { return chosen.back(); }
  [[nodiscard]] std::int64_t choosing() const { return people - abstained(); }
};

void add(answers& to, const ballot_definition& ballot, const choice& c) {
  ++to.people;
  if (std::holds_alternative<no_opinion>(c)) {
    ++to.chosen.back();
  } else if (const auto* chosen = std::get_if<chosen_options>(&c)) {
    for (const auto index : chosen->options) {
      ++to.chosen[index];
      if (ballot.kind == ballot_kind::rank) break;
    }
  }
}

/// One a value, a last one for unknown; nothing when the votes' seats are not known any more.
std::optional<std::vector<answers>> count(const state& s, std::size_t ballot, std::size_t stratum) {
  const auto& definition = s.definition.ballots[ballot];
  const auto values = s.definition.strata[stratum].values.size();
  std::vector<answers> rows(values + 1, answers{std::vector<std::int64_t>(definition.options.size() + 1, 0), 0});
  const auto& votes = s.ballots[ballot].votes;
  for (std::size_t v = 0; v < votes.size(); ++v) {
    if (votes[v].seq == 0) continue;
    const auto seat = s.voters[v].seat;
    // A paper ballot without a name is nobody's in particular; any other vote without a seat has lost its key.
    const bool nameless = s.voters[v].id.value().starts_with('#');
    if (seat == no_index && !nameless) return std::nullopt;
    const auto value = nameless ? no_value : s.roll.seats[seat].strata[stratum];
    add(rows[value == no_value ? values : value], definition, votes[v].choice);
  }
  return rows;
}

/// Values whose number of voters may be known, each by itself; those too few to be told, together in one.
struct grouping {
  std::vector<answers> groups;
  std::vector<std::size_t> group_of;  ///< by value
  std::size_t together = no_index;    ///< the group of several values, if there is one
};

grouping group(const std::vector<answers>& rows) {
  std::vector<std::int64_t> people;
  std::vector<bool> somebody;
  for (const auto& each : rows) {
    people.push_back(each.people);
    somebody.push_back(each.people > 0);
  }
  const auto kept_back = suppress_values(people, somebody, cell_min);
  grouping out{{}, std::vector<std::size_t>(rows.size(), no_index), no_index};
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (!somebody[r]) continue;
    if (kept_back[r] && out.together != no_index) {
      auto& group = out.groups[out.together];
      group.people += rows[r].people;
      for (std::size_t c = 0; c < rows[r].chosen.size(); ++c) group.chosen[c] += rows[r].chosen[c];
      out.group_of[r] = out.together;
      continue;
    }
    out.group_of[r] = out.groups.size();
    if (kept_back[r]) out.together = out.groups.size();
    out.groups.push_back(rows[r]);
  }
  return out;
}

/// By group and cell: kept back?
using verdict = std::vector<std::vector<bool>>;

verdict by_row(const withheld_cells& cells, std::size_t rows, std::size_t columns, std::size_t kept) {
  verdict out(rows, std::vector<bool>(kept, false));
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < kept; ++c) out[r][c] = cells[r * columns + c];
  return out;
}

/// Everybody is in exactly one cell of their row.
verdict judge_one_each(const std::vector<answers>& groups) {
  people_table table{groups[0].chosen.size(), {}};
  for (const auto& each : groups)
    for (const auto n : each.chosen) table.cells.push_back({.value = n, .small = n < cell_min});
  return by_row(suppress(table, cell_min), groups.size(), table.columns, table.columns);
}

/// Is abstention safe to show, of every group?
bool abstention_tells_nothing(const std::vector<answers>& groups) {
  people_table table{2, {}};
  for (const auto& each : groups)
    for (const auto n : {each.abstained(), each.choosing()}) table.cells.push_back({.value = n, .small = n < cell_min});
  const auto withheld = suppress(table, cell_min);
  return std::ranges::none_of(withheld, [](bool w) { return w; });
}

/// Whoever chose anything chose from `min` to `max` options. Where it is known how many of each group chose, the
/// options make a table whose rows have a last, never shown cell: how many more choices there could have been. That
/// any cells within these bounds can be true is seen by giving a group's choices out to its people in turn.
verdict judge_several(const std::vector<answers>& groups, const ballot_definition& ballot) {
  const auto options = ballot.options.size();
  if (!abstention_tells_nothing(groups)) {
    std::vector<std::int64_t> sizes;
    std::vector<std::vector<std::int64_t>> chosen;
    for (const auto& each : groups) {
      sizes.push_back(each.people);
      chosen.push_back(each.chosen);
    }
    verdict out;
    for (const bool whole : suppress_rows(sizes, chosen, cell_min)) out.emplace_back(options + 1, whole);
    return out;
  }
  people_table table{options + 1, {}};
  for (const auto& each : groups) {
    const auto people = each.choosing();
    const auto choices = std::accumulate(each.chosen.begin(), each.chosen.end() - 1, std::int64_t{0});
    for (std::size_t c = 0; c < options; ++c) {
      const auto n = each.chosen[c];
      table.cells.push_back({.value = n, .most = people, .small = n < cell_min || people - n < cell_min});
    }
    table.cells.push_back(
        {.value = ballot.max * people - choices, .most = (ballot.max - ballot.min) * people, .hidden = true});
  }
  auto out = by_row(suppress(table, cell_min), groups.size(), options + 1, options);
  for (auto& row : out) row.push_back(false);
  return out;
}

crosstab_row row_of(std::string_view value, const answers& what, const std::vector<bool>& kept_back) {
  crosstab_row out{std::string(value), {}, {}};
  for (std::size_t c = 0; c < what.chosen.size(); ++c) {
    const auto shown = kept_back[c] ? shown_count() : shown_count(what.chosen[c]);
    if (c + 1 == what.chosen.size()) {
      out.abstained = shown;
    } else {
      out.counts.push_back(shown);
    }
  }
  return out;
}

bool says_something(const crosstab_row& row) {
  const auto people = [](const shown_count& n) { return n.value_or(0) > 0; };
  return people(row.abstained) || std::ranges::any_of(row.counts, people);
}

std::optional<crosstab> table_of(const ballot_definition& ballot, const stratum& stratum,
                                 const std::vector<answers>& rows) {
  const auto grouped = group(rows);
  if (grouped.groups.size() < 2) return std::nullopt;
  const auto judged =
      ballot.kind == ballot_kind::multiple ? judge_several(grouped.groups, ballot) : judge_one_each(grouped.groups);
  crosstab out{stratum.id.value(), {}};
  for (std::size_t v = 0; v < rows.size(); ++v) {
    const bool unknown = v == stratum.values.size();
    if (unknown && rows[v].people == 0) continue;
    const auto g = grouped.group_of[v];
    const auto kept_back = g == no_index           ? std::vector<bool>(rows[v].chosen.size(), false)
                           : g == grouped.together ? std::vector<bool>(rows[v].chosen.size(), true)
                                                   : judged[g];
    out.rows.push_back(row_of(unknown ? unknown_value : std::string_view(stratum.values[v].id), rows[v], kept_back));
  }
  if (std::ranges::none_of(out.rows, says_something)) return std::nullopt;
  return out;
}

}  // namespace

std::vector<crosstab> crosstabs(const state& s, std::size_t ballot) {
  std::vector<crosstab> out;
  const auto& definition = s.definition.ballots[ballot];
  if (!counts_people(definition.kind)) return out;
  for (std::size_t i = 0; i < s.definition.strata.size(); ++i) {
    const auto rows = count(s, ballot, i);
    if (!rows) return {};
    if (auto table = table_of(definition, s.definition.strata[i], *rows)) out.push_back(std::move(*table));
  }
  return out;
}

}  // namespace ruamkit::projection
