// A lottery that a hall can draw with three dice: 1,000 numbered panels, each as likely as any other.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/sortition/lottery.hpp"
#include "analysis/sortition/panel_space.hpp"

namespace ruamkit::analysis::sortition {

inline constexpr std::size_t panel_numbers = 1000;

/// By number, 000 to 999: who serves, in ascending order (those who must serve are among them).
using numbered_panels = std::vector<std::vector<std::uint32_t>>;

/// How near the numbered panels come to the lottery they stand for. A person's chance with them is the number of panels
/// that name the person / 1,000.
struct nearness {
  double largest_difference = 0;  ///< of anybody's chance
  double smallest_chance = 0;
  double smallest_share = 0;  ///< smallest_chance / the lottery's smallest chance (1 where that is 0)
};

/// 1,000 panels of the mixture (the same one often, where it is likely) whose chances come within 0.004 of the
/// lottery's for everybody, rounded together rather than one by one; `seed` decides only who of people that are alike
/// comes first.
[[nodiscard]] numbered_panels number_panels(const panel_space& space, const lottery& from, std::uint64_t seed);

[[nodiscard]] std::vector<double> chances_under(const numbered_panels& panels, std::size_t people);

[[nodiscard]] nearness near_to(std::span<const double> numbered, std::span<const double> lottery);

/// The panel's number that a public seed stands for. Three digits are the number itself (three ten-sided dice);
/// anything else is hashed with the pool's hash by SHA-256, and the first number below the largest multiple of 1,000
/// that its bytes give (8 at a time, big-endian, then hashing again) is taken modulo 1,000.
[[nodiscard]] std::uint32_t number_of_seed(std::string_view seed, std::string_view pool_hash);

}  // namespace ruamkit::analysis::sortition
