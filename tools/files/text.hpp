// A file's text.
#pragma once

#include <string>

#include "files/bad_input.hpp"

namespace ruamkit::files {

/// The whole file, without a byte order mark. Throws bad_input where it cannot be read or is not UTF-8 (naming the
/// line).
[[nodiscard]] std::string read_file(const std::string& path);

}  // namespace ruamkit::files
