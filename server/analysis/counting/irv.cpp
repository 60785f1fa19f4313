#include <algorithm>
#include <numeric>

#include "analysis/counting/elimination.hpp"
#include "analysis/counting/preferences.hpp"
#include "analysis/counting/rankings.hpp"

namespace ruamkit::analysis::counting {
namespace {

class runoff {
 public:
  runoff(const preferences& ballots, const settings& with, count_result& out)
      : ballots_(ballots),
        with_(with),
        out_(out),
        lot_(with.seed),
        piles_(ballots),
        votes_(ballots.options(), 0),
        held_(ballots.options()),
        counted_(ballots.options(), true) {
    for (std::uint32_t i = 0; i < ballots.size(); ++i) give(i);
  }

  void run() {
    while (!won()) {
      const auto out = next_out();
      round_.events.push_back(
          {out.size() > 1 ? happening::sure_losers : happening::eliminated, out, together(out), next_above(out)});
      out_.rounds.push_back(std::move(round_));
      round_ = {};
      for (const auto each : out) counted_[each] = false;
      for (const auto each : out) pass_on(each);
      pause(with_, out_.rounds.size());
    }
    out_.rounds.push_back(std::move(round_));
  }

 private:
  void give(std::uint32_t ballot) {
    const auto to = piles_.advance(ballot, [this](std::size_t option) { return counted_[option]; });
    if (to == ballots_.options()) {
      exhausted_ += ballots_.people(ballot);
      return;
    }
    votes_[to] += ballots_.people(ballot);
    held_[to].push_back(ballot);
  }

  void pass_on(std::size_t option) {
    const auto moved = std::move(held_[option]);
    held_[option].clear();
    votes_[option] = 0;
    for (const auto ballot : moved) give(ballot);
  }

  bool won() {
    round_.totals.resize(votes_.size());
    for (std::size_t i = 0; i < votes_.size(); ++i)
      if (counted_[i]) round_.totals[i] = votes_[i];
    round_.exhausted = exhausted_;
    const std::int64_t active = std::accumulate(votes_.begin(), votes_.end(), std::int64_t{0});
    const auto leader = static_cast<std::size_t>(std::ranges::max_element(votes_) - votes_.begin());
    if (votes_[leader] * 2 <= active) return false;
    out_.winners = {leader};
    out_.support = rational(votes_[leader], out_.valid);
    round_.events.push_back({happening::majority, {leader}, votes_[leader], active});
    return true;
  }

  /// A tie does not decide when all that are equal have together less than the next: they go one after the other,
  /// whoever is first.
  std::vector<std::size_t> next_out() {
    const auto weakest = weakest_first(votes_, counted_);
    if (with_.eliminate_sure_losers)
      if (auto group = sure_losers<std::int64_t>(votes_, weakest, 1, 0); !group.empty()) return group;
    auto equal = equal_weakest(votes_, weakest);
    if (equal.size() == 1) return equal;
    const bool decisive = equal.size() == weakest.size() || together(equal) >= votes_[weakest[equal.size()]];
    return {lot_.draw(equal, tie_for::elimination, out_, decisive)};
  }

  [[nodiscard]] std::int64_t together(const std::vector<std::size_t>& group) const {
    std::int64_t sum = 0;
    for (const auto each : group) sum += votes_[each];
    return sum;
  }

  [[nodiscard]] std::int64_t next_above(const std::vector<std::size_t>& group) const {
    const auto weakest = weakest_first(votes_, counted_);
    return group.size() < weakest.size() ? votes_[weakest[group.size()]] : 0;
  }

  const preferences& ballots_;
  const settings& with_;
  count_result& out_;
  lots lot_;
  piles piles_;
  std::vector<std::int64_t> votes_;
  std::vector<std::vector<std::uint32_t>> held_;
  std::vector<bool> counted_;
  std::int64_t exhausted_ = 0;
  stage round_;
};

}  // namespace

count_result irv(const ranked_ballots& from, const settings& with) {
  count_result out("irv");
  const preferences ballots(from, with.skipped);
  ballots.describe(out, from.total());
  if (ballots.valid() > 0) {
    runoff(ballots, with, out).run();
    return out;
  }
  out.say_nobody(ballots.options());
  return out;
}

}  // namespace ruamkit::analysis::counting
