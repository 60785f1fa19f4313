// One socket for its whole life: TLS handshake, HTTP exchanges, perhaps a WebSocket, the goodbye. Belongs to one
// thread.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/port.hpp"
#include "transport/admission.hpp"
#include "transport/channel.hpp"
#include "transport/counters.hpp"
#include "transport/outbox.hpp"
#include "transport/rate_limit.hpp"
#include "transport/response.hpp"
#include "transport/websocket_frame.hpp"
#include "transport/worker.hpp"

namespace ruamkit::transport {

struct http_exchange;

class connection {
 public:
  using socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

  connection(worker& thread, std::uint64_t number, socket plug, tls_session tls, newcomer who);
  ~connection();
  connection(const connection&) = delete;
  connection& operator=(const connection&) = delete;

  void start();
  void on_readable();
  void on_writable();
  /// Acts on what is overdue and returns when to look again.
  [[nodiscard]] std::int64_t review();

  [[nodiscard]] bool is_websocket() const { return state_ == state::websocket; }
  [[nodiscard]] outbox& out() { return outbox_; }
  [[nodiscard]] bool marked() const { return marked_; }
  void set_marked(bool marked) { marked_ = marked; }

  void send(std::string text);
  void send(const engine::shared_frame& text);
  /// The engine's answer to POST /rpc.
  void answer_call(const wire::request_id& id, const wire::answer& what);
  /// The engine's answer to a request for a report.
  void answer_document(const engine::send_document& what);
  void flush();
  /// Sends a close frame after what is queued; nothing is sent after it.
  void close(close_code code, ending why);
  /// The server stops.
  void drain();
  /// The end, at once.
  void end(ending why);

 private:
  enum class state : std::uint8_t { handshaking, http, websocket, closing, gone };

  void shake_hands();
  void wait_readable();
  void wait_writable();
  [[nodiscard]] bool wants_input() const;
  void on_input_end();
  void on_flushed();
  void note_blocked();
  void act_on_deadline();
  [[nodiscard]] std::int64_t review_websocket();
  void set_deadline(std::chrono::milliseconds from_now);
  void hang_up(ending why, std::chrono::milliseconds linger);

  // HTTP (connection_http.cpp)
  void begin_http();
  void take_http(std::span<char> in);
  void pump_http();
  [[nodiscard]] bool parse_some();
  void on_header();
  void on_request();
  void serve(const struct route& where);
  void serve_file(const std::string& path);
  void serve_ready();
  void serve_call();
  void serve_report(const struct report_place& where);
  void serve_document(const struct document_place& where);
  void serve_upload(const struct document_place& where);
  /// False: the file of so many bytes that is to come was refused.
  [[nodiscard]] bool admit_upload(std::size_t bytes);
  /// Hands over what the engine answers by send_document.
  template <typename Request>
  void ask_for_document(Request&& what);
  void show(const engine::shared_file& what);
  void refuse_report(const wire::error& why);
  [[nodiscard]] std::optional<std::int64_t> over_rate_of(const std::optional<std::string>& bearer);
  void upgrade();
  void respond(response what);
  void refuse(unsigned status);
  /// The body is longer than what is asked of the place may be.
  void refuse_body();
  void refuse_call(const wire::request_id& id, const wire::error& why);
  void on_response_sent();
  void resume_http();
  void release_body();
  void end_call();

  // WebSocket (connection_websocket.cpp)
  void take_websocket(std::span<char> in);
  void on_message(std::string_view text);
  [[nodiscard]] bool over_rate(const wire::request_id* reply_to);
  void reply_error(const wire::request_id& id, wire::error why);
  void check_queue();
  void tell_closed();

  worker& worker_;
  std::uint64_t number_;
  socket socket_;
  channel channel_;
  outbox outbox_;
  frame_reader reader_;
  std::unique_ptr<http_exchange> http_;  ///< null once it is a WebSocket
  std::string address_;
  address_key address_key_;
  token_bucket bucket_;
  std::int64_t deadline_ms_ = 0;  ///< of handshaking, http and closing
  std::int64_t heard_ms_ = 0;     ///< when the peer last sent something
  std::int64_t pinged_ms_ = 0;
  std::int64_t blocked_since_ms_ = -1;  ///< since when nothing could be written
  std::uint32_t refusals_ = 0;
  state state_ = state::handshaking;
  ending why_ = ending::peer;
  admission::verdict verdict_;
  bool marked_ = false;
  bool waiting_readable_ = false;
  bool waiting_writable_ = false;
  bool known_to_engine_ = false;
  bool deaf_ = false;         ///< closing: input is thrown away unread
  bool peer_closed_ = false;  ///< closing: nothing more is expected
  bool finished_writing_ = false;
  bool input_ended_ = false;
};

}  // namespace ruamkit::transport
