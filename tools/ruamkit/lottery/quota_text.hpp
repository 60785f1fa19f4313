// Numbers as people write quotas.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ruamkit::tools::lottery {

enum class rounding : std::uint8_t { down, up };

/// "12" (or "12.0") as it is, "45%" as that part of `seats`, rounded the way asked for. Nothing for anything else, for
/// negative numbers and for more than a million.
[[nodiscard]] std::optional<int> count_or_percentage(std::string_view text, int seats, rounding way);

/// "0.512", "51.2%", "51.2" or "480,123" (thousands as people write them): any number that is not negative.
[[nodiscard]] std::optional<double> part_of_whole(std::string_view text);

}  // namespace ruamkit::tools::lottery
