#include "ws/swarm.hpp"

#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "ws/channel.hpp"
#include "ws/handshake.hpp"

namespace ruamkit::ws {

using namespace std::chrono_literals;
using io = progress::state;

struct swarm::link {
  enum class stage { connecting, upgrading, open, closing, doomed };

  link(slot number, std::uint32_t born, channel made, std::size_t inbound_max)
      : who(number), generation(born), wire(std::move(made)), reader(inbound_max) {}

  slot who;
  std::uint32_t generation;  // tells an event for this link from one for the slot's link before it
  channel wire;
  frame_reader reader;
  stage at = stage::connecting;
  std::uint32_t events = 0;
  std::string key;      // of the handshake
  std::string answer;   // of the server to it, while incomplete
  std::string waiting;  // bytes the kernel did not take yet
  std::size_t waiting_from = 0;
  clock::time_point deadline{};
  bool opened = false;
  closure how;
};

swarm::swarm(endpoint where, swarm_options options)
    : where_(std::move(where)),
      options_(options),
      address_(resolve(where_)),
      scratch_(64 * 1024),
      random_(options.seed * 0x9e3779b97f4a7c15U + 1) {
  if (where_.tls) tls_ = std::make_unique<tls_context>(options_.insecure);
  epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
  if (epoll_ < 0) throw std::runtime_error(std::string("no epoll: ") + std::strerror(errno));
}

swarm::~swarm() {
  if (epoll_ >= 0) ::close(epoll_);
}

std::uint32_t swarm::next_mask() {
  random_ = random_ * 6364136223846793005U + 1442695040888963407U;
  return static_cast<std::uint32_t>(random_ >> 32);
}

swarm::link* swarm::find(slot who) const { return who < links_.size() ? links_[who].get() : nullptr; }

bool swarm::is_open(slot who) const {
  const link* one = find(who);
  return one != nullptr && one->at == link::stage::open;
}

void swarm::connect(slot who) {
  if (who >= links_.size()) links_.resize(who + 1);
  queued_.push_back(who);
}

void swarm::begin_queued() {
  if (queued_.empty()) return;
  const auto now = clock::now();
  const bool limited = options_.connects_per_second > 0;
  if (limited) {
    const std::chrono::duration<double> passed = now - allowance_at_;
    // At most 50 ms worth is saved up, so that a pause is not followed by a burst.
    allowance_ = std::min(allowance_ + passed.count() * options_.connects_per_second,
                          std::max(1.0, options_.connects_per_second * 0.05));
  }
  allowance_at_ = now;
  while (!queued_.empty() && connecting_ < options_.connecting_max && (!limited || allowance_ >= 1)) {
    const slot who = queued_.front();
    queued_.pop_front();
    if (find(who) != nullptr) continue;
    allowance_ -= limited ? 1 : 0;
    begin(who);
  }
}

void swarm::begin(slot who) {
  on_begin(who);
  links_[who] = std::make_unique<link>(who, ++generation_, channel::open(address_, tls_.get(), where_.host),
                                       options_.inbound_max);
  link& one = *links_[who];
  one.deadline = clock::now() + options_.connect_timeout;
  ++unsettled_;
  ++connecting_;
  if (one.wire.fd() < 0) return doom(one, {1006, one.wire.why(), false});
  epoll_event event{};
  event.events = one.events = EPOLLOUT;
  event.data.u64 = static_cast<std::uint64_t>(one.generation) << 32 | who;
  if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, one.wire.fd(), &event) != 0) doom(one, {1006, std::strerror(errno), false});
}

void swarm::want(link& one, std::uint32_t events) {
  if (one.events == events) return;
  epoll_event event{};
  event.events = one.events = events;
  event.data.u64 = static_cast<std::uint64_t>(one.generation) << 32 | one.who;
  ::epoll_ctl(epoll_, EPOLL_CTL_MOD, one.wire.fd(), &event);
}

void swarm::doom(link& one, closure how) {
  if (one.at == link::stage::doomed) return;
  if (one.at == link::stage::open) {
    --open_count_;
  } else {
    --unsettled_;
  }
  if (one.at == link::stage::connecting || one.at == link::stage::upgrading) --connecting_;
  one.at = link::stage::doomed;
  one.how = std::move(how);
  one.how.opened = one.opened;
  doomed_.push_back(one.who);
}

