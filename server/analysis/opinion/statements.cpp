#include "analysis/opinion/statements.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace ruamkit::analysis::opinion {
namespace {

constexpr vote sides[] = {vote::agree, vote::disagree};

double share_of(const tally& in, vote side) {
  return static_cast<double>(in.of(side) + 1) / static_cast<double>(in.seen() + 2);
}

double z_one_proportion(double share, std::size_t seen) {
  return (share - 0.5) / std::sqrt(0.25 / static_cast<double>(seen + 2));
}

double z_two_proportions(const tally& within, const tally& outside, vote side) {
  const auto n = static_cast<double>(within.seen() + 2);
  const auto m = static_cast<double>(outside.seen() + 2);
  const double pooled = static_cast<double>(within.of(side) + outside.of(side) + 2) / (n + m);
  return (share_of(within, side) - share_of(outside, side)) / std::sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
}

tally sum(const std::vector<std::vector<tally>>& in_groups, std::size_t statement) {
  tally out;
  for (const auto& group : in_groups)
    for (std::size_t i = 0; i < out.count.size(); ++i) out.count[i] += group[statement].count[i];
  return out;
}

tally without(const tally& all, const tally& one) {
  tally out;
  for (std::size_t i = 0; i < out.count.size(); ++i) out.count[i] = all.count[i] - one.count[i];
  return out;
}

std::vector<stand> of_group(const std::vector<tally>& own, const std::vector<tally>& all, std::size_t most) {
  std::vector<stand> picked;
  std::optional<stand> nearest;
  for (std::uint32_t s = 0; s < own.size(); ++s) {
    if (own[s].seen() == 0) continue;
    const tally outside = without(all[s], own[s]);
    const stand agree = stand_on(s, vote::agree, own[s], outside);
    const stand disagree = stand_on(s, vote::disagree, own[s], outside);
    // No more than one of the sides has a majority.
    if (agree.significant || disagree.significant) picked.push_back(agree.significant ? agree : disagree);
    for (const stand& one : {agree, disagree})
      if (!nearest || one.z_against > nearest->z_against) nearest = one;
  }
  std::ranges::sort(picked, [](const stand& a, const stand& b) {
    return a.weight() != b.weight() ? a.weight() > b.weight() : a.statement < b.statement;
  });
  if (picked.size() > most) picked.resize(most);
  if (picked.empty() && nearest && most > 0) picked.push_back(*nearest);
  return picked;
}

std::optional<shared_stand> shared(const std::vector<std::vector<tally>>& in_groups, std::uint32_t statement,
                                   vote side) {
  shared_stand out{statement, side, 1, {}};
  for (const auto& group : in_groups) {
    out.shares.push_back(share_of(group[statement], side));
    if (out.shares.back() <= 0.5) return std::nullopt;
    out.consensus *= out.shares.back();
  }
  const tally all = sum(in_groups, statement);
  if (z_one_proportion(share_of(all, side), all.seen()) <= z_picked) return std::nullopt;
  return out;
}

}  // namespace

stand stand_on(std::uint32_t statement, vote side, const tally& within, const tally& outside) {
  stand out{statement, side, within, outside};
  out.share = share_of(within, side);
  out.share_outside = share_of(outside, side);
  out.z_within = z_one_proportion(out.share, within.seen());
  out.z_against = z_two_proportions(within, outside, side);
  out.significant = out.z_within > z_picked && out.z_against > z_picked;
  return out;
}

std::vector<std::vector<stand>> representative(const std::vector<std::vector<tally>>& in_groups, std::size_t most) {
  std::vector<std::vector<stand>> out;
  if (in_groups.size() < 2) return std::vector<std::vector<stand>>(in_groups.size());
  std::vector<tally> all;
  for (std::size_t s = 0; s < in_groups.front().size(); ++s) all.push_back(sum(in_groups, s));
  for (const auto& own : in_groups) out.push_back(of_group(own, all, most));
  return out;
}

double group_informed_consensus(const std::vector<std::vector<tally>>& in_groups, std::uint32_t statement, vote side) {
  double out = 1;
  for (const auto& group : in_groups) out *= share_of(group[statement], side);
  return out;
}

std::vector<shared_stand> consensus(const std::vector<std::vector<tally>>& in_groups, std::size_t most) {
  std::vector<shared_stand> out;
  if (in_groups.empty()) return out;
  for (std::uint32_t s = 0; s < in_groups.front().size(); ++s)
    for (const vote side : sides)
      if (auto one = shared(in_groups, s, side)) out.push_back(std::move(*one));
  std::ranges::sort(out, [](const shared_stand& a, const shared_stand& b) {
    return a.consensus != b.consensus ? a.consensus > b.consensus : a.statement < b.statement;
  });
  if (out.size() > most) out.resize(most);
  return out;
}

}  // namespace ruamkit::analysis::opinion
