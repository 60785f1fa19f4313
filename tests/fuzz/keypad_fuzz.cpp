// Any bytes into each driver: no crash, the same presses however the bytes are cut, and every press one that a server
// may be told of.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "keypad/lines.hpp"
#include "keypad/receiver.hpp"
#include "unit/keypad/press_script.hpp"

namespace {

using namespace ruamkit::keypad;

constexpr instant start{std::chrono::hours{1}};

std::vector<press> presses(driver& of, const std::string& bytes, std::size_t piece) {
  std::vector<press> out;
  for (std::size_t at = 0; at < bytes.size(); at += piece) of.take(bytes.substr(at, piece), start, out);
  of.ended(out);
  return out;
}

/// A SunVote receiver takes presses only once it is polled.
void set_up(driver& of) {
  of.opened(start);
  (void)of.write_due(start);
  std::vector<press> none;
  of.take(test::sunvote_who(1), start, none);
  (void)of.write_due(start);
  of.take(test::sunvote_range(1, 255), start, none);
  for (auto now = start; !of.ready() && now - start < std::chrono::seconds{3}; now = of.wake_at())
    (void)of.write_due(now);
}

void try_driver(source::protocol speaks, const std::string& bytes, std::size_t piece) {
  source from;
  from.speaks = speaks;
  const auto whole = make_driver(from), cut = make_driver(from);
  for (const auto& each : {whole.get(), cut.get()})
    if (speaks == source::protocol::sunvote) set_up(*each);
  const auto all = presses(*whole, bytes, bytes.size() + 1);
  if (all != presses(*cut, bytes, piece)) std::abort();
  if (whole->counts().presses != all.size()) std::abort();
  for (const auto& each : all)
    if (!is_keypad_id(each.keypad) || each.key < 0 || each.key > 99) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string bytes{reinterpret_cast<const char*>(data) + 2, size - 2};
  const std::size_t piece = 1U + data[1];
  switch (data[0] % 3) {
    case 0:
      try_driver(source::protocol::sunvote, bytes, piece);
      break;
    case 1:
      try_driver(source::protocol::iclicker, bytes, piece);
      break;
    default:
      try_driver(source::protocol::lines, bytes, piece);
      break;
  }
  return 0;
}
