// Shares (0.512 of the population, two thirds of the votes) as whole billionths, so that a share that was written and
// read again is the same number everywhere.
#pragma once

#include <string>

namespace ruamkit {

/// The nearest whole billionth; NaN and anything beyond ±1,000,000 are brought inside.
[[nodiscard]] double rounded_share(double share);

/// The shortest decimal of rounded_share(share): "0.512", "1", "-0.25".
[[nodiscard]] std::string share_text(double share);

}  // namespace ruamkit
