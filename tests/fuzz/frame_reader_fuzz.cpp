// Any bytes as WebSocket frames: no crash, and the same events however the bytes are cut.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "transport/websocket_frame.hpp"

namespace {

using ruamkit::transport::frame_reader;

std::vector<std::string> events(std::string bytes, std::size_t piece) {
  frame_reader reader{4096};
  std::vector<std::string> out;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    std::span<char> in{bytes.data() + at, std::min(piece, bytes.size() - at)};
    for (;;) {
      const auto event = reader.next(in);
      if (event.kind == frame_reader::kind::need_more) break;
      out.push_back(std::to_string(static_cast<int>(event.kind)) + ' ' + std::to_string(static_cast<int>(event.code)) +
                    ' ' + std::string{event.payload});
      if (event.kind == frame_reader::kind::close || event.kind == frame_reader::kind::violation) return out;
    }
    if (!in.empty()) std::abort();
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
  if (events(bytes, bytes.size() + 1) != events(bytes, 1U + data[0])) std::abort();
  return 0;
}
