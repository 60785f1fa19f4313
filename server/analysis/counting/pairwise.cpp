#include "analysis/counting/pairwise.hpp"

#include <algorithm>

namespace ruamkit::analysis::counting {
namespace {

/// Two flat tables: people who rank a strictly above b, both being listed, and those who list them at one rank.
struct listed_pairs {
  std::vector<std::int64_t> above;
  std::vector<std::int64_t> equal;
  std::vector<std::int64_t> mentions;
};

void add(std::span<const place> ranking, std::int64_t people, std::size_t options, listed_pairs& pairs) {
  std::size_t rank_begin = 0;
  for (std::size_t at = 0; at < ranking.size(); ++at) {
    if (ranking[at].is_skipped()) continue;
    const std::size_t lower = ranking[at].option();
    pairs.mentions[lower] += people;
    if (!ranking[at].shares_rank()) rank_begin = at;
    for (std::size_t i = 0; i < rank_begin; ++i)
      if (!ranking[i].is_skipped()) pairs.above[ranking[i].option() * options + lower] += people;
    for (std::size_t i = rank_begin; i < at; ++i) {
      pairs.equal[ranking[i].option() * options + lower] += people;
      pairs.equal[lower * options + ranking[i].option()] += people;
    }
  }
}

std::vector<std::size_t> unbeaten(const std::vector<std::vector<bool>>& beats, const std::vector<bool>& left) {
  std::vector<std::size_t> out;
  for (std::size_t a = 0; a < beats.size(); ++a) {
    if (!left[a]) continue;
    bool is_beaten = false;
    for (std::size_t b = 0; b < beats.size() && !is_beaten; ++b) is_beaten = left[b] && beats[b][a];
    if (!is_beaten) out.push_back(a);
  }
  return out;
}

}  // namespace

matrix preferences_by_pair(const ranked_ballots& ballots) {
  const std::size_t n = ballots.options();
  listed_pairs pairs{std::vector<std::int64_t>(n * n, 0), std::vector<std::int64_t>(n * n, 0),
                     std::vector<std::int64_t>(n, 0)};
  for (std::size_t i = 0; i < ballots.size(); ++i) add(ballots.ranking(i), ballots.people(i), n, pairs);
  // Whoever lists a prefers it to b, but for those who list b above or beside it.
  matrix out(n, std::vector<std::int64_t>(n, 0));
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b < n; ++b)
      if (a != b) out[a][b] = pairs.mentions[a] - pairs.above[b * n + a] - pairs.equal[a * n + b];
  return out;
}

bool begin_pairwise(const ranked_ballots& ballots, count_result& out) {
  out.counts_in = unit::victories;
  out.ballots = ballots.total();
  for (std::size_t i = 0; i < ballots.size(); ++i)
    if (!ballots.ranking(i).empty()) out.valid += ballots.people(i);
  out.pairwise = preferences_by_pair(ballots);
  if (out.valid > 0) return true;
  out.say_nobody(ballots.options());
  return false;
}

void elect_unbeaten(const std::vector<std::vector<bool>>& beats, std::vector<event> events, const settings& with,
                    lots& lot, count_result& out) {
  const std::size_t n = beats.size();
  std::vector<bool> left(n, true);
  const std::size_t seats = std::min(with.seats, n);
  while (out.winners.size() < seats) {
    auto next = unbeaten(beats, left);
    if (next.size() > seats - out.winners.size()) next = {lot.draw(next, tie_for::winning, out)};
    for (const auto each : next) left[each] = false;
    out.winners.insert(out.winners.end(), next.begin(), next.end());
  }
  stage only;
  for (std::size_t a = 0; a < n; ++a) only.totals.emplace_back(std::ranges::count(beats[a], true));
  only.events = std::move(events);
  for (const auto each : out.winners)
    only.events.push_back({happening::beats_all, {each}, *only.totals[each], static_cast<std::int64_t>(n - 1)});
  const std::size_t first = out.winners.front();
  std::int64_t weakest = out.valid;
  for (std::size_t b = 0; b < n; ++b)
    if (b != first) weakest = std::min(weakest, out.pairwise[first][b]);
  out.support = rational(weakest, out.valid);
  out.rounds.push_back(std::move(only));
}

}  // namespace ruamkit::analysis::counting
