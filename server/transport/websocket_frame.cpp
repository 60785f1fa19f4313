#include "transport/websocket_frame.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <cstring>

#include "base/utf8.hpp"

namespace ruamkit::transport {
namespace {

constexpr std::size_t control_bytes_max = 125;
constexpr std::uint16_t fragments_max = 1024;  // empty fragments cost work and no bytes
constexpr std::size_t keep_bytes_max = 512;    // a quiet connection keeps no larger buffer than this

bool is_control(opcode kind) { return (static_cast<unsigned>(kind) & 0x8U) != 0; }

// RFC 6455 section 7.4.
bool may_be_sent(unsigned code) {
  if (code >= 3000 && code <= 4999) return true;
  return code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
}

std::size_t header_bytes_needed(const std::array<std::uint8_t, 14>& header, std::size_t have) {
  if (have < 2) return 2;
  const auto length = header[1] & 0x7FU;
  const std::size_t extended = length == 126 ? 2 : length == 127 ? 8 : 0;
  return 2 + extended + ((header[1] & 0x80U) != 0 ? 4U : 0U);
}

}  // namespace

frame_header header_for(opcode kind, std::size_t payload_bytes) {
  frame_header out;
  const auto put = [&out](std::uint64_t byte) { out.bytes[out.size++] = static_cast<char>(byte & 0xFFU); };
  put(0x80U | static_cast<unsigned>(kind));
  if (payload_bytes < 126) {
    put(payload_bytes);
  } else if (payload_bytes <= 0xFFFF) {
    put(126);
    put(payload_bytes >> 8U);
    put(payload_bytes);
  } else {
    put(127);
    for (unsigned shift = 64; shift > 0; shift -= 8) put(static_cast<std::uint64_t>(payload_bytes) >> (shift - 8));
  }
  return out;
}

std::string close_payload(close_code why) {
  if (why == close_code::none || why == close_code::no_status) return {};
  const auto code = static_cast<unsigned>(why);
  return {static_cast<char>(code >> 8U), static_cast<char>(code & 0xFFU)};
}

std::optional<std::string> accept_for(std::string_view key) {
  if (key.size() != 24 || !key.ends_with("==")) return std::nullopt;
  std::array<unsigned char, 18> nonce{};
  if (EVP_DecodeBlock(nonce.data(), reinterpret_cast<const unsigned char*>(key.data()), 24) != 18) return std::nullopt;

  std::string text{key};
  text += "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, SHA_DIGEST_LENGTH> hash{};
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash.data());
  std::array<unsigned char, 29> encoded{};
  EVP_EncodeBlock(encoded.data(), hash.data(), static_cast<int>(hash.size()));
  return std::string{reinterpret_cast<const char*>(encoded.data()), 28};
}

frame_reader::event frame_reader::next(std::span<char>& in) {
  if (handed_out_) release();
  for (;;) {
    if (!in_payload_) {
      if (!complete_header(in)) return {};
      if (const auto wrong = begin_frame(); wrong != close_code::none) return {kind::violation, {}, wrong};
    }
    if (const auto done = take_payload(in)) return *done;
    if (in_payload_) return {};
  }
}

bool frame_reader::complete_header(std::span<char>& in) {
  while (header_have_ < header_bytes_needed(header_, header_have_)) {
    if (in.empty()) return false;
    header_[header_have_++] = static_cast<std::uint8_t>(in.front());
    in = in.subspan(1);
  }
  return true;
}

close_code frame_reader::begin_frame() {
  const unsigned first = header_[0];
  const unsigned length7 = header_[1] & 0x7FU;
  fin_ = (first & 0x80U) != 0;
  opcode_ = static_cast<opcode>(first & 0x0FU);
  if ((first & 0x70U) != 0) return close_code::protocol_error;       // no extension was agreed
  if ((header_[1] & 0x80U) == 0) return close_code::protocol_error;  // a client must mask (section 5.1)

  std::size_t at = 2;
  remaining_ = length7;
  if (length7 >= 126) {
    const std::size_t width = length7 == 126 ? 2 : 8;
    remaining_ = 0;
    for (std::size_t i = 0; i < width; ++i) remaining_ = remaining_ << 8U | header_[at++];
    // The shortest form is required (section 5.2).
    if (remaining_ < (width == 2 ? 126U : 0x10000U)) return close_code::protocol_error;
    if (remaining_ >> 63U != 0) return close_code::protocol_error;
  }
  std::copy_n(header_.begin() + static_cast<std::ptrdiff_t>(at), 4, mask_.begin());
  mask_phase_ = 0;
  header_have_ = 0;
  in_payload_ = true;

  switch (opcode_) {
    case opcode::close:
    case opcode::ping:
    case opcode::pong:
      return fin_ && remaining_ <= control_bytes_max ? close_code::none : close_code::protocol_error;
    case opcode::text:
    case opcode::binary:
    case opcode::continuation:
      return begin_data();
  }
  return close_code::protocol_error;
}

