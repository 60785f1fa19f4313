// One transport thread: its loop, its connections, and the outlet through which the engine reaches them.
#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/port.hpp"
#include "transport/counters.hpp"
#include "transport/hub.hpp"
#include "transport/surroundings.hpp"

namespace ruamkit::transport {

class connection;

/// Closes what nobody took over.
class owned_socket {
 public:
  explicit owned_socket(int number) : number_(number) {}
  owned_socket(owned_socket&& other) noexcept : number_(other.release()) {}
  owned_socket& operator=(owned_socket&&) = delete;
  ~owned_socket();

  [[nodiscard]] int number() const { return number_; }
  int release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

/// An accepted socket on its way to its thread.
struct newcomer {
  owned_socket socket;
  std::string address;
  admission::verdict verdict = admission::verdict::admitted;
};

/// Every member but deliver(), adopt(), drain(), stop() and counted() belongs to the worker's own thread.
class worker final : public engine::outlet {
 public:
  worker(std::uint32_t index, surroundings& around);
  ~worker() override;

  void deliver(std::vector<engine::outbound>&& batch) override;
  void adopt(newcomer who);
  void drain();
  void stop();
  [[nodiscard]] const counters& counted() const { return counters_; }
  [[nodiscard]] boost::asio::io_context& loop() { return loop_; }

  /// The thread's body; returns after stop().
  void run();
  /// Ends what is left once run() has returned.
  void end_all();

  // For connections.
  [[nodiscard]] surroundings& around() { return around_; }
  [[nodiscard]] const limits& limit() const { return around_.what.limits; }
  [[nodiscard]] counters& count() { return counters_; }
  [[nodiscard]] hub& views() { return hub_; }
  [[nodiscard]] layout& page() { return layout_; }
  [[nodiscard]] std::span<char> read_space() { return read_space_; }
  [[nodiscard]] std::span<char> record_space() { return record_space_; }
  [[nodiscard]] std::int64_t now_ms() const { return now_ms_; }
  [[nodiscard]] engine::connection_id named(std::uint64_t number) const { return {index_, number}; }

  [[nodiscard]] connection* find(std::uint64_t number);
  /// Has the connection reviewed no later than this.
  void review_by(std::uint64_t number, std::int64_t at_ms);
  /// Runs `what` on the connection, later, if it is still there; an exception ends the connection alone.
  void later(std::uint64_t number, void (connection::*what)());
  void on_ready(std::uint64_t number, void (connection::*what)());
  /// Takes the connection out; it is destroyed once its callers have returned.
  void retire(std::uint64_t number);

  /// A number of its own for each call of POST /rpc, so that a kept-alive connection never lends one caller's session
  /// to the next.
  [[nodiscard]] std::uint64_t begin_call(std::uint64_t connection_number);
  void end_call(std::uint64_t call_number);
  /// How long after its upgrade a connection is looked at first.
  [[nodiscard]] std::chrono::milliseconds first_ping(std::uint64_t number) const;

 private:
  struct slot {
    std::unique_ptr<connection> who;
    std::int64_t review_ms = 0;
    std::uint64_t generation = 0;
  };

  void read_clock();
  void sweep();
  void schedule_sweep();
  void welcome(newcomer&& who);
  void bury();
  void handle_batch(std::vector<engine::outbound>& batch);
  void handle(engine::send_reply& what);
  void handle(engine::send_frame& what);
  void handle(engine::start_watching& what);
  void handle(engine::stop_watching& what);
  void handle(engine::view_changed& what);
  void handle(engine::close_connection& what);
  void handle(engine::send_document& what);
  [[nodiscard]] connection* websocket(const engine::connection_id& who);
  void mark(connection& who);

  std::uint32_t index_;
  surroundings& around_;
  boost::asio::io_context loop_{1};
  boost::asio::basic_waitable_timer<std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>,
                                    boost::asio::io_context::executor_type>
      sweep_timer_{loop_};
  std::chrono::milliseconds sweep_every_;
  counters counters_;
  hub hub_;
  std::int64_t now_ms_ = 0;
  std::uint64_t calls_begun_ = 0;
  bool draining_ = false;
  std::vector<slot> slots_;
  std::vector<std::uint32_t> free_slots_;
  std::vector<std::unique_ptr<connection>> graveyard_;
  std::vector<std::uint64_t> marked_;                       ///< have something new to send
  std::unordered_map<std::uint64_t, std::uint64_t> calls_;  ///< of POST /rpc: call number → connection
  layout layout_;
  std::array<char, 64 * 1024> read_space_{};
  std::array<char, 16 * 1024> record_space_{};
};

}  // namespace ruamkit::transport
