#include "deliberation/seating.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "base/seeded.hpp"

namespace ruamkit::deliberation {
namespace {

constexpr std::size_t swaps_tried = 48;  ///< partners looked at for each person who meets somebody again

/// One attempt at seating everybody: greedy first, then swaps.
class mixer {
 public:
  mixer(const to_mix& what, std::uint64_t seed) : what_(what), draw_(seed) {
    acquaint();
    figures_.resize(what.tables);
    members_.resize(what.tables);
    count_values();
    out_.table_of.resize(what.people.size());
  }

  mixed run() {
    for (const auto person : arrival_order()) seat(person, place_for(person));
    swap_acquaintances();
    for (std::uint32_t person = 0; person < what_.people.size(); ++person)
      out_.met_again += met_at(person, out_.table_of[person]);
    out_.met_again /= 2;  // each pair was counted from both sides
    return std::move(out_);
  }

 private:
  /// Who has sat with whom, each list sorted.
  void acquaint() {
    met_.resize(what_.people.size());
    for (const auto& round : what_.rounds) {
      std::vector<std::vector<std::uint32_t>> tables;
      for (std::uint32_t person = 0; person < round.size() && person < met_.size(); ++person) {
        if (round[person] == 0) continue;
        if (tables.size() < round[person]) tables.resize(round[person]);
        tables[round[person] - 1U].push_back(person);
      }
      for (const auto& table : tables)
        for (const auto one : table)
          for (const auto other : table)
            if (one != other) met_[one].push_back(other);
    }
    for (auto& each : met_) {
      std::ranges::sort(each);
      each.erase(std::unique(each.begin(), each.end()), each.end());  // clang 14 cannot read ranges::unique
    }
  }

  /// The most of each value that a table has when the value is spread evenly.
  void count_values() {
    table_figures all;
    for (const auto& person : what_.people) all.add(person);
    fair_ = all.by;
    for (auto& stratum : fair_)
      for (auto& count : stratum)
        count = (count + static_cast<std::uint32_t>(what_.tables) - 1) / static_cast<std::uint32_t>(what_.tables);
  }

  /// People of the same values one after the other, so that each kind is dealt around the hall; chance decides the
  /// rest.
  std::vector<std::uint32_t> arrival_order() {
    std::vector<std::uint32_t> order(what_.people.size());
    std::iota(order.begin(), order.end(), 0U);
    draw_.shuffle(order);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t p) -> const person_values& { return what_.people[p]; });
    return order;
  }

  std::uint32_t beyond_fair(const table_figures& table, const person_values& who) const {
    std::uint32_t out = 0;
    for (std::size_t s = 0; s < who.size(); ++s)
      if (who[s] != no_value && s < table.by.size() && who[s] < table.by[s].size() &&
          table.by[s][who[s]] >= fair_[s][who[s]])
        ++out;
    return out;
  }

  std::size_t place_for(std::uint32_t person) {
    acquaintances_at_.assign(what_.tables, 0);
    for (const auto other : met_[person])
      if (seated_.size() > other && seated_[other]) ++acquaintances_at_[out_.table_of[other]];
    const auto& who = what_.people[person];
    // The tables that get one more than the others are not decided beforehand: only so many may.
    const auto base = what_.people.size() / what_.tables;
    const auto larger = what_.people.size() % what_.tables;
    const auto first = static_cast<std::size_t>(draw_.below(what_.tables));
    std::size_t best = what_.tables;
    std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t> least;
    for (std::size_t i = 0; i < what_.tables; ++i) {
      const auto t = (first + i) % what_.tables;
      const auto& table = figures_[t];
      if (table.people > base || (table.people == base && larger_ >= larger)) continue;
      const std::tuple cost{beyond_fair(table, who), acquaintances_at_[t], table.alike(who), table.people};
      if (best == what_.tables || cost < least) std::tie(best, least) = std::tuple{t, cost};
    }
    if (figures_[best].people == base) ++larger_;
    return best;
  }

  void seat(std::uint32_t person, std::size_t table) {
    if (seated_.size() <= person) seated_.resize(what_.people.size(), false);
    seated_[person] = true;
    figures_[table].add(what_.people[person]);
    members_[table].push_back(person);
    out_.table_of[person] = static_cast<std::uint16_t>(table);
  }

