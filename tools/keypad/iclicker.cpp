#include "keypad/iclicker.hpp"

#include <algorithm>

namespace ruamkit::keypad {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds answer_time{200};
constexpr milliseconds silence{200};
constexpr std::size_t half_size = 32;
constexpr std::size_t clickers_max = 20'000;  // far more than a base hears; noise shall not fill the memory

unsigned byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

std::string bytes_of(std::initializer_list<unsigned> values) {
  std::string out;
  for (const auto value : values) out += static_cast<char>(value);
  return out;
}

std::string as_report(std::string_view command) {
  std::string out(1, '\0');  // hidraw: the number of the report, 0 where they have none
  out += command;
  out.resize(1 + iclicker_driver::report_size, '\0');
  return out;
}

std::vector<std::string> begin_commands() {
  return {bytes_of({0x01, 0x17, 0x03}), bytes_of({0x01, 0x17, 0x05}), bytes_of({0x01, 0x19, 0x66, 0x0a, 0x01}),
          bytes_of({0x01, 0x11})};
}

std::vector<std::string> stop_commands() {
  return {bytes_of({0x01, 0x12}), bytes_of({0x01, 0x16}), bytes_of({0x01, 0x17, 0x01, 0x00, 0x04}),
          bytes_of({0x01, 0x17, 0x03}), bytes_of({0x01, 0x17, 0x04})};
}

}  // namespace

iclicker_driver::iclicker_driver(std::string_view frequency) {
  for (std::size_t i = 0; i < frequency_.size() && i < frequency.size(); ++i)
    frequency_[i] = static_cast<unsigned char>((static_cast<unsigned char>(frequency[i]) | 0x20U) - 'a');
}

void iclicker_driver::queue(const std::vector<std::string>& commands, instant now) {
  asked_.insert(asked_.begin(), commands.rbegin(), commands.rend());
  if (due_ == instant::max()) due_ = now;
}

void iclicker_driver::opened(instant now) {
  waiting_.clear();
  asked_.clear();
  last_written_.clear();
  answered_ = false;
  due_ = instant::max();
  const unsigned first = 0x21U + frequency_[0], second = 0x41U + frequency_[1];
  queue({bytes_of({0x01, 0x10, first, second}), bytes_of({0x01, 0x16}), bytes_of({0x01, 0x2a, first, second, 0x05}),
         bytes_of({0x01, 0x12}), bytes_of({0x01, 0x15}), bytes_of({0x01, 0x16}), bytes_of({0x01, 0x2d}),
         bytes_of({0x01, 0x29, 0xa1, 0x8f, 0x96, 0x8d, 0x99, 0x97, 0x8f, 0x80}), bytes_of({0x01, 0x17, 0x04}),
         bytes_of({0x01, 0x17, 0x03}), bytes_of({0x01, 0x16})},
        now);
  queue(begin_commands(), now);
}

std::optional<std::string> iclicker_driver::write_due(instant now) {
  if (now < due_) return std::nullopt;
  if (asked_.empty()) {
    due_ = instant::max();
    return std::nullopt;
  }
  last_written_ = std::move(asked_.back());
  asked_.pop_back();
  due_ = now + answer_time;
  return as_report(last_written_);
}

void iclicker_driver::new_question(instant now) {
  clickers_.clear();  // the numbers of responses may begin again
  queue(stop_commands(), now);
  queue(begin_commands(), now);
}

std::vector<std::string> iclicker_driver::farewell() {
  std::vector<std::string> out;
  for (const auto& each : stop_commands()) out.push_back(as_report(each));
  return out;
}

std::string iclicker_driver::trouble() const {
  return answered_ ? std::string() : "the base station has not answered yet";
}

void iclicker_driver::take(std::string_view bytes, instant now, std::vector<press>& out) {
  if (!waiting_.empty() && now - heard_ > silence) {
    counts_.noise_bytes += waiting_.size();
    waiting_.clear();
  }
  heard_ = now;
  // The system hands over whole reports; a stream that is cut otherwise is put together, and what cannot begin a
  // report is passed over.
  for (const char c : bytes) {
    if (waiting_.empty() && c != '\x01' && c != '\x02') {
      ++counts_.noise_bytes;
      continue;
    }
    waiting_ += c;
    if (waiting_.size() < report_size) continue;
    report(waiting_, now, out);
    waiting_.clear();
  }
}

void iclicker_driver::report(std::string_view bytes, instant now, std::vector<press>& out) {
  ++counts_.frames;
  if (bytes[0] == '\x01') {
    if (byte_at(bytes, 2) == 0xaa) answered_ = true;
    if (last_written_.size() >= 2 && bytes[1] == last_written_[1] && byte_at(bytes, 2) == 0xaa && due_ > now)
      due_ = now;  // answered before its time was over
    return;
  }
  response(bytes.substr(0, half_size), out);
  response(bytes.substr(half_size), out);
}

void iclicker_driver::response(std::string_view half, std::vector<press>& out) {
  if (byte_at(half, 0) != 0x02 || byte_at(half, 1) != 0x13) return;
  const auto code = byte_at(half, 2);
  const unsigned id[] = {byte_at(half, 3), byte_at(half, 4), byte_at(half, 5)};
  if (code < 0x81 || code > 0x85 || (id[0] | id[1] | id[2]) == 0) {
    ++counts_.refused;
    last_refusal_ = "a response that is no key A to E: " + hex(half.substr(0, 7));
    return;
  }
  const char fourth = static_cast<char>(id[0] ^ id[1] ^ id[2]);
  std::string name = hex(std::string(half.substr(3, 3)) + fourth);
  std::ranges::transform(name, name.begin(), [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
  if (!clickers_.contains(name) && clickers_.size() >= clickers_max) clickers_.clear();
  heard_from& from = clickers_[name];
  const auto sequence = byte_at(half, 6);
  const unsigned mark = code << 8 | sequence;
  const bool again = sequence == 0 ? mark == from.last : std::ranges::find(from.recent, mark) != from.recent.end();
  if (again) {
    ++counts_.repeats;
    return;
  }
  from.last = mark;
  from.recent[from.next++ % from.recent.size()] = mark;
  ++counts_.presses;
  out.push_back({std::move(name), static_cast<int>(code - 0x80), hex(half.substr(0, 7))});
}

}  // namespace ruamkit::keypad