void swarm::reap() {
  // A callback may doom more; those are appended and reached by the same loop.
  for (std::size_t i = 0; i < doomed_.size(); ++i) {
    const slot who = doomed_[i];
    const std::unique_ptr<link> gone = std::move(links_[who]);
    on_closed(who, gone->how);
  }
  doomed_.clear();
}

bool swarm::send_text(slot who, std::string_view text) {
  link* one = find(who);
  if (one == nullptr || one->at != link::stage::open) return false;
  return queue(*one, make_frame(opcode::text, text, next_mask()));
}

bool swarm::send_framed(slot who, std::string_view frames) {
  link* one = find(who);
  return one != nullptr && one->at == link::stage::open && queue(*one, frames);
}

bool swarm::queue(link& one, std::string_view bytes) {
  if (one.waiting.size() - one.waiting_from + bytes.size() > options_.outbound_max) return false;
  if (one.waiting.empty()) {
    const progress put = one.wire.write(bytes);
    if (put.what == io::failed || put.what == io::closed) {
      doom(one, {1006, one.wire.why(), one.opened});
      return false;
    }
    bytes.remove_prefix(put.bytes);
    if (bytes.empty()) return true;
  }
  one.waiting.append(bytes);
  want(one, EPOLLIN | EPOLLOUT);
  return true;
}

void swarm::flush(link& one) {
  while (one.waiting_from < one.waiting.size()) {
    const progress put = one.wire.write(std::string_view(one.waiting).substr(one.waiting_from));
    if (put.what == io::failed || put.what == io::closed) return doom(one, {1006, one.wire.why(), one.opened});
    if (put.what != io::done) return;
    one.waiting_from += put.bytes;
  }
  std::string().swap(one.waiting);
  one.waiting_from = 0;
  want(one, EPOLLIN);
}

void swarm::close(slot who, std::uint16_t code) {
  link* one = find(who);
  if (one == nullptr || one->at == link::stage::closing || one->at == link::stage::doomed) return;
  if (one->at != link::stage::open) return doom(*one, {1006, "given up while connecting", false});
  if (!queue(*one, make_frame(opcode::close, close_payload(code), next_mask()))) return abort(who);
  --open_count_;
  ++unsettled_;
  one->at = link::stage::closing;
  one->deadline = clock::now() + 5s;
}

void swarm::abort(slot who) {
  link* one = find(who);
  if (one == nullptr || one->at == link::stage::doomed) return;
  one->wire.reset();
  doom(*one, {1006, "reset by us", one->opened});
}

