#include "base/share.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace ruamkit {
namespace {

constexpr std::int64_t parts = 1'000'000'000;

std::int64_t billionths(double share) {
  if (std::isnan(share)) return 0;
  return std::llround(std::clamp(share, -1e6, 1e6) * static_cast<double>(parts));
}

}  // namespace

double rounded_share(double share) { return static_cast<double>(billionths(share)) / static_cast<double>(parts); }

std::string share_text(double share) {
  const std::int64_t whole_billionths = billionths(share);
  const std::int64_t size = whole_billionths < 0 ? -whole_billionths : whole_billionths;
  std::string out = (whole_billionths < 0 ? "-" : "") + std::to_string(size / parts);
  std::string decimals = std::to_string(size % parts);
  decimals.insert(0, 9 - decimals.size(), '0');
  decimals.erase(decimals.find_last_not_of('0') + 1);
  if (!decimals.empty()) out += "." + decimals;
  return out;
}

}  // namespace ruamkit
