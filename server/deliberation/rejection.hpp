// A domain "no".
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "deliberation/definition.hpp"

namespace ruamkit::deliberation {

/// Why a command did not happen, as a fact: `code` is a literal, one of the words in wire/PROTOCOL.md; `at` a JSON
/// Pointer into the request where one place is to blame.
struct rejection {
  std::string_view code;
  std::string at;
  std::vector<fault> faults{};  ///< with `definition_invalid`

  friend bool operator==(const rejection&, const rejection&) = default;
};

template <typename T>
using decision = result<T, rejection>;

/// `/NAME` as a JSON Pointer's step (RFC 6901): for names that come from a request.
[[nodiscard]] inline std::string pointer_step(std::string_view name) {
  std::string out = "/";
  for (const char c : name) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

/// `/params/NAME` and `/params/NAME/INDEX`.
[[nodiscard]] inline std::string param(std::string_view name) { return "/params" + pointer_step(name); }
[[nodiscard]] inline std::string param(std::string_view name, std::size_t index) {
  return param(name) + "/" + std::to_string(index);
}

}  // namespace ruamkit::deliberation
