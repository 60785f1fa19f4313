// Equal shares in whole numbers: what everybody has left, over one common denominator.
#pragma once

#include <optional>
#include <vector>

#include "analysis/counting/budget.hpp"

namespace ruamkit::analysis::counting {

/// All money is multiplied by the number of voters, so that an equal share of the budget is whole: a share is then
/// budget + raise * voters, a cost cost * voters.
class exact_shares {
 public:
  /// `raise`: what every voter's money was raised by, in the smallest money.
  exact_shares(const budget_election& election, std::int64_t raise);

  /// What a supporter pays a point, in the scaled money, when all who cannot pay so much give all they have; none when
  /// the supporters have too little together.
  [[nodiscard]] std::optional<rational> price(std::size_t project) const;

  /// Takes the project's cost from its supporters, who can pay it; says at what price, and how many people gave all
  /// they had left because their part was more than that.
  struct bill {
    rational price;
    std::int64_t short_of_money = 0;
  };
  bill buy(std::size_t project);

 private:
  /// The price as `money` / (`points` times the denominator), and who is short of it.
  struct split {
    integer money;
    std::int64_t points = 0;
    std::vector<bool> is_short;
  };
  [[nodiscard]] std::optional<split> divide(std::size_t project) const;

  const budget_election& election_;
  std::vector<integer> left_;  ///< of one person of each group
  integer denominator_ = 1;
};

}  // namespace ruamkit::analysis::counting
