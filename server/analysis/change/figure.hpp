// A number, or the named reason why there is none. No result of this folder is ever NaN or infinite.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>

namespace ruamkit::analysis::change {

/// Why a figure is not defined. The names are part of what `ruamkit analyse` prints.
enum class gap : std::uint8_t {
  no_values,               ///< nobody answered
  one_value,               ///< one answer has no spread
  no_pairs,                ///< nobody answered both times
  one_pair,                ///< one person answered both times
  zero_variance,           ///< everybody has the same value
  constant_differences,    ///< everybody moved by the same amount
  no_nonzero_differences,  ///< nobody moved
  no_discordant_pairs,     ///< nobody changed sides
  one_category,            ///< everybody is in one category
  not_two_by_two,          ///< a continuity correction belongs to tables of two by two
  one_group,               ///< groups cannot be compared where there is one
  no_group_of_two,         ///< every group has one person
  no_side,                 ///< every table began in the very middle of the scale
  no_scale,                ///< the item's end points are not known
  not_numeric,             ///< the item's answers are no numbers
  not_asked_before,        ///< the item is not in the first wave
  not_asked_after,         ///< the item is not in the second wave
  population_share_zero,   ///< somebody is in a category that the population has nobody in
  no_weight,               ///< nobody has a weight
  out_of_range,            ///< too large or too small for the arithmetic
};

[[nodiscard]] std::string_view name_of(gap why);

class figure {
 public:
  figure() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): a number is a figure
  figure(double value) : value_(value), defined_(std::isfinite(value)), why_(gap::out_of_range) {}
  // NOLINTNEXTLINE(google-explicit-constructor): so is the reason for none
  figure(gap why) : why_(why) {}

  [[nodiscard]] bool defined() const { return defined_; }
  /// Defined figures only.
  [[nodiscard]] double value() const { return value_; }
  /// Undefined figures only.
  [[nodiscard]] gap why() const { return why_; }

  friend bool operator==(const figure&, const figure&) = default;

 private:
  double value_ = 0;
  bool defined_ = false;
  gap why_ = gap::no_values;
};

/// How an answer that was not given stands in a column of numbers.
inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();
[[nodiscard]] inline bool is_missing(double value) { return std::isnan(value); }

}  // namespace ruamkit::analysis::change
