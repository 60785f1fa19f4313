// What staff and people see of tables, ideas and themes (PROTOCOL.md, Views): who sits where and what they say is for
// those who run the tables; everybody sees the themes, and no text there says which table it came from.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "deliberation/state.hpp"

namespace ruamkit::projection {

/// Ideas a page of `ideas/N` holds.
inline constexpr std::size_t ideas_a_page = 100;
/// Texts `theme/ID` shows.
inline constexpr std::size_t theme_texts_max = 500;

/// Counts of a table by value, for the strata the tables are balanced over.
using value_counts = std::vector<std::pair<std::string_view, std::uint32_t>>;
using balance_figures = std::vector<std::pair<std::string_view, value_counts>>;

struct table_summary {
  const deliberation::table_state& table;
  std::optional<instant> ends_at;
  balance_figures by;
};
/// `tables`.
struct tables_view {
  std::int64_t size_min = 0;
  std::int64_t size_max = 0;
  std::size_t round = 1;
  std::uint64_t unseated = 0;
  std::vector<table_summary> tables;
};
[[nodiscard]] tables_view project_tables(const deliberation::state& s);

/// `table/N`. Without `for_staff` it is what those who sit there may see: no ids, no notes, no facilitator.
/// `people_rev` says only that what identity's store knows of those who sit there has changed, and nothing of what it
/// knows.
struct table_view {
  const deliberation::state& state;
  const deliberation::table_state& table;
  std::size_t number = 0;
  bool for_staff = false;
  std::uint64_t people_rev = 0;
  std::optional<instant> ends_at;
  balance_figures by;
};
[[nodiscard]] table_view project_table(const deliberation::state& s, std::size_t number, bool for_staff,
                                       std::uint64_t people_rev);

/// `ideas` and `ideas/N`.
struct ideas_view {
  const deliberation::state& state;
};
struct idea_page_view {
  const deliberation::state& state;
  std::size_t page = 0;
};
[[nodiscard]] std::size_t idea_pages(const deliberation::state& s);

/// `themes` and `theme/ID`.
struct themes_view {
  const deliberation::state& state;
};
struct theme_view {
  const deliberation::theme_state& theme;
  std::size_t number = 0;  ///< from 0
  std::vector<std::string_view> texts;
};
[[nodiscard]] theme_view project_theme(const deliberation::state& s, std::size_t theme);

struct desk_counts {
  std::uint64_t roll = 0, arrived = 0, here = 0, checked_in = 0, left = 0, walk_ins = 0, seated = 0;
};
/// `desk`.
struct desk_view {
  desk_counts all;
  std::vector<std::pair<std::string_view, std::vector<std::pair<std::string_view, desk_counts>>>> by;
};
[[nodiscard]] desk_view project_desk(const deliberation::state& s);

/// `paper`: which positions differ, never what stands there.
struct paper_view {
  const deliberation::state& state;
};

}  // namespace ruamkit::projection
