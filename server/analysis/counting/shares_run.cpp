#include "analysis/counting/shares_run.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace ruamkit::analysis::counting {
namespace {

/// Above the relative error of one operation.
constexpr double rounding = 2.3e-16;

/// Prices (and sums) nearer to each other than this are compared in whole numbers, whatever the tracked error says.
constexpr double margin = 1e-9;

}  // namespace

shares_runner::shares_runner(const budget_election& election, satisfaction worth) : election_(election) {
  const auto people = election.group_sizes();
  left_.resize(people.size());
  for (std::size_t i = 0; i < election.projects(); ++i) {
    project& made = projects_.emplace_back();
    for (const auto& each : election.supporters(i)) {
      made.group.push_back(each.group);
      made.people.push_back(static_cast<double>(people[each.group]));
      made.points.push_back(static_cast<double>(each.points));
    }
    const auto is_one = [](double value) { return value == 1; };
    made.plain = std::ranges::all_of(made.people, is_one) && std::ranges::all_of(made.points, is_one);
    made.all_people = static_cast<double>(election.votes(i));
    made.all_points = static_cast<double>(election.points(i));
    made.cost = static_cast<double>(election.cost(i)) * static_cast<double>(election.voters());
    if (worth == satisfaction::cost) made.worth = static_cast<double>(election.cost(i));
  }
}

void shares_runner::begin(std::int64_t raise) {
  raise_ = raise;
  const double share =
      static_cast<double>(election_.budget()) + static_cast<double>(raise) * static_cast<double>(election_.voters());
  std::ranges::fill(left_, share);
  error_ = 4 * rounding * share * static_cast<double>(election_.voters());
  somebody_short_ = false;
  exact_.reset();
  exact_bought_ = 0;
  for (project& each : projects_) {
    each.gone = each.group.empty();
    each.able = each.group.size();
    each.missing = std::numeric_limits<double>::infinity();
    each.floor = each.gone ? 0 : each.cost / each.all_points * (1 - 4 * rounding);
  }
}

void shares_runner::buy_free_ones(outcome& out) {
  for (std::size_t i = 0; i < projects_.size(); ++i) {
    if (projects_[i].gone || election_.cost(i) > 0) continue;
    projects_[i].gone = true;
    out.bought.push_back(i);
  }
  free_ = out.bought.size();
}

/// What the supporters hold together. Those who have nothing left are moved behind `able`, out of the way of the rest
/// of the run.
double shares_runner::money_of(project& of) {
  double money = 0;
  for (std::size_t i = 0; i < of.able;) {
    const double left = left_[of.group[i]];
    if (left > 0) {
      money += left * of.people[i];
      ++i;
      continue;
    }
    --of.able;
    std::swap(of.group[i], of.group[of.able]);
    std::swap(of.people[i], of.people[of.able]);
    std::swap(of.points[i], of.points[of.able]);
  }
  return money;
}

/// Four sums side by side: one alone waits for each addition before the next.
shares_runner::payment shares_runner::paid_by_plain(const project& of, double price) const {
  std::array<double, 4> money{};
  std::array<std::size_t, 4> in_full{};
  const auto take = [&](std::size_t i, std::size_t lane) {
    const double left = left_[of.group[i]];
    money[lane] += std::min(left, price);
    in_full[lane] += left >= price ? 1U : 0U;
  };
  std::size_t i = 0;
  for (; i + 4 <= of.able; i += 4) {
    take(i, 0);
    take(i + 1, 1);
    take(i + 2, 2);
    take(i + 3, 3);
  }
  for (; i < of.able; ++i) take(i, 0);
  return {(money[0] + money[1]) + (money[2] + money[3]),
          static_cast<double>(in_full[0] + in_full[1] + in_full[2] + in_full[3])};
}

/// What comes together when each pays `price` a point or all he has, and the points of those who can pay in full.
shares_runner::payment shares_runner::paid_at(const project& of, double price) const {
  payment out;
  if (of.plain) return paid_by_plain(of, price);
  for (std::size_t i = 0; i < of.able; ++i) {
    const double left = left_[of.group[i]];
    const double part = price * of.points[i];
    out.money += std::min(left, part) * of.people[i];
    out.points_in_full += left >= part ? of.points[i] * of.people[i] : 0;
  }
  return out;
}

/// None: its supporters have too little left, for good. The price is found from below (Newton): what is missing at one
/// price is asked of those who can pay more.
std::optional<shares_runner::offer> shares_runner::price(std::size_t index) {
  project& of = projects_[index];
  const double money = money_of(of);
  const double sums = static_cast<double>(of.able + 8) * rounding;
  const double doubt = error_ + sums * (money + of.cost) + margin * of.cost;
  if (money < of.cost - doubt) {
    of.missing = of.cost - doubt - money;
    return std::nullopt;
  }
  if (money < of.cost + doubt) return offer{index, 0, 0, of.floor, 0, true};
  double price = of.floor;
  for (;;) {
    const payment now = paid_at(of, price);
    if (now.points_in_full == 0) return offer{index, 0, 0, price, 0, true};
    const double next = price + (of.cost - now.money) / now.points_in_full;
    if (next > price * (1 + 8 * rounding)) {
      price = next;
      continue;
    }
    const double error = (error_ + 2 * sums * of.cost) / now.points_in_full + 16 * rounding * price;
    of.floor = std::max(of.floor, price - error);
    return offer{
        index, (price - error) / of.worth * (1 - margin), (price + error) / of.worth * (1 + margin), price, error,
        false};
  }
}

