// The plain protocol for anything that has no driver: a line `keypad-id,key` for each press, over stdin, TCP or serial.
//
// keypad-id: 1 to 32 of A-Z a-z 0-9 . _ : -   key: one or two digits, or a letter (A is 1). LF or CR LF; blanks around
// the two fields, empty lines and lines that begin with # are passed over. It is ours; a script for another receiver
// writes it with one printf.
#pragma once

#include <cstddef>

#include "keypad/driver.hpp"

namespace ruamkit::keypad {

class lines_driver : public driver {
 public:
  static constexpr std::size_t line_max = 200;  ///< bytes; a longer line is refused and read to its end

  void opened(instant now) override;
  void take(std::string_view bytes, instant now, std::vector<press>& out) override;
  void ended(std::vector<press>& out) override;

 private:
  void line(std::vector<press>& out);
  void refuse(std::size_t column, const std::string& why);

  std::string waiting_;
  bool too_long_ = false;
  std::size_t number_ = 1;
};

/// Is it a keypad's id?
[[nodiscard]] bool is_keypad_id(std::string_view text);

}  // namespace ruamkit::keypad
