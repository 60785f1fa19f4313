// The connection to the server: made again whenever it is lost, signed in, with the agenda of one deliberation.
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "keypad/driver.hpp"
#include "ws/http.hpp"
#include "ws/swarm.hpp"

namespace ruamkit::keypad {

/// Either a token, or a name and its password.
struct credentials {
  std::string name, password, token;
};

/// How long the server asks to wait before the call is repeated; nothing: the answer is final. Also for storage that
/// is away and a server that is stopping.
[[nodiscard]] std::optional<std::chrono::milliseconds> retry_after(const ws::reply& answer);

class server_link {
 public:
  enum class state {
    away,        ///< not connected; tried again after 0.2 to 5 seconds
    signing_in,  ///< connected; not signed in, or no agenda yet
    ready,
    refused,  ///< the server will not have us; `why` is its code
  };
  using answered = std::function<void(const ws::reply&)>;

  /// Throws std::runtime_error for an unknown host.
  server_link(const ws::endpoint& where, bool insecure, credentials who, std::string deliberation);

  std::function<void(const boost::json::object& agenda)> on_agenda = [](const auto&) {};
  /// The connection is gone: calls under way get no answer any more, what they asked may have been done.
  std::function<void()> on_lost = [] {};

  /// False, and nothing is sent, unless ready. The deliberation is added to `params`.
  bool call(std::string_view method, boost::json::object params, answered then);

  [[nodiscard]] int descriptor() const { return swarm_.descriptor(); }
  /// Handles what there is; to be called at least four times a second.
  void step(instant now);
  /// Signs in anew: the session has ended while the connection has not.
  void reconnect() { swarm_.abort(0); }
  void close();

  [[nodiscard]] state now() const { return state_; }
  [[nodiscard]] const std::string& why() const { return why_; }
  /// Another call may be made now: at most 64 are without an answer, and after the server has answered `rate_limited`
  /// it gets no more than 180 a second until 10 seconds have passed without that.
  [[nodiscard]] bool has_room() const;

 private:
  struct waiting {
    answered then;
    instant since;
  };

  void send(std::string_view method, const boost::json::object& params, answered then);
  void sign_in();
  void signed_in(const ws::reply& answer);
  void watched(const ws::reply& answer);
  void text(std::string_view from);
  void lost(const ws::closure& how);
  /// A first answer that is an error: `refused`, or another try later.
  void turned_away(const ws::reply& answer);
  void slow_down();

  ws::swarm swarm_;
  credentials who_;
  std::string deliberation_;
  state state_ = state::away;
  std::string why_;
  std::map<std::int64_t, waiting> calls_;
  std::int64_t last_id_ = 0;
  bool wanted_ = true;
  bool connecting_ = false;
  instant connect_at_{};
  instant spoke_at_{};
  instant now_{};
  instant slow_until_{};
  double allowance_ = 0;  // calls that may be made while slow
  std::chrono::milliseconds pause_{200};
};

}  // namespace ruamkit::keypad
