#include "ws/handshake.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace ruamkit::ws {
namespace {

constexpr std::size_t answer_bytes_max = 8192;

std::string base64(const unsigned char* bytes, std::size_t size) {
  std::string out((size + 2) / 3 * 4 + 1, '\0');
  const int written = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), bytes, static_cast<int>(size));
  out.resize(static_cast<std::size_t>(written));
  return out;
}

bool same_word(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
         });
}

}  // namespace

std::string make_key(std::uint64_t seed) {
  std::array<unsigned char, 16> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    bytes[i] = static_cast<unsigned char>(seed >> 56);
  }
  return base64(bytes.data(), bytes.size());
}

std::string accept_of(std::string_view key) {
  const std::string text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, SHA_DIGEST_LENGTH> hash{};
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash.data());
  return base64(hash.data(), hash.size());
}

std::string upgrade_request(const endpoint& where, std::string_view key) {
  std::string out = "GET " + where.path + " HTTP/1.1\r\nHost: " + where.authority();
  out += "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ";
  out.append(key);
  out += "\r\nSec-WebSocket-Version: 13\r\nOrigin: ";
  out += (where.tls ? "https://" : "http://") + where.authority() + "\r\n\r\n";
  return out;
}

std::string_view header_value(std::string_view block, std::string_view name) {
  std::size_t at = block.find("\r\n");
  while (at != std::string_view::npos && at + 2 < block.size()) {
    const std::size_t end = block.find("\r\n", at + 2);
    const std::string_view line = block.substr(at + 2, end == std::string_view::npos ? end : end - at - 2);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && same_word(line.substr(0, colon), name)) {
      std::string_view value = line.substr(colon + 1);
      while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
      while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
      return value;
    }
    at = end;
  }
  return {};
}

upgrade_answer read_upgrade(std::string_view bytes, std::string_view key) {
  upgrade_answer answer;
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) {
    if (bytes.size() > answer_bytes_max) {
      answer.what = upgrade_answer::state::refused;
      answer.why = "the answer to the upgrade has no end";
    }
    return answer;
  }
  const std::string_view block = bytes.substr(0, end + 2);
  const std::string_view status = block.substr(0, block.find("\r\n"));
  answer.what = upgrade_answer::state::refused;
  if (!status.starts_with("HTTP/1.1 101")) {
    answer.why = "not upgraded: " + std::string(status.substr(0, 80));
  } else if (header_value(block, "Sec-WebSocket-Accept") != accept_of(key)) {
    answer.why = "the server's Sec-WebSocket-Accept does not belong to our key";
  } else {
    answer.what = upgrade_answer::state::accepted;
    answer.size = end + 4;
  }
  return answer;
}

}  // namespace ruamkit::ws
