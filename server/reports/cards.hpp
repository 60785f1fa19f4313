// Printed cards as PDF: A4, ten seat cards a page to be cut out, one tent card for each table to be folded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/localized.hpp"
#include "base/time.hpp"
#include "reports/render.hpp"

namespace ruamkit::reports {

/// What every card of a deliberation says.
struct card_occasion {
  std::string deliberation;
  localized title;
  std::string hall_code;
  std::string origin;  ///< scheme and host of the links in the QR codes: "https://hall.example.go.th"
  instant made;
};

struct seat_card {
  std::string code;  ///< in groups: "ABC-DEF-GHJ"
  std::string participant;
};

inline constexpr std::size_t seat_cards_max = 5'000;  ///< of one file, 500 pages

/// Both throw cannot_render. `fonts` as in render().
[[nodiscard]] document seat_cards_of(const card_occasion& what, const std::vector<seat_card>& seats, language in,
                                     const std::string& fonts);
[[nodiscard]] document table_cards_of(const card_occasion& what, std::uint32_t tables, language in,
                                      const std::string& fonts);

}  // namespace ruamkit::reports
