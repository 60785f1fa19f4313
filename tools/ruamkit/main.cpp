// ruamkit: the tools beside the server, one subcommand each.
#include <CLI/CLI.hpp>
#include <csignal>
#include <exception>
#include <iostream>
#include <utility>
#include <vector>

#include "ruamkit/command.hpp"

namespace {

using namespace ruamkit::tools;

constexpr command commands[] = {
    {"load", "a crowd of phones that vote; prints latencies and checks that no vote is lost", attach_load},
    {"opinion", "the opinion map of a consultation: groups of people, what stands for each, what unites them",
     attach_opinion},
    {"demo", "a simulated deliberation: citizens, and a lead who runs the agenda", attach_demo},
    {"analyse", "before and after: what changed, how surely, for whom", attach_analyse},
    {"count", "counts an election by any of the rules, exactly, and explains it round by round", attach_count},
    {"lottery", "draws a panel under quotas, everybody as likely as can be, for anyone to draw again", attach_lottery},
    {"keypad", "carries votes from audience-response keypads to the server", attach_keypad},
};

int run(int argc, char** argv) {
  CLI::App app{"Ruamkit's tools. `ruamkit COMMAND --help` explains one, with an example."};
  app.name("ruamkit");
  app.require_subcommand(1);
  app.footer("Exit codes: 0 yes, 1 no (or it could not be done), 2 wrong usage, 3 wrong input.");
  std::vector<std::pair<CLI::App*, work>> added;
  for (const command& one : commands) {
    CLI::App* sub = app.add_subcommand(one.name, one.summary);
    added.emplace_back(sub, one.attach(*sub));
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? yes : wrong_usage;
  }
  for (const auto& [sub, work] : added)
    if (sub->parsed()) return work();
  return wrong_usage;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return run(argc, argv);
  } catch (const bad_input& e) {
    std::cerr << "ruamkit: " << e.what() << '\n';
    return wrong_input;
  } catch (const std::exception& e) {
    std::cerr << "ruamkit: " << e.what() << '\n';
    return no;
  }
}
