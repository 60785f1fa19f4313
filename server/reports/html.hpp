// HTML: one file with everything in it, its fonts too; no script, its style named by hash in its own policy.
#pragma once

#include <string>

#include "reports/outline.hpp"

namespace ruamkit::reports {

struct html_page {
  std::string body;
  std::string policy;  ///< Content-Security-Policy that lets this page's own style and fonts through and nothing else
};

/// `fonts`: the folder with Sarabun, of which the letters used are put into the page; where it has none the page names
/// the fonts that a machine may have.
[[nodiscard]] html_page html_of(const outline& what, language in, const std::string& fonts);

}  // namespace ruamkit::reports
