// Groups keep their names while votes arrive.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace ruamkit::analysis::opinion {

/// A name (a number from 0) for each of `groups` new groups, all different. A new group takes the name of the old one
/// it shares most people with, the largest overlap first; who finds none left takes the smallest number nobody has, the
/// earlier group first. `now` holds each person's new group and `before` their group's old name (people may have been
/// added at the end); ungrouped people are -1 in both.
[[nodiscard]] std::vector<std::uint32_t> matched_names(std::span<const std::int32_t> now, std::size_t groups,
                                                       std::span<const std::int32_t> before);

}  // namespace ruamkit::analysis::opinion
