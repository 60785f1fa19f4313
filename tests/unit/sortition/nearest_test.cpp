// The nearest mixture of panels: a target that is mixed of panels is found, one that is not is told from every panel;
// the face on which a target lies holds the panels it is mixed of.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "analysis/sortition/cover.hpp"
#include "analysis/sortition/face.hpp"
#include "analysis/sortition/nearest_mixture.hpp"
#include "base/seeded.hpp"
#include "exhaustive.hpp"
#include "instances.hpp"

namespace ruamkit::analysis::sortition {
namespace {

using sortition_instances::make;
using sortition_instances::recipe;

struct listed {
  panel_space space;
  std::vector<panel> panels;  ///< all of them, by cell
};

listed list(std::uint64_t seed) {
  recipe how;
  how.seed = seed;
  how.people = 11;
  how.seats = 4;
  how.values = {2, 3, 2};
  const pool of = make(how);
  listed out{panels_of(of), {}};
  std::vector<std::uint32_t> cell_of(of.people.size());
  for (std::uint32_t c = 0; c < out.space.cells.size(); ++c)
    for (const auto p : out.space.cells[c].people) cell_of[p] = c;
  for (const auto& members : sortition_exhaustive::all_panels(of)) {
    std::map<std::uint32_t, std::uint32_t> counted;
    for (const auto p : members) ++counted[cell_of[p]];
    panel& made = out.panels.emplace_back();
    for (const auto& [c, count] : counted) made.push_back({c, count});
  }
  std::ranges::sort(out.panels);
  const auto again = std::unique(out.panels.begin(), out.panels.end());
  out.panels.erase(again, out.panels.end());
  return out;
}

mixture mixed(const listed& of, std::size_t parts, seeded& chance) {
  mixture out;
  double sum = 0;
  for (std::size_t i = 0; i < parts; ++i) {
    out.panels.push_back(of.panels[chance.below(of.panels.size())]);
    out.chances.push_back(1 + static_cast<double>(chance.below(9)));
    sum += out.chances.back();
  }
  for (double& each : out.chances) each /= sum;
  return out;
}

double weight_of_target(const panel_space& space, const wish& asked, const std::vector<double>& chances) {
  const auto counts = counts_of(space, chances);
  return std::inner_product(counts.begin(), counts.end(), asked.weights.begin(), 0.0);
}

}  // namespace

TEST_CASE("what is mixed of panels is found again, and its face holds those panels") {
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    const listed of = list(seed);
    if (of.panels.size() < 3) continue;
    ++compared;
    seeded chance(seed);
    const auto made = mixed(of, 3, chance);
    const auto target = chances_under(of.space, made);
    nearest_mixture found(of.space, target);
    for (const panel& each : of.panels) found.add(each);
    REQUIRE(found.mix());
    CHECK(found.shortfall() < 1e-8);
    const mixture again{of.panels, found.chances()};
    const auto reached = chances_under(of.space, again);
    for (std::size_t c = 0; c < target.size(); ++c) CHECK(std::abs(reached[c] - target[c]) < 1e-8);

    const auto counts = counts_of(of.space, target);
    const face held = face_of(of.space, counts);
    for (const panel& each : made.panels) {
      std::vector<double> seated(counts.size(), 0.0);
      for (const auto& [c, count] : each) seated[c] = count;
      for (std::size_t c = 0; c < seated.size(); ++c)
        CHECK((seated[c] >= held.cells[c].lower && seated[c] <= held.cells[c].upper));
      for (std::size_t r = 0; r < held.rows.size(); ++r) {
        const double sum = sum_of(of.space.rows[r], seated);
        CHECK((sum >= held.rows[r].lower && sum <= held.rows[r].upper));
      }
    }
  }
  CHECK(compared > 20);
}

TEST_CASE("a target beyond the panels is told from each of them, and one more panel reaches it") {
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    const listed of = list(seed);
    if (of.panels.size() < 4) continue;
    ++compared;
    // The last panel itself, when it is not known.
    const auto target = chances_under(of.space, {{of.panels.back()}, {1}});
    nearest_mixture found(of.space, target);
    for (const panel& each : std::span(of.panels).first(of.panels.size() - 1)) found.add(each);
    REQUIRE(found.mix());
    CHECK(found.shortfall() > 1e-3);
    const wish asked = found.wanted();
    CHECK(std::ranges::min(asked.weights) >= 0);
    CHECK(weight_of_target(of.space, asked, target) > asked.beat);
    for (const panel& each : std::span(of.panels).first(of.panels.size() - 1))
      CHECK(weight_of(each, asked.weights) <= asked.beat);
    CHECK(weight_of(of.panels.back(), asked.weights) > asked.beat);
    found.add(of.panels.back());
    REQUIRE(found.mix());
    CHECK(found.shortfall() < 1e-8);
    CHECK(found.chances().back() == doctest::Approx(1));
  }
  CHECK(compared > 20);
}

}  // namespace ruamkit::analysis::sortition
