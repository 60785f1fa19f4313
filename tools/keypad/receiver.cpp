#include "keypad/receiver.hpp"

#include <algorithm>

#include "keypad/iclicker.hpp"
#include "keypad/lines.hpp"
#include "keypad/sunvote.hpp"

namespace ruamkit::keypad {
namespace {

constexpr std::chrono::seconds retry_after{1};

void add(reading& to, const reading& more) {
  to.frames += more.frames;
  to.presses += more.presses;
  to.repeats += more.repeats;
  to.refused += more.refused;
  to.bad_sums += more.bad_sums;
  to.noise_bytes += more.noise_bytes;
}

opened_device open_source(const source& from) {
  switch (from.how) {
    case source::way::serial:
      return open_serial(from.path, from.baud);
    case source::way::hid:
      return open_hid(from.path);
    case source::way::tcp:
      return open_tcp(from.host, from.port);
    case source::way::listen:
      return listen_tcp(from.host, from.port);
    case source::way::lines:
      return open_file(from.path);
  }
  return {};
}

}  // namespace

std::unique_ptr<driver> make_driver(const source& from) {
  switch (from.speaks) {
    case source::protocol::sunvote:
      return std::make_unique<sunvote_driver>();
    case source::protocol::iclicker:
      return std::make_unique<iclicker_driver>(from.frequency);
    case source::protocol::lines:
      break;
  }
  return std::make_unique<lines_driver>();
}

receiver::receiver(source from) : from_(std::move(from)) {}

void receiver::wait_on(std::vector<pollfd>& all) const {
  if (listening_.is_open()) all.push_back({listening_.fd(), POLLIN, 0});
  for (const auto& each : lines_) all.push_back({each.dev.fd(), POLLIN, 0});
}

instant receiver::wake_at() const {
  if (ended_) return instant::max();
  if (lines_.empty() && !listening_.is_open()) return retry_at_;
  instant at = instant::max();
  for (const auto& each : lines_) at = std::min(at, each.drv->wake_at());
  return at;
}

void receiver::open(instant now) {
  if (now < retry_at_) return;
  retry_at_ = now + retry_after;
  auto made = open_source(from_);
  why_ = made.why;
  if (!made.what.is_open()) return;
  if (from_.how == source::way::listen) {
    listening_ = std::move(made.what);
    return;
  }
  lines_.push_back({std::move(made.what), make_driver(from_)});
  lines_.back().drv->opened(now);
}

void receiver::accept(instant now) {
  for (;;) {
    device peer = accept_from(listening_);
    if (!peer.is_open()) return;
    if (lines_.size() >= peers_max) continue;
    lines_.push_back({std::move(peer), make_driver(from_)});
    lines_.back().drv->opened(now);
  }
}

void receiver::read(line& one, instant now, std::vector<press>& out) {
  const auto bytes = one.dev.read();
  if (!bytes) return;
  if (!bytes->empty()) return one.drv->take(*bytes, now, out);
  if (reads_to_end()) one.drv->ended(out);
  one.gone = true;
}

void receiver::forget(line& one) {
  add(before_, one.drv->counts());
  if (!one.drv->last_refusal().empty()) refusal_before_ = one.drv->last_refusal();
  if (reads_to_end()) {
    ended_ = true;
  } else if (from_.how != source::way::listen) {
    why_ = "the connection to the receiver was lost";
  }
}

void receiver::let_go(instant now) {
  for (auto& each : lines_) {
    if (!each.gone) continue;
    forget(each);
    retry_at_ = now + retry_after;
  }
  std::erase_if(lines_, [](const line& each) { return each.gone; });
}

void receiver::hear(instant now, std::vector<press>& out) {
  if (ended_) return;
  if (lines_.empty() && !listening_.is_open()) open(now);
  if (listening_.is_open()) accept(now);
  for (auto& each : lines_) read(each, now, out);
  let_go(now);
}

void receiver::answer(instant now) {
  for (auto& each : lines_)
    while (const auto bytes = each.drv->write_due(now))
      if (!each.dev.write(*bytes)) {
        each.gone = true;
        break;
      }
  let_go(now);
}

void receiver::new_question(instant now) {
  for (auto& each : lines_) each.drv->new_question(now);
}

void receiver::close() {
  for (auto& each : lines_) {
    for (const auto& bytes : each.drv->farewell())
      if (!each.dev.write(bytes)) break;
    add(before_, each.drv->counts());
    refusal_before_ = each.drv->last_refusal();
  }
  lines_.clear();
  listening_ = device();
  ended_ = true;
}

receiver::state receiver::now() const {
  if (ended_) return state::ended;
  if (listening_.is_open()) return state::ready;
  if (lines_.empty()) return state::lost;
  return lines_.front().drv->ready() ? state::ready : state::starting;
}

std::string receiver::why() const {
  if (lines_.empty()) return listening_.is_open() || ended_ ? std::string() : why_;
  return lines_.front().drv->trouble();
}

reading receiver::counts() const {
  reading all = before_;
  for (const auto& each : lines_) add(all, each.drv->counts());
  return all;
}

std::string receiver::last_refusal() const {
  for (const auto& each : lines_)
    if (!each.drv->last_refusal().empty()) return each.drv->last_refusal();
  return refusal_before_;
}

}  // namespace ruamkit::keypad
