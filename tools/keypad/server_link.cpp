#include "keypad/server_link.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <utility>
#include <vector>

#include "crowd/ballot.hpp"

namespace ruamkit::keypad {
namespace json = boost::json;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds pause_min{200}, pause_max{5'000};
constexpr milliseconds answer_time{10'000};  // then the connection counts as dead
constexpr std::size_t under_way_max = 64;
constexpr double slow_per_ms = 0.18;  // a little less than the server allows a token by default
constexpr double allowance_max = 40;
constexpr milliseconds slow_time{10'000};
constexpr milliseconds quiet_time{15'000};  // after which we ask the server whether it is there

ws::swarm_options options(bool insecure) {
  ws::swarm_options out;
  out.insecure = insecure;
  out.connect_timeout = milliseconds{10'000};
  out.outbound_max = 1U << 20;
  return out;
}

}  // namespace

std::optional<milliseconds> retry_after(const ws::reply& answer) {
  static constexpr std::string_view passing[] = {"rate_limited", "too_many_attempts", "busy", "storage_unavailable",
                                                 "stopping"};
  if (std::ranges::find(passing, answer.code) == std::end(passing)) return std::nullopt;
  const auto& data = crowd::object_in(answer.error, "data");
  return milliseconds{std::clamp<std::int64_t>(crowd::number_in(data, "retry_after_ms", 1'000), 10, 60'000)};
}

server_link::server_link(const ws::endpoint& where, bool insecure, credentials who, std::string deliberation)
    : swarm_(where, options(insecure)), who_(std::move(who)), deliberation_(std::move(deliberation)) {
  swarm_.on_open = [this](ws::swarm::slot) { sign_in(); };
  swarm_.on_text = [this](ws::swarm::slot, std::string_view from) { text(from); };
  swarm_.on_closed = [this](ws::swarm::slot, const ws::closure& how) { lost(how); };
}

void server_link::send(std::string_view method, const json::object& params, answered then) {
  const auto id = ++last_id_;
  spoke_at_ = now_;
  calls_[id] = {std::move(then), now_};
  if (!swarm_.send_text(0, ws::request_text(id, method, params))) swarm_.abort(0);
}

bool server_link::call(std::string_view method, json::object params, answered then) {
  if (state_ != state::ready) return false;
  if (now_ < slow_until_) allowance_ -= 1;
  params["deliberation"] = deliberation_;
  send(method, params, std::move(then));
  return true;
}

void server_link::sign_in() {
  state_ = state::signing_in;
  const auto then = [this](const ws::reply& answer) { signed_in(answer); };
  if (who_.token.empty()) {
    send("account.login", {{"name", who_.name}, {"password", who_.password}}, then);
  } else {
    send("session.resume", {{"token", who_.token}}, then);
  }
}

void server_link::turned_away(const ws::reply& answer) {
  if (const auto wait = retry_after(answer)) {
    pause_ = std::max(pause_, *wait);
  } else {
    state_ = state::refused;
    wanted_ = false;
  }
  why_ = answer.code;
  swarm_.close(0);
}

void server_link::signed_in(const ws::reply& answer) {
  if (!answer.ok()) return turned_away(answer);
  send("view.watch", {{"deliberation", deliberation_}, {"views", json::array{"agenda"}}},
       [this](const ws::reply& watching) { watched(watching); });
}

void server_link::watched(const ws::reply& answer) {
  if (!answer.ok()) turned_away(answer);
}

void server_link::text(std::string_view from) {
  boost::system::error_code failed;
  const json::value parsed = json::parse(from, failed);
  const json::object* message = failed ? nullptr : parsed.if_object();
  if (message == nullptr) return;
  if (const json::value* id = message->if_contains("id"); id != nullptr && id->is_int64()) {
    const auto found = calls_.find(id->get_int64());
    if (found == calls_.end()) return;
    const auto then = std::move(found->second.then);
    calls_.erase(found);
    const auto answer = ws::read_reply(from);
    if (answer.code == "rate_limited") slow_down();
    then(answer);
    return;
  }
  const auto& params = crowd::object_in(*message, "params");
  if (crowd::text_in(*message, "method") != "view" || crowd::text_in(params, "view") != "agenda") return;
  if (state_ == state::signing_in) {
    state_ = state::ready;
    why_.clear();
    pause_ = pause_min;
  }
  on_agenda(crowd::object_in(params, "doc"));
}

void server_link::lost(const ws::closure& how) {
  connecting_ = false;
  connect_at_ = now_ + pause_;
  pause_ = std::min(pause_ * 2, pause_max);
  calls_.clear();
  if (state_ == state::refused) return;
  const bool was_there = std::exchange(state_, state::away) != state::away;
  if (!was_there || why_.empty()) why_ = how.why.empty() ? "the connection ended" : how.why;
  on_lost();
}

bool server_link::has_room() const {
  return state_ == state::ready && calls_.size() < under_way_max && (now_ >= slow_until_ || allowance_ >= 1);
}

void server_link::slow_down() {
  if (now_ >= slow_until_) allowance_ = 0;
  slow_until_ = now_ + slow_time;
}

void server_link::step(instant now) {
  const std::chrono::duration<double, std::milli> passed = now - now_;
  allowance_ = std::min(allowance_max, allowance_ + passed.count() * slow_per_ms);
  now_ = now;
  if (wanted_ && !connecting_ && now >= connect_at_) {
    connecting_ = true;
    swarm_.connect(0);
  }
  if (!calls_.empty() && now - calls_.begin()->second.since > answer_time) {
    why_ = "no answer";
    swarm_.abort(0);
  } else if (state_ == state::ready && now - spoke_at_ > quiet_time) {
    send("server.time", {}, [](const ws::reply&) {});
  }
  swarm_.step(milliseconds{0});
}

void server_link::close() {
  wanted_ = false;
  swarm_.close(0);
}

}  // namespace ruamkit::keypad
