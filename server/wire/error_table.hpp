// The error codes, and the JSON-RPC number each comes under.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "deliberation/definition.hpp"

namespace ruamkit::wire {

struct error_entry {
  std::string_view code;
  int number = 0;
  std::string_view says;  ///< for developers; people's sentences are the client's
};

[[nodiscard]] std::span<const error_entry> error_codes();

/// -32603 for a word that is in no table, which a test forbids.
[[nodiscard]] int number_of_error(std::string_view code);

/// `{"severity","code","at","th","en"}`
void append_fault(std::string& out, const deliberation::fault& fault);

}  // namespace ruamkit::wire
