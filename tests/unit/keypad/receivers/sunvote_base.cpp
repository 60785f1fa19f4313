#include "unit/keypad/receivers/sunvote_base.hpp"

#include <chrono>

namespace ruamkit::fake {

sunvote_base::sunvote_base(unsigned last_keypad) : last_keypad_(last_keypad), thread_([this] { run(); }) {}

sunvote_base::~sunvote_base() {
  ended_ = true;
  thread_.join();
}

void sunvote_base::press(int keypad, int key) {
  const std::scoped_lock held(guard_);
  presses_.push_back({keypad, key, next_status_});
  next_status_ = next_status_ % 200 + 1;
}

std::size_t sunvote_base::waiting() {
  const std::scoped_lock held(guard_);
  return presses_.size();
}

void sunvote_base::run() {
  while (!ended_) finder_.feed(line_.read(20), [this](std::string_view payload, std::string_view) { answer(payload); });
}

void sunvote_base::send(std::string payload) {
  const auto frame = keypad::sunvote::make_frame(payload);
  if (!noisy_) return line_.write(frame);
  line_.write("\xf5\x10");
  line_.write(std::string_view(frame).substr(0, 6));
  std::this_thread::sleep_for(std::chrono::milliseconds{5});
  line_.write(std::string_view(frame).substr(6));
}

void sunvote_base::answer(std::string_view payload) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(payload[i]); };
  std::string out(10, '\0');
  out[0] = static_cast<char>(at(0) + 0x80);
  out[1] = '\x01';
  if (at(0) == 0x15 && at(3) == 0 && at(4) == 0x06) {
    out[6] = '\x01';
    out[7] = static_cast<char>(last_keypad_ >> 8);
    out[8] = static_cast<char>(last_keypad_ & 0xffU);
  }
  if (at(3) == 0xc2) {
    const std::scoped_lock held(guard_);
    presses_.clear();
    ++clears_;
  }
  if (at(3) == 0xc3) ++stops_;
  if (at(3) == 0xc5) {  // acknowledges; no answer is documented
    const std::scoped_lock held(guard_);
    if (!presses_.empty() && presses_.front().status == at(4)) presses_.pop_front();
    return;
  }
  if (at(3) == 0xc4) {
    out.resize(23, '\0');
    const std::scoped_lock held(guard_);
    out[4] = '\xff';
    if (!presses_.empty()) {
      out[4] = static_cast<char>(presses_.front().status);
      out[7] = static_cast<char>(presses_.front().keypad);
      out[8] = static_cast<char>(1 << (presses_.front().key - 1));
    }
  }
  send(std::move(out));
}

}  // namespace ruamkit::fake
