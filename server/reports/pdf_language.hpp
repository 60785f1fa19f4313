// What Cairo 1.16 leaves out of a tagged PDF: its language, by which screen readers choose their voice, and that it is
// tagged.
#pragma once

#include <string>
#include <string_view>

namespace ruamkit::reports {

/// The file with /Lang and /MarkInfo in its catalogue, and its title shown instead of its file name (ISO
/// 32000-1, 14.9.2, 14.7.1 and 12.2), as an incremental update (7.5.6): what Cairo wrote is not touched. A file in
/// which no catalogue and cross-reference table is found as Cairo writes them is given back as it is.
[[nodiscard]] std::string with_language(std::string pdf, std::string_view language);

}  // namespace ruamkit::reports
