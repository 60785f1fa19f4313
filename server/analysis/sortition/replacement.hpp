// Reserves, and who takes the seat of somebody who drops out.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/sortition/pool.hpp"
#include "base/seeded.hpp"

namespace ruamkit::analysis::sortition {

/// How well one person stands in for another.
enum class match : std::uint8_t {
  same_stratum,  ///< the same value of every feature
  keeps_quotas,  ///< another stratum, but the panel with the exchange meets every quota
  nearest,       ///< breaks a quota; the most values in common
};

struct reserve {
  std::uint32_t person = 0;
  std::uint32_t stands_in_for = 0;
  match how = match::nearest;
};

/// Whether these people meet every quota, the number of seats, and the rule of households and standings.
[[nodiscard]] bool is_valid_panel(const pool& of, std::span<const std::uint32_t> panel);

/// One reserve for each member of `panel` in a drawn order, while there are people, at most `most`; nobody twice.
/// Whoever must serve needs none.
[[nodiscard]] std::vector<reserve> draw_reserves(const pool& of, std::span<const std::uint32_t> panel, std::size_t most,
                                                 seeded& chance);

/// Somebody from `candidates` (in nobody's seat) for the seat of `leaving`: at random among the best matches. Nothing
/// when every candidate shares a household with a member who stays.
[[nodiscard]] std::optional<reserve> replace(const pool& of, std::span<const std::uint32_t> panel,
                                             std::uint32_t leaving, std::span<const std::uint32_t> candidates,
                                             seeded& chance);

}  // namespace ruamkit::analysis::sortition
