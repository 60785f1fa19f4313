// A view's place among its deliberation's, by what it shows and the number of the thing it shows it of.
#pragma once

#include <cstdint>

namespace ruamkit::engine {

enum class view_kind : std::uint8_t {
  agenda,
  room,
  tally,  ///< of a ballot, by position
  desk,
  presence,
  tables,
  table,      ///< by number, as staff see it
  own_table,  ///< by number, as those who sit there see it
  ideas,
  idea_page,  ///< by page
  themes,
  theme,  ///< by position
  paper
};

/// The kind in the highest eight bits, the number below. `me` is each participant's own and shared with nobody, so it
/// has no slot.
using view_slot = std::uint32_t;
[[nodiscard]] constexpr view_slot slot(view_kind kind, std::size_t number = 0) {
  return static_cast<view_slot>(kind) << 24 | static_cast<view_slot>(number);
}
[[nodiscard]] constexpr view_kind kind_of(view_slot of) { return static_cast<view_kind>(of >> 24); }
[[nodiscard]] constexpr std::uint32_t number_of(view_slot of) { return of & 0xffffffU; }

}  // namespace ruamkit::engine
