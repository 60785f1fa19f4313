// The single writer: one thread that owns every deliberation's state, decides, and lets nothing out before its commit.
//
// Each round it takes what has queued, groups it by deliberation into turns (ledger.hpp), decides on the working state,
// projects the views that are due, and finishes the turns. Replies and views travel with the turn and are delivered by
// the ledger's thread once its commit has returned; meanwhile the next round runs.
//
// When a commit fails, everything in flight is answered `storage_unavailable`, the working state is thrown away, and
// once the ledger takes writes again the state is rebuilt by replay.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "deliberation/pseudonym.hpp"
#include "engine/port.hpp"
#include "identity/account.hpp"
#include "identity/session.hpp"
#include "identity/worker.hpp"
#include "ledger/ledger.hpp"

namespace ruamkit::engine {

struct options {
  std::size_t inbox_max = 100'000;  ///< requests waiting; more are refused as `busy`
  std::chrono::milliseconds participant_session{std::chrono::hours{24 * 30}};
  std::chrono::milliseconds staff_session{std::chrono::hours{12}};
  std::chrono::milliseconds screen_session{std::chrono::hours{24}};
  /// Failed joins an address may make: burst, and one more every refill. A hall of 5,000 shares one address.
  std::uint32_t join_failures_burst = 3'000;
  std::chrono::milliseconds join_failures_refill{200};
  /// Logins, for an account's name and (ten times as many) for an address.
  std::uint32_t logins_burst = 10;
  std::chrono::milliseconds logins_refill{6'000};
  std::chrono::milliseconds recovery_every{1'000};
  std::string report_fonts;             ///< folder of the fonts of reports as PDF; empty: none are made
  std::size_t reports_waiting_max = 8;  ///< reports waiting for the one being made; more are refused as `busy`
  std::string document_folder;          ///< where attached files are kept; empty: none can be attached
  /// Bytes of documents kept in memory for the next reader, and with those still being sent; more are refused as
  /// `busy`.
  std::size_t documents_kept_max = std::size_t{32} * 1024 * 1024;
  std::size_t documents_alive_max = std::size_t{96} * 1024 * 1024;

  /// The clock and the source of seeds: replaced in tests by virtual ones.
  std::function<instant()> now;
  std::function<std::uint64_t()> seed;
  /// Lines for the operator: level ("info", "warn", "error") and a sentence without personal data.
  std::function<void(std::string_view level, const std::string& sentence)> log;
};

/// What identity knew at start-up.
struct remembered {
  std::vector<identity::account> accounts;
  std::vector<identity::session> sessions;
  std::vector<std::pair<deliberation::deliberation_id, deliberation::pseudonym_key>> keys;
};

class engine final : public port {
 public:
  /// Replays the ledger (throws ledger::unusable or wire::unreadable_event, naming stream and sequence). The ledger and
  /// the outlets must outlive the engine; identity is given by attach_identity before start().
  engine(options how, ledger::ledger& book, std::vector<outlet*> outlets, const remembered& at_start);
  ~engine() override;
  engine(const engine&) = delete;
  engine& operator=(const engine&) = delete;

  void attach_identity(identity::worker& worker);
  void start();
  /// Takes no more requests, settles what it has, waits for the ledger. Safe to call twice.
  void stop();

  [[nodiscard]] bool submit(inbound&& what) override;
  [[nodiscard]] bool submit(report_request&& what) override;
  [[nodiscard]] bool submit(document_upload&& what) override;
  [[nodiscard]] bool submit(document_request&& what) override;
  void closed(connection_id who) override;
  [[nodiscard]] ruamkit::engine::condition condition() const override;

  /// Accounts or sessions were changed by another process. Any thread.
  void identity_changed(std::vector<identity::account> accounts, std::vector<identity::session> sessions);

  struct replayed {
    std::uint64_t events = 0;
    std::chrono::duration<double> took{};
  };
  [[nodiscard]] replayed last_replay() const;

 private:
  struct parts;
  std::unique_ptr<parts> parts_;
};

}  // namespace ruamkit::engine
