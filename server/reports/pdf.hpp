// PDF by Pango and Cairo: A4, 3 cm left and 2 cm right as the Permanent Secretary of the Prime Minister's Office
// explains the typing of official letters by computer (2010, under clause 8 of the Regulation on Correspondence B.E.
// 2526), and 2.5 cm above and 2 cm below as they are commonly typed. Every page says which of how many it is;
// bookmarks; text that can be searched; structure and language for screen readers. Set in Sarabun from the folder given
// and in no other font, whatever the machine has.
#pragma once

#include <string>

#include "base/time.hpp"
#include "reports/outline.hpp"

namespace ruamkit::reports {

/// `made` is the date in the file's own description. Throws cannot_render.
[[nodiscard]] std::string pdf_of(const outline& what, language in, instant made, const std::string& fonts);

}  // namespace ruamkit::reports
