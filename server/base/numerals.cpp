#include "base/numerals.hpp"

#include <algorithm>
#include <cstddef>

namespace ruamkit {

std::string with_commas(std::string number) {
  constexpr const char* digits = "0123456789";
  const auto first = number.find_first_of(digits);
  if (first == std::string::npos) return number;
  const auto end = std::min(number.find_first_not_of(digits, first), number.size());
  for (std::size_t at = end; at > first + 3;) number.insert(at -= 3, ",");
  return number;
}

std::string with_commas(std::int64_t number) { return with_commas(std::to_string(number)); }
std::string with_commas(std::uint64_t number) { return with_commas(std::to_string(number)); }

}  // namespace ruamkit
