// How measured times are spread.
#pragma once

#include <boost/json/object.hpp>
#include <vector>

namespace ruamkit::crowd {

/// The smallest measured value that at least `share` (0..1) of them do not exceed (nearest rank); 0 of none.
[[nodiscard]] double percentile(std::vector<double> values, double share);

struct spread {
  double p50 = 0, p99 = 0, max = 0;
};
[[nodiscard]] spread spread_of(std::vector<double> values);
[[nodiscard]] boost::json::object to_json(const spread& of);

/// To thousandths: what a clock of a busy machine can tell.
[[nodiscard]] double rounded(double value);

}  // namespace ruamkit::crowd
