// A receiver: its device, opened again whenever it is lost, and its driver.
#pragma once

#include <poll.h>

#include <memory>
#include <string>
#include <vector>

#include "keypad/device.hpp"
#include "keypad/driver.hpp"

namespace ruamkit::keypad {

struct source {
  enum class way { serial, hid, tcp, listen, lines };
  enum class protocol { sunvote, iclicker, lines };

  way how = way::lines;
  protocol speaks = protocol::lines;
  std::string path;              ///< of the device or the file; empty with hid: the first iClicker base
  std::string host, port;        ///< of tcp and listen
  unsigned baud = 19200;         ///< of serial
  std::string frequency = "aa";  ///< of iclicker
};

[[nodiscard]] std::unique_ptr<driver> make_driver(const source& from);

class receiver {
 public:
  static constexpr std::size_t peers_max = 16;  ///< connections to a listening receiver; more are closed at once

  enum class state {
    lost,      ///< not there; tried again every second
    starting,  ///< open, being set up
    ready,
    ended,  ///< a file or stdin was read to its end
  };

  explicit receiver(source from);

  /// Adds what to wait for.
  void wait_on(std::vector<pollfd>& all) const;
  /// When `hear` and `answer` want to be called again at the latest.
  [[nodiscard]] instant wake_at() const;
  /// Opens and reads what there is, without waiting (a TCP connection: two seconds at most).
  void hear(instant now, std::vector<press>& out);
  /// Writes what is due, acknowledgements among it: after what was heard is safe.
  void answer(instant now);
  void new_question(instant now);
  /// Says goodbye to the receiver.
  void close();

  [[nodiscard]] state now() const;
  /// Why it is lost, or why its presses cannot be used.
  [[nodiscard]] std::string why() const;
  [[nodiscard]] reading counts() const;
  /// The last line or frame refused, with its place where it has one.
  [[nodiscard]] std::string last_refusal() const;

 private:
  struct line {
    device dev;
    std::unique_ptr<driver> drv;
    bool gone = false;
  };

  void open(instant now);
  void accept(instant now);
  void read(line& one, instant now, std::vector<press>& out);
  void let_go(instant now);
  void forget(line& one);
  [[nodiscard]] bool reads_to_end() const { return from_.how == source::way::lines; }

  source from_;
  device listening_;
  std::vector<line> lines_;
  bool ended_ = false;
  instant retry_at_{};
  std::string why_;
  reading before_;  // of drivers that are gone
  std::string refusal_before_;
};

}  // namespace ruamkit::keypad
