#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <boost/json.hpp>
#include <csignal>
#include <filesystem>

#include <iostream>

#include <memory>

#include "crowd/terminal.hpp"
#include "files/text.hpp"
#include "ruamkit/command.hpp"
#include "ruamkit/demo/demo.hpp"
#include "ws/swarm.hpp"

namespace ruamkit::tools {
namespace {

std::atomic<bool> interrupted = false;

struct settings {
  demo::demo_options demo;
  std::string url;
  std::string organiser_file, lead_file, definition_file;
  bool json = false;
};

/// The first line, or the environment variable where no file is named.
std::string password(const std::string& path, const char* variable) {
  if (path.empty()) {
    const char* found = std::getenv(variable);
    if (found == nullptr) throw std::runtime_error(std::string("no password: name its file, or set ") + variable);
    return found;
  }
  const std::string text = files::read_file(path);
  std::string line = text.substr(0, text.find('\n'));
  if (!line.empty() && line.back() == '\r') line.pop_back();
  if (line.empty()) throw bad_input(path, 1, 1, "holds no password");
  return line;
}

boost::json::object definition(const std::string& path) {
  const std::string text = files::read_file(path);
  boost::json::stream_parser parser;
  boost::system::error_code failed;
  const std::size_t read = parser.write_some(text.data(), text.size(), failed);
  if (!failed) parser.finish(failed);
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(read, text.size()));
  const auto line = static_cast<std::size_t>(std::count(text.begin(), end, '\n')) + 1;
  const std::size_t break_before = text.rfind('\n', read == 0 ? 0 : read - 1);
  const std::size_t column = break_before == std::string::npos || break_before >= read ? read + 1 : read - break_before;
  if (failed) throw bad_input(path, line, column, "is no JSON: " + failed.message());
  if (text.find_first_not_of(" \t\r\n", read) != std::string::npos)
    throw bad_input(path, line, column, "has something after the definition");
  boost::json::value value = parser.release();
  if (!value.is_object()) throw bad_input(path, 1, 1, "is no JSON object");
  return std::move(value.get_object());
}

void welcome(const settings& options, const demo::prepared& made) {
  const auto& where = options.demo.where;
  const std::string base = std::string(where.tls ? "https://" : "http://") + where.authority();
  std::cout << "รหัสเข้าร่วม / join code      " << made.code << '\n'
            << "โทรศัพท์ / phone              " << base << "/j/" << made.code << '\n'
            << "จอกลาง / screen               " << base << "/screen/" << made.code << '\n'
            << "ผู้ดำเนินรายการ / lead        " << base << "/control\n";
  for (std::size_t i = 0; i < std::min<std::size_t>(3, made.spare_seats.size()); ++i)
    std::cout << "ที่นั่งว่าง / spare seat      " << made.spare_seats[i] << '\n';
  std::cout << std::flush;
}

int run(settings& options) {
  demo::demo_options& to = options.demo;
  const auto where = ws::parse_url(options.url);
  if (!where) {
    std::cerr << "ruamkit demo: '" << options.url << "' is no address; one looks like http://127.0.0.1:8080\n";
    return wrong_usage;
  }
  to.where = *where;
  to.organiser.password = password(options.organiser_file, "RUAMKIT_ORGANISER_PASSWORD");
  to.lead.password = password(options.lead_file, "RUAMKIT_LEAD_PASSWORD");
  to.definition = definition(options.definition_file);
  to.documents = (std::filesystem::path(options.definition_file).parent_path() / "documents").string();
  ws::raise_file_limit();
  std::signal(SIGINT, [](int) { interrupted = true; });
  std::signal(SIGTERM, [](int) { interrupted = true; });

  const demo::prepared made = demo::prepare(to);
  demo::write_demo_file(to, made);
  if (!options.json && !to.once) welcome(options, made);
  crowd::progress_line line;
  demo::demo_hooks hooks;
  hooks.progress = [&line](const std::string& text) { line.show(text); };
  hooks.say = [&line](const std::string& text) {
    line.clear();
    std::cerr << text << '\n';
  };
  hooks.stopped = [] { return interrupted.load(); };
  const demo::demo_report report = demo::run_demo(to, made, hooks);
  line.clear();
  if (options.json) {
    std::cout << boost::json::serialize(demo::to_json(report)) << '\n';
  } else if (to.once) {
    std::cout << demo::to_text(report);
  }
  // A hall that was simply closed for the night is no failure.
  return !to.once || report.good() ? yes : no;
}

}  // namespace

work attach_demo(CLI::App& app) {
  const auto options = std::make_shared<settings>();
  demo::demo_options& to = options->demo;
  app.add_option("--url", options->url, "the server, e.g. http://127.0.0.1:8080")->required();
  app.add_option("--organiser", to.organiser.name, "the organiser's account")->required();
  app.add_option("--organiser-password-file", options->organiser_file,
                 "its first line is the password (default: the variable RUAMKIT_ORGANISER_PASSWORD)");
  app.add_option("--lead", to.lead.name, "the lead's account")->required();
  app.add_option("--lead-password-file", options->lead_file, "the same for the lead (RUAMKIT_LEAD_PASSWORD)");
  app.add_option("--definition", options->definition_file, "the deliberation's definition, a JSON file")->required();
  app.add_option("--people", to.people, "how many simulated citizens")->required()->check(CLI::PositiveNumber);
  app.add_option("--spare-seats", to.spare_seats, "seats nobody simulated takes, for visitors (default 20)");
  app.add_option("--out", to.out, "folder for demo.json: {code, deliberation, seats, spare_seats}")->required();
  app.add_flag("--once", to.once, "run the whole agenda in seconds, count again, compare, and end");
  app.add_flag("--autoplay,!--no-autoplay", to.autoplay,
               "a simulated lead runs the agenda slowly until somebody leads by hand (default: it does)");
  app.add_option("--seed", to.seed, "of the people and their opinions; the same seed gives the same people");
  app.add_flag("--insecure", to.insecure, "accept any TLS certificate");
  app.add_flag("--json", options->json, "print one JSON object at the end");
  app.footer(
      "Example: 300 citizens answer a whole town meeting, and every answer is counted again:\n"
      "  ruamkit demo --url http://127.0.0.1:8080 --organiser somsri --organiser-password-file o.txt \\\n"
      "    --lead prasert --lead-password-file l.txt --definition town.json --people 300 --out demo-data --once\n"
      "Without --once the citizens stay until Ctrl-C and answer whatever is opened on /control.\n"
      "Exit code 1 with --once: an acknowledged answer is not in the results, or the agenda could not be run.");
  return [options] { return run(*options); };
}

}  // namespace ruamkit::tools
