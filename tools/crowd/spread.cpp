#include "crowd/spread.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>

namespace ruamkit::crowd {
namespace {

double ranked(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return 0;
  const auto count = static_cast<double>(sorted.size());
  // The product may end up a hair above the whole number it means.
  const double rank = std::clamp(std::ceil(share * count - 1e-9), 1.0, count);
  return sorted[static_cast<std::size_t>(rank) - 1];
}

}  // namespace

double percentile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return ranked(values, share);
}

spread spread_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return {ranked(values, 0.5), ranked(values, 0.99), ranked(values, 1.0)};
}

double rounded(double value) { return std::round(value * 1000.0) / 1000.0; }

boost::json::object to_json(const spread& of) {
  return {{"p50", rounded(of.p50)}, {"p99", rounded(of.p99)}, {"max", rounded(of.max)}};
}

}  // namespace ruamkit::crowd
