// Random bytes of the operating system. For shells (engine, identity, app) only: the pure rooms take their
// randomness from a stamp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ruamkit {

/// Fills `out` from the system's cryptographic generator; throws std::runtime_error where there is none.
void fill_random(std::span<std::uint8_t> out);

template <std::size_t N>
[[nodiscard]] std::array<std::uint8_t, N> random_bytes() {
  std::array<std::uint8_t, N> out{};
  fill_random(out);
  return out;
}

[[nodiscard]] std::uint64_t random_u64();

}  // namespace ruamkit
