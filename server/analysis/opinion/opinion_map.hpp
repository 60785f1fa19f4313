// The opinion map: people who vote alike, what stands for each group, and what unites them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/opinion/principal_axes.hpp"
#include "analysis/opinion/statements.hpp"
#include "analysis/opinion/votes.hpp"

namespace ruamkit::analysis::opinion {

struct base_points;

struct options {
  /// How many groups, 2 or more; 0: the smallest of 2 to k_max whose silhouette is within 0.05 of the best.
  std::size_t k = 0;
  std::size_t k_max = 5;
  std::uint64_t seed = 1;       ///< of the restarts of k-means; the same votes and seed give the same map
  std::size_t answers_min = 7;  ///< who gave fewer (or fewer than there are statements) is in no group
  std::size_t base_clusters = 100;
  std::size_t wins_needed = 4;  ///< times running that another k must win before it is taken
  std::size_t representative_max = 5;
  std::size_t consensus_max = 10;
};

/// Fewer people in groups than this make no map.
inline constexpr std::size_t people_min = 4;
inline constexpr std::size_t statements_min = 2;

enum class outcome {
  mapped,
  one_opinion,            ///< all who are grouped vote alike: one group, k = 1
  not_enough_statements,  ///< fewer than statements_min; as all below, no groups and k = 0
  not_enough_people,      ///< fewer than people_min gave enough votes
  too_few_differences,    ///< options.k is more than there are different places on the map
  cancelled,              ///< progress said so
};

/// The outcome's name as above, for JSON.
[[nodiscard]] std::string_view name_of(outcome one);

struct group {
  std::uint32_t name = 0;  ///< a number from 0; kept by opinion_mapper while votes arrive
  std::size_t size = 0;    ///< people
  point centre;            ///< their mean place
  std::vector<stand> representative;
};

struct silhouette_of_k {
  std::size_t k = 0;
  double width = 0;  ///< from -1 to 1
};

struct opinion_map {
  outcome result = outcome::not_enough_people;
  std::size_t k = 0;                   ///< groups.size()
  std::vector<group> groups;           ///< by name
  std::vector<std::int32_t> group_of;  ///< each person's group's name, or `ungrouped`
  std::vector<point> places;           ///< each person's place; without a map empty
  principal_axes axes;
  std::vector<silhouette_of_k> silhouettes;   ///< of each k that was tried
  std::vector<tally> everybody;               ///< each statement's votes, of ungrouped people too
  std::vector<std::vector<tally>> in_groups;  ///< [place in `groups`][statement]
  std::vector<shared_stand> consensus;        ///< its shares are in the order of `groups`
};

/// Told from time to time what part is done, from 0 to 1; false stops the work.
using progress = std::function<bool(double done)>;

/// Maps one conversation again and again as votes arrive, so that groups keep their names, the picture does not turn,
/// and the number of groups changes only after it has won options.wins_needed times running.
class opinion_mapper {
 public:
  explicit opinion_mapper(const options& how = {});

  /// The map of these votes. People and statements keep their indices from one call to the next; new ones come at the
  /// end. Without a map (`result` above) what is known of earlier ones stays.
  [[nodiscard]] opinion_map map(const vote_table& votes, const progress& on_progress = {});

 private:
  /// Each person's group, numbered from 0; fills `k` and the silhouettes.
  [[nodiscard]] std::vector<std::int32_t> group_people(opinion_map& out, const base_points& base);
  [[nodiscard]] std::size_t settled_k(std::size_t winner, std::size_t k_possible);

  options how_;
  std::vector<std::int32_t> group_of_;
  principal_axes axes_;
  std::size_t k_ = 0;  ///< of the last map; 0: there is none yet
  std::size_t challenger_ = 0;
  std::size_t wins_ = 0;
};

/// A map of a conversation seen once; its groups are named 0, 1, 2 … by size.
[[nodiscard]] opinion_map map_opinions(const vote_table& votes, const options& how = {},
                                       const progress& on_progress = {});

/// Names the groups of such a map after those in `before`, each person's group's name in another map (matched_names()).
void rename_groups(opinion_map& map, std::span<const std::int32_t> before);

}  // namespace ruamkit::analysis::opinion
