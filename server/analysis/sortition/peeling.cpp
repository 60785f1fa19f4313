#include "analysis/sortition/peeling.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

#include "analysis/sortition/face.hpp"
#include "base/seeded.hpp"

namespace ruamkit::analysis::sortition {
namespace {

constexpr double near = 1e-7;    ///< to a whole number
constexpr double enough = 1e-6;  ///< a rest that no longer matters: no chance is off by more
constexpr int nodes_a_try = 40;
constexpr int tries_a_face = 6;
constexpr int retries = 6;
constexpr double hopeless = 0.01;  ///< a rest after which other ways lead no further
constexpr int parts_of_rest = 60;

/// What is left: counts by cell, and the chance they stand for.
class remainder {
 public:
  remainder(const panel_space& space, std::span<const double> full) : space_(&space), counts_(counts_of(space, full)) {}

  [[nodiscard]] double chance() const { return chance_; }

  /// As if it were a whole panel.
  [[nodiscard]] std::vector<double> whole() const {
    std::vector<double> out = counts_;
    for (double& each : out) each /= chance_;
    return out;
  }

  /// Takes `one` with the largest chance that leaves the rest inside, and answers with it.
  double take(const panel& one, std::span<const bounds> cells) {
    std::vector<double> counts(counts_.size(), 0.0);
    for (const auto& [c, count] : one) counts[c] = count;
    double step = chance_;
    const auto limit = [&](double rest, double taken, double lower, double upper) {
      if (taken < upper) step = std::min(step, (upper * chance_ - rest) / (upper - taken));
      if (taken > lower) step = std::min(step, (rest - lower * chance_) / (taken - lower));
    };
    for (std::size_t c = 0; c < counts.size(); ++c) limit(counts_[c], counts[c], cells[c].lower, cells[c].upper);
    for (const row& each : space_->rows) limit(sum_of(each, counts_), sum_of(each, counts), each.lower, each.upper);
    // Rounding may leave no step at all; a tiny one goes on with a rest that is a little outside.
    step = std::clamp(step, std::min(1e-9, chance_), chance_);
    for (std::size_t c = 0; c < counts.size(); ++c) counts_[c] = std::max(0.0, counts_[c] - step * counts[c]);
    chance_ -= step;
    return step;
  }

  void give_back(const panel& one, double step) {
    for (const auto& [c, count] : one) counts_[c] += step * count;
    chance_ += step;
  }

  [[nodiscard]] const std::vector<double>& counts() const { return counts_; }

 private:
  const panel_space* space_;
  std::vector<double> counts_;
  double chance_ = 1;
};

struct taken {
  panel one;
  double chance = 0;
};

}  // namespace

struct peeling::parts {
 public:
  parts(const panel_space& space, panel_search& search, std::span<const double> full)
      : space_(space), search_(search), rest_(space, full), steps_max_(20 * full.size()) {}

  std::vector<panel> more(const std::function<bool(double)>& go_on) {
    panels_.clear();
    if (ways_ > 0 && (rest_.chance() <= enough || rest_.chance() > hopeless || taken_.empty() || ways_ > retries))
      return {};
    if (ways_++ > 0) take_back();
    take_while_possible(go_on);
    search_.widen();
    approach();
    return std::move(panels_);
  }

 private:
  [[nodiscard]] std::optional<panel> panel_of_face() {
    const auto whole = rest_.whole();
    for (const bool rounded : {true, false}) {
      face_ = rounded ? rounded_face_of(space_, whole) : face_of(space_, whole);
      search_.narrow(face_);
      // What of each cell is beyond a whole number: who is owed most is taken first.
      weights_ = whole;
      for (double& each : weights_) each -= std::floor(each + near);
      for (int tries = 0; tries < tries_a_face; ++tries) {
        // While much is left it is worth a long search; at the end other panels serve as well.
        const int patience = rest_.chance() > hopeless ? std::max(0, tries - 1) : 0;
        auto found = search_.first(weights_, nodes_a_try << patience);
        if (found.best) return std::move(found.best);
        if (found.proven) break;
        // Other weights lead the search elsewhere; chance comes from a fixed seed.
        for (double& each : weights_) each *= 0.5 + static_cast<double>(chance_.below(1024)) / 1024;
      }
    }
    return std::nullopt;
  }

  void take_while_possible(const std::function<bool(double)>& go_on) {
    while (rest_.chance() > enough && taken_.size() < steps_max_ && go_on(rest_.chance())) {
      auto found = panel_of_face();
      if (!found) return;
      const double step = rest_.take(*found, face_.cells);
      panels_.push_back(*found);
      taken_.push_back({*std::move(found), step});
    }
  }

  void take_back() {
    const double until = std::min(0.5, rest_.chance() * 100);
    while (!taken_.empty() && rest_.chance() < until) {
      rest_.give_back(taken_.back().one, taken_.back().chance);
      taken_.pop_back();
    }
  }

  /// Panels that follow what is left without staying in its face: always the cells that are owed most.
  void approach() {
    if (rest_.chance() <= 1e-9) return;
    std::vector<double> owed = rest_.counts();
    weights_.resize(owed.size());
    for (int part = 0; part < parts_of_rest; ++part) {
      for (std::size_t c = 0; c < owed.size(); ++c) owed[c] += part == 0 ? 0 : rest_.counts()[c];
      for (std::size_t c = 0; c < owed.size(); ++c) weights_[c] = owed[c] / rest_.chance();
      auto found = search_.first(weights_, nodes_a_try);
      if (!found.best) continue;
      for (const auto& [c, count] : *found.best) owed[c] -= rest_.chance() * count;
      panels_.push_back(*std::move(found.best));
    }
  }

  const panel_space& space_;
  panel_search& search_;
  remainder rest_;
  std::size_t steps_max_;
  std::vector<taken> taken_;
  std::vector<panel> panels_;
  face face_;
  std::vector<double> weights_;
  seeded chance_{1};
  int ways_ = 0;
};

peeling::peeling(const panel_space& space, panel_search& search, std::span<const double> full)
    : parts_(std::make_unique<parts>(space, search, full)) {}

peeling::~peeling() = default;

std::vector<panel> peeling::more(const std::function<bool(double)>& go_on) { return parts_->more(go_on); }

}  // namespace ruamkit::analysis::sortition
