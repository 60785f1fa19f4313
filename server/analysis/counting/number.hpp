// Exact numbers of a count, and how they are written.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <string>

namespace ruamkit::analysis::counting {

using integer = boost::multiprecision::cpp_int;
using rational = boost::multiprecision::cpp_rational;

/// In decimals, without trailing zeros; exact where `places` suffice, else rounded to nearest (halves away from zero).
[[nodiscard]] std::string decimal(const rational& value, unsigned places = 9);

/// "n" or "n/d", in lowest terms.
[[nodiscard]] std::string fraction(const rational& value);

/// Whether decimal() with as many places says all of it.
[[nodiscard]] bool is_decimal(const rational& value, unsigned places = 9);

}  // namespace ruamkit::analysis::counting
