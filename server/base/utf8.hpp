// UTF-8 (RFC 3629): validity and length.
#pragma once

#include <cstddef>
#include <string_view>

namespace ruamkit {

/// Refuses overlong forms, surrogates and anything above U+10FFFF.
[[nodiscard]] bool is_valid_utf8(std::string_view text);

/// Code points in valid UTF-8.
[[nodiscard]] std::size_t code_points(std::string_view text);

}  // namespace ruamkit
