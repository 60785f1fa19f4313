// ruamkitd: the server, and the accounts of those who work with it.
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>

#include "app/accounts.hpp"
#include "app/serve.hpp"
#include "app/settings.hpp"
#include "identity/failure.hpp"

namespace {

using namespace ruamkit::app;

constexpr int cannot = 1, wrong_usage = 2, wrong_input = 3;

/// What the command line says; an empty text was not given.
struct given {
  std::string config, data, listen, tls_cert, tls_key, web, fonts;
};

settings settings_of(const given& g) {
  auto all = default_settings();
  if (!g.config.empty()) read_settings(g.config, all);
  if (!g.listen.empty()) set_listen(g.listen, all.transport);
  const auto set = [](const std::string& from, std::string& to) {
    if (!from.empty()) to = from;
  };
  set(g.data, all.data);
  set(g.tls_cert, all.transport.tls_cert);
  set(g.tls_key, all.transport.tls_key);
  set(g.web, all.transport.web_root);
  set(g.fonts, all.engine.report_fonts);
  if (all.engine.report_fonts.empty()) all.engine.report_fonts = find_report_fonts();
  if (all.transport.web_root.empty()) all.transport.web_root = find_web_client();
  check_settings(all);
  return all;
}

int run(int argc, char** argv) {
  CLI::App app{"ruamkitd serves public deliberations: phones, consoles and screens over HTTP and WebSocket."};
  app.name("ruamkitd");
  app.set_version_flag("--version", RUAMKIT_VERSION);
  app.footer(
      "Example: ruamkitd --data /var/lib/ruamkit --listen 0.0.0.0:443 --tls-cert cert.pem --tls-key key.pem\n"
      "A commented settings file is config/ruamkitd.json. SIGTERM commits what was accepted and ends.\n"
      "Exit codes: 0 ended well, 1 could not start or go on, 2 wrong usage, 3 wrong settings.");
  given g;
  app.add_option("--data", g.data, "directory of ledger, accounts and keys; made if missing");
  app.add_option("--config", g.config, "settings file (JSON with comments)");
  app.add_option("--listen", g.listen, "ADDRESS:PORT; port 0 takes any free one and prints it");
  app.add_option("--tls-cert", g.tls_cert, "certificate chain, PEM");
  app.add_option("--tls-key", g.tls_key, "its private key, PEM");
  app.add_option("--web", g.web, "directory of the built web client (looked for beside the program)");
  app.add_option("--fonts", g.fonts, "directory of the fonts of PDF reports (looked for beside the program)");
  const auto account = add_account_commands(app);
  app.require_subcommand(0, 1);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : wrong_usage;
  }
  if (!app.get_subcommands().empty()) return account();
  if (g.data.empty() && g.config.empty()) {
    std::cerr << "ruamkitd: --data DIR or --config FILE is needed; see --help\n";
    return wrong_usage;
  }
  return serve(settings_of(g));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const bad_settings& e) {
    std::cerr << "ruamkitd: " << e.what() << '\n';
    return wrong_input;
  } catch (const std::exception& e) {
    std::cerr << "ruamkitd: " << e.what() << '\n';
    return cannot;
  }
}
