#include "ws/stream.hpp"

#include <poll.h>

#include <algorithm>
#include <array>

namespace ruamkit::ws {

using io = progress::state;
using clock = std::chrono::steady_clock;

stream::stream(const endpoint& where, bool insecure, milliseconds timeout) {
  if (where.tls) tls_.emplace(insecure);
  wire_ = channel::open(resolve(where), tls_ ? &*tls_ : nullptr, where.host);
  const auto until = clock::now() + timeout;
  for (progress now{io::want_write, 0};;) {
    if (wire_.fd() < 0 || now.what == io::failed || now.what == io::closed)
      throw disconnected("cannot connect to " + where.authority() + ": " + wire_.why());
    if (now.what == io::done) return;
    if (!wait(now.what, until)) throw disconnected("cannot connect to " + where.authority() + ": no answer");
    now = wire_.connected();
  }
}

bool stream::wait(io what, clock::time_point until) const {
  pollfd one{};
  one.fd = wire_.fd();
  one.events = what == io::want_read ? POLLIN : POLLOUT;
  const auto left = std::chrono::ceil<milliseconds>(until - clock::now()).count();
  return ::poll(&one, 1, static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000))) > 0;
}

void stream::write(std::string_view bytes, milliseconds timeout) {
  const auto until = clock::now() + timeout;
  while (!bytes.empty()) {
    const progress put = wire_.write(bytes);
    if (put.what == io::failed || put.what == io::closed) throw disconnected("cannot send: " + wire_.why());
    bytes.remove_prefix(put.bytes);
    if (put.what != io::done && !wait(put.what, until)) throw disconnected("cannot send: the server reads nothing");
  }
}

std::optional<std::string> stream::read(milliseconds timeout) {
  const auto until = clock::now() + timeout;
  std::array<char, 16384> some{};
  for (;;) {
    const progress got = wire_.read(some);
    if (got.what == io::done) return std::string(some.data(), got.bytes);
    if (got.what == io::closed || got.what == io::failed) return std::string();
    if (!wait(got.what, until)) return std::nullopt;
  }
}

}  // namespace ruamkit::ws
