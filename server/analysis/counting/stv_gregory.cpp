#include "analysis/counting/gregory.hpp"
#include "analysis/counting/rankings.hpp"

namespace ruamkit::analysis::counting {
namespace {

/// Hundred-thousandths of a vote. A value is at most 1, a total at most 500 million votes: the product of a value and
/// a surplus stays below 2^63.
struct five_decimals {
  using value = std::int64_t;
  static constexpr bool exact = false;
  static constexpr bool looks_back = true;
  static constexpr value one() { return 100'000; }
  static value scaled(value worth, value surplus, value votes) { return worth * surplus / votes; }
  static value from(const rational& whole) { return static_cast<value>(numerator(whole)) * one(); }
  static rational shown(value votes) { return {votes, one()}; }
};

struct fractions {
  using value = rational;
  static constexpr bool exact = true;
  static constexpr bool looks_back = false;
  static value one() { return 1; }
  static value scaled(const value& worth, const value& surplus, const value& votes) { return worth * surplus / votes; }
  static const value& from(const rational& votes) { return votes; }
  static const rational& shown(const value& votes) { return votes; }
};

template <typename Arithmetic>
count_result count(std::string_view rule, const ranked_ballots& from, const settings& with) {
  count_result out(rule);
  const preferences ballots(from, with.skipped);
  ballots.describe(out, from.total());
  if (ballots.valid() > 0) {
    gregory<Arithmetic>(ballots, with, out).run();
    const auto& last = out.rounds.back().totals[out.winners.front()];
    out.support = (last ? *last : rational(0)) / ballots.valid();
    return out;
  }
  out.say_nobody(ballots.options());
  return out;
}

}  // namespace

count_result stv_scottish(const ranked_ballots& ballots, const settings& with) {
  return count<five_decimals>("stv_scottish", ballots, with);
}

count_result stv_wig(const ranked_ballots& ballots, const settings& with) {
  return count<fractions>("stv_wig", ballots, with);
}

}  // namespace ruamkit::analysis::counting
