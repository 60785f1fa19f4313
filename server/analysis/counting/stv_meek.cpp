#include <algorithm>
#include <limits>
#include <unordered_map>

#include "analysis/counting/elimination.hpp"
#include "analysis/counting/preferences.hpp"
#include "analysis/counting/rankings.hpp"

namespace ruamkit::analysis::counting {
namespace {

/// Nine decimals. Totals of 500 million votes fit; products are formed in 128 bits.
using votes = std::int64_t;
constexpr votes one = 1'000'000'000;
constexpr votes omega = 1'000;  // 0.000001

__extension__ using wide = unsigned __int128;

votes multiplied_up(votes a, votes b) {
  const wide product = static_cast<wide>(a) * static_cast<wide>(b);
  return static_cast<votes>((product + (one - 1)) / one);
}

votes divided_up(votes a, votes b) {
  const wide scaled = static_cast<wide>(a) * one;
  return static_cast<votes>((scaled + static_cast<wide>(b - 1)) / static_cast<wide>(b));
}

/// The ballots as the paths their votes can take now: through elected options, each of which keeps a part, to the first
/// that is still a candidate, which keeps the rest. Ballots on one path share its nodes, so that an iteration costs a
/// step a path and not a ballot.
class vote_paths {
 public:
  vote_paths(const preferences& ballots, const std::vector<bool>& eliminated, const std::vector<bool>& elected) {
    for (std::size_t i = 0; i < ballots.size(); ++i) {
      std::size_t at = no_node;
      for (const std::uint16_t option : ballots.order(i)) {
        if (eliminated[option]) continue;
        at = next(at, option);
        nodes_[at].people += ballots.people(i);
        if (!elected[option]) break;
      }
    }
  }

  /// Adds what each option keeps to `total`. A parent comes before its children, so one pass is enough.
  void distribute(const std::vector<votes>& keep, std::vector<votes>& total) {
    for (node& each : nodes_) {
      const votes weight = each.parent == no_node ? one : nodes_[each.parent].rest;
      const votes kept = weight == 0 ? 0 : multiplied_up(weight, keep[each.option]);
      each.rest = weight - kept;
      total[each.option] += kept * each.people;
    }
  }

 private:
  static constexpr std::size_t no_node = std::numeric_limits<std::uint32_t>::max();
  struct node {
    std::size_t parent;
    std::uint16_t option;
    std::int64_t people;
    votes rest;
  };

  std::size_t next(std::size_t parent, std::uint16_t option) {
    const auto [found, is_new] = children_.try_emplace((parent << 16U) | option, nodes_.size());
    if (is_new) nodes_.push_back({parent, option, 0, 0});
    return found->second;
  }

  std::vector<node> nodes_;
  std::unordered_map<std::size_t, std::size_t> children_;
};

class meek {
 public:
  meek(const preferences& ballots, const settings& with, count_result& out)
      : ballots_(ballots),
        with_(with),
        out_(out),
        lot_(with.seed),
        keep_(ballots.options(), one),
        total_(ballots.options(), 0),
        elected_(ballots.options(), false),
        eliminated_(ballots.options(), false),
        candidate_(ballots.options(), true) {}

  void run() {
    while (candidates() > seats_left() && seats_left() > 0) {
      const bool somebody = iterate();
      if (!somebody) eliminate();
      end_round();
      pause(with_, out_.rounds.size());
    }
    if (seats_left() > 0) elect_the_rest();
  }

 private:
  [[nodiscard]] std::size_t seats_left() const { return with_.seats - std::min(with_.seats, out_.winners.size()); }
  [[nodiscard]] std::size_t candidates() const {
    return static_cast<std::size_t>(std::ranges::count(candidate_, true));
  }

  void count(vote_paths& paths) {
    std::ranges::fill(total_, 0);
    paths.distribute(keep_, total_);
    placed_ = 0;
    for (const votes each : total_) placed_ += each;
    quota_ = placed_ / (static_cast<votes>(with_.seats) + 1) + 1;
  }

