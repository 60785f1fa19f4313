// A connection as HTTP/1.1: requests parsed, files and /rpc answered, the upgrade to WebSocket.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/verb.hpp>
#include <chrono>
#include <utility>

#include "transport/connection.hpp"
#include "transport/http_exchange.hpp"
#include "transport/origin.hpp"
#include "wire/error_table.hpp"
#include "wire/message.hpp"

namespace ruamkit::transport {
namespace {

namespace http = boost::beast::http;

constexpr std::int64_t busy_retry_ms = 1000;
// What may wait in the kernel unsent: more would be old documents that a slow phone reads before the newest.
constexpr int unsent_bytes_max = 16 * 1024;

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

unsigned status_for(const boost::system::error_code& failed) {
  if (failed == http::error::header_limit || failed == http::error::buffer_overflow) return 431;
  return 400;
}

std::string_view media_type(std::string_view content_type) {
  return content_type.substr(0, content_type.find_first_of("; \t"));
}

bool is_json(std::string_view content_type) {
  const auto type = media_type(content_type);
  return boost::beast::iequals({type.data(), type.size()}, "application/json");
}

template <typename Request>
std::optional<deliberation::document_type> document_type_of(const Request& request) {
  return deliberation::document_type_from_name(media_type(view(request[http::field::content_type])));
}

/// A person at a browser reads a page, a program the error.
template <typename Request>
bool wants_page(const Request& request) {
  return request.method() != http::verb::put &&
         view(request[http::field::accept]).find("text/html") != std::string_view::npos;
}

std::optional<std::string> bearer_in(std::string_view authorization) {
  constexpr std::string_view scheme = "Bearer ";
  if (authorization.size() <= scheme.size() ||
      !boost::beast::iequals({authorization.data(), scheme.size()}, {scheme.data(), scheme.size()})) {
    return std::nullopt;
  }
  return std::string{authorization.substr(authorization.find_first_not_of(' ', scheme.size() - 1))};
}

unsigned status_of_refusal(std::string_view code) {
  if (code == "not_signed_in" || code == "token_invalid" || code == "token_expired" || code == "account_disabled")
    return 401;
  if (code == "not_allowed") return 403;
  if (code == "unknown_deliberation" || code == "unknown_document") return 404;
  if (code == "document_too_large") return 413;
  if (code == "document_kind") return 415;
  if (code == "rate_limited") return 429;
  if (code == "report_failed" || code == "document_damaged") return 500;
  const int number = wire::number_of_error(code);
  if (number == -32700 || number == -32600 || number == -32602) return 400;
  return number == -32004 || number == -32009 ? 409 : 503;
}

template <typename Request>
bool wants_websocket(const Request& request) {
  return request.method() == http::verb::get && request.version() == 11 &&
         http::token_list{request[http::field::connection]}.exists("upgrade") &&
         http::token_list{request[http::field::upgrade]}.exists("websocket");
}

}  // namespace

struct http_exchange::parser : http::request_parser<http::string_body> {};

http_exchange::http_exchange() = default;
http_exchange::~http_exchange() = default;

void connection::begin_http() {
  state_ = state::http;
  http_ = std::make_unique<http_exchange>();
  set_deadline(worker_.limit().header);
}

void connection::take_http(std::span<char> in) {
  http_->unread.append(in.data(), in.size());
  pump_http();
}

void connection::pump_http() {
  while (state_ == state::http && !http_->busy && !http_->unread.empty()) {
    if (!parse_some()) return;
  }
}

// False: more input is needed, or the request was refused.
bool connection::parse_some() {
  auto& now = *http_;
  if (!now.begun) {
    now.begun = true;
    now.request = std::make_unique<http_exchange::parser>();
    now.request->header_limit(static_cast<std::uint32_t>(worker_.limit().header_bytes));
    now.request->body_limit(boost::none);  // set once the header says what for
    // The first request's time has run since the accept.
    if (std::exchange(now.served_one, true)) set_deadline(worker_.limit().header);
  }
  boost::system::error_code failed;
  now.request->eager(now.header_seen);
  const auto used = now.request->put(boost::asio::buffer(now.unread), failed);
  now.unread.erase(0, used);
  if (failed == http::error::need_more) return false;
  if (failed) {
    now.host = std::string{view(now.request->get()[http::field::host])};
    if (failed == http::error::body_limit) {
      refuse_body();
    } else {
      refuse(status_for(failed));
    }
    return false;
  }
  if (!now.header_seen && now.request->is_header_done()) {
    now.header_seen = true;
    on_header();
    if (state_ != state::http || now.busy) return false;
  }
  if (now.request->is_done()) {
    on_request();
    return true;
  }
  return used > 0;
}

void connection::on_header() {
  auto& now = *http_;
  const auto& request = now.request->get();
  worker_.count().http_requests.add();
  now.host = std::string{view(request[http::field::host])};
  now.where = route_of(view(request.target()));
  now.head_only = request.method() == http::verb::head;
  now.close_after = now.close_after || !request.keep_alive();

  if (request.version() == 11 && request.count(http::field::host) != 1) return refuse(400);
  if (verdict_ != admission::verdict::admitted) return refuse(503);
  const bool posted = takes_json(now.where.to);
  const bool upload = now.where.to == place::document && request.method() == http::verb::put;
  const bool right_method =
      posted ? request.method() == http::verb::post : upload || request.method() == http::verb::get || now.head_only;
  if (!right_method) return refuse(405);
  const auto body_bytes_max = posted ? worker_.limit().body_bytes : upload ? worker_.limit().document_bytes : 0;
  const auto body_bytes = now.request->chunked() ? std::max(body_bytes_max, std::size_t{1})
                                                 : static_cast<std::size_t>(now.request->content_length().value_or(0));
  now.request->body_limit(body_bytes_max);
  if (!posted && !upload) {
    if (body_bytes > 0) refuse(413);
    return;
  }
  const bool own_page =
      origin_allowed(view(request[http::field::origin]), now.host, channel_.over_tls(), worker_.around().what.origins);
  if (!own_page) return refuse(403);
  if (body_bytes > body_bytes_max) return refuse_body();
  if (posted && !is_json(view(request[http::field::content_type]))) return refuse(415);
  if (upload && !admit_upload(body_bytes)) return;
  if (body_bytes == 0) return;

  set_deadline(upload ? worker_.limit().upload : worker_.limit().body);
  if (posted) {
    now.body_reserved = body_bytes;
    if (worker_.around().bodies.fetch_add(body_bytes) + body_bytes > worker_.limit().bodies_bytes) {
      release_body();
      return refuse(503);
    }
  }
  if (boost::beast::iequals(request[http::field::expect], "100-continue") && now.unread.empty()) {
    outbox_.push_bytes(std::string{"HTTP/1.1 100 Continue\r\n\r\n"});
    flush();
  }
}

void connection::on_request() {
  http_->busy = true;
  serve(http_->where);
}

void connection::serve(const route& where) {
  switch (where.to) {
    case place::rpc:
      return serve_call();
    case place::websocket:
      return upgrade();
    case place::file:
      return serve_file(where.file);
    case place::healthz:
      return respond(plain_text(200, "ok\n"));
    case place::readyz:
      return serve_ready();
    case place::metrics: {
      auto out = plain_text(200, worker_.around().metrics());
      out.type = "text/plain; version=0.0.4; charset=utf-8";
      return respond(std::move(out));
    }
    case place::openrpc:
      if (worker_.around().what.openrpc.empty()) break;
      return respond(json(worker_.around().what.openrpc));
    case place::report:
      return serve_report(where.report);
    case place::seat_cards:
    case place::table_cards:
      return serve_cards(where);
    case place::document:
      if (http_->request->get().method() == http::verb::put) return serve_upload(where.document);
      return serve_document(where.document);
    case place::nowhere:
      break;
  }
  respond(transport::page(404));
}

void connection::serve_file(const std::string& path) {
  const auto* file = worker_.around().files.find(path);
  if (file == nullptr) return respond(transport::page(404));
  const auto& request = http_->request->get();
  const auto chosen = choose(*file, view(request[http::field::accept_encoding]));

  response out;
  out.headers = "ETag: " + chosen.what->etag + "\r\nCache-Control: ";
  out.headers += file->caching;
  out.headers += "\r\n";
  if (chosen.varies) out.headers += "Vary: Accept-Encoding\r\n";
  if (names_etag(view(request[http::field::if_none_match]), chosen.what->etag)) {
    out.status = 304;
    return respond(std::move(out));
  }
  if (!chosen.encoding.empty()) out.headers += "Content-Encoding: " + std::string{chosen.encoding} + "\r\n";
  out.type = file->type;
  out.shared_body = chosen.what->body;
  respond(std::move(out));
}

void connection::serve_ready() {
  const auto* engine = worker_.around().port.load();
  const auto condition = engine != nullptr ? engine->condition() : engine::condition{false, "starting"};
  respond(condition.ready ? plain_text(200, "ready\n") : plain_text(503, condition.reason + "\n"));
}

void connection::serve_call() {
  auto& now = *http_;
  const auto bearer = bearer_in(view(now.request->get()[http::field::authorization]));
  auto decoded = wire::decode(now.request->get().body());
  release_body();
  worker_.count().messages_in.add();
  const auto wrong = decoded ? wire::undecodable{} : decoded.error();
  const auto id = decoded ? decoded->id : wrong.id;
  if (const auto wait = over_rate_of(bearer)) {
    worker_.count().rate_limited.add();
    return refuse_call(id, {"rate_limited", {}, *wait, {}});
  }
  if (!decoded) {
    worker_.count().undecodable.add();
    return refuse_call(id, wrong.error);
  }
  const bool notification = decoded->notification;
  now.call = worker_.begin_call(number_);
  engine::inbound what{worker_.named(now.call), address_, bearer, true, std::move(*decoded)};
  auto* engine = worker_.around().port.load(std::memory_order_relaxed);
  if (engine == nullptr || !engine->submit(std::move(what))) {
    worker_.count().busy.add();
    end_call();
    return refuse_call(id, {"busy", {}, busy_retry_ms, {}});
  }
  if (notification) {
    end_call();
    response nothing;
    nothing.status = 204;
    return respond(std::move(nothing));
  }
  set_deadline(worker_.limit().reply);
}

void connection::serve_report(const report_place& where) {
  const auto bearer = bearer_for_document();
  if (!bearer) return;
  if (!where.language) return refuse_report({"out_of_range", "/lang", {}, {}});
  ask_for_document(engine::report_request{{}, *bearer, where.deliberation, where.as, *where.language});
}

void connection::serve_cards(const route& where) {
  const auto bearer = bearer_for_document();
  if (!bearer) return;
  const auto& request = http_->request->get();
  auto origin = public_origin(view(request[http::field::origin]), http_->host, channel_.over_tls(),
                              worker_.around().what.origins);
  if (!origin) return refuse(400);
  engine::cards_request what{{}, *bearer, where.report.deliberation, {}, std::move(*origin), std::nullopt};
  if (where.to == place::seat_cards) {
    auto order = wire::decode_card_order(request.body().empty() ? "{}" : request.body());
    release_body();
    if (!order) return refuse_report(order.error());
    what.language = order->in_thai ? reports::language::th : reports::language::en;
    what.seats = std::move(*order);
  } else {
    if (!where.report.language) return refuse_report({"out_of_range", "/lang", {}, {}});
    what.language = *where.report.language;
  }
  ask_for_document(std::move(what));
}

std::optional<std::optional<std::string>> connection::bearer_for_document() {
  auto bearer = bearer_in(view(http_->request->get()[http::field::authorization]));
  const auto wait = over_rate_of(bearer);
  if (!wait) return bearer;
  worker_.count().rate_limited.add();
  refuse_report({"rate_limited", {}, *wait, {}});
  return std::nullopt;
}

template <typename Request>
void connection::ask_for_document(Request&& what) {
  auto& now = *http_;
  now.call = worker_.begin_call(number_);
  what.from = worker_.named(now.call);
  auto* engine = worker_.around().port.load(std::memory_order_relaxed);
  if (engine == nullptr || !engine->submit(std::forward<Request>(what))) {
    worker_.count().busy.add();
    end_call();
    return refuse_report({"busy", {}, busy_retry_ms, {}});
  }
  set_deadline(worker_.limit().document);
}

void connection::serve_document(const document_place& where) {
  if (const auto wait = over_rate_of({})) {
    worker_.count().rate_limited.add();
    return refuse_report({"rate_limited", {}, *wait, {}});
  }
  ask_for_document(engine::document_request{{}, where.deliberation, where.document, where.as_source});
}

bool connection::admit_upload(std::size_t bytes) {
  auto& now = *http_;
  const auto& request = now.request->get();
  const auto refused = [&](wire::error why) {
    now.close_after = true;  // the file that follows is not wanted
    refuse_report(why);
    return false;
  };
  const auto bearer = bearer_in(view(request[http::field::authorization]));
  if (!bearer) return refused({"not_signed_in", {}, {}, {}});
  if (const auto wait = over_rate_of(bearer)) {
    worker_.count().rate_limited.add();
    return refused({"rate_limited", {}, *wait, {}});
  }
  if (!document_type_of(request)) return refused({"document_kind", {}, {}, {}});
  now.upload_reserved = bytes;
  if (worker_.around().uploads.fetch_add(bytes) + bytes > worker_.limit().uploads_bytes) {
    release_body();
    worker_.count().busy.add();
    return refused({"busy", {}, 5 * busy_retry_ms, {}});
  }
  return true;
}

void connection::serve_upload(const document_place& where) {
  auto& request = http_->request->get();
  ask_for_document(engine::document_upload{{},
                                           bearer_in(view(request[http::field::authorization])),
                                           where.deliberation,
                                           where.document,
                                           *document_type_of(request),
                                           std::move(request.body())});
}

void connection::answer_document(const engine::send_document& what) {
  if (state_ != state::http || http_->call == 0) return;
  end_call();
  if (const auto* why = std::get_if<wire::error>(&what.what)) return refuse_report(*why);
  if (const auto* text = std::get_if<wire::json_result>(&what.what)) return respond(json(text->text));
  if (const auto* file = std::get_if<engine::shared_file>(&what.what)) return show(*file);
  const auto& document = std::get<std::shared_ptr<const reports::document>>(what.what);
  auto out = saved_as(document->name, document->plain_name, document->type);
  out.policy = document->policy;
  out.shared_body = std::shared_ptr<const std::string>(document, &document->body);
  respond(std::move(out));
}

void connection::show(const engine::shared_file& what) {
  const auto& document = what->content;
  auto out = shown(document.name, document.plain_name, document.type, what->etag);
  out.policy = document.policy;
  if (names_etag(view(http_->request->get()[http::field::if_none_match]), what->etag)) {
    out.status = 304;
  } else {
    out.shared_body = std::shared_ptr<const std::string>(what, &document.body);
  }
  respond(std::move(out));
}

void connection::refuse_report(const wire::error& why) {
  const auto status = status_of_refusal(why.code);
  const bool read_by_a_person = http_->where.to == place::document && wants_page(http_->request->get());
  auto out = read_by_a_person ? transport::page(status) : json(wire::encode_reply({}, wire::answer{why}));
  out.status = status;
  if (out.status == 401) out.headers += "WWW-Authenticate: Bearer\r\n";
  if (why.retry_after_ms) out.headers += "Retry-After: " + std::to_string((*why.retry_after_ms + 999) / 1000) + "\r\n";
  respond(std::move(out));
}

std::optional<std::int64_t> connection::over_rate_of(const std::optional<std::string>& bearer) {
  const auto now = worker_.now_ms();
  if (const auto wait = bucket_.take(worker_.around().messages(), now)) return wait;
  return bearer ? worker_.around().tokens.take(*bearer, now) : std::nullopt;
}

void connection::answer_call(const wire::request_id& id, const wire::answer& what) {
  if (state_ != state::http || http_->call == 0) return;
  end_call();
  worker_.count().messages_out.add();
  respond(json(wire::encode_reply(id, what)));
}

void connection::refuse_call(const wire::request_id& id, const wire::error& why) {
  auto out = json(wire::encode_reply(id, wire::answer{why}));
  if (why.code == "frame_too_large") {
    out.status = 413;
    http_->close_after = true;  // the rest of the body is not wanted
  }
  respond(std::move(out));
}

void connection::refuse_body() {
  const auto to = http_->where.to;
  if (to == place::rpc) return refuse_call({}, {"frame_too_large", {}, std::nullopt, {}});
  if (to != place::document) return refuse(413);
  http_->close_after = true;
  refuse_report({"document_too_large", {}, {}, {}});
}

void connection::refuse(unsigned status) {
  auto out = transport::page(status);
  if (status == 405) out.headers += "Allow: " + std::string{allowed_methods(http_->where.to)} + "\r\n";
  if (status == 503) out.headers += "Retry-After: 5\r\n";
  http_->close_after = true;
  respond(std::move(out));
}

void connection::respond(response what) {
  auto& now = *http_;
  now.busy = true;
  now.responding = true;
  if (what.status >= 400) worker_.count().http_errors.add();
  const auto bytes = what.body_bytes();
  const auto time = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  outbox_.push_bytes(head_of(what, {now.host, channel_.over_tls(), !now.close_after, time}));
  if (!now.head_only) {
    if (what.shared_body) {
      outbox_.push_bytes(std::move(what.shared_body));
    } else {
      outbox_.push_bytes(std::move(what.body));
    }
  }
  set_deadline(worker_.limit().response +
               std::chrono::milliseconds{bytes * 1000 / worker_.limit().response_bytes_per_s});
  flush();
}

void connection::on_response_sent() {
  auto& now = *http_;
  release_body();
  now.responding = false;
  if (now.close_after) {
    if (input_ended_) return end(ending::done);
    // What the peer still sends is read and dropped for a while: closing on it would reset the answer away.
    hang_up(ending::done, worker_.limit().linger);
    deaf_ = true;
    finished_writing_ = true;
    channel_.finish_writing();
    worker_.later(number_, &connection::on_readable);
    return;
  }
  if (input_ended_) return end(ending::peer);
  now.busy = now.begun = now.header_seen = now.head_only = false;
  now.request.reset();
  set_deadline(worker_.limit().idle);
  worker_.later(number_, &connection::resume_http);
}

void connection::resume_http() {
  if (state_ != state::http) return;
  pump_http();
  if (state_ != state::http || !wants_input() || waiting_readable_) return;
  if (channel_.has_unread()) {
    on_readable();
  } else {
    wait_readable();
  }
}

void connection::release_body() {
  if (http_ == nullptr) return;
  worker_.around().bodies.fetch_sub(std::exchange(http_->body_reserved, 0));
  worker_.around().uploads.fetch_sub(std::exchange(http_->upload_reserved, 0));
}

void connection::end_call() {
  if (http_ == nullptr) return;
  release_body();
  if (http_->call == 0) return;
  const auto call = std::exchange(http_->call, 0);
  worker_.end_call(call);
  if (auto* engine = worker_.around().port.load(std::memory_order_relaxed)) engine->closed(worker_.named(call));
}

void connection::upgrade() {
  const auto& request = http_->request->get();
  if (!wants_websocket(request) || request[http::field::sec_websocket_version] != "13") {
    auto out = transport::page(426);
    out.headers += "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
    return respond(std::move(out));
  }
  if (!origin_allowed(view(request[http::field::origin]), http_->host, channel_.over_tls(),
                      worker_.around().what.origins)) {
    return refuse(403);
  }
  const auto accept = accept_for(view(request[http::field::sec_websocket_key]));
  if (!accept) return refuse(400);

  auto rest = std::move(http_->unread);
  http_.reset();
  state_ = state::websocket;
  known_to_engine_ = true;
  worker_.count().websockets.add();
  ::setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent_bytes_max, sizeof unsent_bytes_max);
  worker_.review_by(number_, worker_.now_ms() + worker_.first_ping(number_).count());
  outbox_.push_bytes(switching_protocols(*accept));
  flush();
  if (state_ == state::websocket && !rest.empty()) take_websocket(rest);
}

}  // namespace ruamkit::transport
