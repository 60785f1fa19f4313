#include "deliberation/rule_names.hpp"

#include <array>

namespace ruamkit::deliberation {

std::span<const std::string_view> rules_for(ballot_kind kind) {
  using list = std::string_view;
  static constexpr std::array single{list{"plurality"}, list{"two_round"}};
  static constexpr std::array multiple{list{"approval"}};
  static constexpr std::array rank{list{"borda"},    list{"schulze"},      list{"ranked_pairs"},
                                   list{"irv"},      list{"stv_scottish"}, list{"stv_wig"},
                                   list{"stv_meek"}, list{"plurality"},    list{"two_round"}};
  static constexpr std::array score{list{"score"}, list{"median"}, list{"majority_judgment"}};
  static constexpr std::array points{list{"points"}};
  static constexpr std::array scale{list{"median"}, list{"score"}};
  static constexpr std::array yes_no{list{"plurality"}};
  static constexpr std::array text{list{"none"}};
  switch (kind) {
    case ballot_kind::single:
      return single;
    case ballot_kind::multiple:
      return multiple;
    case ballot_kind::rank:
      return rank;
    case ballot_kind::score:
      return score;
    case ballot_kind::points:
      return points;
    case ballot_kind::scale:
      return scale;
    case ballot_kind::yes_no:
      return yes_no;
    case ballot_kind::text:
      break;
  }
  return text;
}

}  // namespace ruamkit::deliberation
