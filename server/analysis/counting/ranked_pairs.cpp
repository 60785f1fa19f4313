#include <algorithm>

#include "analysis/counting/pairwise.hpp"
#include "analysis/counting/rankings.hpp"

namespace ruamkit::analysis::counting {
namespace {

struct victory {
  std::size_t winner;
  std::size_t loser;
  std::int64_t votes;
  std::int64_t opposed;

  [[nodiscard]] bool as_strong_as(const victory& other) const {
    return votes == other.votes && opposed == other.opposed;
  }
};

std::vector<victory> victories(const matrix& prefer) {
  std::vector<victory> out;
  for (std::size_t a = 0; a < prefer.size(); ++a)
    for (std::size_t b = 0; b < prefer.size(); ++b)
      if (prefer[a][b] > prefer[b][a]) out.push_back({a, b, prefer[a][b], prefer[b][a]});
  std::ranges::stable_sort(out, [](const victory& x, const victory& y) {
    return x.votes != y.votes ? x.votes > y.votes : x.opposed < y.opposed;
  });
  return out;
}

/// Who stands above whom by the victories kept so far, closed under "above one who is above".
class standing {
 public:
  explicit standing(std::size_t n) : above_(n, std::vector<bool>(n, false)) {}

  [[nodiscard]] bool allows(const victory& v) const { return !above_[v.loser][v.winner]; }

  void keep(const victory& v) {
    if (above_[v.winner][v.loser]) return;
    for (std::size_t a = 0; a < above_.size(); ++a) {
      if (a != v.winner && !above_[a][v.winner]) continue;
      above_[a][v.loser] = true;
      for (std::size_t b = 0; b < above_.size(); ++b)
        if (above_[v.loser][b]) above_[a][b] = true;
    }
  }

  [[nodiscard]] const std::vector<std::vector<bool>>& above() const { return above_; }

 private:
  std::vector<std::vector<bool>> above_;
};

/// Whether it matters in which order victories of one strength are taken: whether all that are possible now could not
/// be kept together.
bool order_matters(const standing& now, std::span<const victory> equal) {
  standing trial = now;
  for (const victory& each : equal) {
    if (!now.allows(each)) continue;
    if (!trial.allows(each)) return true;
    trial.keep(each);
  }
  return false;
}

/// A lot for the order; the tie names the options concerned.
void draw_order(std::span<victory> equal, lots& lot, count_result& out) {
  std::vector<std::size_t> left(equal.size());
  for (std::size_t i = 0; i < left.size(); ++i) left[i] = i;
  const auto order = lot.draw_several(left, left.size(), tie_for::order_of_pairs, out);
  std::vector<victory> drawn;
  tie& entry = out.ties.back();
  entry.among.clear();
  entry.drawn.clear();
  for (const auto i : order) {
    drawn.push_back(equal[i]);
    entry.drawn.insert(entry.drawn.end(), {equal[i].winner, equal[i].loser});
  }
  entry.among = entry.drawn;
  std::ranges::sort(entry.among);
  entry.among.erase(std::unique(entry.among.begin(), entry.among.end()), entry.among.end());
  std::ranges::copy(drawn, equal.begin());
}

}  // namespace

count_result ranked_pairs(const ranked_ballots& ballots, const settings& with) {
  count_result out("ranked_pairs");
  if (!begin_pairwise(ballots, out)) return out;
  lots lot(with.seed);
  auto pairs = victories(out.pairwise);
  standing kept(ballots.options());
  std::vector<event> events;
  for (std::size_t i = 0; i < pairs.size();) {
    std::size_t end = i + 1;
    while (end < pairs.size() && pairs[end].as_strong_as(pairs[i])) ++end;
    const std::span<victory> equal(pairs.data() + i, end - i);
    if (equal.size() > 1 && order_matters(kept, equal)) draw_order(equal, lot, out);
    for (const victory& each : equal) {
      const bool fits = kept.allows(each);
      if (fits) kept.keep(each);
      events.push_back(
          {fits ? happening::beats : happening::set_aside, {each.winner, each.loser}, each.votes, each.opposed});
    }
    i = end;
    pause(with, i);
  }
  elect_unbeaten(kept.above(), std::move(events), with, lot, out);
  return out;
}

}  // namespace ruamkit::analysis::counting
