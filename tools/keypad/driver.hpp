// What every receiver of keypads looks like from here: bytes in, key presses out, and the commands it wants to be sent.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ruamkit::keypad {

using instant = std::chrono::steady_clock::time_point;

/// One key pressed on one keypad. Transmissions that a receiver repeats by itself are one press.
struct press {
  std::string keypad;  ///< 1 to 32 characters of A-Z a-z 0-9 . _ : -
  int key = 0;         ///< 0 to 99; A is 1, B is 2 …
  std::string frame;   ///< the bytes it was read from, in hexadecimal

  friend bool operator==(const press&, const press&) = default;
};

/// What a driver has read since it was made.
struct reading {
  std::uint64_t frames = 0;       ///< whole and with a good check sum
  std::uint64_t presses = 0;      ///< handed out
  std::uint64_t repeats = 0;      ///< the receiver's own repetitions, dropped
  std::uint64_t refused = 0;      ///< whole frames (or lines) that do not say what the sources say they may
  std::uint64_t bad_sums = 0;     ///< frames whose check sum is wrong
  std::uint64_t noise_bytes = 0;  ///< bytes that belong to no frame
};

/// Pure but for what it remembers: no clock, no file. Frames may come cut anywhere; `take` answers the same whatever
/// the cuts. A driver holds at most one unfinished frame.
class driver {
 public:
  virtual ~driver() = default;

  /// The device was opened, or opened again: half a frame is forgotten, the setting up begins.
  virtual void opened(instant now) = 0;
  /// The device reached its end; a last line without a line break is one.
  virtual void ended(std::vector<press>&) {}
  virtual void take(std::string_view bytes, instant now, std::vector<press>& out) = 0;

  /// The next thing to write, if it is time; to be asked until there is nothing. One HID report each.
  [[nodiscard]] virtual std::optional<std::string> write_due(instant) { return std::nullopt; }
  /// When `write_due` should be asked again, at the latest.
  [[nodiscard]] virtual instant wake_at() const { return instant::max(); }
  /// Another question is put: keypads that went to sleep after the last are woken.
  virtual void new_question(instant) {}
  /// What to write before the device is closed.
  [[nodiscard]] virtual std::vector<std::string> farewell() { return {}; }

  /// The receiver has been set up and answers.
  [[nodiscard]] virtual bool ready() const { return true; }
  /// Why its presses cannot be used, in English; empty: they can.
  [[nodiscard]] virtual std::string trouble() const { return {}; }
  /// The last refused line or frame, as "LINE:COLUMN: why" where it has lines.
  [[nodiscard]] const std::string& last_refusal() const { return last_refusal_; }
  [[nodiscard]] const reading& counts() const { return counts_; }

 protected:
  reading counts_;
  std::string last_refusal_;
};

/// Lower case, two digits a byte.
[[nodiscard]] std::string hex(std::string_view bytes);

}  // namespace ruamkit::keypad
