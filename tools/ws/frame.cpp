#include "ws/frame.hpp"

namespace ruamkit::ws {
namespace {

constexpr std::size_t control_bytes_max = 125;

bool is_control(opcode what) { return (static_cast<unsigned>(what) & 0x8U) != 0; }

bool is_known(unsigned what) { return what <= 2 || (what >= 8 && what <= 10); }

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

void put_big_endian(std::string& out, std::uint64_t value, int count) {
  for (int shift = (count - 1) * 8; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift & 0xff));
}

}  // namespace

void append_frame(std::string& out, opcode what, std::string_view payload, std::uint32_t mask, bool final) {
  out.reserve(out.size() + payload.size() + 14);
  out.push_back(static_cast<char>((final ? 0x80U : 0U) | static_cast<unsigned>(what)));
  if (payload.size() <= 125) {
    out.push_back(static_cast<char>(0x80U | payload.size()));
  } else if (payload.size() <= 0xffff) {
    out.push_back(static_cast<char>(0x80U | 126U));
    put_big_endian(out, payload.size(), 2);
  } else {
    out.push_back(static_cast<char>(0x80U | 127U));
    put_big_endian(out, payload.size(), 8);
  }
  put_big_endian(out, mask, 4);
  const std::size_t start = out.size();
  out.append(payload);
  for (std::size_t i = 0; i < payload.size(); ++i)
    out[start + i] =
        static_cast<char>(static_cast<unsigned char>(out[start + i]) ^ (mask >> (24 - 8 * (i & 3)) & 0xff));
}

std::string make_frame(opcode what, std::string_view payload, std::uint32_t mask, bool final) {
  std::string out;
  append_frame(out, what, payload, mask, final);
  return out;
}

std::string close_payload(std::uint16_t code, std::string_view reason) {
  std::string out;
  put_big_endian(out, code, 2);
  out.append(reason.substr(0, control_bytes_max - 2));
  return out;
}

refusal frame_reader::cut(std::string_view bytes, frame& next) const {
  if (bytes.size() < 2) return refusal::none;
  const auto first = static_cast<unsigned char>(bytes[0]);
  const auto second = static_cast<unsigned char>(bytes[1]);
  if ((first & 0x70U) != 0 || !is_known(first & 0x0fU)) return refusal::protocol_error;
  if ((second & 0x80U) != 0) return refusal::protocol_error;  // section 5.1: a server must not mask
  next.final = (first & 0x80U) != 0;
  next.what = static_cast<opcode>(first & 0x0fU);

  std::size_t header = 2;
  std::uint64_t length = second & 0x7fU;
  if (is_control(next.what) && (!next.final || length > control_bytes_max)) return refusal::protocol_error;
  if (length >= 126) {
    const std::size_t more = length == 126 ? 2 : 8;
    header += more;
    if (bytes.size() < header) return refusal::none;
    length = big_endian(bytes.substr(2, more));
  }
  if (length > message_bytes_max_) return refusal::too_large;
  if (bytes.size() - header < length) return refusal::none;
  next.payload = bytes.substr(header, static_cast<std::size_t>(length));
  next.size = header + static_cast<std::size_t>(length);
  return refusal::none;
}

refusal frame_reader::join(const frame& next, incoming& message) {
  message_ready_ = false;
  message_was_joined_ = false;
  if (is_control(next.what)) {
    message.what = next.what;
    message.payload = next.payload;
    if (next.what == opcode::close) {
      if (next.payload.size() == 1) return refusal::protocol_error;
      message.close_code = next.payload.empty() ? std::uint16_t{1005}
                                                : static_cast<std::uint16_t>(big_endian(next.payload.substr(0, 2)));
      if (!next.payload.empty()) message.payload.remove_prefix(2);
    }
    message_ready_ = true;
    return refusal::none;
  }
  if ((next.what == opcode::continuation) != in_fragments_) return refusal::protocol_error;
  if (!in_fragments_ && next.final) {
    message.what = next.what;
    message.payload = next.payload;
    message_ready_ = true;
    return refusal::none;
  }
  if (!in_fragments_) fragments_of_ = next.what;
  if (assembled_.size() + next.payload.size() > message_bytes_max_) return refusal::too_large;
  assembled_.append(next.payload);
  in_fragments_ = !next.final;
  if (next.final) {
    message.what = fragments_of_;
    message.payload = assembled_;
    message_ready_ = true;
    message_was_joined_ = true;
  }
  return refusal::none;
}

void frame_reader::keep(std::string_view rest, bool rest_is_pending) {
  if (rest.empty()) {
    // Thousands of quiet connections: give the memory of a large message back.
    if (pending_.capacity() > 4096) std::string().swap(pending_);
    pending_.clear();
  } else if (rest_is_pending) {
    pending_.erase(0, pending_.size() - rest.size());
  } else {
    pending_.assign(rest);
  }
}

}  // namespace ruamkit::ws
