// What the stories share: a running server with staff, a deliberation with a ballot of every kind, and phones.
#pragma once

#include <boost/json.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "programs/server.hpp"
#include "ws/client.hpp"

namespace ruamkit::scenario {

namespace json = boost::json;

inline constexpr const char* password = "correct horse battery";

struct setting {
  std::string config = "{}";
  bool tls = false;
  std::string definition = {};  ///< empty: every_kind()
};

/// A deliberation with strata gender, one stage `vote`, and the ballots
/// single (live) multiple (on_close, min 1 max 2) rank score points (budget 100) scale (0 to 10) yes_no (two thirds of
/// the cast, quorum a half) text (20 characters) hidden (on_publish) named (roll_call).
[[nodiscard]] std::string every_kind();

/// every_kind() with a stage `talk` of table talk, and tables of 2 to 4 balanced by gender.
[[nodiscard]] std::string with_tables();

struct seat {
  std::string code;
  std::string participant;
};

class hall {
 public:
  explicit hall(setting how = {});

  /// Creates the deliberation and issues seats to people p1, p2 … (odd ones are women). Once a hall.
  void prepare(std::size_t people);
  /// Starts the stage and opens the ballots named.
  void open(const std::vector<std::string>& ballots);

  /// A staff call that must succeed.
  json::object staff(const char* method, json::object params = {});
  /// The same, whatever comes of it.
  ws::reply try_staff(const char* method, json::object params = {});
  /// A view as staff sees it.
  json::object view(const std::string& name);

  [[nodiscard]] ws::client connect() const { return ws::client(server.where(), true); }
  /// A phone that has taken the seat.
  [[nodiscard]] ws::client seated(std::size_t index) const;

  programs::scratch folder;
  programs::server server;
  std::string deliberation, code, definition;
  std::vector<seat> seats;

 private:
  std::string organiser_;
};

/// A member of staff at a socket of their own.
struct colleague {
  /// Makes the account where there is none of this name, and logs in.
  colleague(hall& h, const std::string& name, const std::string& role);
  /// A call that must succeed; one that must not: its refusal, as `no` has it; a view as they see it.
  json::object does(std::string_view method, json::object params = {});
  std::string refused(std::string_view method, json::object params = {});
  json::object view(std::string_view name);

  std::string deliberation;
  ws::client at;
};

/// The result of a call that must succeed.
json::object ok(ws::client& who, std::string_view method, const json::object& params = {});
/// The error's code of a call that must not, and its JSON Pointer after a blank where there is one.
std::string no(ws::client& who, std::string_view method, const json::object& params);

/// What became of slow work that many asked for at once, and how often a phone voted until all were answered.
struct rush {
  enum class end { made, busy, other };
  int made = 0, busy = 0, other = 0, votes = 0;
};
/// `ask` is called so many times at once; what it throws is another end. `phone` changes between a and b as often as
/// one may.
[[nodiscard]] rush rush_of(int askers, const std::function<rush::end()>& ask, ws::client& phone,
                           std::string_view ballot);

[[nodiscard]] json::object cast(std::string_view ballot, json::value choice, std::string_view command_id = {});

/// `counts` of a tally as text, e.g. {"a":1,"b":0}.
[[nodiscard]] std::string counts(const json::object& tally);

}  // namespace ruamkit::scenario
