// The weighted inclusive Gregory method, over one arithmetic or another.
//
// Every ballot an elected option holds is passed on at its value times surplus / votes, to the next option on it that
// is neither elected nor eliminated. An Arithmetic says what a vote is (`value`), what one is worth (`one()`), how a
// value is scaled, and how it is shown.
#pragma once

#include <algorithm>
#include <utility>

#include "analysis/counting/elimination.hpp"
#include "analysis/counting/preferences.hpp"

namespace ruamkit::analysis::counting {

template <typename Arithmetic>
class gregory {
 public:
  using value = typename Arithmetic::value;

  gregory(const preferences& ballots, const settings& with, count_result& out)
      : ballots_(ballots),
        with_(with),
        out_(out),
        lot_(with.seed),
        piles_(ballots),
        held_(ballots.options()),
        votes_(ballots.options(), value(0)),
        counted_(ballots.options(), true) {
    const auto share = static_cast<std::int64_t>(with.seats) + 1;
    quota_ = with.quota == quota_rule::exact && Arithmetic::exact ? rational(ballots.valid(), share)
                                                                  : rational(ballots.valid() / share + 1);
    out_.quota = quota_;
  }

  void run() {
    deal();
    for (;;) {
      note_totals();
      elect_those_with_a_quota();
      if (fill_last_seats()) break;
      if (waiting_.empty()) {
        eliminate();
      } else {
        pass_surplus();
      }
      pause(with_, out_.rounds.size());
    }
    out_.rounds.push_back(std::move(round_));
  }

 private:
  struct parcel {
    value worth;
    std::vector<std::uint32_t> ballots;
  };

  [[nodiscard]] std::size_t seats_left() const { return with_.seats - std::min(with_.seats, out_.winners.size()); }

  void deal() {
    const value one = Arithmetic::one();
    std::vector<std::vector<std::uint32_t>> first(ballots_.options());
    for (std::uint32_t i = 0; i < ballots_.size(); ++i) {
      const std::size_t to = ballots_.order(i).front();
      first[to].push_back(i);
      votes_[to] += one * ballots_.people(i);
    }
    for (std::size_t i = 0; i < first.size(); ++i)
      if (!first[i].empty()) held_[i].push_back({one, std::move(first[i])});
  }

  void note_totals() {
    round_.totals.assign(votes_.size(), std::nullopt);
    for (std::size_t i = 0; i < votes_.size(); ++i)
      if (counted_[i] || std::ranges::count(out_.winners, i) > 0) round_.totals[i] = Arithmetic::shown(votes_[i]);
    round_.exhausted = Arithmetic::shown(exhausted_);
    round_.lost = Arithmetic::shown(lost_);
    round_.quota = quota_;
  }

  [[nodiscard]] bool has_quota(std::size_t option) const {
    const rational votes = Arithmetic::shown(votes_[option]);
    return with_.quota == quota_rule::exact && Arithmetic::exact ? votes > quota_ : votes >= quota_;
  }

  void elect_those_with_a_quota() {
    auto strongest = weakest_first(votes_, counted_);
    std::ranges::stable_sort(strongest, [this](std::size_t a, std::size_t b) { return votes_[b] < votes_[a]; });
    std::vector<std::size_t> with_quota;
    for (const auto each : strongest)
      if (has_quota(each)) with_quota.push_back(each);
    for (const auto each : with_quota) {
      if (seats_left() == 0) break;
      round_.events.push_back({happening::reaches_quota, {each}, Arithmetic::shown(votes_[each]), quota_});
      out_.winners.push_back(each);
      counted_[each] = false;
      if (Arithmetic::shown(votes_[each]) > quota_) waiting_.push_back(each);
    }
  }

  /// True when the count is over: no seats are left, or no more options than seats.
  bool fill_last_seats() {
    if (seats_left() == 0) return true;
    auto rest = weakest_first(votes_, counted_);
    if (rest.size() > seats_left()) return false;
    std::ranges::stable_sort(rest, [this](std::size_t a, std::size_t b) { return votes_[b] < votes_[a]; });
    for (const auto each : rest) {
      round_.events.push_back({happening::fills_last_seat, {each}, Arithmetic::shown(votes_[each]), quota_});
      out_.winners.push_back(each);
      counted_[each] = false;
    }
    return true;
  }

  void end_round() {
    out_.rounds.push_back(std::move(round_));
    round_ = {};
    history_.push_back(votes_);
  }

