// Any bytes as a definition: no crash, and what is accepted is written and read back the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "wire/definition.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const ruamkit::wire::templates built_in;
  const auto read = ruamkit::wire::parse_definition({reinterpret_cast<const char*>(data), size}, built_in);
  if (!read.value) {
    if (read.faults.empty()) std::abort();
    return 0;
  }
  const std::string text = ruamkit::wire::to_json(*read.value);
  const auto again = ruamkit::wire::parse_definition(text, built_in);
  if (!again.value || !(*again.value == *read.value)) std::abort();
  return 0;
}
