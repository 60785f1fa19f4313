// Numbers as people read them.
#pragma once

#include <cstdint>
#include <string>

namespace ruamkit {

/// A comma between thousands: "12345.5" becomes "12,345.5". What stands before the digits and after them stays.
[[nodiscard]] std::string with_commas(std::string number);
[[nodiscard]] std::string with_commas(std::int64_t number);
[[nodiscard]] std::string with_commas(std::uint64_t number);

}  // namespace ruamkit
