// Time as the ledger and the wire carry it: whole milliseconds since 1970-01-01T00:00:00Z.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace ruamkit {

/// A point in time, in milliseconds since the Unix epoch. A value only: nothing in base reads a clock.
struct instant {
  std::int64_t ms = 0;

  friend auto operator<=>(const instant&, const instant&) = default;
  friend instant operator+(instant at, std::chrono::milliseconds span) { return {at.ms + span.count()}; }
  friend std::chrono::milliseconds operator-(instant later, instant earlier) {
    return std::chrono::milliseconds{later.ms - earlier.ms};
  }
};

}  // namespace ruamkit
