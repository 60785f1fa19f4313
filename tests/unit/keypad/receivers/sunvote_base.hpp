// A SunVote PVS-2010 as far as it is documented, on a pseudo terminal: answers who it is, and each poll with one press,
// again and again until its status byte is acknowledged. Its frames are composed, none is a capture.
#pragma once

#include <atomic>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

#include "keypad/sunvote_frame.hpp"
#include "unit/keypad/receivers/pty.hpp"

namespace ruamkit::fake {

class sunvote_base {
 public:
  explicit sunvote_base(unsigned last_keypad = 200);
  ~sunvote_base();

  [[nodiscard]] const std::string& path() const { return line_.path(); }
  [[nodiscard]] const pty& line() const { return line_; }
  /// Key 1 to 6.
  void press(int keypad, int key);
  /// Noise, and every frame in two writes, from now on.
  void be_noisy() { noisy_ = true; }
  /// Presses not yet acknowledged by the host.
  [[nodiscard]] std::size_t waiting();
  [[nodiscard]] int clears() const { return clears_; }
  [[nodiscard]] int stops() const { return stops_; }

 private:
  struct pressed {
    int keypad, key, status;
  };

  void run();
  void answer(std::string_view payload);
  void send(std::string payload);

  pty line_;
  unsigned last_keypad_;
  keypad::sunvote::frame_finder finder_;
  std::mutex guard_;
  std::deque<pressed> presses_;
  int next_status_ = 1;
  std::atomic<bool> noisy_ = false, ended_ = false;
  std::atomic<int> clears_ = 0, stops_ = 0;
  std::thread thread_;
};

}  // namespace ruamkit::fake
