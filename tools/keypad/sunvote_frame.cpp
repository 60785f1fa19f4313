#include "keypad/sunvote_frame.hpp"

#include <algorithm>

namespace ruamkit::keypad::sunvote {
namespace {

constexpr std::string_view header = "\xf5\xaa\xaa";
constexpr std::size_t before_payload = 4;
constexpr std::size_t crc_size = 2;

std::size_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

bool may_begin_frame(std::string_view bytes) {
  const auto known = std::min(bytes.size(), header.size());
  if (bytes.substr(0, known) != header.substr(0, known)) return false;
  if (bytes.size() < before_payload) return true;
  const auto length = byte_at(bytes, 3);
  return length > crc_size && length <= length_max;
}

}  // namespace

std::uint16_t crc16(std::string_view bytes) {
  std::uint32_t crc = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    crc ^= static_cast<std::uint32_t>(byte_at(bytes, i)) << 8;
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 0x8000U) != 0 ? (crc << 1) ^ 0x1021U : crc << 1;
  }
  return static_cast<std::uint16_t>(crc & 0xffffU);
}

std::string make_frame(std::string_view payload) {
  const auto crc = crc16(payload);
  std::string out(header);
  out += static_cast<char>(payload.size() + crc_size);
  out += payload;
  out += static_cast<char>(crc >> 8);
  out += static_cast<char>(crc & 0xffU);
  return out;
}

void frame_finder::feed(std::string_view bytes, const std::function<void(std::string_view, std::string_view)>& found) {
  waiting_ += bytes;
  std::string_view rest = waiting_;
  const auto skip = [&] {
    rest.remove_prefix(1);
    ++noise_bytes_;
  };
  while (!rest.empty()) {
    if (!may_begin_frame(rest)) {
      skip();
      continue;
    }
    if (rest.size() < before_payload) break;
    const auto size = before_payload + byte_at(rest, 3);
    if (rest.size() < size) break;
    const auto payload = rest.substr(before_payload, size - before_payload - crc_size);
    const auto stated = byte_at(rest, size - 2) << 8 | byte_at(rest, size - 1);
    if (stated != crc16(payload)) {
      ++bad_sums_;
      skip();
      continue;
    }
    found(payload, rest.substr(0, size));
    rest.remove_prefix(size);
  }
  waiting_.erase(0, waiting_.size() - rest.size());
}

void frame_finder::give_up(const std::function<void(std::string_view, std::string_view)>& found) {
  if (waiting_.empty()) return;
  waiting_.erase(0, 1);
  ++noise_bytes_;
  feed({}, found);
}

}  // namespace ruamkit::keypad::sunvote
