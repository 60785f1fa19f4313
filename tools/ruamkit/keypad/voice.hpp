// What the program says: sentences and a line of state to people, on stderr; events to programs, on stdout with --json.
#pragma once

#include <boost/json/object.hpp>
#include <string>

#include "crowd/terminal.hpp"
#include "keypad/status.hpp"

namespace ruamkit::tools::keypads {

class voice {
 public:
  explicit voice(bool json) : json_(json) {}

  void event(const boost::json::object& what);
  void say(const keypad::said& what);
  /// The line of state, where stderr is a terminal.
  void show(const keypad::said& line, keypad::instant now);
  void clear() { line_.clear(); }

  /// Says what of the two has changed since the last call.
  void states(const keypad::receiver& hears, const keypad::server_link& server);

  /// A new command id: 128 bits of the system's randomness.
  [[nodiscard]] static std::string make_id();

 private:
  bool json_;
  crowd::progress_line line_;
  std::string receiver_said_, server_said_, refusal_said_;
};

}  // namespace ruamkit::tools::keypads
