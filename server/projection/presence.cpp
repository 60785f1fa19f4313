#include "projection/presence.hpp"

#include <algorithm>

#include "projection/crosstab.hpp"
#include "projection/suppression.hpp"

namespace ruamkit::projection {
namespace {

using namespace deliberation;

/// Shares in a definition are decimals: a billionth part must not decide.
constexpr double tolerance = 1e-9;

struct counted_people {
  std::vector<std::optional<std::int64_t>> here;  ///< by value
  std::vector<bool> could_be;                     ///< by value: was it there to be chosen?
  std::int64_t known = 0;
};

bool is_told(const ballot_definition& definition, const ballot_state& ballot) {
  const bool over = ballot.status == ballot_status::closed || ballot.status == ballot_status::published;
  return over && counts_visible(definition, ballot);
}

std::optional<std::size_t> ballot_for(const state& s, const stratum& asked) {
  for (std::size_t b = s.ballots.size(); b-- > 0;) {
    const auto& definition = s.definition.ballots[b];
    if (definition.stratum == asked.id && !definition.practice && is_told(definition, s.ballots[b])) return b;
  }
  return std::nullopt;
}

counted_people by_ballot(const state& s, std::size_t ballot, const stratum& asked) {
  const auto& definition = s.definition.ballots[ballot];
  std::vector<std::int64_t> people(asked.values.size(), 0);
  counted_people out{{}, std::vector<bool>(asked.values.size(), false), 0};
  for (std::size_t o = 0; o < definition.options.size(); ++o) {
    const auto value = std::ranges::find(asked.values, definition.options[o].id, &stratum_value::id);
    if (value == asked.values.end()) continue;
    const auto v = static_cast<std::size_t>(value - asked.values.begin());
    people[v] = s.ballots[ballot].counts[o];
    out.could_be[v] = true;
    out.known += people[v];
  }
  auto takes_part = out.could_be;
  for (std::size_t v = 0; v < people.size(); ++v)
    if (people[v] == 0 && out.known >= nobody_told_from) takes_part[v] = false;
  const auto kept_back = suppress_values(people, takes_part, cell_min);
  out.here.resize(people.size());
  for (std::size_t v = 0; v < people.size(); ++v)
    if (out.could_be[v] && !kept_back[v]) out.here[v] = people[v];
  return out;
}

void find_missing(const counted_people& people, presence_stratum& out) {
  auto kept_back = people.known;
  for (const auto& each : people.here) kept_back -= each.value_or(0);
  const auto most = static_cast<double>(std::max<std::int64_t>(0, kept_back)) / static_cast<double>(people.known);
  for (std::size_t v = 0; v < out.values.size(); ++v) {
    const auto& each = out.values[v];
    if (people.could_be[v] && is_missing(each.share.value_or(most), each.population))
      out.missing.push_back({each.value, each.share, each.population});
  }
  std::ranges::stable_sort(out.missing, std::ranges::greater{},
                           [&](const missing_value& m) { return m.population - m.share.value_or(most); });
}

void fill(const counted_people& people, const stratum& asked, presence_stratum& out) {
  out.known = people.known;
  for (std::size_t v = 0; v < asked.values.size(); ++v) {
    presence_value value{asked.values[v].id, people.here[v], {}, *asked.values[v].population, {}};
    if (value.here && people.known > 0) {
      value.share = static_cast<double>(*value.here) / static_cast<double>(people.known);
      value.difference = *value.share - value.population;
    }
    out.values.push_back(value);
  }
  const bool told = std::ranges::any_of(people.here, [](const auto& n) { return n.has_value(); });
  if (told && people.known > 0) find_missing(people, out);
}

}  // namespace

bool is_missing(double share, double population) {
  return population - share >= missing_gap - tolerance && share < missing_ratio * population - tolerance;
}

bool is_over_represented(double share, double population) {
  return share - population >= missing_gap - tolerance && missing_ratio * share >= population - tolerance;
}

presence_view project_presence(const state& s, const room_record& record) {
  presence_view out;
  for (const auto& seat : s.roll.seats)
    if (seat.here()) ++out.here;
  for (std::size_t i = 0; i < s.definition.strata.size(); ++i) {
    const auto& asked = s.definition.strata[i];
    if (!std::ranges::all_of(asked.values, [](const auto& v) { return v.population.has_value(); })) continue;
    auto& each = out.strata.emplace_back();
    each.stratum = asked.id.value();
    if (const auto ballot = ballot_for(s, asked)) {
      each.ballot = s.definition.ballots[*ballot].id.value();
      fill(by_ballot(s, *ballot, asked), asked, each);
    } else {
      const auto& shown = record.strata()[i];
      fill({shown.here(), std::vector<bool>(asked.values.size(), true), shown.known()}, asked, each);
    }
  }
  return out;
}

}  // namespace ruamkit::projection
