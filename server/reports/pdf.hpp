// PDF by Pango and Cairo: A4, the margins of Thai official letters (3 cm left, 2 cm right, 2.5 cm top, 2 cm bottom),
// page numbers, bookmarks, text that can be searched. Set in Sarabun from the folder given and in no other font,
// whatever the machine has.
#pragma once

#include <string>

#include "base/time.hpp"
#include "reports/outline.hpp"

namespace ruamkit::reports {

/// `made` is the date in the file's own description. Throws cannot_render.
[[nodiscard]] std::string pdf_of(const outline& what, language in, instant made, const std::string& fonts);

}  // namespace ruamkit::reports
