// The SunVote PVS-2010 receiver with keypads of six keys (PVS-W00), on its serial line at 19200 8N1.
//
// Source: github.com/daminik00/sunvote-ars-client 1.1.2 (README, CHANGELOG, src/receiver.ts, src/types.ts), whose
// authors watched live presses on that hardware; facts only. Payload bytes, from 0:
//   host: 0 command (11 system, 15 scan), 1 base id, 2 zero, 3 flags, 4 sub-command, 5… data. Short frames have 10
//   bytes of payload, long ones 23. Answers carry the command plus 80.
//   - 11 … 0F 0C: who are you; answer: base id in 1. 15 … 00 06: the range of keypads; answer: first in 5–6, last in
//   7–8.
//   - flags C1 02 (mode 05, 2 options, at most 6, at least 1, 00): begin. C2: clear. C3: stop. C4: poll.
//     C5 long, to the base with the byte to acknowledge in 4, then to C7 (all): wakes the keypads.
//   - each poll cycle: C5 to the base, C5 to C7, C4, 20 ms apart, then 400 ms for the answers.
//   - a press in an answer of at least 14 bytes: 4 status (FF: nothing here; else to be acknowledged), 7 keypad,
//     8 the key as one bit: 01 02 04 08 10 20 for 1 to 6; 00: none.
// Presses that come before the receiver was cleared belong to the question before, and are not taken.
// Not confirmed anywhere we know, and therefore not believed: keys of several bits; keypads above 255 (the byte that
// would hold the rest is not known, so a receiver whose range goes further is refused as a whole, because keypad 257
// could be taken for keypad 1); a status of its own for each press, so that a key repeated is told from one pressed
// again only by the silence between (see `debounce` in votes.hpp). No capture of a receiver's press is public: tests
// compose frames from the above.
#pragma once

#include "keypad/driver.hpp"
#include "keypad/sunvote_frame.hpp"

namespace ruamkit::keypad {

class sunvote_driver : public driver {
 public:
  void opened(instant now) override;
  void take(std::string_view bytes, instant now, std::vector<press>& out) override;
  [[nodiscard]] std::optional<std::string> write_due(instant now) override;
  [[nodiscard]] instant wake_at() const override { return due_; }
  void new_question(instant now) override;
  [[nodiscard]] std::vector<std::string> farewell() override;
  [[nodiscard]] bool ready() const override { return at_ >= step::poll_own && trouble_.empty(); }
  [[nodiscard]] std::string trouble() const override { return trouble_; }

 private:
  enum class step { who, range, stop, begin, clear, first_poll, wake_own, wake_all, poll_own, poll_all, poll_ask };

  void answer(std::string_view payload, std::string_view frame, instant now, std::vector<press>& out);
  void learn_range(std::string_view payload);
  void read_press(std::string_view payload, std::string_view frame, std::vector<press>& out);
  void go(step next, instant when);
  [[nodiscard]] std::string command() const;

  sunvote::frame_finder finder_;
  step at_ = step::who;
  bool asked_ = false;  // the step's command is written; its answer, or `due_`, ends it
  instant due_{};
  instant heard_{};
  int unanswered_ = 0;
  unsigned base_ = 0;
  unsigned first_ = 1, last_ = 255;
  unsigned char acknowledge_ = 0;
  std::string trouble_;
};

}  // namespace ruamkit::keypad
