// Which counting rules (DESIGN.md section 7) can count which kind of ballot, and which one is taken when none is named.
#pragma once

#include <span>
#include <string_view>

#include "deliberation/definition.hpp"

namespace ruamkit::deliberation {

/// The rules that fit, the default first:
///   single, yes_no  plurality: what a show of hands would count
///   multiple        approval
///   rank            borda: points by place, the ranking rule a hall can follow and check by hand
///   score           score (the mean)
///   points          points (the sum)
///   scale           median: a few extreme answers cannot drag it
///   text            none: answers are read, not counted
/// greedy, greedy_ratio and equal_shares spend money and need a cost for every option, which a definition does not
/// hold.
[[nodiscard]] std::span<const std::string_view> rules_for(ballot_kind);

[[nodiscard]] inline std::string_view default_rule(ballot_kind kind) { return rules_for(kind).front(); }

/// Rules that elect several at once, the only ones for which `seats` means something.
[[nodiscard]] inline bool elects_several(std::string_view rule) { return rule.starts_with("stv_"); }

}  // namespace ruamkit::deliberation
