// Numbers as files write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ruamkit::tools::count {

/// A whole number, nothing around it; none where it is not one or too large.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text);

/// A decimal number in units of 10^-places, exactly; none where it is not one, has more places or is above 10^12.
/// `loose`: blanks between digits and a comma as the decimal mark are let through, as budgets are written.
[[nodiscard]] std::optional<std::int64_t> decimal_number(std::string_view text, unsigned places, bool loose = false);

}  // namespace ruamkit::tools::count
