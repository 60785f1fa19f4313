#include "analysis/counting/number.hpp"

namespace ruamkit::analysis::counting {
namespace {

integer power_of_ten(unsigned places) {
  integer scale = 1;
  for (unsigned i = 0; i < places; ++i) scale *= 10;
  return scale;
}

}  // namespace

std::string decimal(const rational& value, unsigned places) {
  const bool negative = value < 0;
  const rational size = negative ? rational(-value) : value;
  const integer scale = power_of_ten(places);
  const integer numerator = boost::multiprecision::numerator(size) * scale;
  const integer denominator = boost::multiprecision::denominator(size);
  const integer rounded = (2 * numerator + denominator) / (2 * denominator);
  const integer whole = rounded / scale;
  std::string text = whole.str();
  std::string part = integer(rounded % scale).str();
  if (places == 0) part.clear();
  if (part.size() < places) part.insert(0, places - part.size(), '0');
  while (!part.empty() && part.back() == '0') part.pop_back();
  if (!part.empty()) text += "." + part;
  return negative && rounded != 0 ? "-" + text : text;
}

std::string fraction(const rational& value) {
  const integer bottom = boost::multiprecision::denominator(value);
  const std::string top = boost::multiprecision::numerator(value).str();
  return bottom == 1 ? top : top + "/" + bottom.str();
}

bool is_decimal(const rational& value, unsigned places) {
  return power_of_ten(places) % boost::multiprecision::denominator(value) == 0;
}

}  // namespace ruamkit::analysis::counting
