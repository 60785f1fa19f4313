// What `ruamkit keypad` was asked to do.
#pragma once

#include <chrono>
#include <string>

#include "keypad/receiver.hpp"
#include "keypad/server_link.hpp"
#include "ws/endpoint.hpp"

namespace ruamkit::tools::keypads {

struct settings {
  ws::endpoint where;
  bool insecure = false;
  std::string deliberation;
  keypad::credentials who;
  keypad::source from;
  std::string prefix;  ///< put before every keypad's id
  std::string ballot;  ///< empty: the one opened last
  std::string map_file, people_file, journal_file;
  std::chrono::milliseconds debounce{1000};
  bool json = false;
};

/// Set by SIGINT and SIGTERM.
[[nodiscard]] bool interrupted();

/// Carry presses to the server until interrupted or the input ends; an exit code. Throws files::bad_input and
/// std::runtime_error.
[[nodiscard]] int bridge(const settings& how);

/// Bind keypads to seats by pressing keys.
[[nodiscard]] int enrol(const settings& how);

}  // namespace ruamkit::tools::keypads
