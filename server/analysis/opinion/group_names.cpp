#include "analysis/opinion/group_names.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace ruamkit::analysis::opinion {

std::vector<std::uint32_t> matched_names(std::span<const std::int32_t> now, std::size_t groups,
                                         std::span<const std::int32_t> before) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> shared;
  for (std::size_t p = 0; p < std::min(now.size(), before.size()); ++p)
    if (now[p] >= 0 && before[p] >= 0)
      ++shared[{static_cast<std::uint32_t>(now[p]), static_cast<std::uint32_t>(before[p])}];
  std::vector<std::tuple<std::size_t, std::uint32_t, std::uint32_t>> overlaps;
  for (const auto& [pair, people] : shared) overlaps.emplace_back(people, pair.first, pair.second);
  std::ranges::stable_sort(overlaps, std::greater<>(), [](const auto& one) { return std::get<0>(one); });

  std::vector<std::optional<std::uint32_t>> names(groups);
  std::set<std::uint32_t> taken;
  for (const auto& [people, group, name] : overlaps)
    if (!names[group] && taken.insert(name).second) names[group] = name;
  std::vector<std::uint32_t> out;
  std::uint32_t next = 0;
  for (const auto& name : names) {
    if (!name)
      while (!taken.insert(next).second) ++next;
    out.push_back(name.value_or(next));
  }
  return out;
}

}  // namespace ruamkit::analysis::opinion
