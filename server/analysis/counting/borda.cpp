#include <algorithm>

#include "analysis/counting/lots.hpp"
#include "analysis/counting/rankings.hpp"

namespace ruamkit::analysis::counting {
namespace {

/// Doubled points, so that the mean of several places stays whole; as what is above an equal share of everything.
/// A rank of k options whose best is at place p (from 0) gives each 2 (n - 1 - p) - (k - 1).
class doubled_points {
 public:
  explicit doubled_points(std::size_t options) : points_(options, 0), n_(static_cast<std::int64_t>(options)) {}

  void add(std::span<const place> ranking, std::int64_t people) {
    std::int64_t above = 0;
    const std::int64_t listed = std::ranges::count_if(ranking, [](place each) { return !each.is_skipped(); });
    const std::int64_t rest = n_ - listed - 1;  // of one left out: 2 (n - 1 - listed) - (n - listed - 1)
    everyone_ += std::max<std::int64_t>(rest, 0) * people;
    for (std::size_t at = 0; at < ranking.size();) {
      if (ranking[at].is_skipped()) {
        ++at;
        continue;
      }
      std::size_t end = at + 1;
      while (end < ranking.size() && !ranking[end].is_skipped() && ranking[end].shares_rank()) ++end;
      const auto equal = static_cast<std::int64_t>(end - at);
      const std::int64_t each = 2 * (n_ - 1 - above) - (equal - 1) - std::max<std::int64_t>(rest, 0);
      for (; at < end; ++at) points_[ranking[at].option()] += each * people;
      above += equal;
    }
  }

  [[nodiscard]] std::vector<std::int64_t> all() const {
    std::vector<std::int64_t> out = points_;
    for (auto& each : out) each += everyone_;
    return out;
  }

 private:
  std::vector<std::int64_t> points_;
  std::int64_t n_;
  std::int64_t everyone_ = 0;
};

}  // namespace

count_result borda(const ranked_ballots& ballots, const settings& with) {
  count_result out("borda", unit::points);
  out.ballots = ballots.total();
  doubled_points points(ballots.options());
  for (std::size_t i = 0; i < ballots.size(); ++i) {
    if (ballots.ranking(i).empty()) continue;
    out.valid += ballots.people(i);
    points.add(ballots.ranking(i), ballots.people(i));
  }
  const auto doubled = points.all();
  stage only;
  for (const auto each : doubled) only.totals.emplace_back(rational(each, 2));
  if (out.valid == 0) {
    out.say_nobody(ballots.options());
    return out;
  }
  lots lot(with.seed);
  out.winners = largest_few<std::int64_t>(doubled, with.seats, tie_for::winning, lot, out);
  for (const auto winner : out.winners) only.events.push_back({happening::leads, {winner}, *only.totals[winner], 0});
  const auto most = out.valid * static_cast<std::int64_t>(std::max<std::size_t>(ballots.options(), 2) - 1);
  out.support = *only.totals[out.winners.front()] / most;
  out.rounds.push_back(std::move(only));
  return out;
}

}  // namespace ruamkit::analysis::counting
