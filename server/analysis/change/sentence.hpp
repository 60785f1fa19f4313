// What an item's figures say, in one plain sentence or two that claim no more than the figures do.
#pragma once

#include <string>

#include "analysis/change/report.hpp"
#include "analysis/change/study.hpp"

namespace ruamkit::analysis::change {

/// How far the figures let one speak. The level is 5 %; "clear" holds after Holm's correction across all items.
enum class certainty : std::uint8_t { clear, single, none, undefined };
[[nodiscard]] certainty certainty_of(const item_report& of);

/// Reads the corrected p, so it is said last. Means and difference are of those who answered both times, so that the
/// numbers of a sentence fit each other; shares are in percentage points.
[[nodiscard]] localized sentence_of(const item& about, const item_report& of);

/// A number as people write it: as few decimals as tell `size` apart from nothing, one to three.
[[nodiscard]] std::string in_words(double value, double size);

}  // namespace ruamkit::analysis::change