/// All that could be the cheapest.
std::vector<shares_runner::offer> shares_runner::best_offers() {
  std::vector<offer> out;
  double best = std::numeric_limits<double>::infinity();
  std::vector<bool> asked(projects_.size(), false);
  for (;;) {
    std::size_t next = projects_.size();
    double least = best;
    for (std::size_t i = 0; i < projects_.size(); ++i) {
      if (projects_[i].gone || asked[i]) continue;
      const double floor = projects_[i].floor / projects_[i].worth;
      if (floor <= least) {
        least = floor;
        next = i;
      }
    }
    if (next == projects_.size()) break;
    asked[next] = true;
    const auto found = price(next);
    if (!found) {
      projects_[next].gone = true;
      continue;
    }
    if (!found->doubtful) best = std::min(best, found->high);
    out.push_back(*found);
  }
  std::erase_if(out, [best](const offer& each) { return !each.doubtful && each.low > best; });
  return out;
}

bool shares_runner::nobody_is_short(const offer& of) const {
  const project& p = projects_[of.project];
  if (p.able < p.group.size()) return false;
  for (std::size_t i = 0; i < p.group.size(); ++i)
    if (left_[p.group[i]] < (of.price + of.error) * p.points[i] * (1 + rounding) + error_) return false;
  return true;
}

/// For a unit of satisfaction, in a scale that is the same for all; none: not affordable.
std::optional<rational> shares_runner::exact_price(const offer& of, const outcome& so_far) {
  const rational worth = worth_of(of.project);
  if (!of.doubtful && nobody_is_short(of))
    return rational(integer(election_.cost(of.project)) * election_.voters(), election_.points(of.project)) / worth;
  if (!exact_) {
    exact_.emplace(election_, raise_);
    exact_bought_ = free_;
  }
  for (; exact_bought_ < so_far.bought.size(); ++exact_bought_) exact_->buy(so_far.bought[exact_bought_]);
  const auto found = exact_->price(of.project);
  if (!found) return std::nullopt;
  return *found / worth;
}

rational shares_runner::worth_of(std::size_t index) const { return static_cast<std::int64_t>(projects_[index].worth); }

/// The cheapest of the offers, all that share its price; one that was doubtful has its price then. Those found not
/// affordable are gone.
std::vector<shares_runner::offer> shares_runner::cheapest(const std::vector<offer>& offers, const outcome& so_far) {
  if (offers.size() == 1 && !offers.front().doubtful) return offers;
  std::vector<offer> equal;
  std::optional<rational> best;
  for (offer each : offers) {
    const auto exact = exact_price(each, so_far);
    if (!exact) {
      projects_[each.project].gone = true;
      projects_[each.project].missing = 0;
      continue;
    }
    if (best && *exact > *best) continue;
    if (!best || *exact < *best) equal.clear();
    best = exact;
    if (each.doubtful) {
      each.price = static_cast<double>(rational(*exact * worth_of(each.project)));
      each.error = 4 * rounding * each.price;
    }
    equal.push_back(each);
  }
  std::ranges::sort(equal, {}, &offer::project);
  return equal;
}

/// Whoever is short ends with exactly nothing; the error his money had goes into the price, and so to the others: the
/// sum of all errors does not grow, but for the rounding of this step.
void shares_runner::pay(const offer& of) {
  const project& p = projects_[of.project];
  somebody_short_ |= p.able < p.group.size();
  for (std::size_t i = 0; i < p.able; ++i) {
    double& left = left_[p.group[i]];
    const double part = of.price * p.points[i];
    somebody_short_ |= left < part;
    left = left <= part ? 0 : left - part;
  }
  const double share =
      static_cast<double>(election_.budget()) + static_cast<double>(raise_) * static_cast<double>(election_.voters());
  error_ += rounding * (static_cast<double>(p.group.size() + 8) * p.cost + 2 * share * p.all_people);
}

shares_runner::outcome shares_runner::run(std::int64_t raise, std::int64_t cost_limit, std::uint64_t seed) {
  begin(raise);
  outcome out;
  buy_free_ones(out);
  lots lot(seed);
  count_result notes("equal_shares");
  while (!out.went_over) {
    const auto offers = best_offers();
    if (offers.empty()) break;
    const auto equal = cheapest(offers, out);
    if (equal.empty()) continue;
    std::size_t taken = equal.front().project;
    if (equal.size() > 1) {
      std::vector<std::size_t> among;
      for (const offer& each : equal) among.push_back(each.project);
      notes.rounds.resize(out.bought.size());
      taken = lot.draw(among, tie_for::funding, notes);
    }
    pay(*std::ranges::find(equal, taken, &offer::project));
    projects_[taken].gone = true;
    projects_[taken].missing = std::numeric_limits<double>::infinity();
    out.bought.push_back(taken);
    out.cost += election_.cost(taken);
    out.went_over = out.cost > cost_limit;
  }
  out.ties = std::move(notes.ties);
  return out;
}

std::int64_t shares_runner::idle_raises() const {
  if (somebody_short_) return 0;
  double idle = 1e15;
  for (const project& each : projects_) {
    const double gain =
        each.all_people * static_cast<double>(election_.voters()) * static_cast<double>(election_.money_unit());
    if (gain > 0) idle = std::min(idle, each.missing / gain * (1 - margin) - 1);
  }
  return idle < 1 ? 0 : static_cast<std::int64_t>(idle);
}

}  // namespace ruamkit::analysis::counting
