#include "app/accounts.hpp"

#include <termios.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <string>

#include "identity/store.hpp"

namespace ruamkit::app {
namespace {

constexpr int ok = 0, refused = 1, wrong_usage = 2;

struct given {
  std::string name, role, data;
};

/// A terminal shows the password to nobody.
class quiet_terminal {
 public:
  quiet_terminal() {
    if (isatty(STDIN_FILENO) == 0 || tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
  }
  ~quiet_terminal() {
    if (!changed_) return;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    std::cerr << '\n';
  }
  quiet_terminal(const quiet_terminal&) = delete;
  quiet_terminal& operator=(const quiet_terminal&) = delete;

 private:
  termios before_{};
  bool changed_ = false;
};

std::string read_password() {
  const bool person = isatty(STDIN_FILENO) != 0;
  if (person) std::cerr << "รหัสผ่าน / password: " << std::flush;
  const quiet_terminal quiet;
  std::string line;
  std::getline(std::cin, line);
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

int say_no(const identity::refusal& no) {
  std::cerr << "ruamkitd: " << no.sentence << " (" << identity::name_of(no.reason) << ")\n";
  return refused;
}

identity::store open(const given& g) { return identity::store({.directory = g.data}); }

/// Runs `change` with the account of that name.
template <typename Change>
int with_account(const given& g, const std::string& done, Change change) {
  auto store = open(g);
  const auto found = store.find_account(std::string_view(g.name));
  if (!found) {
    std::cerr << "ruamkitd: there is no account \"" << g.name << "\"; `ruamkitd account list` names them\n";
    return refused;
  }
  const auto changed = change(store, found->id);
  if (changed.has_error()) return say_no(changed.error());
  std::cout << g.name << ": " << done << '\n';
  return ok;
}

int add(const given& g) {
  const auto password = read_password();
  auto store = open(g);
  const auto made = store.add_account(g.name, g.role, std::string_view(password));
  if (!made) return say_no(made.error());
  std::cout << made->name << ": " << made->role << '\n';
  return ok;
}

int set_password(const given& g) {
  const auto hash = identity::hash_password(read_password());
  if (!hash) return say_no(hash.error());
  return with_account(g, "password changed, sessions ended",
                      [&](identity::store& s, const auto& id) { return s.set_password(id, *hash); });
}

int list(const given& g) {
  auto store = open(g);
  for (const auto& each : store.list_accounts())
    std::cout << each.name << '\t' << each.role << (each.disabled ? "\tdisabled" : "") << '\n';
  return ok;
}

}  // namespace

std::function<int()> add_account_commands(CLI::App& app) {
  auto* all = app.add_subcommand("account", "staff accounts; the server may be running");
  all->require_subcommand(1);
  all->footer(
      "Roles: facilitator, theme_team, lead, organiser, committee, admin.\n"
      "Example: ruamkitd account add somchai --role lead --data /var/lib/ruamkit < password.txt");
  auto g = std::make_shared<given>();
  const auto part = [&](const char* name, const char* what, bool named = true) {
    auto* one = all->add_subcommand(name, what);
    if (named) one->add_option("NAME", g->name, "the account: 1 to 64 of a-z 0-9 . _ -")->required();
    one->add_option("--data", g->data, "the server's data directory")->required();
    return one;
  };
  auto* add_one = part("add", "make an account; the password is read from standard input");
  add_one->add_option("--role", g->role, "what the account may do")->required();
  auto* role = part("role", "give the account another role, from the next message on");
  role->add_option("--role", g->role, "the new role")->required();
  auto* password = part("password", "set a new password from standard input; ends the account's sessions");
  auto* disable = part("disable", "forbid the account, ending its sessions");
  auto* enable = part("enable", "allow a disabled account again");
  auto* names = part("list", "the accounts and their roles", false);
  return [=]() -> int {
    if (add_one->parsed()) return add(*g);
    if (role->parsed())
      return with_account(*g, g->role, [&](identity::store& s, const auto& id) { return s.set_role(id, g->role); });
    if (password->parsed()) return set_password(*g);
    if (disable->parsed())
      return with_account(*g, "disabled", [](identity::store& s, const auto& id) { return s.disable_account(id); });
    if (enable->parsed())
      return with_account(*g, "enabled", [](identity::store& s, const auto& id) { return s.enable_account(id); });
    if (names->parsed()) return list(*g);
    return wrong_usage;
  };
}

}  // namespace ruamkit::app
