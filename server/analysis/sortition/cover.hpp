// Chances made of panels: writes a target as a mixture of panels, or shows by a cut that no mixture reaches it.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "analysis/sortition/mixer.hpp"
#include "analysis/sortition/panel_search.hpp"
#include "analysis/sortition/panel_space.hpp"
#include "analysis/sortition/shortfall_program.hpp"
#include "base/seeded.hpp"

namespace ruamkit::analysis::sortition {

/// Panels, each with the chance that it is the one drawn; the chances sum to 1.
struct mixture {
  std::vector<panel> panels;
  std::vector<double> chances;
};

/// Chances by cell under a mixture.
[[nodiscard]] std::vector<double> chances_under(const panel_space& space, const mixture& of);

struct cover_outcome {
  bool reached = false;
  double shortfall = 0;    ///< of the cell that is furthest below its target (a chance)
  std::optional<row> cut;  ///< holds for every panel, and the target breaks it; none when stopped
};

/// Keeps its panels from one target to the next. `space` and `search` must outlive it.
class cover {
 public:
  cover(const panel_space& space, panel_search& search) : space_(space), search_(search) {}

  /// Column generation for the mixture whose chances are nowhere below `chances`; `full` are chances of a point of the
  /// relaxation that is nowhere below `chances`. `go_on(shortfall, panels)` is asked between steps.
  [[nodiscard]] cover_outcome reach(std::span<const double> chances, std::span<const double> full,
                                    const std::function<bool(double, std::size_t)>& go_on);

  [[nodiscard]] const mixture& best() const { return best_; }
  void add(panel one);

 private:
  using asked = std::function<bool(double, std::size_t)>;
  /// Why column generation ended short of the target: no panel is heavier than `bound` under the wish's weights.
  struct dead_end {
    wish wanted;
    double bound = 0;
  };

  [[nodiscard]] cover_outcome reach_exactly(std::span<const double> chances, const asked& go_on);
  [[nodiscard]] cover_outcome reach_from_below(std::span<const double> chances, const std::function<bool()>& peel,
                                               const asked& go_on);
  [[nodiscard]] std::optional<dead_end> generate(mixer& master, const std::function<bool()>& peel, const asked& go_on,
                                                 cover_outcome& out);
  [[nodiscard]] std::optional<dead_end> price(wish wanted);
  [[nodiscard]] search_result by_cbc(const wish& wanted);
  void add_some_near(const wish& wanted);
  void keep(const mixer& master);

  const panel_space& space_;
  panel_search& search_;
  std::unique_ptr<shortfall_program> from_below_;
  std::vector<panel> panels_;
  std::vector<panel> known_;  ///< sorted
  mixture best_;
  bool peeled_ = false;
  bool dead_end_met_ = false;
  double spread_ = 0.5;
  seeded chance_{7};
};

}  // namespace ruamkit::analysis::sortition
