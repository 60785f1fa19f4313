#include "analysis/opinion/agreement.hpp"

#include <algorithm>
#include <map>

namespace ruamkit::analysis::opinion {
namespace {

double pairs(std::size_t people) { return static_cast<double>(people) * (static_cast<double>(people) - 1) / 2; }

template <typename Counts>
double pairs_in(const Counts& counts) {
  double sum = 0;
  for (const auto& [name, people] : counts) sum += pairs(people);
  return sum;
}

}  // namespace

std::optional<double> adjusted_rand(std::span<const std::int32_t> a, std::span<const std::int32_t> b) {
  std::map<std::int32_t, std::size_t> in_a, in_b;
  std::map<std::pair<std::int32_t, std::int32_t>, std::size_t> in_both;
  std::size_t people = 0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (a[i] < 0 || b[i] < 0) continue;
    ++people;
    ++in_a[a[i]];
    ++in_b[b[i]];
    ++in_both[{a[i], b[i]}];
  }
  if (people < 2) return std::nullopt;
  const double together_a = pairs_in(in_a), together_b = pairs_in(in_b);
  const double by_chance = together_a * together_b / pairs(people);
  const double most = (together_a + together_b) / 2;
  if (most == by_chance) return std::nullopt;
  return (pairs_in(in_both) - by_chance) / (most - by_chance);
}

}  // namespace ruamkit::analysis::opinion
