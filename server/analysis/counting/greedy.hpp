// Buying in order of votes; also what equal shares is completed with.
#pragma once

#include <vector>

#include "analysis/counting/budget.hpp"
#include "analysis/counting/lots.hpp"

namespace ruamkit::analysis::counting {

/// Votes, points, or either for the money, of every project. A free one stands above all others in a ratio: none.
[[nodiscard]] std::vector<std::optional<rational>> greedy_amounts(const budget_election&, greedy_by, bool ratio);

/// Buys those not yet `taken` in order of `amounts` with the money `left`: one round.
void buy_in_order(const budget_election&, const std::vector<std::optional<rational>>& amounts, std::vector<bool>& taken,
                  std::int64_t& left, lots&, count_result& out);

}  // namespace ruamkit::analysis::counting