close_code frame_reader::begin_data() {
  if (in_message_ != (opcode_ == opcode::continuation)) return close_code::protocol_error;
  if (opcode_ == opcode::binary) return close_code::unsupported;
  if (remaining_ > message_bytes_max_ - message_.size()) return close_code::too_large;
  if (fragments_ >= fragments_max) return close_code::too_large;
  ++fragments_;
  in_message_ = true;
  return close_code::none;
}

std::optional<frame_reader::event> frame_reader::take_payload(std::span<char>& in) {
  const auto part = in.first(static_cast<std::size_t>(std::min<std::uint64_t>(remaining_, in.size())));
  in = in.subspan(part.size());
  remaining_ -= part.size();
  unmask(part);

  const bool control = is_control(opcode_);
  auto& kept = control ? control_ : message_;
  std::string_view payload{part.data(), part.size()};
  const bool ends = remaining_ == 0 && (control || fin_);
  if (!ends || !kept.empty()) {
    kept.append(payload);
    payload = kept;
  }
  if (remaining_ > 0) return std::nullopt;
  in_payload_ = false;
  if (control) return finish_control(payload);
  if (fin_) return finish_message(payload);
  return std::nullopt;
}

frame_reader::event frame_reader::finish_control(std::string_view payload) {
  if (opcode_ == opcode::ping || opcode_ == opcode::pong) {
    handed_out_ = !control_.empty();
    return {opcode_ == opcode::ping ? kind::ping : kind::pong, payload, close_code::none};
  }
  if (payload.empty()) return {kind::close, {}, close_code::no_status};
  if (payload.size() == 1) return {kind::violation, {}, close_code::protocol_error};
  const unsigned code = static_cast<unsigned>(static_cast<unsigned char>(payload[0])) << 8U |
                        static_cast<unsigned>(static_cast<unsigned char>(payload[1]));
  if (!may_be_sent(code)) return {kind::violation, {}, close_code::protocol_error};
  if (!is_valid_utf8(payload.substr(2))) return {kind::violation, {}, close_code::invalid_utf8};
  return {kind::close, payload.substr(2), static_cast<close_code>(code)};
}

frame_reader::event frame_reader::finish_message(std::string_view payload) {
  in_message_ = false;
  fragments_ = 0;
  handed_out_ = !message_.empty();
  if (!is_valid_utf8(payload)) return {kind::violation, {}, close_code::invalid_utf8};
  return {kind::text, payload, close_code::none};
}

void frame_reader::unmask(std::span<char> part) {
  std::array<std::uint8_t, 8> key{};
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = mask_[(mask_phase_ + i) & 3U];
  std::uint64_t wide = 0;
  std::memcpy(&wide, key.data(), sizeof wide);

  std::size_t at = 0;
  for (; at + sizeof wide <= part.size(); at += sizeof wide) {
    std::uint64_t word = 0;
    std::memcpy(&word, part.data() + at, sizeof word);
    word ^= wide;
    std::memcpy(part.data() + at, &word, sizeof word);
  }
  for (std::size_t i = 0; at + i < part.size(); ++i) {
    part[at + i] = static_cast<char>(static_cast<std::uint8_t>(part[at + i]) ^ key[i]);
  }
  mask_phase_ = static_cast<std::uint8_t>((mask_phase_ + part.size()) & 3U);
}

void frame_reader::release() {
  handed_out_ = false;
  // A pong may come between the pieces of a message: only what was handed out is let go.
  if (is_control(opcode_) && !in_payload_) control_.clear();
  if (!in_message_) {
    if (message_.capacity() > keep_bytes_max) message_ = std::string{};
    message_.clear();
  }
}

}  // namespace ruamkit::transport
