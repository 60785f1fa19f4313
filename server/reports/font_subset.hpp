// A font cut down to the letters of one document, to be carried inside it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ruamkit::reports {

/// The TrueType file at `path` with the glyphs that `text` (UTF-8) can need and no others, marks and their places kept.
/// Nothing where the file cannot be read as a font.
[[nodiscard]] std::optional<std::string> font_subset(const std::string& path, std::string_view text);

}  // namespace ruamkit::reports
