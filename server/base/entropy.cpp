#include "base/entropy.hpp"

#include <cstring>
#include <stdexcept>

#include <openssl/rand.h>

namespace ruamkit {

void fill_random(std::span<std::uint8_t> out) {
  if (RAND_bytes(out.data(), static_cast<int>(out.size())) != 1)
    throw std::runtime_error("the system offers no random bytes");
}

std::uint64_t random_u64() {
  const auto raw = random_bytes<sizeof(std::uint64_t)>();
  std::uint64_t out = 0;
  std::memcpy(&out, raw.data(), sizeof out);
  return out;
}

}  // namespace ruamkit
