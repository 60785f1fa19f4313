// What every HTML page made here needs: text that is only text, and a policy that lets nothing but its own style in.
#pragma once

#include <string>
#include <string_view>

namespace ruamkit::reports {

/// Appends `text` so that it is text, also within a quoted attribute.
void append_escaped(std::string& out, std::string_view text);

/// RFC 4648, with its padding.
[[nodiscard]] std::string base64(std::string_view data);

/// A source expression for Content-Security-Policy: 'sha256-…' of a style element's text.
[[nodiscard]] std::string style_source(std::string_view style);

}  // namespace ruamkit::reports
