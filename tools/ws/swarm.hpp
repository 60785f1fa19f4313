// Thousands of WebSocket clients on one thread: what a hall of phones looks like to a server.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <queue>
#include <string>
#include <string_view>
#include <vector>

#include "ws/endpoint.hpp"
#include "ws/frame.hpp"

namespace ruamkit::ws {

using clock = std::chrono::steady_clock;

struct swarm_options {
  bool insecure = false;               ///< accept any TLS certificate
  double connects_per_second = 0;      ///< 0: as fast as the server accepts
  std::size_t connecting_max = 256;    ///< handshakes under way at a time
  std::size_t inbound_max = 1 << 20;   ///< bytes of one message; a longer one closes the connection (1009)
  std::size_t outbound_max = 1 << 18;  ///< bytes waiting for a slow server; `send` refuses what would be more
  std::chrono::milliseconds connect_timeout{30'000};
  std::uint64_t seed = 1;  ///< of masks and keys
};

/// How a connection ended.
struct closure {
  std::uint16_t code = 1006;  ///< the server's close code; 1006 when there was none (RFC 6455 section 7.1.5)
  std::string why;
  bool opened = false;  ///< false: the connection or its upgrade never succeeded
};

/// A slot is one phone: a number the caller chooses from 0 upwards, connected again as often as wanted. Everything
/// happens on the thread that calls `step`; callbacks may use the swarm freely.
class swarm {
 public:
  using slot = std::size_t;

  /// The connection is begun: from here its time counts, not from `connect`, which may have queued it.
  std::function<void(slot)> on_begin = [](slot) {};
  std::function<void(slot)> on_open = [](slot) {};
  /// The text lives until the callback returns.
  std::function<void(slot, std::string_view)> on_text = [](slot, std::string_view) {};
  /// Every `connect` ends in one of these, except those alive when the swarm is destroyed.
  std::function<void(slot, const closure&)> on_closed = [](slot, const closure&) {};

  /// Throws std::runtime_error when the host is unknown.
  explicit swarm(endpoint where, swarm_options options = {});
  ~swarm();
  swarm(const swarm&) = delete;
  swarm& operator=(const swarm&) = delete;

  /// Queues a connection, to be begun as the rate allows. No effect on a slot that has one.
  void connect(slot who);

  /// False when the slot is not open or too much is waiting already.
  bool send_text(slot who, std::string_view text);
  /// Bytes already framed with `make_frame`.
  bool send_framed(slot who, std::string_view frames);

  /// The closing handshake; the connection is cut when the server does not answer within five seconds.
  void close(slot who, std::uint16_t code = 1000);
  /// A reset, without a word.
  void abort(slot who);

  [[nodiscard]] bool is_open(slot who) const;
  /// No connection is wanted, being made, open or being closed.
  [[nodiscard]] bool settled() const { return queued_.empty() && open_count_ == 0 && unsettled_ == 0; }
  [[nodiscard]] std::size_t open_count() const { return open_count_; }

  /// Calls `what` once, not before `delay`.
  void after(std::chrono::milliseconds delay, std::function<void()> what);

  /// Readable when `step` has I/O to handle: for a caller that waits for other things too.
  [[nodiscard]] int descriptor() const { return epoll_; }

  /// Waits for I/O and timers, at most `wait`, and handles what there is.
  void step(std::chrono::milliseconds wait);
  /// Steps until `done` says so or the time is up; returns what `done` said last.
  bool run_until(const std::function<bool()>& done, std::chrono::milliseconds within);

 private:
  struct link;
  struct timer {
    clock::time_point at;
    std::uint64_t order;  // timers of the same instant run in the order they were set
    std::function<void()> what;
    bool operator<(const timer& other) const { return at != other.at ? at > other.at : order > other.order; }
  };

  link* find(slot who) const;
  void begin_queued();
  void begin(slot who);
  void handle(link& one, std::uint32_t events);
  void go_on_connecting(link& one);
  void read_some(link& one);
  void take(link& one, std::string_view bytes);
  bool message(link& one, const incoming& what);
  bool queue(link& one, std::string_view bytes);
  void flush(link& one);
  void want(link& one, std::uint32_t events);
  void doom(link& one, closure how);
  void reap();
  void run_timers();
  void check_deadlines();
  std::uint32_t next_mask();

  endpoint where_;
  swarm_options options_;
  address address_;
  std::unique_ptr<class tls_context> tls_;
  int epoll_ = -1;
  std::vector<std::unique_ptr<link>> links_;
  std::vector<char> scratch_;
  std::deque<slot> queued_;
  std::vector<slot> doomed_;
  std::priority_queue<timer> timers_;
  std::uint64_t timer_order_ = 0;
  std::uint32_t generation_ = 0;
  std::uint64_t random_;
  std::size_t open_count_ = 0;
  std::size_t unsettled_ = 0;  // connecting or closing: those with a deadline
  std::size_t connecting_ = 0;
  double allowance_ = 1;  // connections that may begin now
  clock::time_point allowance_at_ = clock::now();
  clock::time_point deadlines_at_ = clock::now();
};

/// Lifts the soft limit of open files to the hard one; returns how many may be open now.
std::size_t raise_file_limit();

}  // namespace ruamkit::ws
