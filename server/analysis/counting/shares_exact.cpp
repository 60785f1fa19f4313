#include "analysis/counting/shares_exact.hpp"

namespace ruamkit::analysis::counting {

exact_shares::exact_shares(const budget_election& election, std::int64_t raise) : election_(election) {
  const integer share = integer(election.budget()) + integer(raise) * election.voters();
  left_.assign(election.group_sizes().size(), share);
}

std::optional<exact_shares::split> exact_shares::divide(std::size_t project) const {
  const auto& supporters = election_.supporters(project);
  const auto people = election_.group_sizes();
  split out;
  out.money = integer(election_.cost(project)) * election_.voters() * denominator_;
  out.is_short.assign(supporters.size(), false);
  integer together = 0;
  for (const auto& each : supporters) {
    together += left_[each.group] * people[each.group];
    out.points += each.points * people[each.group];
  }
  if (supporters.empty() || together < out.money) return std::nullopt;
  // Whoever is short pays all; the others' price rises, and more may be short of it. It never falls, so nobody once
  // found short is wrongly so.
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = 0; i < supporters.size(); ++i) {
      const auto& each = supporters[i];
      if (out.is_short[i] || left_[each.group] * out.points >= out.money * each.points) continue;
      out.is_short[i] = true;
      out.money -= left_[each.group] * people[each.group];
      out.points -= each.points * people[each.group];
      again = true;
    }
  }
  return out;
}

std::optional<rational> exact_shares::price(std::size_t project) const {
  const auto parts = divide(project);
  if (!parts) return std::nullopt;
  return rational(parts->money, denominator_ * parts->points);
}

exact_shares::bill exact_shares::buy(std::size_t project) {
  const auto parts = divide(project);
  bill out{rational(parts->money, denominator_ * parts->points), 0};
  const integer common = gcd(parts->money, integer(parts->points));
  const integer step = parts->points / common;
  const integer paid = parts->money / common;
  if (step != 1) {
    denominator_ *= step;
    for (auto& each : left_) each *= step;
  }
  const auto& supporters = election_.supporters(project);
  for (std::size_t i = 0; i < supporters.size(); ++i) {
    auto& left = left_[supporters[i].group];
    if (parts->is_short[i]) {
      left = 0;
      out.short_of_money += election_.group_sizes()[supporters[i].group];
    } else {
      left -= paid * supporters[i].points;
    }
  }
  return out;
}

}  // namespace ruamkit::analysis::counting
