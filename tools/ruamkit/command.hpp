// What every subcommand of `ruamkit` keeps to.
#pragma once

#include <functional>

#include "files/bad_input.hpp"

namespace CLI {
class App;  // its header takes seconds to read: those who add options include it
}

namespace ruamkit::tools {

/// The exit codes of DESIGN.md section 12.
enum exit_code : int { yes = 0, no = 1, wrong_usage = 2, wrong_input = 3 };

using files::bad_input;

/// A subcommand adds its options to `app` and gives back what to do once they are read. The work answers with an exit
/// code; it throws `bad_input` for a file it cannot use, std::runtime_error with a sentence when it cannot go on.
using work = std::function<int()>;
struct command {
  const char* name;
  const char* summary;
  work (*attach)(CLI::App& app);
};

work attach_load(CLI::App& app);
work attach_demo(CLI::App& app);
work attach_analyse(CLI::App& app);
work attach_opinion(CLI::App& app);
work attach_count(CLI::App& app);
work attach_lottery(CLI::App& app);
work attach_keypad(CLI::App& app);

}  // namespace ruamkit::tools
