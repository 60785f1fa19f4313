#include "transport/worker.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <exception>
#include <limits>
#include <utility>
#include <variant>

#include "transport/connection.hpp"

namespace ruamkit::transport {
namespace {

constexpr unsigned slot_bits = 20;
constexpr std::uint64_t slot_mask = (1ULL << slot_bits) - 1;
constexpr std::uint64_t call_bit = 1ULL << 63U;

// Often enough for the shortest of the limits, and cheap: a sweep reads 24 bytes a connection.
std::chrono::milliseconds sweep_period(const limits& limit) {
  const auto shortest = std::min({limit.ping_every, limit.idle, limit.write_stall, limit.header, limit.tls_handshake,
                                  limit.body, limit.reply, limit.linger});
  return std::clamp(shortest / 4, std::chrono::milliseconds{10}, std::chrono::milliseconds{250});
}

}  // namespace

owned_socket::~owned_socket() {
  if (number_ >= 0) ::close(number_);
}

worker::worker(std::uint32_t index, surroundings& around)
    : index_(index), around_(around), sweep_every_(sweep_period(around.what.limits)) {
  read_clock();
}

worker::~worker() = default;

void worker::read_clock() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  now_ms_ = std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

void worker::run() {
  auto work = boost::asio::make_work_guard(loop_);
  boost::asio::post(loop_, [this] { schedule_sweep(); });
  while (!loop_.stopped()) {
    try {
      loop_.run();
    } catch (const std::exception& failed) {
      around_.log->error("transport thread {}: {}", index_, failed.what());
    }
  }
}

void worker::stop() { loop_.stop(); }

void worker::end_all() {
  for (auto& each : slots_) {
    if (each.who) each.who->end(ending::restarting);
  }
  bury();
}

void worker::adopt(newcomer who) {
  boost::asio::post(loop_, [this, who = std::move(who)]() mutable { welcome(std::move(who)); });
}

void worker::welcome(newcomer&& who) {
  read_clock();
  const bool counted = who.verdict == admission::verdict::admitted;
  const auto key = key_of_address(who.address);
  connection::socket plug{loop_};
  boost::system::error_code failed;
  plug.assign(boost::asio::ip::tcp::v4(), who.socket.number(), failed);
  if (!failed) who.socket.release();
  tls_session tls;
  if (around_.tls && !failed) {
    tls = around_.tls->accept_on(plug.native_handle());
    if (!tls) failed = boost::system::errc::make_error_code(boost::system::errc::not_enough_memory);
  }
  if (failed || draining_ || (free_slots_.empty() && slots_.size() > slot_mask)) {
    if (counted) {
      around_.guests.leave(key);
    } else {
      around_.refused.fetch_sub(1);
    }
    return;
  }
  if (free_slots_.empty()) {
    free_slots_.push_back(static_cast<std::uint32_t>(slots_.size()));
    slots_.emplace_back();
  }
  const auto at = free_slots_.back();
  free_slots_.pop_back();
  auto& place = slots_[at];
  const auto number = ++place.generation << slot_bits | at;
  place.who = std::make_unique<connection>(*this, number, std::move(plug), std::move(tls), std::move(who));
  place.review_ms = now_ms_;
  counters_.accepted.add();
  counters_.open.add();
  if (!counted) counters_.refused.add();
  place.who->start();
}

connection* worker::find(std::uint64_t number) {
  const auto at = number & slot_mask;
  if ((number & call_bit) != 0 || at >= slots_.size() || slots_[at].generation != number >> slot_bits) return nullptr;
  return slots_[at].who.get();
}

void worker::review_by(std::uint64_t number, std::int64_t at_ms) {
  auto& place = slots_[number & slot_mask];
  place.review_ms = std::min(place.review_ms, at_ms);
}

void worker::later(std::uint64_t number, void (connection::*what)()) {
  boost::asio::post(loop_, [this, number, what] { on_ready(number, what); });
}

void worker::on_ready(std::uint64_t number, void (connection::*what)()) {
  auto* who = find(number);
  if (who == nullptr) return;
  read_clock();
  try {
    (who->*what)();
  } catch (const std::exception& failed) {
    around_.log->error("connection {}/{}: {}", index_, number, failed.what());
    who->end(ending::broken);
  }
}

void worker::retire(std::uint64_t number) {
  const auto at = number & slot_mask;
  if (graveyard_.empty()) boost::asio::post(loop_, [this] { bury(); });
  graveyard_.push_back(std::move(slots_[at].who));
  free_slots_.push_back(static_cast<std::uint32_t>(at));
}

void worker::bury() { graveyard_.clear(); }

std::uint64_t worker::begin_call(std::uint64_t connection_number) {
  const auto call = call_bit | ++calls_begun_;
  calls_.emplace(call, connection_number);
  return call;
}

void worker::end_call(std::uint64_t call_number) { calls_.erase(call_number); }

std::chrono::milliseconds worker::first_ping(std::uint64_t number) const {
  // A hall that joins in one minute must not be pinged in one instant.
  const auto spread = limit().ping_every / 4;
  return limit().ping_every - spread * static_cast<int>(number * 0x9E3779B97F4A7C15ULL >> 60U) / 16;
}

void worker::schedule_sweep() {
  sweep_timer_.expires_after(sweep_every_);
  sweep_timer_.async_wait([this](const boost::system::error_code& stopped) {
    if (stopped) return;
    sweep();
    schedule_sweep();
  });
}

void worker::sweep() {
  read_clock();
  for (std::size_t at = 0; at < slots_.size(); ++at) {  // by index: a review may not add slots, but may empty them
    if (!slots_[at].who || slots_[at].review_ms > now_ms_) continue;
    slots_[at].review_ms = std::numeric_limits<std::int64_t>::max();
    const auto next = slots_[at].who->review();
    if (slots_[at].who) slots_[at].review_ms = std::min(slots_[at].review_ms, std::max(next, now_ms_ + 1));
  }
}

void worker::drain() {
  boost::asio::post(loop_, [this] {
    read_clock();
    draining_ = true;
    for (auto& each : slots_) {
      if (each.who) each.who->drain();
    }
  });
}

void worker::deliver(std::vector<engine::outbound>&& batch) {
  boost::asio::post(loop_, [this, batch = std::move(batch)]() mutable { handle_batch(batch); });
}

void worker::handle_batch(std::vector<engine::outbound>& batch) {
  read_clock();
  for (auto& each : batch) {
    std::visit([this](auto& what) { handle(what); }, each);
  }
  // One write a connection for all the batch has for it.
  for (const auto number : marked_) {
    auto* who = find(number);
    if (who == nullptr) continue;
    who->set_marked(false);
    who->flush();
  }
  marked_.clear();
}

void worker::mark(connection& who) {
  if (who.marked()) return;
  who.set_marked(true);
  marked_.push_back(who.out().owner());
}

connection* worker::websocket(const engine::connection_id& who) {
  auto* found = find(who.number);
  return found != nullptr && found->is_websocket() ? found : nullptr;
}

void worker::handle(engine::send_reply& what) {
  if ((what.to.number & call_bit) != 0) {
    const auto at = calls_.find(what.to.number);
    if (at == calls_.end()) return;
    if (auto* who = find(at->second)) who->answer_call(what.id, what.answer);
  } else if (auto* who = websocket(what.to)) {
    who->send(wire::encode_reply(what.id, what.answer));
    mark(*who);
  }
}

void worker::handle(engine::send_frame& what) {
  if (auto* who = websocket(what.to)) {
    who->send(what.what);
    mark(*who);
  }
}

void worker::handle(engine::start_watching& what) {
  if (auto* who = websocket(what.who)) {
    hub_.watch(who->out(), what.view, std::move(what.current));
    mark(*who);
  }
}

void worker::handle(engine::stop_watching& what) {
  if (auto* who = websocket(what.who)) hub_.unwatch(who->out(), what.view);
}

void worker::handle(engine::view_changed& what) {
  const auto changed = hub_.change(what.view, std::move(what.newest));
  counters_.view_frames_conflated.add(changed.conflated);
  if (changed.watchers == nullptr) return;
  for (const auto* each : *changed.watchers) {
    if (auto* who = find(each->owner())) mark(*who);
  }
}

void worker::handle(engine::send_document& what) {
  const auto at = calls_.find(what.to.number);
  if (at == calls_.end()) return;
  if (auto* who = find(at->second)) who->answer_document(what);
}

void worker::handle(engine::close_connection& what) {
  auto* who = websocket(what.who);
  if (who == nullptr) return;
  who->flush();
  if (!what.last_words.empty()) who->send(std::move(what.last_words));
  const auto why = what.why == engine::closing::moved   ? ending::moved
                   : what.why == engine::closing::ended ? ending::ended
                                                        : ending::restarting;
  who->close(static_cast<close_code>(what.why), why);
  mark(*who);
}

}  // namespace ruamkit::transport
