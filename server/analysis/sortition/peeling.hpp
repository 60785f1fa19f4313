// Takes a point of the relaxation apart into panels, one after the other.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "analysis/sortition/panel_search.hpp"
#include "analysis/sortition/panel_space.hpp"

namespace ruamkit::analysis::sortition {

/// Finds panels of which nearly all of the chances `full` can be mixed, when that is possible at all: each is a
/// whole-number point of the face on which what is left lies, and takes as much chance as leaves the rest inside the
/// polytope (after Grötschel, Lovász, Schrijver 1981, who take apart points of integral polytopes so). `search` is left
/// wide between calls; it and `space` must outlive this.
class peeling {
 public:
  peeling(const panel_space& space, panel_search& search, std::span<const double> full);
  ~peeling();
  peeling(const peeling&) = delete;
  peeling& operator=(const peeling&) = delete;

  /// The panels of one more way down, and some near what it left over; the next way takes back the last steps of this
  /// one and tries them differently. Nothing when all has been taken, or there are no more ways. `go_on(chance left)`
  /// is asked between steps.
  [[nodiscard]] std::vector<panel> more(const std::function<bool(double)>& go_on);

 private:
  struct parts;
  std::unique_ptr<parts> parts_;
};

}  // namespace ruamkit::analysis::sortition
