#include "projection/crosstab.hpp"

#include <algorithm>

namespace ruamkit::projection {
namespace {

using namespace deliberation;

constexpr std::string_view unknown_value = "_unknown";

bool counts_people(ballot_kind kind) {
  return kind == ballot_kind::single || kind == ballot_kind::multiple || kind == ballot_kind::yes_no ||
         kind == ballot_kind::rank;
}

struct cells {
  std::vector<std::int64_t> chosen;  ///< by option
  std::int64_t abstained = 0;
  std::int64_t people = 0;
};

void add(cells& row, const ballot_definition& ballot, const choice& c) {
  ++row.people;
  if (std::holds_alternative<no_opinion>(c)) {
    ++row.abstained;
  } else if (const auto* chosen = std::get_if<chosen_options>(&c)) {
    for (const auto index : chosen->options) {
      ++row.chosen[index];
      if (ballot.kind == ballot_kind::rank) break;
    }
  }
}

bool large_enough(const cells& row, bool several) {
  if (row.abstained < cell_min) return false;
  // Where people choose several, those who did not choose an option are a cell too.
  return std::ranges::all_of(row.chosen, [&](std::int64_t n) {
    return n >= cell_min && (!several || row.people - row.abstained - n >= cell_min);
  });
}

/// One row a value, a last one for unknown; nothing when the votes' seats are not known any more.
std::optional<std::vector<cells>> count(const state& s, std::size_t ballot, std::size_t stratum) {
  const auto& definition = s.definition.ballots[ballot];
  const auto values = s.definition.strata[stratum].values.size();
  std::vector<cells> rows(values + 1, cells{std::vector<std::int64_t>(definition.options.size(), 0), 0, 0});
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

}  // namespace

std::vector<crosstab> crosstabs(const state& s, std::size_t ballot) {
  std::vector<crosstab> out;
  const auto& definition = s.definition.ballots[ballot];
  if (!counts_people(definition.kind)) return out;
  const bool several = definition.kind == ballot_kind::multiple;
  for (std::size_t i = 0; i < s.definition.strata.size(); ++i) {
    auto rows = count(s, ballot, i);
    if (!rows) return {};
    const auto& stratum = s.definition.strata[i];
    if (rows->back().people == 0) rows->pop_back();
    if (!std::ranges::all_of(*rows, [&](const cells& row) { return large_enough(row, several); })) continue;
    crosstab table{stratum.id.value(), {}};
    for (std::size_t v = 0; v < rows->size(); ++v) {
      const std::string_view id = v < stratum.values.size() ? std::string_view(stratum.values[v].id) : unknown_value;
      table.rows.push_back({id, std::move((*rows)[v].chosen), (*rows)[v].abstained});
    }
    out.push_back(std::move(table));
  }
  return out;
}

}  // namespace ruamkit::projection
