// Lots drawn from the public seed, each written into the result.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/counting/result.hpp"
#include "base/seeded.hpp"

namespace ruamkit::analysis::counting {

/// One stream of numbers a count: the first lot takes the first number, and so on (of n options, number below(n)).
class lots {
 public:
  explicit lots(std::uint64_t seed) : stream_(seed) {}

  /// One of `among` (in rising order), entered in `out` for the round that comes next.
  std::size_t draw(std::span<const std::size_t> among, tie_for what, count_result& out, bool decisive = true) {
    const std::size_t drawn = among[static_cast<std::size_t>(stream_.below(among.size()))];
    out.ties.push_back({out.rounds.size(), what, {among.begin(), among.end()}, {drawn}, true, decisive});
    return drawn;
  }

  /// `wanted` of `among`, one after the other, as one entry.
  std::vector<std::size_t> draw_several(std::vector<std::size_t> among, std::size_t wanted, tie_for what,
                                        count_result& out, bool decisive = true) {
    tie entry{out.rounds.size(), what, among, {}, true, decisive};
    while (entry.drawn.size() < wanted) {
      const auto at = among.begin() + static_cast<std::ptrdiff_t>(stream_.below(among.size()));
      entry.drawn.push_back(*at);
      among.erase(at);
    }
    out.ties.push_back(entry);
    return entry.drawn;
  }

 private:
  seeded stream_;
};

/// The `wanted` options with the largest totals, best first; equals in the order of the ballot, and by lot only where
/// some of them win and others do not.
template <typename Total>
std::vector<std::size_t> largest_few(std::span<const Total> totals, std::size_t wanted, tie_for what, lots& lot,
                                     count_result& out) {
  std::vector<std::size_t> order(totals.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return totals[b] < totals[a]; });
  wanted = std::min(wanted, order.size());
  std::vector<std::size_t> best;
  for (std::size_t i = 0; best.size() < wanted;) {
    std::size_t end = i;
    while (end < order.size() && !(totals[order[end]] < totals[order[i]])) ++end;
    std::vector<std::size_t> equal(order.begin() + static_cast<std::ptrdiff_t>(i),
                                   order.begin() + static_cast<std::ptrdiff_t>(end));
    if (best.size() + equal.size() > wanted)
      equal = lot.draw_several(std::move(equal), wanted - best.size(), what, out);
    best.insert(best.end(), equal.begin(), equal.end());
    i = end;
  }
  return best;
}

}  // namespace ruamkit::analysis::counting
