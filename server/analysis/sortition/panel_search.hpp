// The heaviest panel under given weights: the pricing step of column generation.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/sortition/face.hpp"
#include "analysis/sortition/integer_program.hpp"
#include "analysis/sortition/linear_program.hpp"
#include "analysis/sortition/panel_space.hpp"

namespace ruamkit::analysis::sortition {

struct search_result {
  std::optional<panel> best;  ///< the heaviest one seen that is heavier than asked for
  double weight = 0;          ///< of `best`
  double bound = 0;           ///< no panel is heavier (of those the search was narrowed to)
  bool proven = false;        ///< `best` is the heaviest; without one: no panel is heavier than asked for
};

/// Branch and bound over the LP of `space`, warm from one search to the next. `space` must outlive it.
class panel_search {
 public:
  explicit panel_search(const panel_space& space);

  /// A row that every panel keeps and the LP may break; it must be valid.
  void add_cut(const row& cut);

  /// Only panels of this face, until widen().
  void narrow(const face& to);
  void widen();

  /// Panels heavier than `beat`; `nodes` linear programs at most.
  [[nodiscard]] search_result heaviest(std::span<const double> weights, double beat, int nodes);

  /// Any panel, found by following the weights.
  [[nodiscard]] search_result first(std::span<const double> weights, int nodes);

  /// Any panel heavier than `beat`, by Cbc; none proves nothing.
  [[nodiscard]] std::optional<panel> any_heavier(std::span<const double> weights, double beat) const;

  /// The proven heaviest, by Cbc. Nothing is heavier than `bound` even where rounding is against us.
  [[nodiscard]] search_result proven_heaviest(std::span<const double> weights, double beat) const;

 private:
  void branch(search_result& found, std::span<const double> weights, int& nodes);
  [[nodiscard]] std::optional<std::size_t> fractional() const;
  void keep(search_result& found, std::span<const double> weights) const;
  [[nodiscard]] integer_program program_for(std::span<const double> weights) const;

  const panel_space& space_;
  std::vector<row> cuts_;
  linear_program lp_;
  face now_;  ///< the bounds that the LP has
  bool first_only_ = false;
};

}  // namespace ruamkit::analysis::sortition
