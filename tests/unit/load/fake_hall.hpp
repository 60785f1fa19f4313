// A hall in a test: enough of PROTOCOL.md, in memory, for crowds and leads to run against; and faults on request.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "unit/ws/fake/fake_server.hpp"

namespace ruamkit::fake {

class hall {
 public:
  struct faults {
    std::size_t lose_every = 0;  ///< every so-many-th vote is acknowledged and forgotten
    std::size_t drop_every = 0;  ///< … is recorded, and the connection cut instead of an answer
    std::size_t busy_every = 0;  ///< … is refused with `busy`
  };

  /// `agenda` as the view has it; the statuses in it are where the hall starts.
  explicit hall(boost::json::object agenda);
  ~hall() { server_.stop(); }

  /// Before `start`.
  void add_seats(std::size_t count);
  faults wrong;

  void start() { server_.start(); }
  void stop() { server_.stop(); }
  /// Cuts every connection, now.
  void cut_everybody() const;
  [[nodiscard]] ws::endpoint where() const { return server_.where(); }
  [[nodiscard]] const std::vector<std::string>& seats() const { return seats_; }

 private:
  using connection = server::connection;
  using object = boost::json::object;

  struct vote {
    boost::json::value choice;
    std::int64_t seq = 0;
  };
  struct caller {
    std::string participant;  // empty: staff or nobody yet
    std::set<std::string> watches;
  };

  /// A result, or an object with only `code`, a word of PROTOCOL.md, for an error.
  object answer(const std::string& method, const object& params, caller& from);
  object cast(const object& params, caller& from);
  object run_agenda(const std::string& method, const object& params);
  object enrol(const std::string& method, const object& params);
  object view(const std::string& name, const caller& from) const;
  object tally(const std::string& ballot) const;
  object* ballot(const std::string& id);
  std::string reply(const std::string& text, caller& from);
  void push();
  void handle(connection from, const std::string& text);

  server server_;
  object agenda_;
  std::int64_t rev_ = 1;
  std::int64_t seq_ = 0;
  std::size_t cast_ = 0;
  bool cut_ = false;
  std::vector<std::string> seats_;
  std::map<connection, caller> callers_;
  std::map<std::string, std::map<std::string, vote>> votes_;  // by ballot, participant
  std::map<std::string, object> outcomes_;                    // by command id
  std::set<std::string> dirty_;                               // views to push
};

/// An agenda with a ballot of every kind, all in one stage; `status` of each ballot.
[[nodiscard]] boost::json::object agenda_of_every_kind(const std::string& status);

}  // namespace ruamkit::fake
