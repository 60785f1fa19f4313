// One run of the method of equal shares, quick: floating point with a bound on its error, and whole numbers for what
// that bound cannot tell apart.
#pragma once

#include <optional>
#include <vector>

#include "analysis/counting/budget.hpp"
#include "analysis/counting/lots.hpp"
#include "analysis/counting/shares_exact.hpp"

namespace ruamkit::analysis::counting {

class shares_runner {
 public:
  shares_runner(const budget_election& election, satisfaction worth);

  struct outcome {
    std::vector<std::size_t> bought;  ///< in order
    std::int64_t cost = 0;
    std::vector<tie> ties;
    bool went_over = false;  ///< stopped as soon as the cost was above the limit
  };

  /// With `raise` (smallest money) more for every voter than an equal share of the budget.
  [[nodiscard]] outcome run(std::int64_t raise, std::int64_t cost_limit, std::uint64_t seed);

  /// How many units of currency more every voter may surely be given than in the last run before one can come out
  /// otherwise: 0 unless everybody paid his full part in it, when prices do not depend on what people hold.
  [[nodiscard]] std::int64_t idle_raises() const;

 private:
  struct project {
    std::vector<std::uint32_t> group;
    std::vector<double> people;
    std::vector<double> points;
    std::size_t able = 0;  ///< the first so many have money left; the others paid their last
    bool plain = true;     ///< one point of one person each
    double all_people = 0;
    double all_points = 0;
    double cost = 0;     ///< times the number of voters
    double worth = 1;    ///< of a point: the cost, or 1
    double floor = 0;    ///< a price below which it cannot be, at this point of the run
    bool gone = false;   ///< bought, or never affordable again
    double missing = 0;  ///< at least what its supporters lacked when it was found unaffordable; infinite if bought
  };
  struct offer {
    std::size_t project;
    double low;  ///< bounds of the price for a unit of satisfaction
    double high;
    double price;  ///< a point
    double error;
    bool doubtful;  ///< whether it is affordable at all is too close to tell
  };

  struct payment {
    double money = 0;
    double points_in_full = 0;
  };

  void begin(std::int64_t raise);
  void buy_free_ones(outcome& out);
  [[nodiscard]] double money_of(project& of);
  [[nodiscard]] payment paid_by_plain(const project& of, double price) const;
  [[nodiscard]] payment paid_at(const project& of, double price) const;
  [[nodiscard]] std::optional<offer> price(std::size_t index);
  [[nodiscard]] std::vector<offer> best_offers();
  [[nodiscard]] std::vector<offer> cheapest(const std::vector<offer>& offers, const outcome& so_far);
  [[nodiscard]] rational worth_of(std::size_t index) const;
  [[nodiscard]] bool nobody_is_short(const offer& of) const;
  [[nodiscard]] std::optional<rational> exact_price(const offer& of, const outcome& so_far);
  void pay(const offer& of);

  const budget_election& election_;
  std::vector<project> projects_;
  std::vector<double> left_;
  double error_ = 0;  ///< bound on the errors of all voters' money together
  std::int64_t raise_ = 0;
  bool somebody_short_ = false;
  std::optional<exact_shares> exact_;
  std::size_t exact_bought_ = 0;
  std::size_t free_ = 0;
};

}  // namespace ruamkit::analysis::counting
