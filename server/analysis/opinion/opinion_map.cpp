#include "analysis/opinion/opinion_map.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <tuple>

#include "analysis/opinion/group_names.hpp"
#include "analysis/opinion/grouping.hpp"

namespace ruamkit::analysis::opinion {
namespace {

// With groups of fewer people on average, silhouettes favour the split into single persons.
constexpr std::size_t people_a_group_min = 4;
// Votes made by chance, without any groups, give silhouettes that differ by up to about as much between one k and
// another; more groups must be better by more than that.
constexpr double silhouette_slack = 0.05;

std::vector<bool> enough_answers(const vote_table& votes, std::size_t answers_min) {
  const std::size_t least = std::min(answers_min, votes.statements());
  std::vector<bool> out(votes.people());
  for (std::size_t p = 0; p < votes.people(); ++p) out[p] = votes.of(p).size() >= std::max<std::size_t>(least, 1);
  return out;
}

std::vector<std::int32_t> groups_of_people(const base_points& base, const clustering& found) {
  std::vector<std::int32_t> out(base.of.size(), ungrouped);
  for (std::size_t p = 0; p < out.size(); ++p)
    if (base.of[p] != ungrouped) out[p] = static_cast<std::int32_t>(found.of[static_cast<std::size_t>(base.of[p])]);
  return out;
}

/// The mean places of `groups` groups, where `group_of` may be of fewer people than there are places; those of groups
/// that nobody is in are left out.
std::vector<point> centres_of(std::span<const point> places, std::span<const std::int32_t> group_of) {
  std::vector<weighted_point> sums;
  for (std::size_t p = 0; p < std::min(group_of.size(), places.size()); ++p) {
    if (group_of[p] == ungrouped) continue;
    const auto g = static_cast<std::size_t>(group_of[p]);
    if (sums.size() <= g) sums.resize(g + 1, {{}, 0});
    sums[g].at.x += places[p].x;
    sums[g].at.y += places[p].y;
    sums[g].weight += 1;
  }
  std::vector<point> out;
  for (const weighted_point& one : sums)
    if (one.weight > 0) out.push_back({one.at.x / one.weight, one.at.y / one.weight});
  return out;
}

/// The largest group first, then from left to right.
std::vector<std::uint32_t> names_by_size(std::span<const std::size_t> sizes, std::span<const point> centres) {
  std::vector<std::uint32_t> order(sizes.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(sizes[b], centres[a].x, centres[a].y) < std::tuple(sizes[a], centres[b].x, centres[b].y);
  });
  std::vector<std::uint32_t> names(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) names[order[i]] = i;
  return names;
}

/// Fills the groups from `members`, each person's number among `k` groups; their names count by size.
void number_groups(opinion_map& out, const std::vector<std::int32_t>& members, std::size_t k) {
  std::vector<std::size_t> sizes(k, 0);
  for (const std::int32_t g : members)
    if (g != ungrouped) ++sizes[static_cast<std::size_t>(g)];
  const std::vector<point> centres = centres_of(out.places, members);
  const auto names = names_by_size(sizes, centres);
  out.k = k;
  out.groups.resize(k);
  for (std::size_t g = 0; g < k; ++g) out.groups[names[g]] = {names[g], sizes[g], centres[g], {}};
  out.group_of = members;
  for (std::int32_t& one : out.group_of)
    if (one != ungrouped) one = static_cast<std::int32_t>(names[static_cast<std::size_t>(one)]);
}

/// What the votes say about groups that are named 0, 1, 2 …
void describe(opinion_map& out, const vote_table& votes, const options& how) {
  out.everybody = tallies(votes);
  out.in_groups = tallies(votes, out.group_of, out.k);
  auto stands = representative(out.in_groups, how.representative_max);
  for (std::size_t g = 0; g < out.k; ++g) out.groups[g].representative = std::move(stands[g]);
  out.consensus = consensus(out.in_groups, how.consensus_max);
}

/// `all` in the order in which `order` names its places.
template <typename T>
std::vector<T> put_in_order(std::vector<T> all, const std::vector<std::size_t>& order) {
  std::vector<T> out;
  for (const std::size_t from : order) out.push_back(std::move(all[from]));
  return out;
}

struct candidate {
  std::size_t k;
  clustering found;
};

/// One clustering for each k that can be, or the one that was asked for.
std::vector<candidate> candidates(const base_points& base, const options& how, std::span<const point> before) {
  std::size_t least = how.k, most = how.k;
  if (how.k == 0) {
    least = 2;
    most = std::min({how.k_max, std::max<std::size_t>(2, base.people() / people_a_group_min), base.points.size()});
  }
  std::vector<candidate> out;
  for (std::size_t k = least; k <= most; ++k) out.push_back({k, grouped_in(base, k, how.seed, before)});
  return out;
}

/// Fills axes and places, and gathers who is to be grouped; `mapped` when there are groups to be made of them.
outcome place_people(opinion_map& out, base_points& base, const vote_table& votes, const options& how,
                     const principal_axes* before, const progress& on_progress) {
  double done = 0;
  const auto stop = [&] { return on_progress && !on_progress(done); };
  if (votes.statements() < statements_min) return outcome::not_enough_statements;
  const std::vector<bool> grouped = enough_answers(votes, how.answers_min);
  if (static_cast<std::size_t>(std::ranges::count(grouped, true)) < people_min) return outcome::not_enough_people;
  if (stop()) return outcome::cancelled;
  done = 0.1;
  auto axes = find_axes(votes, before, stop);
  if (!axes) return outcome::cancelled;
  out.axes = std::move(*axes);
  out.places = project(votes, out.axes);
  done = 0.5;
  base = gather(out.places, grouped, how.base_clusters, how.seed, stop);
  done = 0.9;
  if (stop()) return outcome::cancelled;
  if (base.points.size() == 1) return outcome::one_opinion;
  return base.points.size() < how.k ? outcome::too_few_differences : outcome::mapped;
}

/// The smallest k that is as good as the best.
std::size_t winner_of(const std::vector<silhouette_of_k>& widths) {
  const double best = std::ranges::max(widths, {}, &silhouette_of_k::width).width;
  return std::ranges::find_if(widths, [&](const auto& one) { return one.width >= best - silhouette_slack; })->k;
}

}  // namespace

