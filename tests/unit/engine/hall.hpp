// A server without sockets: the engine with a ledger that can fail, a real identity store, a clock that is set by hand,
// and everything that leaves it, in order.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "engine/engine.hpp"
#include "identity/store.hpp"
#include "unit/engine/faulty_ledger.hpp"
#include "unit/identity/support.hpp"

namespace ruamkit::engine::testing {

namespace json = boost::json;

/// What left the engine for one transport thread or the other, in order.
class departures {
 public:
  explicit departures(std::size_t threads);

  [[nodiscard]] std::vector<outlet*> outlets();
  /// Everything so far.
  [[nodiscard]] std::vector<outbound> all() const;
  /// Waits (for seconds, not for ever) until this holds of everything so far.
  bool eventually(const std::function<bool(const std::vector<outbound>&)>& holds) const;
  void forget();

 private:
  struct gate final : outlet {
    departures* of = nullptr;
    void deliver(std::vector<outbound>&& batch) override { of->add(std::move(batch)); }
  };
  void add(std::vector<outbound>&& batch);

  mutable std::mutex mutex_;
  mutable std::condition_variable more_;
  std::vector<outbound> all_;
  std::vector<std::unique_ptr<gate>> gates_;
};

/// A member of staff, with a token that is good from the start.
struct colleague {
  identity::account account;
  std::string token;
};

class hall {
 public:
  explicit hall(std::function<void(options&)> adjust = {});
  ~hall();
  hall(const hall&) = delete;
  hall& operator=(const hall&) = delete;

  /// Stops engine and store; start() makes new ones that know what ledger and folder hold.
  void stop();
  void start();
  void restart() {
    stop();
    start();
  }

  [[nodiscard]] connection_id socket(std::uint32_t thread = 0) { return {thread, ++sockets_}; }

  /// Sends a request; gives the id its reply will have.
  int send(connection_id from, const std::string& method, const std::string& params = "{}");
  int post(const std::string& token, const std::string& method, const std::string& params = "{}");
  [[nodiscard]] bool answered(int id) const;
  /// Waits for the reply; the whole response object.
  [[nodiscard]] json::object reply(int id) const;
  json::object call(connection_id from, const std::string& method, const std::string& params = "{}") {
    return reply(send(from, method, params));
  }
  /// The result, which must have come.
  json::object result(connection_id from, const std::string& method, const std::string& params = "{}");
  /// The error's code, "" for a result.
  std::string error(connection_id from, const std::string& method, const std::string& params = "{}");

  /// Lets the engine take a round or two with what it has, then the ledger settle it.
  void settle();
  /// Only the rounds, while the ledger is held.
  void round();
  /// Moves the clock on, and settles.
  void pass(std::chrono::milliseconds time);

  /// A socket bound to this colleague.
  connection_id signed_in(const colleague& who, std::uint32_t thread = 0);
  /// Creates a deliberation: ballots q1 (single, live, options a b c), q2 (yes_no, on_close), q3 (yes_no, a roll call),
  /// stages first (q1, q2) and second (q3); stratum gender.
  void create(const std::string& admission = "seats");
  /// Issues this many seats and takes each with a phone of its own.
  std::vector<connection_id> seat(std::size_t people);
  /// Watches a view; gives its key.
  view_key watch(connection_id who, const std::string& view);

  /// `{"deliberation":"…",MEMBERS}`
  [[nodiscard]] std::string about(const std::string& members = {}) const;
  static std::string vote(const std::string& ballot, const std::string& choice, const std::string& command_id = {});
  /// The document of a view, as this socket gets it.
  json::object document(connection_id who, const std::string& view);
  /// Counts option a of q1, as the lead sees it.
  std::int64_t votes_for_a();
  /// What the ledger holds of the deliberation.
  [[nodiscard]] std::vector<ledger::entry> entries();

  std::atomic<std::int64_t> clock{1'800'000'000'000};
  faulty_ledger book;
  departures out{2};
  colleague lead;
  colleague organiser;
  std::string deliberation;
  std::string code;
  std::vector<std::string> seats;  ///< codes, in order of seat()
  connection_id desk;              ///< the organiser's socket
  std::unique_ptr<engine> core;
  std::unique_ptr<identity::worker> people;

 private:
  [[nodiscard]] instant now() const { return {clock}; }

  identity::testing::temporary_folder folder_;
  std::function<void(options&)> adjust_;
  std::uint64_t sockets_ = 0;
  int requests_ = 0;
};

}  // namespace ruamkit::engine::testing
