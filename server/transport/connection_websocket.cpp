// A connection as a WebSocket: frames in, requests to the engine, refusals back.
#include <sys/socket.h>

#include <utility>

#include "transport/connection.hpp"
#include "transport/http_exchange.hpp"
#include "wire/message.hpp"

namespace ruamkit::transport {
namespace {

constexpr std::int64_t busy_retry_ms = 1000;

ending ending_for(close_code code) {
  switch (code) {
    case close_code::too_large:
      return ending::too_large;
    case close_code::invalid_utf8:
      return ending::invalid_utf8;
    case close_code::unsupported:
      return ending::unsupported;
    default:
      return ending::protocol_error;
  }
}

}  // namespace

void connection::take_websocket(std::span<char> in) {
  for (;;) {
    if (state_ == state::gone || deaf_ || peer_closed_) return;
    const auto event = reader_.next(in);
    switch (event.kind) {
      case frame_reader::kind::need_more:
        return;
      case frame_reader::kind::text:
        if (state_ == state::websocket) on_message(event.payload);
        break;
      case frame_reader::kind::ping:
        // A flood of pings is a flood like any other.
        if (state_ == state::websocket && !over_rate(nullptr)) {
          outbox_.push_frame(opcode::pong, std::string{event.payload});
          check_queue();
        }
        break;
      case frame_reader::kind::pong:
        break;
      case frame_reader::kind::close:
        close(event.code, ending::peer);
        peer_closed_ = true;
        break;
      case frame_reader::kind::violation:
        close(event.code, ending_for(event.code));
        deaf_ = true;
        break;
    }
  }
}

void connection::on_message(std::string_view text) {
  worker_.count().messages_in.add();
  auto decoded = wire::decode(text);
  if (!decoded) {
    const auto wrong = decoded.error();
    if (over_rate(&wrong.id)) return;
    worker_.count().undecodable.add();
    reply_error(wrong.id, wrong.error);
    return;
  }
  const auto id = decoded->id;
  const bool notification = decoded->notification;
  if (over_rate(notification ? nullptr : &id)) return;
  auto* engine = worker_.around().port.load(std::memory_order_relaxed);
  engine::inbound what{worker_.named(number_), address_, std::nullopt, false, std::move(*decoded)};
  if (engine != nullptr && engine->submit(std::move(what))) return;
  worker_.count().busy.add();
  if (!notification) reply_error(id, {"busy", {}, busy_retry_ms, {}});
}

bool connection::over_rate(const wire::request_id* reply_to) {
  const auto wait = bucket_.take(worker_.around().messages(), worker_.now_ms());
  if (!wait) return false;
  worker_.count().rate_limited.add();
  if (++refusals_ > worker_.limit().refusals_max) {
    close(close_code::too_many, ending::rate_limited);
    deaf_ = true;
  } else if (reply_to != nullptr) {
    reply_error(*reply_to, {"rate_limited", {}, *wait, {}});
  }
  return true;
}

void connection::reply_error(const wire::request_id& id, wire::error why) {
  send(wire::encode_reply(id, wire::answer{std::move(why)}));
}

void connection::check_queue() {
  // One answer may be larger than the limit; a second waiting behind it may not.
  if (outbox_.queued_bytes() <= worker_.limit().queue_bytes || outbox_.queued_items() < 2) return;
  close(close_code::too_slow, ending::too_slow);
}

void connection::tell_closed() {
  if (!std::exchange(known_to_engine_, false)) return;
  worker_.count().websockets.subtract(1);
  if (auto* engine = worker_.around().port.load(std::memory_order_relaxed)) engine->closed(worker_.named(number_));
}

}  // namespace ruamkit::transport
