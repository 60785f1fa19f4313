// What ruamkitd is told: config/ruamkitd.json (comments and trailing commas allowed), then the command line over it.
#pragma once

#include <stdexcept>
#include <string>

#include "engine/engine.hpp"
#include "transport/options.hpp"

namespace ruamkit::app {

struct settings {
  std::string data = "/var/lib/ruamkit";
  std::string log_level = "info";
  transport::options transport;
  engine::options engine;
};

/// A settings file or an option that cannot be used; what() names the file, line and column or the option, and what
/// would be right.
class bad_settings : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The values in force when nothing is set.
[[nodiscard]] settings default_settings();

/// Reads `file` over `into`. Unknown keys are refused. Throws bad_settings.
void read_settings(const std::string& file, settings& into);

/// "ADDRESS:PORT", "[::1]:PORT" for IPv6, port 0 for any free one. Throws bad_settings.
void set_listen(std::string_view text, transport::options& into);

/// The built web client where none was named: beside the installed program, or in the checkout it was built in. Empty:
/// there is none.
[[nodiscard]] std::string find_web_client();

/// The fonts of reports as PDF where none were named: beside the program or installed, as the web client is. Empty:
/// there are none.
[[nodiscard]] std::string find_report_fonts();

/// Refuses what only shows when all is known: a certificate without its key. Throws bad_settings.
void check_settings(const settings& all);

}  // namespace ruamkit::app
