#include "transport/connection.hpp"

#include <netinet/tcp.h>

#include <algorithm>
#include <utility>

#include "transport/http_exchange.hpp"

namespace ruamkit::transport {
namespace {

constexpr int read_rounds_max = 8;  // then the other connections have their turn

}  // namespace

connection::connection(worker& thread, std::uint64_t number, socket plug, tls_session tls, newcomer who)
    : worker_(thread),
      number_(number),
      socket_(std::move(plug)),
      channel_(socket_.native_handle(), std::move(tls)),
      outbox_(number),
      reader_(thread.limit().frame_bytes),
      address_(std::move(who.address)),
      address_key_(key_of_address(address_)),
      verdict_(who.verdict) {}

connection::~connection() = default;

void connection::start() {
  heard_ms_ = worker_.now_ms();
  if (channel_.over_tls()) {
    set_deadline(worker_.limit().tls_handshake);
    shake_hands();
  } else {
    begin_http();
    wait_readable();
  }
}

void connection::shake_hands() {
  switch (channel_.handshake()) {
    case channel::next::go_on:
      begin_http();
      on_readable();
      return;
    case channel::next::wait_readable:
      wait_readable();
      return;
    case channel::next::wait_writable:
      wait_writable();
      return;
    case channel::next::ended:
    case channel::next::failed:
      end(ending::tls);
      return;
  }
}

void connection::wait_readable() {
  if (waiting_readable_ || state_ == state::gone) return;
  waiting_readable_ = true;
  socket_.async_wait(socket::wait_read, [thread = &worker_, number = number_](const boost::system::error_code&) {
    if (auto* self = thread->find(number)) {
      self->waiting_readable_ = false;
      thread->on_ready(number, &connection::on_readable);
    }
  });
}

void connection::wait_writable() {
  if (waiting_writable_ || state_ == state::gone) return;
  waiting_writable_ = true;
  socket_.async_wait(socket::wait_write, [thread = &worker_, number = number_](const boost::system::error_code&) {
    if (auto* self = thread->find(number)) {
      self->waiting_writable_ = false;
      thread->on_ready(number, &connection::on_writable);
    }
  });
}

bool connection::wants_input() const {
  if (state_ == state::gone || input_ended_) return false;
  return state_ != state::http || !http_->busy;
}

void connection::on_readable() {
  if (state_ == state::gone) return;
  if (state_ == state::handshaking) {
    shake_hands();
    return;
  }
  for (int round = 0; round < read_rounds_max; ++round) {
    if (!wants_input()) break;
    const auto space = worker_.read_space();
    const auto got = channel_.read(space);
    if (got.bytes > 0) {
      heard_ms_ = worker_.now_ms();
      worker_.count().bytes_in.add(got.bytes);
      const auto in = space.first(got.bytes);
      if (state_ == state::http) {
        take_http(in);
      } else {
        take_websocket(in);
      }
      if (state_ == state::gone) return;
    }
    if (got.then == channel::next::go_on) continue;
    if (got.then == channel::next::wait_writable) wait_writable();
    if (got.then == channel::next::wait_readable && wants_input()) wait_readable();
    if (got.then == channel::next::ended) on_input_end();
    if (got.then == channel::next::failed) end(ending::broken);
    if (state_ != state::gone) flush();
    return;
  }
  flush();
  if (wants_input()) worker_.later(number_, &connection::on_readable);
}

void connection::on_writable() {
  if (state_ == state::gone) return;
  if (state_ == state::handshaking) {
    shake_hands();
    return;
  }
  flush();
  // Under TLS a read may have been waiting to write.
  if (channel_.over_tls() && state_ != state::gone && !waiting_readable_) on_readable();
}

void connection::on_input_end() {
  input_ended_ = true;
  if (state_ == state::http && http_->busy) return;  // half closed: the answer is still wanted
  if (state_ == state::closing && !outbox_.empty() && !deaf_) return;
  end(state_ == state::closing ? why_ : ending::peer);
}

void connection::send(std::string text) {
  if (state_ != state::websocket) return;
  worker_.count().messages_out.add();
  outbox_.push_frame(opcode::text, std::move(text));
  check_queue();
}

void connection::send(const engine::shared_frame& text) {
  if (state_ != state::websocket || !text) return;
  worker_.count().messages_out.add();
  outbox_.push_frame(text);
  check_queue();
}

void connection::flush() {
  auto& page = worker_.page();
  for (;;) {
    if (state_ == state::gone || state_ == state::handshaking) return;
    const bool more = outbox_.gather(page);
    if (!more && !channel_.writing()) break;
    const auto sent = channel_.write(page, worker_.record_space());
    if (sent.bytes > 0) {
      blocked_since_ms_ = -1;
      worker_.count().bytes_out.add(sent.bytes);
      worker_.count().view_frames_sent.add(outbox_.written(sent.bytes));
    }
    switch (sent.then) {
      case channel::next::go_on:
        blocked_since_ms_ = -1;
        break;
      case channel::next::wait_writable:
        note_blocked();
        wait_writable();
        return;
      case channel::next::wait_readable:
        note_blocked();
        wait_readable();
        return;
      case channel::next::ended:
      case channel::next::failed:
        end(ending::broken);
        return;
    }
  }
  on_flushed();
}

void connection::note_blocked() {
  if (blocked_since_ms_ >= 0) return;
  blocked_since_ms_ = worker_.now_ms();
  worker_.review_by(number_, blocked_since_ms_ + worker_.limit().write_stall.count());
}

void connection::on_flushed() {
  if (state_ == state::http && http_->responding) {
    on_response_sent();
    return;
  }
  if (state_ != state::closing) return;
  if (peer_closed_ || input_ended_) {
    channel_.finish_writing();
    end(why_);
  } else if (!finished_writing_) {
    finished_writing_ = true;
    channel_.finish_writing();
  }
}

void connection::close(close_code code, ending why) {
  if (state_ != state::websocket) return;
  outbox_.push_frame(opcode::close, close_payload(code));
  hang_up(why, worker_.limit().linger);
}

void connection::hang_up(ending why, std::chrono::milliseconds linger) {
  worker_.views().forget(outbox_);
  tell_closed();
  state_ = state::closing;
  why_ = why;
  set_deadline(linger);
}

void connection::drain() {
  if (state_ == state::websocket) {
    flush();
    send(std::string{R"({"jsonrpc":"2.0","method":"server.stopping","params":{}})"});
    close(close_code::restarting, ending::restarting);
    flush();
  } else if (state_ == state::http && http_->busy) {
    http_->close_after = true;
  } else if (state_ != state::closing) {
    end(ending::restarting);
  }
}

void connection::set_deadline(std::chrono::milliseconds from_now) {
  deadline_ms_ = worker_.now_ms() + from_now.count();
  worker_.review_by(number_, deadline_ms_);
}

std::int64_t connection::review() {
  const auto now = worker_.now_ms();
  if (state_ == state::websocket) return review_websocket();
  if (blocked_since_ms_ >= 0 && now - blocked_since_ms_ >= worker_.limit().write_stall.count()) {
    end(ending::too_slow);
  } else if (now >= deadline_ms_) {
    act_on_deadline();
  }
  auto next = std::max(deadline_ms_, now + 1);
  if (blocked_since_ms_ >= 0) next = std::min(next, blocked_since_ms_ + worker_.limit().write_stall.count());
  return next;
}

std::int64_t connection::review_websocket() {
  const auto now = worker_.now_ms();
  const auto& limit = worker_.limit();
  if (blocked_since_ms_ >= 0 && now - blocked_since_ms_ >= limit.write_stall.count()) {
    end(ending::too_slow);  // a close frame could not get out either
    return 0;
  }
  if (now - heard_ms_ >= limit.idle.count()) {
    close(close_code::too_slow, ending::idle);
    flush();
    return deadline_ms_;
  }
  auto quiet_since = std::max(heard_ms_, pinged_ms_);
  if (now - quiet_since >= limit.ping_every.count()) {
    // Nothing is added for a peer that takes nothing; the stall limit is its judge.
    if (blocked_since_ms_ < 0) outbox_.push_frame(opcode::ping, {});
    pinged_ms_ = quiet_since = now;
    flush();
  }
  auto next = std::min(heard_ms_ + limit.idle.count(), quiet_since + limit.ping_every.count());
  if (blocked_since_ms_ >= 0) next = std::min(next, blocked_since_ms_ + limit.write_stall.count());
  return next;
}

void connection::act_on_deadline() {
  if (state_ == state::handshaking) {
    end(ending::timeout);
  } else if (state_ == state::closing) {
    end(why_);
  } else if (http_->call != 0) {
    http_->close_after = true;
    end_call();
    refuse(504);
  } else if (http_->responding) {
    end(ending::too_slow);
  } else if (http_->begun) {
    refuse(408);
  } else {
    end(ending::idle);
  }
}

void connection::end(ending why) {
  if (state_ == state::gone) return;
  worker_.views().forget(outbox_);
  tell_closed();
  end_call();
  state_ = state::gone;
  boost::system::error_code ignored;
  socket_.close(ignored);
  if (verdict_ == admission::verdict::admitted) {
    worker_.around().guests.leave(address_key_);
  } else {
    worker_.around().refused.fetch_sub(1);
  }
  worker_.count().open.subtract(1);
  worker_.count().closed[static_cast<std::size_t>(why)].add();
  worker_.retire(number_);
}

}  // namespace ruamkit::transport
