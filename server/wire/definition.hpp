// The definition document (DESIGN.md section 5): JSON to the typed definition and back.
//
// Reading: syntax, then the schema (config/schema/definition.schema.json) on the document as its author wrote it, then
// the template's filling (definition_template.hpp), then what the parts say about each other, then the method's rules.
// Every fault is reported at once; one that only follows from another is not repeated.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "deliberation/definition.hpp"
#include "wire/definition_template.hpp"

namespace boost::json {
class value;
}

namespace ruamkit::wire {

/// Largest definition read, in bytes of JSON.
inline constexpr std::size_t definition_bytes_max = 1024 * 1024;
/// Faults reported for one document; beyond it the last is `more_faults`.
inline constexpr std::size_t faults_max = 500;

struct read_definition {
  /// Present when no fault is an error. Defaults are filled in; `$schema` and `x_…` members are gone.
  std::optional<deliberation::definition> value;
  /// Errors and deviations. `at` points into the author's document; a missing member is pointed at where it would
  /// stand. A fault in a part that came from the template points to where that part would stand.
  std::vector<deliberation::fault> faults;
};

[[nodiscard]] read_definition parse_definition(std::string_view json_text, const templates&);
[[nodiscard]] read_definition parse_definition(const boost::json::value&, const templates&);
/// A literal would otherwise fit both.
[[nodiscard]] inline read_definition parse_definition(const char* json_text, const templates& from) {
  return parse_definition(std::string_view(json_text), from);
}

/// Canonical: members in a fixed order, no white space, shares as plain decimals, nothing left to a default. Reading it
/// back gives an equal definition, for any definition that parse_definition made.
[[nodiscard]] std::string to_json(const deliberation::definition&);
/// One of its ballots, in the same form.
[[nodiscard]] std::string to_json(const deliberation::ballot_definition&);

}  // namespace ruamkit::wire
