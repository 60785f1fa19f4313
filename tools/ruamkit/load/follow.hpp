// A crowd that follows a meeting led by humans: a rehearsal.
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <string>
#include <vector>

#include "crowd/citizens.hpp"
#include "ruamkit/load/load.hpp"

namespace ruamkit::load {

struct follow_options {
  load_options load;    ///< where, code, seats, phones, seed; connects_per_second: people who arrive in a second
  double pace = 40;     ///< stretches human delays: 40 is a hall, 1 is seconds for a whole ballot
  bool tables = false;  ///< a simulated facilitator at each table; `staff` and `password` are needed
  std::string staff, password;
};

struct followed_ballot {
  std::string ballot;
  std::int64_t acknowledged = 0;  ///< people of the crowd whose answer was acknowledged and is still theirs
  std::int64_t voted = 0;         ///< whom the tally counts; others may vote too
  std::string status;
};

struct follow_report {
  std::size_t phones = 0;
  crowd::crowd_account crowd;
  std::size_t tables = 0, table_ideas = 0, notes = 0;
  std::vector<followed_ballot> ballots;
  std::vector<crowd::difference> differences;  ///< acknowledged answers that are not in the tallies
  std::string trouble;

  [[nodiscard]] bool good() const { return trouble.empty() && differences.empty(); }
};

[[nodiscard]] boost::json::object to_json(const follow_report& of);

/// Blocks until the meeting is finished or `hooks.stopped`; then counts again. Throws std::runtime_error where the host
/// is unknown or the staff account is refused.
[[nodiscard]] follow_report run_follow(const follow_options& options, const load_hooks& hooks = {});

}  // namespace ruamkit::load
