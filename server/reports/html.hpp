// HTML: one file with everything in it, no script, its style named by hash in its own policy.
#pragma once

#include <string>

#include "reports/outline.hpp"

namespace ruamkit::reports {

[[nodiscard]] std::string html_of(const outline& what, language in);
/// The Content-Security-Policy that lets html_of's own style through and nothing else.
[[nodiscard]] std::string html_policy();

}  // namespace ruamkit::reports