  [[nodiscard]] bool have_met(std::uint32_t one, std::uint32_t other) const {
    return std::ranges::binary_search(met_[one], other);
  }
  [[nodiscard]] std::uint64_t met_at(std::uint32_t person, std::size_t table) const {
    std::uint64_t out = 0;
    for (const auto other : members_[table])
      if (have_met(person, other)) ++out;
    return out;
  }

  /// Two people of the same values may change places without touching the balance.
  void swap_acquaintances() {
    const auto order = arrival_order();
    std::vector<std::size_t> kind_begin(order.size());
    std::vector<std::size_t> kind_end(order.size());
    for (std::size_t i = 0; i < order.size();) {
      std::size_t end = i;
      while (end < order.size() && what_.people[order[end]] == what_.people[order[i]]) ++end;
      for (std::size_t j = i; j < end; ++j) std::tie(kind_begin[j], kind_end[j]) = std::pair{i, end};
      i = end;
    }
    for (std::size_t i = 0; i < order.size(); ++i)
      for (std::size_t tried = 0; tried < swaps_tried && met_at(order[i], out_.table_of[order[i]]) > 0; ++tried)
        swap_if_better(order[i],
                       order[kind_begin[i] + static_cast<std::size_t>(draw_.below(kind_end[i] - kind_begin[i]))]);
  }

  void swap_if_better(std::uint32_t one, std::uint32_t other) {
    const auto here = out_.table_of[one];
    const auto there = out_.table_of[other];
    if (here == there) return;
    const auto before = met_at(one, here) + met_at(other, there);
    const std::uint64_t each_other = have_met(one, other) ? 2 : 0;  // they do not sit together after the swap either
    const auto after = met_at(one, there) + met_at(other, here) - each_other;
    if (after >= before) return;
    std::ranges::replace(members_[here], one, other);
    std::ranges::replace(members_[there], other, one);
    std::swap(out_.table_of[one], out_.table_of[other]);
  }

  const to_mix& what_;
  seeded draw_;
  std::vector<std::vector<std::uint32_t>> met_;
  std::vector<std::vector<std::uint32_t>> fair_;
  std::vector<table_figures> figures_;
  std::vector<std::vector<std::uint32_t>> members_;
  std::vector<bool> seated_;
  std::vector<std::uint32_t> acquaintances_at_;
  std::size_t larger_ = 0;  ///< tables that have one more than the smallest number
  mixed out_;
};

}  // namespace

void table_figures::add(const person_values& who) {
  ++people;
  if (by.size() < who.size()) by.resize(who.size());
  for (std::size_t s = 0; s < who.size(); ++s) {
    if (who[s] == no_value) continue;
    if (by[s].size() <= who[s]) by[s].resize(who[s] + 1U);
    ++by[s][who[s]];
  }
}

void table_figures::take(const person_values& who) {
  --people;
  for (std::size_t s = 0; s < who.size(); ++s)
    if (who[s] != no_value) --by[s][who[s]];
}

std::uint32_t table_figures::alike(const person_values& who) const {
  std::uint32_t out = 0;
  for (std::size_t s = 0; s < who.size() && s < by.size(); ++s)
    if (who[s] != no_value && who[s] < by[s].size()) out += by[s][who[s]];
  return out;
}

std::uint64_t table_figures::unevenness() const {
  std::uint64_t out = std::uint64_t{people} * people;
  for (const auto& stratum : by)
    for (const std::uint64_t count : stratum) out += count * count;
  return out;
}

std::optional<std::size_t> best_table(std::span<const table_figures> tables, const person_values& who,
                                      std::size_t size_max) {
  std::optional<std::size_t> best;
  std::pair<std::uint32_t, std::uint32_t> least;
  for (std::size_t t = 0; t < tables.size(); ++t) {
    if (tables[t].people >= size_max) continue;
    const std::pair cost{tables[t].alike(who), tables[t].people};
    if (!best || cost < least) std::tie(best, least) = std::tuple{t, cost};
  }
  return best;
}

mixed mix(const to_mix& what, std::uint64_t seed) { return mixer(what, seed).run(); }

}  // namespace ruamkit::deliberation
