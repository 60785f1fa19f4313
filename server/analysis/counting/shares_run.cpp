#include "analysis/counting/shares_run.hpp"

#include <algorithm>
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
  error_ = 4 * rounding * share;
  somebody_short_ = false;
  exact_.reset();
  exact_bought_ = 0;
  for (project& each : projects_) {
    each.gone = each.group.empty();
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

/// None: its supporters have too little left, for good. The price is found from below: whoever has less than his part
/// at one price pays all he has, which gives the next price.
std::optional<shares_runner::offer> shares_runner::price(std::size_t index) {
  project& of = projects_[index];
  const std::size_t n = of.group.size();
  const double sums = static_cast<double>(n + 8) * rounding;
  double price = of.floor;
  for (;;) {
    double money = 0;
    double short_money = 0;
    double able_points = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double left = left_[of.group[i]];
      const double held = left * of.people[i];
      const bool able = left >= price * of.points[i];
      money += held;
      short_money += able ? 0 : held;
      able_points += able ? of.points[i] * of.people[i] : 0;
    }
    const double doubt = of.all_people * error_ + sums * (money + of.cost) + margin * of.cost;
    if (money < of.cost - doubt) {
      of.missing = of.cost - doubt - money;
      return std::nullopt;
    }
    if (money < of.cost + doubt || able_points == 0) return offer{index, 0, 0, price, 0, true};
    const double next = (of.cost - short_money) / able_points;
    if (next > price * (1 + 8 * rounding)) {
      price = next;
      continue;
    }
    const double error = (of.all_people * error_ + 2 * sums * of.cost) / able_points + 16 * rounding * price;
    of.floor = std::max(of.floor, price - error);
    return offer{index, (price - error) / of.worth * (1 - margin), (price + error) / of.worth * (1 + margin), price,
                 error, false};
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

void shares_runner::pay(const offer& of) {
  const project& p = projects_[of.project];
  double most_points = 0;
  for (std::size_t i = 0; i < p.group.size(); ++i) {
    double& left = left_[p.group[i]];
    const double part = of.price * p.points[i];
    most_points = std::max(most_points, p.points[i]);
    if (left <= part) {
      somebody_short_ = true;
      left = 0;
    } else {
      left -= part;
    }
  }
  const double share = static_cast<double>(election_.budget()) +
                       static_cast<double>(raise_) * static_cast<double>(election_.voters());
  error_ += most_points * of.error + 2 * rounding * share;
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
    const double gain = each.all_people * static_cast<double>(election_.voters()) *
                        static_cast<double>(election_.money_unit());
    if (gain > 0) idle = std::min(idle, each.missing / gain * (1 - margin) - 1);
  }
  return idle < 1 ? 0 : static_cast<std::int64_t>(idle);
}

}  // namespace ruamkit::analysis::counting
