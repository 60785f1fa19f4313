#include "ledger/ledger.hpp"

#include <charconv>

#include "base/encoding.hpp"

namespace ruamkit::ledger {

digest genesis_hash(const stream_id& stream) {
  return sha256({as_bytes("ruamkit-ledger-1\n"), as_bytes(stream.value())});
}

digest chain_hash(const digest& previous, const entry& e) {
  // Two 64-bit numbers of at most 20 characters and three line ends.
  std::array<char, 48> text;
  char* end = std::to_chars(text.data(), text.data() + 20, e.seq).ptr;
  *end++ = '\n';
  end = std::to_chars(end, end + 20, e.time.ms).ptr;
  *end++ = '\n';
  const std::string_view numbers(text.data(), static_cast<std::size_t>(end - text.data()));
  return sha256({previous, as_bytes(numbers), as_bytes(e.actor), as_bytes("\n"), as_bytes(e.payload)});
}

std::string_view name_of(failure kind) {
  switch (kind) {
    case failure::full:
      return "full";
    case failure::io_error:
      return "io_error";
    case failure::unavailable:
      return "unavailable";
    case failure::out_of_order:
      return "out_of_order";
  }
  return "unknown";
}

}  // namespace ruamkit::ledger
