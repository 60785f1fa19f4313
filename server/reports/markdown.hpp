// Markdown (CommonMark with tables and strike-through, by md4c) as HTML that can do no harm.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ruamkit::reports {

struct markdown_html {
  std::string body;     ///< elements for a page's main part
  bool titled = false;  ///< it has a heading of the first level
};

/// Nothing of the source becomes markup but what Markdown says: raw HTML is text, a picture is its description, and a
/// link goes to http, https, mailto or a relative address, or is no link. `source` is valid UTF-8. Nothing where md4c
/// cannot read it or the HTML would pass `html_bytes_max`.
[[nodiscard]] std::optional<markdown_html> html_of_markdown(std::string_view source, std::size_t html_bytes_max);

}  // namespace ruamkit::reports
