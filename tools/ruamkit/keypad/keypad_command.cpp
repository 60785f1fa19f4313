#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <iostream>
#include <memory>
#include <string_view>

#include "files/text.hpp"
#include "ruamkit/command.hpp"
#include "ruamkit/keypad/settings.hpp"

namespace ruamkit::tools {
namespace keypads {
namespace {
std::atomic<bool> stop_asked = false;
}
bool interrupted() { return stop_asked; }
}  // namespace keypads

namespace {

using keypads::settings;
using way = keypad::source::way;
using protocol = keypad::source::protocol;

struct words {
  settings how;
  std::string url, password_file, token_file, serial, hid, tcp, listen, lines, speaks;
  bool enrol = false;
  std::int64_t debounce_ms = 1000;
  CLI::Option* hid_option = nullptr;
};

[[noreturn]] void wrong(const std::string& option, const std::string& why) { throw CLI::ValidationError(option, why); }

std::string first_line(const std::string& path) {
  std::string text = files::read_file(path);
  text.erase(std::min(text.find_first_of("\r\n"), text.size()));
  if (text.empty()) throw bad_input(path, 1, 1, "the first line is empty");
  return text;
}

void read_address(const std::string& option, const std::string& text, bool host_needed, keypad::source& to) {
  const auto colon = text.rfind(':');
  to.port = colon == std::string::npos ? text : text.substr(colon + 1);
  to.host = colon == std::string::npos ? std::string() : text.substr(0, colon);
  if (to.host.starts_with('[') && to.host.ends_with(']')) to.host = to.host.substr(1, to.host.size() - 2);
  const bool digits = !to.port.empty() && to.port.size() <= 5 &&
                      to.port.find_first_not_of("0123456789") == std::string::npos && std::stoul(to.port) <= 65535;
  if (!digits || (host_needed && to.host.empty()))
    wrong(option, "'" + text + "' is not " + (host_needed ? "HOST:PORT" : "PORT or ADDRESS:PORT"));
}

void complete_source(words& given) {
  keypad::source& to = given.how.from;
  const bool hid = given.hid_option->count() > 0;
  if (!given.serial.empty() + hid + !given.tcp.empty() + !given.listen.empty() + !given.lines.empty() != 1)
    wrong("receiver", "say one of --serial, --hid, --tcp, --listen and --lines");
  to.speaks = protocol::lines;
  if (!given.serial.empty()) {
    to.how = way::serial;
    to.path = given.serial;
    to.speaks = protocol::sunvote;
    if (!keypad::is_baud(to.baud)) wrong("--baud", "one of 1200 2400 4800 9600 19200 38400 57600 115200");
  } else if (hid) {
    to.how = way::hid;
    to.path = given.hid;
    to.speaks = protocol::iclicker;
  } else if (!given.tcp.empty()) {
    to.how = way::tcp;
    read_address("--tcp", given.tcp, true, to);
  } else if (!given.listen.empty()) {
    to.how = way::listen;
    read_address("--listen", given.listen, false, to);
  } else {
    to.path = given.lines;
    if (given.lines != "-" && ::access(given.lines.c_str(), R_OK) != 0)
      throw bad_input(given.lines, 0, 0, "cannot be read");
  }
  if (given.speaks == "sunvote") to.speaks = protocol::sunvote;
  if (given.speaks == "lines") to.speaks = protocol::lines;
  if (!given.speaks.empty() && hid) wrong("--protocol", "a HID receiver is an iClicker base");
  const auto letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'd'; };
  if (to.frequency.size() != 2 || !letter(to.frequency[0]) || !letter(to.frequency[1]))
    wrong("--frequency", "two letters, each A to D");
}

void complete(words& given) {
  settings& how = given.how;
  const auto where = ws::parse_url(given.url);
  if (!where) wrong("--url", "'" + given.url + "' is no address; one looks like https://10.0.0.5:8443");
  how.where = *where;
  const bool by_name = !how.who.name.empty() && !given.password_file.empty() && given.token_file.empty();
  const bool by_token = how.who.name.empty() && given.password_file.empty() && !given.token_file.empty();
  if (!by_name && !by_token) wrong("sign-in", "say --name with --password-file, or --token-file");
  complete_source(given);
  if (how.prefix.size() > 16 || how.prefix.find_first_of(" ,\"") != std::string::npos)
    wrong("--prefix", "at most 16 characters, none of them a blank, comma or quotation mark");
  if (given.debounce_ms < 0 || given.debounce_ms > 10'000) wrong("--debounce", "0 to 10000 milliseconds");
  how.debounce = std::chrono::milliseconds(given.debounce_ms);
  if (given.enrol != !how.people_file.empty()) wrong("--register", "goes with --people, the CSV of the seats to serve");
  if (given.enrol && given.lines == "-")
    wrong("--register", "stdin is for the operator's u, s and q; use another input");
  if (how.journal_file.empty()) how.journal_file = "ruamkit-keypad-" + how.deliberation + ".journal";
  if (by_name) {
    how.who.password = first_line(given.password_file);
  } else {
    how.who.token = first_line(given.token_file);
  }
}

int run(words& given) {
  try {
    complete(given);
  } catch (const CLI::ValidationError& fault) {
    std::cerr << "ruamkit keypad: " << fault.what() << '\n';
    return wrong_usage;
  }
  struct sigaction stop {};
  stop.sa_handler = [](int) { keypads::stop_asked = true; };  // without SA_RESTART: it ends a wait
  ::sigaction(SIGINT, &stop, nullptr);
  ::sigaction(SIGTERM, &stop, nullptr);
  return given.enrol ? keypads::enrol(given.how) : keypads::bridge(given.how);
}

constexpr const char* lesson =
    "What a key means: single and yes/no: key 1 is the first option, another key changes the vote. multiple: each key\n"
    "takes its option in or out. rank: keys in the order of preference. scale: the number itself, two digits within "
    "two\n"
    "seconds. A key pressed twice counts once. The last vote before closing counts.\n"
    "\n"
    "No vote is lost: each is written to the journal before it is sent, and sent again, under the same id, after a "
    "lost\n"
    "network or a restart. Ctrl-C ends cleanly and says what is still unsent. The journal tells how keypads voted "
    "until\n"
    "it is removed, when nothing is unsent and no ballot is open.\n"
    "\n"
    "Keypads are a channel of low assurance: whoever holds one votes, and its radio is not protected. The report says "
    "so.\n"
    "\n"
    "Examples\n"
    "  1. bind keypads to seats by pressing them, keeping the map:\n"
    "     ruamkit keypad --url https://10.0.0.5:8443 --insecure --deliberation d_7K --name hall --password-file pw \\\n"
    "       --serial /dev/ttyUSB0 --register --people people.csv --map keypads.csv\n"
    "  2. carry votes from a SunVote PVS-2010:\n"
    "     ruamkit keypad --url … --deliberation d_7K --name hall --password-file pw --serial /dev/ttyUSB0 --map "
    "keypads.csv\n"
    "  3. from an iClicker base:            ruamkit keypad … --hid\n"
    "  4. from anything that can print:     my-receiver | ruamkit keypad … --lines -      lines such as  17,2\n"
    "\n"
    "Exit codes: 0 every vote was answered by the server; 1 votes are left in the journal, seats without a keypad, or "
    "the\n"
    "server refuses us; 2 wrong usage; 3 wrong input (file:line:column).";

void add_receivers(CLI::App& app, words& to) {
  app.add_option("--serial", to.serial, "a SunVote PVS-2010 on this serial line, e.g. /dev/ttyUSB0")
      ->group("Receiver (one of them)");
  to.hid_option = app.add_option("--hid", to.hid, "an iClicker base: the first one, or this hidraw device")
                      ->expected(0, 1)
                      ->group("Receiver (one of them)");
  app.add_option("--tcp", to.tcp, "HOST:PORT of a gateway to connect to")->group("Receiver (one of them)");
  app.add_option("--listen", to.listen, "PORT (this machine only) or ADDRESS:PORT to be connected to by gateways")
      ->group("Receiver (one of them)");
  app.add_option("--lines", to.lines, "a file of lines `keypad-id,key`, or - for stdin")
      ->group("Receiver (one of them)");
  app.add_option("--baud", to.how.from.baud, "of the serial line (default 19200)")->group("Receiver");
  app.add_option("--protocol", to.speaks, "what --serial, --tcp and --listen speak: sunvote or lines")
      ->check(CLI::IsMember({"sunvote", "lines"}))
      ->group("Receiver");
  app.add_option("--frequency", to.how.from.frequency, "of the iClicker base, e.g. AA (default) or BC")
      ->group("Receiver");
  app.add_option("--prefix", to.how.prefix, "put before every keypad's id, where two receivers use the same numbers")
      ->group("Receiver");
  app.add_option("--debounce", to.debounce_ms, "the same key within so many milliseconds counts once (default 1000)")
      ->group("Receiver");
}

}  // namespace

work attach_keypad(CLI::App& app) {
  const auto given = std::make_shared<words>();
  settings& to = given->how;
  app.add_option("--url", given->url, "the server, e.g. https://10.0.0.5:8443")->required();
  app.add_option("--deliberation", to.deliberation, "whose ballots are voted on, e.g. d_7K3F")->required();
  app.add_option("--name", to.who.name, "account to sign in with: a facilitator, lead or organiser");
  app.add_option("--password-file", given->password_file, "file whose first line is its password");
  app.add_option("--token-file", given->token_file, "file whose first line is a token, instead of a name");
  app.add_flag("--insecure", to.insecure, "accept any TLS certificate (a hall's own)");
  add_receivers(app, *given);
  app.add_option("--ballot", to.ballot, "vote on this ballot only (default: the one opened last that keys can answer)");
  app.add_option("--map", to.map_file, "CSV keypad,participant: bound before the first vote; with --register, written");
  app.add_flag("--register", given->enrol, "bind keypads to seats by pressing keys, seat after seat");
  app.add_option("--people", to.people_file,
                 "with --register: CSV with a column participant (or id), perhaps name, seat");
  app.add_option("--journal", to.journal_file, "where unsent votes are kept (default ruamkit-keypad-ID.journal here)");
  app.add_flag("--json", to.json, "one JSON object a line on stdout: presses, votes, states, the end");
  app.footer(lesson);
  return [given] { return run(*given); };
}

}  // namespace ruamkit::tools
