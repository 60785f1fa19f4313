// A Markdown document as the page people read on their phones.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/localized.hpp"
#include "reports/render.hpp"

namespace ruamkit::reports {

struct reading {
  localized meeting;   ///< the title of the deliberation it belongs to
  localized title;     ///< the document's own
  std::string sha256;  ///< of the source, in hexadecimal
};

/// Markdown above this many bytes is given as plain text: a page of it would be hundreds of sheets.
inline constexpr std::size_t reading_bytes_max = 1024 * 1024;

/// The page: it runs no script and asks for nothing but this server's own font. `source` is valid UTF-8.
[[nodiscard]] document reading_page(std::string_view source, const reading& about);

/// Any file to be looked at in the browser, as it is.
[[nodiscard]] document shown_file(std::string body, std::string_view type, const reading& about);

}  // namespace ruamkit::reports
