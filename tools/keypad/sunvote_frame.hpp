// Frames of SunVote receivers on a serial line: F5 AA AA LEN payload CRC.
//
// LEN counts the payload and the two bytes of the CRC. The CRC is over the payload: polynomial 0x1021, initial value 0,
// not reflected, high byte first (the CRC known as XMODEM).
// Source: github.com/daminik00/sunvote-ars-client 1.1.2 (NOTICE, README, src/crc.ts, src/packet.ts), an independent
// client checked against a PVS-2010-433M with PVS-W00 keypads; facts only, no code of it is here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace ruamkit::keypad::sunvote {

/// The longest LEN believed. Known are 0x0C, 0x19 and 0x20; without a limit one damaged byte could swallow 255.
inline constexpr std::size_t length_max = 0x40;

[[nodiscard]] std::uint16_t crc16(std::string_view bytes);

/// The payload in a frame. `payload` has at most length_max - 2 bytes.
[[nodiscard]] std::string make_frame(std::string_view payload);

/// Finds frames in a stream. A frame whose CRC is wrong costs one byte: the search goes on behind its first byte, so
/// that a true frame which began inside it is found.
class frame_finder {
 public:
  /// Calls `found` with each payload and the whole frame.
  void feed(std::string_view bytes, const std::function<void(std::string_view payload, std::string_view frame)>& found);
  /// The line was silent: what began a frame will not be finished. Looks for frames behind its first byte.
  void give_up(const std::function<void(std::string_view payload, std::string_view frame)>& found);
  void clear() { waiting_.clear(); }

  [[nodiscard]] bool unfinished() const { return !waiting_.empty(); }
  [[nodiscard]] std::uint64_t bad_sums() const { return bad_sums_; }
  [[nodiscard]] std::uint64_t noise_bytes() const { return noise_bytes_; }

 private:
  std::string waiting_;
  std::uint64_t bad_sums_ = 0;
  std::uint64_t noise_bytes_ = 0;
};

}  // namespace ruamkit::keypad::sunvote
