#include <algorithm>

#include "analysis/counting/pairwise.hpp"
#include "analysis/counting/rankings.hpp"

namespace ruamkit::analysis::counting {
namespace {

/// The strength of the strongest path from each to each, a path being as strong as its weakest victory.
matrix strongest_paths(const matrix& prefer) {
  const std::size_t n = prefer.size();
  matrix path(n, std::vector<std::int64_t>(n, 0));
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b < n; ++b)
      if (prefer[a][b] > prefer[b][a]) path[a][b] = prefer[a][b];
  for (std::size_t by = 0; by < n; ++by)
    for (std::size_t a = 0; a < n; ++a) {
      if (a == by || path[a][by] == 0) continue;
      for (std::size_t b = 0; b < n; ++b)
        if (b != a) path[a][b] = std::max(path[a][b], std::min(path[a][by], path[by][b]));
    }
  return path;
}

}  // namespace

count_result schulze(const ranked_ballots& ballots, const settings& with) {
  count_result out("schulze");
  if (!begin_pairwise(ballots, out)) return out;
  const matrix path = strongest_paths(out.pairwise);
  const std::size_t n = path.size();
  std::vector<std::vector<bool>> beats(n, std::vector<bool>(n, false));
  std::vector<event> events;
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b < n; ++b) {
      beats[a][b] = path[a][b] > path[b][a];
      if (out.pairwise[a][b] > out.pairwise[b][a])
        events.push_back({happening::beats, {a, b}, out.pairwise[a][b], out.pairwise[b][a]});
    }
  lots lot(with.seed);
  elect_unbeaten(beats, std::move(events), with, lot, out);
  return out;
}

}  // namespace ruamkit::analysis::counting
