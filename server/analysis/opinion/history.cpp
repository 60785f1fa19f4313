#include "analysis/opinion/history.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

namespace ruamkit::analysis::opinion {
namespace {

constexpr std::size_t first_look = 128;
// The looks end where those of a large conversation would cost more than its map.
constexpr std::size_t last_look = 100'000;

/// The first `count` votes by time, and those of that last moment, in the order of time.
std::vector<cast_vote> earliest(std::span<const cast_vote> votes, std::size_t count) {
  std::vector<std::int64_t> times;
  times.reserve(votes.size());
  for (const cast_vote& one : votes) times.push_back(one.time);
  const auto last = times.begin() + static_cast<std::ptrdiff_t>(std::min(count, votes.size()) - 1);
  std::ranges::nth_element(times, last);
  std::vector<cast_vote> out;
  std::ranges::copy_if(votes, std::back_inserter(out), [&](const cast_vote& one) { return one.time <= *last; });
  std::ranges::stable_sort(out, {}, &cast_vote::time);
  return out;
}

}  // namespace

opinion_map map_history(std::span<const cast_vote> votes, const vote_table& table, const options& how,
                        const progress& on_progress) {
  opinion_map out = map_opinions(table, how, on_progress);
  if (out.result != outcome::mapped) return out;
  const std::vector<cast_vote> early = earliest(votes, last_look);
  options same_k = how;
  same_k.k = out.k;
  opinion_mapper earlier(same_k);
  std::vector<std::int32_t> names;
  for (std::size_t count = first_look; count < early.size(); count += count / 2) {
    const auto then = vote_table::latest(std::span(early).first(count), table.people(), table.statements());
    auto map = earlier.map(then, [&](double) { return !on_progress || on_progress(1); });
    if (map.result == outcome::cancelled) return map;
    if (map.result == outcome::mapped) names = std::move(map.group_of);
  }
  rename_groups(out, names);
  return out;
}

}  // namespace ruamkit::analysis::opinion
