#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <boost/json.hpp>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <memory>

#include "crowd/seats.hpp"
#include "crowd/terminal.hpp"
#include "files/text.hpp"
#include "ruamkit/command.hpp"
#include "ruamkit/load/follow.hpp"
#include "ruamkit/load/load.hpp"
#include "ws/swarm.hpp"

namespace ruamkit::tools {
namespace {

std::atomic<bool> interrupted = false;

struct settings {
  load::load_options load;
  std::string url;
  std::string seats_file;
  std::string choice = "random";
  std::string watch = "tally";
  bool at_once = false;
  double hold_s = 0;
  double patience_s = 120;
  bool json = false;
  bool follow = false;
  load::follow_options rehearsal;
  std::string password_file;
};

std::string row(const char* what, const crowd::spread& of) {
  char line[120];
  std::snprintf(line, sizeof line, "%-22s p50 %9.1f ms   p99 %9.1f ms   max %9.1f ms\n", what, of.p50, of.p99, of.max);
  return line;
}

void print(const load::load_report& report, const settings& options) {
  std::cout << "phones " << report.phones << ", joined " << report.joined << ", reconnects " << report.reconnects
            << '\n'
            << row("connect", report.connect_ms) << row("join", report.join_ms);
  if (!options.load.join_only) {
    std::cout << row("vote acknowledged", report.ack_ms) << "votes " << report.votes << ", acknowledged "
              << report.acknowledged << ", " << static_cast<std::int64_t>(report.votes_per_s) << " a second\n";
    if (report.final_tally_ms)
      std::cout << "final tally on all phones " << crowd::rounded(*report.final_tally_ms)
                << " ms after the last acknowledgement\n";
    std::cout << "voted in the final tally: " << report.voted << ", expected " << report.expected << '\n';
    if (report.phones_without_final > 0)
      std::cout << report.phones_without_final << " phones did not see the final tally\n";
  }
  for (const auto& [code, count] : report.errors) std::cout << "error " << code << ": " << count << '\n';
  for (const crowd::difference& d : report.differences)
    std::cout << "difference in " << d.of << ": expected " << d.expected << ", found " << d.found << '\n';
  if (!report.trouble.empty()) std::cout << "trouble: " << report.trouble << '\n';
}

void print(const load::follow_report& report) {
  std::cout << "phones " << report.phones << ", joined " << report.crowd.joined << ", reconnects "
            << report.crowd.reconnects << '\n'
            << "votes acknowledged " << report.crowd.acknowledged << ", ideas of participants " << report.crowd.ideas
            << '\n';
  if (report.tables > 0)
    std::cout << "tables " << report.tables << ", ideas " << report.table_ideas << ", notes " << report.notes << '\n';
  std::vector<std::vector<std::string>> rows;
  for (const load::followed_ballot& one : report.ballots)
    rows.push_back({one.ballot, one.status, std::to_string(one.acknowledged), std::to_string(one.voted)});
  if (!rows.empty()) std::cout << crowd::table({"ballot", "status", "of this crowd", "voted"}, rows, {2, 3});
  for (const auto& [code, count] : report.crowd.errors) std::cout << "error " << code << ": " << count << '\n';
  for (const crowd::difference& d : report.differences)
    std::cout << "difference in " << d.ballot << ", " << d.of << ": expected " << d.expected << ", found " << d.found
              << '\n';
  if (!report.trouble.empty()) std::cout << "trouble: " << report.trouble << '\n';
  if (report.good()) std::cout << "every acknowledged answer is in the tallies\n";
}

/// The password of the staff account: the file's first line, or the environment's.
std::string staff_password(const std::string& path) {
  if (path.empty()) {
    const char* found = std::getenv("RUAMKIT_STAFF_PASSWORD");
    if (found == nullptr)
      throw CLI::ValidationError("--staff",
                                 "its password is missing: --staff-password-file, or RUAMKIT_STAFF_PASSWORD");
    return found;
  }
  const std::string text = files::read_file(path);
  std::string line = text.substr(0, text.find('\n'));
  if (!line.empty() && line.back() == '\r') line.pop_back();
  if (line.empty()) throw bad_input(path, 1, 1, "holds no password");
  return line;
}

void complete(settings& options) {
  const auto where = ws::parse_url(options.url);
  if (!where)
    throw CLI::ValidationError("URL", "'" + options.url + "' is no address; one looks like http://10.0.0.5:8080");
  load::load_options& to = options.load;
  to.where = *where;
  if (!options.seats_file.empty()) to.seats = crowd::read_seats(options.seats_file);
  if (to.phones == 0) to.phones = to.seats.size();
  if (to.phones == 0) throw CLI::ValidationError("--phones", "say how many, or give --seats");
  if (!to.seats.empty() && to.phones > to.seats.size())
    throw CLI::ValidationError("--phones", "there are only " + std::to_string(to.seats.size()) + " seats in the file");
  if (options.rehearsal.tables) {
    if (options.rehearsal.staff.empty()) throw CLI::ValidationError("--tables", "name an account with --staff");
    options.rehearsal.password = staff_password(options.password_file);
  }
  if (to.ballot.empty() && !to.join_only && !options.follow)
    throw CLI::ValidationError("--ballot", "say which, or --follow, or --join-only");
  if (options.choice != "random") {
    to.choice.clear();
    std::size_t from = 0;
    for (std::size_t end = 0; end != std::string::npos; from = end + 1) {
      end = options.choice.find(',', from);
      to.choice.push_back(options.choice.substr(from, end == std::string::npos ? end : end - from));
    }
  }
  to.watch_tally = options.watch == "tally";
  to.hold = std::chrono::milliseconds(static_cast<std::int64_t>(options.hold_s * 1000));
  to.patience = std::chrono::milliseconds(static_cast<std::int64_t>(options.patience_s * 1000));
  const std::size_t files = ws::raise_file_limit();
  constexpr std::size_t tables_max = 600;
  if (files < to.phones + 20 + (options.rehearsal.tables ? tables_max : 0))
    throw std::runtime_error("this system lets a program open " + std::to_string(files) +
                             " files; raise it (ulimit -n) for so many phones");
}

int run(settings& options) {
  try {
    complete(options);
  } catch (const CLI::ValidationError& wrong) {
    std::cerr << "ruamkit load: " << wrong.what() << '\n';
    return wrong_usage;
  }
  std::signal(SIGINT, [](int) { interrupted = true; });
  std::signal(SIGTERM, [](int) { interrupted = true; });
  crowd::progress_line line;
  load::load_hooks hooks;
  hooks.progress = [&line](const std::string& text) { line.show(text); };
  hooks.stopped = [] { return interrupted.load(); };
  if (options.follow) {
    options.rehearsal.load = options.load;
    const load::follow_report report = load::run_follow(options.rehearsal, hooks);
    line.clear();
    if (options.json) {
      std::cout << boost::json::serialize(load::to_json(report)) << '\n';
    } else {
      print(report);
    }
    return report.good() ? yes : no;
  }
  const load::load_report report = load::run_load(options.load, hooks);
  line.clear();
  if (options.json) {
    std::cout << boost::json::serialize(load::to_json(report)) << '\n';
  } else {
    print(report, options);
  }
  return report.good() || (options.load.join_only && report.joined == report.phones) ? yes : no;
}

}  // namespace

work attach_load(CLI::App& app) {
  const auto options = std::make_shared<settings>();
  load::load_options& to = options->load;
  app.add_option("URL", options->url, "the server, e.g. http://127.0.0.1:8080 or wss://vote.example.go.th/ws")
      ->required();
  app.add_option("--code", to.code, "the deliberation's join code")->required();
  app.add_option("--seats", options->seats_file,
                 "file of seat codes, one a line or CSV with a `seat` column; without it phones join without a seat");
  app.add_option("--ballot", to.ballot, "the ballot to vote on; it must be open");
  app.add_option("--phones", to.phones, "how many phones (default: one a seat)");
  app.add_option("--ramp", to.connects_per_second,
                 "connections a second while joining (default: as fast as it goes; with --follow 20 people a second)");
  auto* at_once = app.add_flag("--at-once", options->at_once, "everybody votes in the same instant (the default)");
  app.add_option("--rate", to.votes_per_second, "first votes a second, instead of all at once")->excludes(at_once);
  app.add_option("--votes-per-phone", to.votes_per_phone,
                 "each phone votes so often, the next when one is acknowledged")
      ->check(CLI::PositiveNumber);
  app.add_option("--choice", options->choice, "`random`, or option ids with commas (a scale's value, a text's words)");
  app.add_option("--watch", options->watch, "what phones watch beside the agenda")
      ->check(CLI::IsMember({"tally", "none"}));
  app.add_flag("--join-only", to.join_only, "join and watch, and do not vote");
  auto* follow = app.add_flag("--follow", options->follow,
                              "a rehearsal: people arrive, answer whatever the lead opens in their own time, and have "
                              "ideas while tables talk, until the meeting is finished or Ctrl-C");
  app.add_option("--pace", options->rehearsal.pace,
                 "with --follow, stretches people's time to think: 40 is a hall (the default), 1 is seconds a ballot")
      ->needs(follow)
      ->check(CLI::PositiveNumber);
  auto* tables = app.add_flag("--tables", options->rehearsal.tables,
                              "with --follow, a simulated facilitator at each table adds ideas and notes")
                     ->needs(follow);
  app.add_option("--staff", options->rehearsal.staff, "the facilitators' account")->needs(tables);
  app.add_option("--staff-password-file", options->password_file,
                 "its first line is the password (default: the variable RUAMKIT_STAFF_PASSWORD)")
      ->needs(tables);
  app.add_option("--hold", options->hold_s, "stay connected for so many seconds at the end");
  app.add_option("--patience", options->patience_s, "seconds each part may take (default 120)");
  app.add_option("--seed", to.seed, "of the random choices");
  app.add_flag("--insecure", to.insecure, "accept any TLS certificate");
  app.add_flag("--json", options->json, "print one JSON object");
  app.footer(
      "Example: 5,000 phones vote in the same instant, and the tally is checked:\n"
      "  ruamkit load http://127.0.0.1:8080 --code 482913 --seats seats.txt --ballot q1 --phones 5000 --at-once\n"
      "A rehearsal: 300 people and their tables, for a lead who tries the console:\n"
      "  ruamkit load http://127.0.0.1:8080 --code 482913 --seats seats.txt --phones 300 --follow \\\n"
      "    --tables --staff somsri --staff-password-file s.txt\n"
      "Exit code 1: a phone could not join, a vote was not acknowledged, or an acknowledged one is missing.");
  return [options] { return run(*options); };
}

}  // namespace ruamkit::tools
