// What a count says: one form for every rule, with all that is needed to follow it step by step.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analysis/counting/number.hpp"

namespace ruamkit::analysis::counting {

/// What happened in a round. `options` are those it happened to; what `amount` and `second` mean is said here.
enum class happening : std::uint8_t {
  leads,              ///< has the most: amount
  majority,           ///< has more than half: amount of second
  reaches_quota,      ///< amount, elected
  fills_last_seat,    ///< elected because no more options are left than seats: amount
  surplus,            ///< amount is passed on; second: value of a ballot that was worth 1, where all were
  eliminated,         ///< has the fewest: amount; its ballots go on
  sure_losers,        ///< several eliminated at once: together amount, less than the next one's second
  run_off,            ///< two go on
  needs_second_vote,  ///< two go on, and nobody said whom they prefer of them: people must be asked again
  beats,              ///< options[0] before options[1]: amount prefer it, second the other
  set_aside,          ///< options[0] before options[1] is not kept: it would contradict stronger ones
  beats_all,          ///< is beaten by nobody, directly or by way of others
  funded,             ///< amount: what it costs; second: what it was chosen by (votes, votes for the money)
  shared,             ///< amount: what it costs; second: what its supporters pay a point, unless they have less left
  too_expensive,      ///< amount: what it costs; second: what was left
  raised,             ///< every voter's money was raised by amount, to second
  nobody              ///< no ballot says anything
};

struct event {
  happening what = happening::leads;
  std::vector<std::size_t> options;
  rational amount;
  rational second;
};

/// One round (of a budget: one purchase). `totals` has an entry an option; none for those no longer counted.
struct stage {
  std::vector<std::optional<rational>> totals;
  rational exhausted;  ///< votes whose ballots name nobody more
  rational lost;       ///< votes lost to rounding
  std::optional<rational> quota;
  std::vector<event> events;
};

enum class tie_for : std::uint8_t { winning, elimination, run_off, surplus, order_of_pairs, funding };

/// Options that were equal where one had to go before the others.
struct tie {
  std::size_t round = 0;  ///< index into the rounds
  tie_for what = tie_for::winning;
  std::vector<std::size_t> among;
  std::vector<std::size_t> drawn;  ///< in the order drawn (or decided)
  bool by_lot = true;              ///< false: an earlier round decided (stv_scottish)
  bool decisive = true;            ///< false: any order gives the same winners
};

/// The unit of the totals, for people to read.
enum class unit : std::uint8_t { votes, approvals, points, mean, median, grade, victories, money };

struct count_result {
  explicit count_result(std::string_view name, unit totals = unit::votes) : rule(name), counts_in(totals) {}

  std::string_view rule;
  unit counts_in = unit::votes;
  std::vector<std::size_t> winners;  ///< in the order elected (funded); empty: nobody, or a second vote is needed
  std::vector<stage> rounds;
  std::vector<tie> ties;
  std::int64_t ballots = 0;    ///< people
  std::int64_t valid = 0;      ///< ballots that say something this rule can use
  std::int64_t overvotes = 0;  ///< ballots that end at a rank two options share
  std::optional<rational> quota;
  std::vector<std::size_t> run_off;                 ///< of two_round, where people must vote again
  std::vector<std::vector<std::int64_t>> pairwise;  ///< [a][b]: ballots that prefer a to b
  std::optional<rational> support;  ///< of the first winner, as a share of the valid ballots: see threshold.hpp
  std::optional<rational> cost;     ///< of all funded, in units of currency

  /// The one round of a count without a ballot that says anything.
  void say_nobody(std::size_t options) {
    stage& empty = rounds.emplace_back();
    empty.totals.assign(options, rational(0));
    empty.events.push_back({happening::nobody, {}, 0, 0});
  }

  /// Whether a lot decided something.
  [[nodiscard]] bool tie_broken() const {
    for (const tie& each : ties)
      if (each.by_lot && each.decisive) return true;
    return false;
  }
};

}  // namespace ruamkit::analysis::counting
