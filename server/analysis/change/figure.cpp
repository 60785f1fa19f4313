#include "analysis/change/figure.hpp"

namespace ruamkit::analysis::change {

std::string_view name_of(gap why) {
  switch (why) {
    case gap::no_values:
      return "no_values";
    case gap::one_value:
      return "one_value";
    case gap::no_pairs:
      return "no_pairs";
    case gap::one_pair:
      return "one_pair";
    case gap::zero_variance:
      return "zero_variance";
    case gap::constant_differences:
      return "constant_differences";
    case gap::no_nonzero_differences:
      return "no_nonzero_differences";
    case gap::no_discordant_pairs:
      return "no_discordant_pairs";
    case gap::one_category:
      return "one_category";
    case gap::not_two_by_two:
      return "not_two_by_two";
    case gap::one_group:
      return "one_group";
    case gap::no_group_of_two:
      return "no_group_of_two";
    case gap::no_side:
      return "no_side";
    case gap::no_scale:
      return "no_scale";
    case gap::not_numeric:
      return "not_numeric";
    case gap::not_asked_before:
      return "not_asked_before";
    case gap::not_asked_after:
      return "not_asked_after";
    case gap::population_share_zero:
      return "population_share_zero";
    case gap::no_weight:
      return "no_weight";
    case gap::out_of_range:
      return "out_of_range";
  }
  return "out_of_range";
}

}  // namespace ruamkit::analysis::change