  void pass_surplus() {
    std::vector<std::size_t> largest;
    for (const auto each : waiting_) {
      if (!largest.empty() && votes_[each] < votes_[largest.front()]) continue;
      if (!largest.empty() && votes_[largest.front()] < votes_[each]) largest.clear();
      largest.push_back(each);
    }
    std::ranges::sort(largest);
    const std::size_t from = decide(largest, tie_for::surplus, true, true);
    waiting_.erase(std::ranges::find(waiting_, from));
    const value votes = votes_[from];
    const value surplus = votes - Arithmetic::from(quota_);
    round_.events.push_back({happening::surplus,
                             {from},
                             Arithmetic::shown(surplus),
                             Arithmetic::shown(Arithmetic::scaled(Arithmetic::one(), surplus, votes))});
    end_round();
    const value before = sum_of_all();
    votes_[from] = Arithmetic::from(quota_);
    pass_on(from, [&](const value& worth) { return Arithmetic::scaled(worth, surplus, votes); });
    lost_ += before - sum_of_all();
  }

  void eliminate() {
    const auto weakest = weakest_first(votes_, counted_);
    std::vector<std::size_t> out;
    if (with_.eliminate_sure_losers) out = sure_losers<value>(votes_, weakest, seats_left(), value(0));
    if (out.empty()) {
      const auto equal = equal_weakest(votes_, weakest);
      // Nothing changes hands when votes of nobody are passed on: any order, as long as none of these is needed.
      const bool decisive = votes_[equal.front()] > 0 || weakest.size() - equal.size() < seats_left();
      out = {decide(equal, tie_for::elimination, false, decisive)};
    }
    value together = value(0);
    for (const auto each : out) together += votes_[each];
    const value next = out.size() < weakest.size() ? votes_[weakest[out.size()]] : value(0);
    round_.events.push_back({out.size() > 1 ? happening::sure_losers : happening::eliminated, out,
                             Arithmetic::shown(together), Arithmetic::shown(next)});
    end_round();
    for (const auto each : out) counted_[each] = false;
    for (const auto each : out) {
      votes_[each] = value(0);
      pass_on(each, [](const value& worth) { return worth; });
    }
  }

  template <typename Rescale>
  void pass_on(std::size_t from, Rescale rescale) {
    const auto parcels = std::exchange(held_[from], {});
    for (const parcel& one : parcels) {
      const value worth = rescale(one.worth);
      std::vector<std::vector<std::uint32_t>> to(ballots_.options() + 1);
      for (const auto ballot : one.ballots)
        to[piles_.advance(ballot, [this](std::size_t option) { return counted_[option]; })].push_back(ballot);
      for (std::size_t i = 0; i < to.size(); ++i)
        if (!to[i].empty()) hand_over(i, worth, to[i]);
    }
  }

  void hand_over(std::size_t to, const value& worth, const std::vector<std::uint32_t>& ballots) {
    std::int64_t people = 0;
    for (const auto each : ballots) people += ballots_.people(each);
    if (to == ballots_.options()) {
      exhausted_ += worth * people;
      return;
    }
    votes_[to] += worth * people;
    const auto same = std::ranges::find_if(held_[to], [&](const parcel& p) { return p.worth == worth; });
    if (same == held_[to].end()) {
      held_[to].push_back({worth, ballots});
    } else {
      same->ballots.insert(same->ballots.end(), ballots.begin(), ballots.end());
    }
  }

  [[nodiscard]] value sum_of_all() const {
    value sum = exhausted_;
    for (const auto& each : votes_) sum += each;
    return sum;
  }

  /// One of `equal`: as they last differed where the rule says so, else by lot.
  std::size_t decide(const std::vector<std::size_t>& equal, tie_for what, bool most, bool decisive) {
    if (equal.size() == 1) return equal.front();
    auto left = equal;
    if (Arithmetic::looks_back) {
      for (auto before = history_.rbegin(); before != history_.rend() && left.size() > 1; ++before) {
        const auto less = [&](std::size_t a, std::size_t b) { return (*before)[a] < (*before)[b]; };
        const auto best = most ? std::ranges::max_element(left, less) : std::ranges::min_element(left, less);
        const value wanted = (*before)[*best];
        std::erase_if(left, [&](std::size_t each) { return (*before)[each] != wanted; });
      }
      if (left.size() == 1) {
        out_.ties.push_back({out_.rounds.size(), what, equal, left, false, decisive});
        return left.front();
      }
    }
    return lot_.draw(left, what, out_, decisive);
  }

  const preferences& ballots_;
  const settings& with_;
  count_result& out_;
  lots lot_;
  piles piles_;
  std::vector<std::vector<parcel>> held_;
  std::vector<value> votes_;
  std::vector<bool> counted_;
  std::vector<std::size_t> waiting_;  ///< elected, surplus not yet passed on
  std::vector<std::vector<value>> history_;
  value exhausted_ = value(0);
  value lost_ = value(0);
  rational quota_;
  stage round_;
};

}  // namespace ruamkit::analysis::counting
