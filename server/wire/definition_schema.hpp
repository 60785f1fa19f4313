// The schema's part of reading a definition: JSON in, faults with sentences out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "deliberation/definition.hpp"

namespace boost::json {
class value;
}

namespace ruamkit::wire {

/// Every place where the document does not fit config/schema/definition.schema.json, in the order of the document; only
/// the deepest fault of a place, none twice. `document` is changed: `x_…` members and `$schema` are taken out.
[[nodiscard]] std::vector<deliberation::fault> schema_faults(boost::json::value& document);

/// A token of a JSON Pointer (RFC 6901): `~` and `/` escaped.
[[nodiscard]] std::string pointer_token(std::string_view name);

}  // namespace ruamkit::wire
