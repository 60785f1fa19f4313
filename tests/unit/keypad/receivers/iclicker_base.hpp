// An iClicker base on a pseudo terminal: acknowledges each report of the host as in the public capture, and sends the
// reports it is given. (A pseudo terminal joins reports that are not read in time; the driver takes them apart.)
#pragma once

#include <atomic>
#include <string>
#include <thread>

#include "unit/keypad/receivers/pty.hpp"

namespace ruamkit::fake {

class iclicker_base {
 public:
  iclicker_base() : thread_([this] { run(); }) {}
  ~iclicker_base();

  [[nodiscard]] const std::string& path() const { return line_.path(); }
  /// A report; shorter ones are filled with zeros to 64 bytes.
  void send(std::string bytes) const;
  /// The polling was begun (01 11).
  [[nodiscard]] bool polling() const { return polling_; }

 private:
  void run();

  pty line_;
  std::string waiting_;
  std::atomic<bool> ended_ = false, polling_ = false;
  std::thread thread_;
};

}  // namespace ruamkit::fake
