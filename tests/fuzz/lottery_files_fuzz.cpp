// Any bytes as the two files of a lottery, cut at the first 0xFF: read or refused by name, never a crash; what is read
// is consistent.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/utf8.hpp"
#include "ruamkit/lottery/input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ruamkit::tools::lottery;
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const auto cut = bytes.find('\xff');
  const auto features = bytes.substr(0, cut);
  const auto people = cut == std::string_view::npos ? std::string_view() : bytes.substr(cut + 1);
  if (!ruamkit::is_valid_utf8(features) || !ruamkit::is_valid_utf8(people)) return 0;
  try {
    const input read = read_input("f", features, "p", people, 10, {"", "home", "", ""});
    if (read.ids.size() != read.pool.people.size() || canonical_hash(read).size() != 64) std::abort();
    for (const auto& person : read.pool.people)
      for (std::size_t f = 0; f < read.pool.features.size(); ++f)
        if (person.values[f] >= read.pool.features[f].quotas.size()) std::abort();
    for (const auto& feature : read.pool.features)
      for (const auto& quota : feature.quotas)
        if (quota.min < 0 || quota.min > quota.max) std::abort();
  } catch (const bad_input&) {
  }
  return 0;
}