void swarm::handle(link& one, std::uint32_t events) {
  if (one.at == link::stage::connecting) return go_on_connecting(one);
  if ((events & EPOLLOUT) != 0) flush(one);
  if (one.at != link::stage::doomed && (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) read_some(one);
}

void swarm::go_on_connecting(link& one) {
  const progress got = one.wire.connected();
  if (got.what == io::want_read) return want(one, EPOLLIN);
  if (got.what == io::want_write) return want(one, EPOLLOUT);
  if (got.what != io::done) return doom(one, {1006, one.wire.why(), false});
  one.at = link::stage::upgrading;
  one.key = make_key(static_cast<std::uint64_t>(next_mask()) << 32 | next_mask());
  want(one, EPOLLIN);
  queue(one, upgrade_request(where_, one.key));
}

void swarm::read_some(link& one) {
  // A few reads a turn: one busy connection does not starve the others, and epoll tells again what is left. TLS may
  // hold decrypted bytes epoll knows nothing of, so there it is read until dry.
  for (int turn = 0; one.at != link::stage::doomed && (turn < 4 || one.wire.secure()); ++turn) {
    const progress got = one.wire.read(scratch_);
    if (got.what == io::want_read || got.what == io::want_write) return;
    if (got.what == io::closed) return doom(one, {1006, "the server closed the connection", one.opened});
    if (got.what == io::failed) return doom(one, {1006, one.wire.why(), one.opened});
    take(one, std::string_view(scratch_.data(), got.bytes));
    if (got.bytes < scratch_.size() && !one.wire.secure()) return;
  }
}

void swarm::take(link& one, std::string_view bytes) {
  std::string whole;
  if (one.at == link::stage::upgrading) {
    one.answer.append(bytes);
    const upgrade_answer answer = read_upgrade(one.answer, one.key);
    if (answer.what == upgrade_answer::state::incomplete) return;
    if (answer.what == upgrade_answer::state::refused) return doom(one, {1006, answer.why, false});
    whole = std::exchange(one.answer, {}).substr(answer.size);
    std::string().swap(one.key);
    bytes = whole;
    one.at = link::stage::open;
    one.opened = true;
    ++open_count_;
    --unsettled_;
    --connecting_;
    on_open(one.who);
    if (one.at == link::stage::doomed || bytes.empty()) return;
  }
  const refusal verdict = one.reader.feed(bytes, [&](const incoming& what) { return message(one, what); });
  if (verdict == refusal::none || one.at == link::stage::doomed) return;
  (void)one.wire.write(make_frame(opcode::close, close_payload(static_cast<std::uint16_t>(verdict)), next_mask()));
  doom(one, {static_cast<std::uint16_t>(verdict), "the server's frame is against RFC 6455 or too large", true});
}

bool swarm::message(link& one, const incoming& what) {
  switch (what.what) {
    case opcode::text:
      if (one.at == link::stage::open) on_text(one.who, what.payload);
      break;
    case opcode::ping:
      queue(one, make_frame(opcode::pong, what.payload, next_mask()));
      break;
    case opcode::close:
      if (one.at == link::stage::open) {
        const std::uint16_t code = what.close_code == 1005 ? std::uint16_t{1000} : what.close_code;
        (void)one.wire.write(make_frame(opcode::close, close_payload(code), next_mask()));
      }
      doom(one, {what.close_code, std::string(what.payload), true});
      break;
    default:
      break;
  }
  return one.at != link::stage::doomed;
}

void swarm::after(std::chrono::milliseconds delay, std::function<void()> what) {
  timers_.push({clock::now() + delay, ++timer_order_, std::move(what)});
}

void swarm::run_timers() {
  const auto now = clock::now();
  while (!timers_.empty() && timers_.top().at <= now) {
    const std::function<void()> what = timers_.top().what;
    timers_.pop();
    what();
  }
}

void swarm::check_deadlines() {
  const auto now = clock::now();
  if (unsettled_ == 0 || now - deadlines_at_ < 200ms) return;
  deadlines_at_ = now;
  for (const auto& one : links_) {
    if (!one || one->at == link::stage::open || one->at == link::stage::doomed || one->deadline > now) continue;
    one->wire.reset();
    const bool closing = one->at == link::stage::closing;
    doom(*one, {1006, closing ? "the server did not answer our close" : "no connection within the time", false});
  }
}

void swarm::step(std::chrono::milliseconds wait) {
  begin_queued();
  reap();
  auto patience = wait;
  const auto now = clock::now();
  if (!timers_.empty())
    patience = std::min(patience, std::chrono::ceil<std::chrono::milliseconds>(timers_.top().at - now));
  if (!queued_.empty() && connecting_ < options_.connecting_max) patience = std::min(patience, 2ms);
  if (unsettled_ > 0) patience = std::min(patience, 200ms);
  std::array<epoll_event, 512> events{};
  const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()),
                                 static_cast<int>(std::clamp<std::int64_t>(patience.count(), 0, 60'000)));
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    link* one = find(static_cast<slot>(event.data.u64 & 0xffffffffU));
    if (one == nullptr || one->at == link::stage::doomed || one->generation != event.data.u64 >> 32) continue;
    handle(*one, event.events);
  }
  reap();
  run_timers();
  check_deadlines();
  reap();
  begin_queued();
}

bool swarm::run_until(const std::function<bool()>& done, std::chrono::milliseconds within) {
  const auto end = clock::now() + within;
  for (;;) {
    if (done()) return true;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - clock::now());
    if (left.count() <= 0) return false;
    step(std::min(left, std::chrono::milliseconds{100}));
  }
}

std::size_t raise_file_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return static_cast<std::size_t>(limit.rlim_cur);
}

}  // namespace ruamkit::ws
