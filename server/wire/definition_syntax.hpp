// JSON text to a value, with faults that say where the text goes wrong.
#pragma once

#include <string_view>
#include <vector>

#include "deliberation/definition.hpp"

namespace boost::json {
class value;
}

namespace ruamkit::wire {

/// False where the text is not JSON; a repeated member is a fault too but does not stop the reading. A byte order mark
/// at the start is passed over. `out` is only written when true is returned.
[[nodiscard]] bool read_syntax(std::string_view json_text, boost::json::value& out,
                               std::vector<deliberation::fault>& faults);

}  // namespace ruamkit::wire