  /// Until somebody is elected (true), or the surplus is as good as gone (false).
  bool iterate() {
    vote_paths paths(ballots_, eliminated_, elected_);
    votes before = std::numeric_limits<votes>::max();
    for (;;) {
      count(paths);
      const bool somebody = elect();
      surplus_ = 0;
      for (std::size_t i = 0; i < total_.size(); ++i)
        if (elected_[i]) surplus_ += total_[i] - quota_;
      surplus_ = std::max<votes>(surplus_, 0);
      if (somebody) return true;
      if (surplus_ < omega || surplus_ >= before) return false;
      before = surplus_;
      for (std::size_t i = 0; i < keep_.size(); ++i)
        if (elected_[i]) keep_[i] = divided_up(multiplied_up(keep_[i], quota_), total_[i]);
    }
  }

  bool elect() {
    auto strongest = weakest_first(total_, candidate_);
    std::ranges::stable_sort(strongest, [this](std::size_t a, std::size_t b) { return total_[b] < total_[a]; });
    bool somebody = false;
    for (const auto each : strongest) {
      if (total_[each] < quota_) break;
      elect(each, happening::reaches_quota);
      somebody = true;
    }
    return somebody;
  }

  void elect(std::size_t option, happening how) {
    round_.events.push_back({how, {option}, rational(total_[option], one), rational(quota_, one)});
    out_.winners.push_back(option);
    elected_[option] = true;
    candidate_[option] = false;
  }

  void eliminate() {
    const auto weakest = weakest_first(total_, candidate_);
    std::vector<std::size_t> out;
    if (with_.eliminate_sure_losers) out = sure_losers<votes>(total_, weakest, seats_left(), surplus_);
    if (out.empty()) {
      std::vector<std::size_t> tied;
      for (const auto each : weakest)
        if (total_[each] <= total_[weakest.front()] + surplus_) tied.push_back(each);
      std::ranges::sort(tied);
      const bool decisive = std::ranges::any_of(tied, [this](std::size_t each) { return total_[each] > 0; }) ||
                            weakest.size() - tied.size() < seats_left();
      out = tied.size() == 1 ? tied : std::vector{lot_.draw(tied, tie_for::elimination, out_, decisive)};
    }
    votes together = 0;
    for (const auto each : out) together += total_[each];
    const votes next = out.size() < weakest.size() ? total_[weakest[out.size()]] : 0;
    round_.events.push_back({out.size() > 1 ? happening::sure_losers : happening::eliminated, out,
                             rational(together, one), rational(next, one)});
    leaving_ = out;
  }

  void end_round() {
    round_.totals.assign(total_.size(), std::nullopt);
    for (std::size_t i = 0; i < total_.size(); ++i)
      if (!eliminated_[i]) round_.totals[i] = rational(total_[i], one);
    round_.quota = rational(quota_, one);
    round_.exhausted = rational(ballots_.valid()) - rational(placed_, one);
    out_.quota = round_.quota;
    out_.rounds.push_back(std::move(round_));
    round_ = {};
    for (const auto each : leaving_) {
      eliminated_[each] = true;
      candidate_[each] = false;
      keep_[each] = 0;
    }
    leaving_.clear();
  }

  void elect_the_rest() {
    vote_paths paths(ballots_, eliminated_, elected_);
    count(paths);
    auto rest = weakest_first(total_, candidate_);
    std::ranges::stable_sort(rest, [this](std::size_t a, std::size_t b) { return total_[b] < total_[a]; });
    for (const auto each : rest) elect(each, happening::fills_last_seat);
    end_round();
  }

  const preferences& ballots_;
  const settings& with_;
  count_result& out_;
  lots lot_;
  std::vector<votes> keep_;
  std::vector<votes> total_;
  std::vector<bool> elected_;
  std::vector<bool> eliminated_;
  std::vector<bool> candidate_;
  std::vector<std::size_t> leaving_;
  votes placed_ = 0;
  votes quota_ = 0;
  votes surplus_ = 0;
  stage round_;
};

}  // namespace

count_result stv_meek(const ranked_ballots& from, const settings& with) {
  count_result out("stv_meek");
  const preferences ballots(from, with.skipped);
  ballots.describe(out, from.total());
  if (ballots.valid() > 0) {
    meek(ballots, with, out).run();
    const auto& last = out.rounds.back().totals[out.winners.front()];
    out.support = (last ? *last : rational(0)) / ballots.valid();
    return out;
  }
  out.say_nobody(ballots.options());
  return out;
}

}  // namespace ruamkit::analysis::counting
