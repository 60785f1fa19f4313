#include "analysis/change/multiplicity.hpp"

#include <algorithm>
#include <cstddef>

namespace ruamkit::analysis::change {
namespace {

/// Where the defined values stand, the smallest first.
std::vector<std::size_t> ascending(std::span<const figure> p) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p.size(); ++i)
    if (p[i].defined()) order.push_back(i);
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i].value(); });
  return order;
}

}  // namespace

std::vector<figure> holm(std::span<const figure> p) {
  std::vector<figure> out(p.begin(), p.end());
  const auto order = ascending(p);
  double largest = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    largest = std::max(largest, static_cast<double>(order.size() - i) * p[order[i]].value());
    out[order[i]] = std::min(1.0, largest);
  }
  return out;
}

std::vector<figure> benjamini_hochberg(std::span<const figure> p) {
  std::vector<figure> out(p.begin(), p.end());
  const auto order = ascending(p);
  const double n = static_cast<double>(order.size());
  double smallest = 1;
  for (std::size_t i = order.size(); i-- > 0;) {
    smallest = std::min(smallest, n / static_cast<double>(i + 1) * p[order[i]].value());
    out[order[i]] = smallest;
  }
  return out;
}

}  // namespace ruamkit::analysis::change
