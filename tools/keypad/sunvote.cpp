#include "keypad/sunvote.hpp"

#include <bit>

namespace ruamkit::keypad {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds answer_time{300};   // for a command of the setting up
constexpr milliseconds wake_gap{50};       // after each waking frame of the setting up
constexpr milliseconds poll_gap{20};       // between the three frames of a poll
constexpr milliseconds poll_answers{400};  // after them
constexpr milliseconds silence{200};       // a whole frame lasts 36 ms at 9600 baud
constexpr milliseconds lost_after{5'000};  // a receiver that polls but says nothing was switched off
constexpr int range_tries = 3;

constexpr std::size_t short_payload = 10;
constexpr std::size_t long_payload = 23;
constexpr std::size_t press_payload_min = 14;
constexpr unsigned char everyone = 0xc7;
constexpr unsigned char nothing_here = 0xff;

unsigned byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

std::string frame(std::size_t size, std::initializer_list<unsigned> bytes) {
  std::string payload;
  for (const auto byte : bytes) payload += static_cast<char>(byte);
  payload.resize(size, '\0');
  return sunvote::make_frame(payload);
}

}  // namespace

void sunvote_driver::go(step next, instant when) {
  at_ = next;
  asked_ = false;
  due_ = when;
}

void sunvote_driver::opened(instant now) {
  finder_.clear();
  heard_ = now;
  unanswered_ = 0;
  first_ = 1;
  last_ = 255;
  acknowledge_ = 0;
  trouble_ = "the receiver has not answered yet";
  go(step::who, now);
}

std::string sunvote_driver::command() const {
  switch (at_) {
    case step::who:
      return frame(short_payload, {0x11, 0, 0, 0x0f, 0x0c});
    case step::range:
      return frame(short_payload, {0x15, 0, 0, 0, 0x06});
    case step::stop:
      return frame(short_payload, {0x15, base_, 0, 0xc3});
    case step::begin:
      return frame(short_payload, {0x15, base_, 0, 0xc1, 0x02, 0x05, 0x02, 0x06, 0x01, 0});
    case step::clear:
      return frame(short_payload, {0x15, base_, 0, 0xc2});
    case step::first_poll:
    case step::poll_ask:
      return frame(short_payload, {0x15, base_, 0, 0xc4});
    case step::wake_own:
      return frame(long_payload, {0x15, base_, 0, 0xc5});
    case step::poll_own:
      return frame(long_payload, {0x15, base_, 0, 0xc5, acknowledge_});
    case step::wake_all:
    case step::poll_all:
      return frame(long_payload, {0x15, everyone, 0, 0xc5});
  }
  return {};
}

std::optional<std::string> sunvote_driver::write_due(instant now) {
  if (now < due_) return std::nullopt;
  if (at_ >= step::poll_own && now - heard_ > lost_after) {
    opened(now);
  } else if (asked_) {  // the time for the answer is over
    switch (at_) {
      case step::who:
        go(step::who, now);
        break;
      case step::range:
        if (++unanswered_ < range_tries) {
          go(step::range, now);
        } else {
          go(step::begin, now);  // as the source does: no range is known, none is imposed
        }
        break;
      case step::stop:
        go(step::begin, now);
        break;
      case step::begin:
        go(step::clear, now);
        break;
      case step::clear:
        go(step::first_poll, now);
        break;
      case step::first_poll:
        go(step::wake_own, now);
        break;
      case step::wake_own:
        go(step::wake_all, now);
        break;
      case step::wake_all:
        go(step::poll_own, now);
        break;
      case step::poll_own:
        go(step::poll_all, now);
        break;
      case step::poll_all:
        go(step::poll_ask, now);
        break;
      case step::poll_ask:
        go(step::poll_own, now);
        break;
    }
  }
  const auto text = command();
  asked_ = true;
  due_ = now + answer_time;
  if (at_ == step::wake_own || at_ == step::wake_all) due_ = now + wake_gap;
  if (at_ == step::poll_own || at_ == step::poll_all) due_ = now + poll_gap;
  if (at_ == step::poll_ask) due_ = now + poll_answers;
  if (at_ == step::poll_own) acknowledge_ = 0;
  return text;
}

void sunvote_driver::new_question(instant now) {
  if (at_ > step::stop) go(step::stop, now);
}

std::vector<std::string> sunvote_driver::farewell() {
  if (at_ <= step::range) return {};
  return {frame(short_payload, {0x15, base_, 0, 0xc3})};
}

void sunvote_driver::take(std::string_view bytes, instant now, std::vector<press>& out) {
  const auto found = [&](std::string_view payload, std::string_view whole) { answer(payload, whole, now, out); };
  if (finder_.unfinished() && now - heard_ > silence) finder_.give_up(found);
  heard_ = now;
  finder_.feed(bytes, found);
  counts_.bad_sums = finder_.bad_sums();
  counts_.noise_bytes = finder_.noise_bytes();
}

void sunvote_driver::answer(std::string_view payload, std::string_view whole, instant now, std::vector<press>& out) {
  ++counts_.frames;
  const auto command = byte_at(payload, 0);
  if (command == 0x91 && at_ == step::who && asked_ && payload.size() >= 8) {
    base_ = byte_at(payload, 1);
    trouble_.clear();
    go(step::range, now);
  } else if (command == 0x95 && at_ == step::range && asked_ && payload.size() >= 9) {
    learn_range(payload);
    go(step::begin, now);
  } else if (command == 0x95 && payload.size() >= press_payload_min && at_ >= step::first_poll) {
    read_press(payload, whole, out);
  } else if (command == 0x95 && asked_ && at_ >= step::stop && at_ <= step::first_poll) {
    due_ = now;  // answered before its time was over
  }
}

void sunvote_driver::learn_range(std::string_view payload) {
  const auto first = byte_at(payload, 5) << 8 | byte_at(payload, 6);
  const auto last = byte_at(payload, 7) << 8 | byte_at(payload, 8);
  if (first > last || last == 0) return;
  first_ = first;
  last_ = last;
  if (last > 255)
    trouble_ = "the receiver is set to keypads " + std::to_string(first) + " to " + std::to_string(last) +
               "; only numbers up to 255 can be told apart for certain: set its range to at most 255";
}

void sunvote_driver::read_press(std::string_view payload, std::string_view whole, std::vector<press>& out) {
  const auto status = byte_at(payload, 4);
  const auto id = byte_at(payload, 7);
  const auto key = byte_at(payload, 8);
  if (status == nothing_here) return;
  acknowledge_ = static_cast<unsigned char>(status);
  if (key == 0) return;
  if (!trouble_.empty() || id == 0 || id < first_ || id > last_ || !std::has_single_bit(key) || key > 0x20) {
    ++counts_.refused;
    last_refusal_ = !trouble_.empty()           ? trouble_
                    : id < first_ || id > last_ ? "keypad " + std::to_string(id) + " is outside the receiver's range"
                                                : "a key of an unknown code, " + hex(payload.substr(8, 1));
    return;
  }
  ++counts_.presses;
  out.push_back({std::to_string(id), std::countr_zero(key) + 1, hex(whole)});
}

}  // namespace ruamkit::keypad
