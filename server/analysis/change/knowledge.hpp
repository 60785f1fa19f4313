// What people know: one index over all knowledge items.
#pragma once

#include <optional>

#include "analysis/change/report.hpp"
#include "analysis/change/study.hpp"

namespace ruamkit::analysis::change {

/// The index as an item of its own, from 0 (nothing right) to 1; none where no scored knowledge item is in both waves.
struct knowledge_index {
  std::vector<std::size_t> items;
  item_answers answers;
};
[[nodiscard]] std::optional<knowledge_index> knowledge_index_of(const study& of);

}  // namespace ruamkit::analysis::change
