// The iClicker base station (USB 1881:0150): HID reports of 64 bytes both ways, without report numbers.
//
// Sources: github.com/siefkenj/iclickerpoll (iclickerpoll.py and the capture protocol_documentation/
// usbsnooplog1_cleaned.log) and github.com/daveho/freepoll (base.cpp); facts only.
//   - host: 01 COMMAND data; the base answers 01 COMMAND AA. 10 21+f 41+f: frequency, two letters from a; 11: begin;
//     12: stop; 19 66 0a 01: keys A to E; 2d: protocol of the second generation; the meaning of the others is unknown,
//     they are sent as captured.
//   - a press is 32 bytes, one or two in a report: 02 13 81+key (A = 81 … E = 85), three bytes of the clicker's id, a
//     sequence number. The id printed on a clicker has a fourth byte, the exclusive or of the three.
//   - the base repeats responses it has sent before; the sequence number tells them from new ones. In the public
//   capture
//     it is 0, so where it is 0 only the same key twice in a row is taken for a repetition.
// Not believed: other codes than 81 to 85 (86 comes by itself when the frequency changes, says freepoll), an id of
// zero.
#pragma once

#include <array>
#include <cstddef>
#include <unordered_map>

#include "keypad/driver.hpp"

namespace ruamkit::keypad {

class iclicker_driver : public driver {
 public:
  static constexpr std::size_t report_size = 64;

  /// `frequency`: two letters a to d.
  explicit iclicker_driver(std::string_view frequency = "aa");

  void opened(instant now) override;
  void take(std::string_view bytes, instant now, std::vector<press>& out) override;
  /// Reports with the leading number 0 that hidraw wants.
  [[nodiscard]] std::optional<std::string> write_due(instant now) override;
  [[nodiscard]] instant wake_at() const override { return due_; }
  void new_question(instant now) override;
  [[nodiscard]] std::vector<std::string> farewell() override;
  [[nodiscard]] bool ready() const override { return asked_.empty() && answered_; }
  [[nodiscard]] std::string trouble() const override;

 private:
  struct heard_from {
    std::array<unsigned, 8> recent{};  // key and sequence number of the last responses, 0 for none
    std::size_t next = 0;
    unsigned last = 0;
  };

  void report(std::string_view bytes, instant now, std::vector<press>& out);
  void response(std::string_view half, std::vector<press>& out);
  void queue(const std::vector<std::string>& commands, instant now);

  std::array<unsigned char, 2> frequency_{};
  std::string waiting_;
  instant heard_{};
  std::vector<std::string> asked_;  // commands still to be written, the last first
  std::string last_written_;
  instant due_ = instant::max();
  bool answered_ = false;
  std::unordered_map<std::string, heard_from> clickers_;
};

}  // namespace ruamkit::keypad
