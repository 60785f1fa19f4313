// A choice read from JSON; for wire's own .cpp files.
#pragma once

#include <string>

#include <boost/json/value.hpp>

#include "base/result.hpp"
#include "deliberation/command.hpp"

namespace ruamkit::wire {

/// Where in the value something has the wrong type, as a JSON Pointer relative to it.
struct misfit {
  std::string at;
};

[[nodiscard]] result<deliberation::raw_choice, misfit> read_choice(const boost::json::value& value);

}  // namespace ruamkit::wire