std::string_view name_of(outcome one) {
  switch (one) {
    case outcome::mapped:
      return "mapped";
    case outcome::one_opinion:
      return "one_opinion";
    case outcome::not_enough_statements:
      return "not_enough_statements";
    case outcome::not_enough_people:
      return "not_enough_people";
    case outcome::too_few_differences:
      return "too_few_differences";
    case outcome::cancelled:
      return "cancelled";
  }
  return "cancelled";
}

void rename_groups(opinion_map& map, std::span<const std::int32_t> before) {
  const auto names = matched_names(map.group_of, map.k, before);
  std::vector<std::size_t> order(map.k);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t g) { return names[g]; });
  for (std::size_t g = 0; g < map.k; ++g) map.groups[g].name = names[g];
  for (std::int32_t& one : map.group_of)
    if (one != ungrouped) one = static_cast<std::int32_t>(names[static_cast<std::size_t>(one)]);
  map.groups = put_in_order(std::move(map.groups), order);
  map.in_groups = put_in_order(std::move(map.in_groups), order);
  for (shared_stand& one : map.consensus) one.shares = put_in_order(std::move(one.shares), order);
}

opinion_mapper::opinion_mapper(const options& how) : how_(how) {}

std::size_t opinion_mapper::settled_k(std::size_t winner, std::size_t k_possible) {
  if (k_ == 0 || k_ > k_possible || winner == k_) {
    challenger_ = wins_ = 0;
    return winner;
  }
  wins_ = winner == challenger_ ? wins_ + 1 : 1;
  challenger_ = winner;
  if (wins_ < how_.wins_needed) return k_;
  challenger_ = wins_ = 0;
  return winner;
}

std::vector<std::int32_t> opinion_mapper::group_people(opinion_map& out, const base_points& base) {
  const std::vector<point> before = centres_of(out.places, group_of_);
  const auto tried = candidates(base, how_, before);
  for (const candidate& one : tried) out.silhouettes.push_back({one.k, silhouette(base.points, one.found)});
  out.k = how_.k != 0 ? how_.k : settled_k(winner_of(out.silhouettes), tried.back().k);
  return groups_of_people(base, std::ranges::find(tried, out.k, &candidate::k)->found);
}

opinion_map opinion_mapper::map(const vote_table& votes, const progress& on_progress) {
  opinion_map out;
  base_points base;
  out.result = place_people(out, base, votes, how_, k_ > 0 ? &axes_ : nullptr, on_progress);
  if (out.result == outcome::mapped) {
    const auto members = group_people(out, base);
    number_groups(out, members, out.k);
  } else if (out.result == outcome::one_opinion) {
    number_groups(out, base.of, 1);
  } else {
    opinion_map none;
    none.result = out.result;
    none.group_of.assign(votes.people(), ungrouped);
    none.everybody = tallies(votes);
    return none;
  }
  describe(out, votes, how_);
  if (out.result == outcome::one_opinion) return out;
  rename_groups(out, group_of_);
  group_of_ = out.group_of;
  axes_ = out.axes;
  k_ = out.k;
  return out;
}

opinion_map map_opinions(const vote_table& votes, const options& how, const progress& on_progress) {
  return opinion_mapper(how).map(votes, on_progress);
}

}  // namespace ruamkit::analysis::opinion
