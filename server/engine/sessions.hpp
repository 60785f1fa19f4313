// Who is behind each socket: sessions by token, connections by session, staff accounts as they are now.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "base/digest.hpp"
#include "base/time.hpp"
#include "deliberation/actor.hpp"
#include "deliberation/state.hpp"
#include "engine/port.hpp"
#include "identity/account.hpp"
#include "identity/session.hpp"

namespace ruamkit::engine {

struct digest_hash {
  using is_avalanching = void;
  std::size_t operator()(const digest& d) const noexcept {
    std::size_t out = 0;
    std::memcpy(&out, d.data(), sizeof out);
    return out;
  }
};
struct connection_hash {
  std::size_t operator()(const connection_id& c) const noexcept {
    return static_cast<std::size_t>((c.number * 64 + c.thread) * 0x9e3779b97f4a7c15U);
  }
};

struct live_session {
  identity::session what;
  std::vector<connection_id> connections;
};

/// A member of staff counted in a deliberation's room, and as what.
struct staff_presence {
  std::uint32_t live_index = 0;
  deliberation::role as{};
};
struct live_connection {
  digest session{};
  std::vector<staff_presence> present;
  std::vector<view_key> watching;
  bool watching_me = false;
};

/// Owned by the engine's thread.
class session_book {
 public:
  void load(const std::vector<identity::account>& accounts, const std::vector<identity::session>& sessions);

  void add(const identity::session& session);
  void remember(const identity::account& account);
  [[nodiscard]] live_session* find(const digest& token_hash);
  [[nodiscard]] live_session* find_participant(std::string_view deliberation, std::string_view participant);
  [[nodiscard]] const identity::account* find_account(const identity::account_id& id) const;

  /// Binds a socket to a session; an earlier binding of the same socket ends.
  live_connection& bind(connection_id who, const digest& token_hash);
  [[nodiscard]] live_connection* connection(connection_id who);
  void unbind(connection_id who);

  /// Takes a session away; gives the sockets it had, which stay bound to nothing.
  std::vector<connection_id> remove(const digest& token_hash);

  /// When the next session ends by itself.
  [[nodiscard]] std::optional<instant> next_expiry() const;
  /// The sessions that have ended by themselves since the last call. They stay in the book, so that who comes back with
  /// such a token hears why it is refused.
  [[nodiscard]] std::vector<digest> take_expired(instant now);

  /// New accounts and the sessions that are still good; gives the token hashes of those that no longer are.
  [[nodiscard]] std::vector<digest> replace(const std::vector<identity::account>& accounts,
                                            const std::vector<identity::session>& live);

  /// Who a session is now: staff with the role their account has at this moment. Anonymous for an account that was
  /// disabled or removed.
  [[nodiscard]] deliberation::actor actor_of(const identity::session& session) const;

  [[nodiscard]] std::size_t sessions() const { return sessions_.size(); }
  [[nodiscard]] const auto& all() const { return sessions_; }

 private:
  struct ending {
    instant at;
    digest session{};
    bool operator>(const ending& other) const { return at > other.at; }
  };
  boost::unordered_flat_map<digest, live_session, digest_hash> sessions_;
  boost::unordered_flat_map<connection_id, live_connection, connection_hash> connections_;
  deliberation::text_map<digest> by_participant_;  ///< deliberation "/" participant
  deliberation::text_map<identity::account> accounts_;
  std::vector<ending> endings_;  ///< a heap, the earliest first
};

}  // namespace ruamkit::engine
