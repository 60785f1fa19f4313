// First choices only, and the second round among the two that lead.
#include <algorithm>

#include "analysis/counting/lots.hpp"
#include "analysis/counting/preferences.hpp"
#include "analysis/counting/rankings.hpp"

namespace ruamkit::analysis::counting {
namespace {

std::vector<std::int64_t> first_choices(const preferences& ballots) {
  std::vector<std::int64_t> votes(ballots.options(), 0);
  for (std::size_t i = 0; i < ballots.size(); ++i) votes[ballots.order(i).front()] += ballots.people(i);
  return votes;
}

stage stage_of(const std::vector<std::int64_t>& votes) {
  stage out;
  out.totals.assign(votes.begin(), votes.end());
  return out;
}

bool nobody_voted(const preferences& ballots, count_result& out) {
  if (ballots.valid() > 0) return false;
  out.say_nobody(ballots.options());
  return true;
}

/// Votes for each of the two by those who prefer it; the rest prefer neither.
stage duel(const preferences& ballots, const std::vector<std::size_t>& two) {
  std::vector<std::int64_t> votes(2, 0);
  for (std::size_t i = 0; i < ballots.size(); ++i) {
    for (const std::uint16_t option : ballots.order(i)) {
      const auto found = std::ranges::find(two, option);
      if (found == two.end()) continue;
      votes[static_cast<std::size_t>(found - two.begin())] += ballots.people(i);
      break;
    }
  }
  stage out;
  out.totals.resize(ballots.options());
  for (std::size_t i = 0; i < 2; ++i) out.totals[two[i]] = votes[i];
  out.exhausted = ballots.valid() - votes[0] - votes[1];
  return out;
}

}  // namespace

count_result plurality(const ranked_ballots& from, const settings& with) {
  count_result out("plurality");
  const preferences ballots(from, with.skipped);
  ballots.describe(out, from.total());
  if (nobody_voted(ballots, out)) return out;
  lots lot(with.seed);
  const auto votes = first_choices(ballots);
  out.winners = largest_few<std::int64_t>(votes, with.seats, tie_for::winning, lot, out);
  stage only = stage_of(votes);
  for (const auto winner : out.winners) only.events.push_back({happening::leads, {winner}, votes[winner], 0});
  out.support = rational(votes[out.winners.front()], ballots.valid());
  out.rounds.push_back(std::move(only));
  return out;
}

count_result two_round(const ranked_ballots& from, const settings& with) {
  count_result out("two_round");
  const preferences ballots(from, with.skipped);
  ballots.describe(out, from.total());
  if (nobody_voted(ballots, out)) return out;
  lots lot(with.seed);
  const auto votes = first_choices(ballots);
  const auto leader = static_cast<std::size_t>(std::ranges::max_element(votes) - votes.begin());
  stage first = stage_of(votes);
  if (votes[leader] * 2 > ballots.valid()) {
    first.events.push_back({happening::majority, {leader}, votes[leader], ballots.valid()});
    out.winners = {leader};
    out.support = rational(votes[leader], ballots.valid());
    out.rounds.push_back(std::move(first));
    return out;
  }
  const auto two = largest_few<std::int64_t>(votes, 2, tie_for::run_off, lot, out);
  const bool ask_again = ballots.single_choices();
  first.events.push_back({ask_again ? happening::needs_second_vote : happening::run_off, two, 0, 0});
  out.rounds.push_back(std::move(first));
  if (ask_again) {
    out.run_off = two;
    return out;
  }
  stage second = duel(ballots, two);
  std::vector<std::size_t> best = two;
  if (*second.totals[two[0]] == *second.totals[two[1]]) {
    std::ranges::sort(best);
    best = {lot.draw(best, tie_for::winning, out)};
  } else if (*second.totals[two[0]] < *second.totals[two[1]]) {
    best = {two[1]};
  }
  out.winners = {best.front()};
  const rational won = *second.totals[best.front()];
  second.events.push_back({happening::leads, out.winners, won, 0});
  out.support = won / ballots.valid();
  out.rounds.push_back(std::move(second));
  return out;
}

}  // namespace ruamkit::analysis::counting
