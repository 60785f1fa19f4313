// The real program, with receivers on pseudo terminals, files and sockets.
#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "desk.hpp"
#include "keypad/device.hpp"
#include "keypad/receiver.hpp"
#include "programs/process.hpp"
#include "programs/soon.hpp"
#include "unit/keypad/press_script.hpp"
#include "unit/keypad/receivers/iclicker_base.hpp"
#include "unit/keypad/receivers/sunvote_base.hpp"

namespace ruamkit {
namespace {

namespace json = boost::json;
using programs::soon;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::string text_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct hall {
  hall() : folder(std::filesystem::temp_directory_path().string()) {
    file("password", "secret\n");
    desk.bind({"7", "8", "9", "82E9701B", "A-1"});
  }

  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(folder.path() + "/" + name, std::ios::binary) << text;
    return folder.path() + "/" + name;
  }
  [[nodiscard]] std::string path(const std::string& name) const { return folder.path() + "/" + name; }

  [[nodiscard]] std::vector<std::string> command(const std::vector<std::string>& more) const {
    std::vector<std::string> out{RUAMKIT,     "keypad",        "--url", desk.url(),        "--deliberation",
                                 "d_1",       "--name",        "hall",  "--password-file", path("password"),
                                 "--journal", path("journal"), "--json"};
    out.insert(out.end(), more.begin(), more.end());
    return out;
  }
  [[nodiscard]] programs::background start(const std::vector<std::string>& more) const {
    return {command(more), path("log")};
  }
  [[nodiscard]] programs::finished run(const std::vector<std::string>& more, const std::string& input = {}) const {
    return programs::run(command(more), input, programs::complaints::kept);
  }
  [[nodiscard]] std::string log() const { return text_of(path("log")); }
  [[nodiscard]] bool said(const std::string& text) const {
    return soon([&] { return log().find(text) != std::string::npos; });
  }

  programs::scratch folder;
  fake::desk desk;
};

/// The last event with --json.
json::object end_of(const std::string& out) {
  const auto at = out.rfind("{\"event\":\"end\"");
  REQUIRE_MESSAGE(at != std::string::npos, out);
  return json::parse(out.substr(at, out.find('\n', at) - at)).as_object();
}

std::string connect_and_send(const std::string& port, const std::string& bytes) {
  auto to = keypad::open_tcp("127.0.0.1", port);
  if (to.what.is_open()) (void)to.what.write(bytes);
  return to.why;
}

}  // namespace

TEST_CASE("program: SunVote keypads vote over a serial line, twice is once, a changed press changes the vote") {
  hall all;
  all.desk.open("q1 single");
  fake::sunvote_base base;
  base.be_noisy();
  auto program = all.start({"--serial", base.path()});
  REQUIRE(all.said(R"({"event":"receiver","state":"ready"})"));
  base.press(7, 2);
  base.press(7, 2);
  base.press(8, 1);
  base.press(66, 1);  // nobody's
  CHECK(soon([&] { return all.desk.votes("q1") == R"(7=["b"] 8=["a"])"; }));
  base.press(7, 3);
  CHECK(soon([&] { return all.desk.votes("q1") == R"(7=["c"] 8=["a"])"; }));
  CHECK(all.said("keypad 66: the keypad is not bound to a seat"));
  CHECK(soon([&] { return base.waiting() == 0; }));
  CHECK(program.stop() == 0);
  CHECK(base.stops() == 1);
  const auto end = end_of(all.log());
  CHECK(end.at("votes") == 3);
  CHECK(end.at("same") == 1);
  CHECK(end.at("unsent") == 0);
  CHECK(end.at("noise_bytes").as_int64() > 0);
  CHECK(json::serialize(end.at("unknown_keypads")) == R"(["66"])");
}

TEST_CASE("program: another ballot wakes the keypads again, and each ballot has its own votes") {
  hall all;
  all.desk.open("q1 single");
  fake::sunvote_base base;
  auto program = all.start({"--serial", base.path()});
  REQUIRE(all.said(R"({"event":"receiver","state":"ready"})"));
  base.press(7, 1);
  CHECK(soon([&] { return all.desk.votes("q1") == R"(7=["a"])"; }));
  all.desk.open("none");
  CHECK(all.said("no ballot is open for keypads"));
  base.press(7, 2);
  CHECK(all.said(R"("verdict":"no_ballot")"));
  all.desk.open("q2 rank");
  REQUIRE(soon([&] { return base.clears() == 2; }));  // key 2 was for no question, and is gone
  base.press(7, 4);
  base.press(7, 1);
  CHECK(soon([&] { return all.desk.votes("q2") == R"(7=["d","a"])"; }));
  CHECK(all.desk.votes("q1") == R"(7=["a"])");
  CHECK(program.stop() == 0);
}

TEST_CASE("program: a receiver set to more keypads than can be told apart is not believed") {
  hall all;
  all.desk.open("q1 single");
  fake::sunvote_base base(400);
  auto program = all.start({"--serial", base.path()});
  REQUIRE(all.said("the receiver is set to keypads 1 to 400"));
  base.press(7, 1);
  CHECK(soon([&] { return base.waiting() == 0; }));
  CHECK(program.stop() == 0);
  CHECK(all.desk.votes("q1").empty());
}

TEST_CASE("program: the captured iClicker press is a vote") {
  hall all;
  all.desk.open("q1 single");
  fake::iclicker_base base;
  auto program = all.start({"--hid", base.path()});
  REQUIRE(soon([&] { return base.polling(); }));
  base.send(keypad::test::bytes("02 13 81 82 e9 70"));     // captured
  base.send(keypad::test::bytes("01 12 aa 82 e9 70"));     // captured: an answer, no press
  base.send(keypad::test::bytes("02 18 1a 00 01 00 01"));  // captured: a summary
  CHECK(soon([&] { return all.desk.votes("q1") == R"(82E9701B=["a"])"; }));
  base.send(keypad::test::bytes("02 13 83 82 e9 70"));
  CHECK(soon([&] { return all.desk.votes("q1") == R"(82E9701B=["c"])"; }));
  CHECK(program.stop() == 0);
  CHECK(soon([&] { return !base.polling(); }));
}

TEST_CASE("program: votes whose answer was lost are sent again and count once") {
  hall all;
  all.desk.open("q1 single");
  all.desk.cut_every(3);
  all.desk.busy_every(7);
  std::string lines, want;
  std::vector<std::string> keypads;
  for (int i = 100; i < 160; ++i) {
    keypads.push_back(std::to_string(i));
    lines += keypads.back() + "," + std::to_string(i % 4 + 1) + "\n";
    want += (want.empty() ? "" : " ") + keypads.back() + "=[\"" + static_cast<char>('a' + i % 4) + "\"]";
  }
  all.desk.bind(keypads);
  const auto done = all.run({"--lines", all.file("presses", lines)});
  CHECK(done.exit_code == 0);
  CHECK(all.desk.votes("q1") == want);
  CHECK(all.desk.repeated() > 0);
  CHECK(end_of(done.out).at("votes") == 60);
}

TEST_CASE("program: killed while the server is away, it sends every vote after a restart, and the journal goes") {
  hall all;
  all.desk.open("q1 single");
  fake::pty line;
  {
    auto program = all.start({"--serial", line.path(), "--protocol", "lines"});
    REQUIRE(all.said(R"({"event":"receiver","state":"ready"})"));
    line.write("7,1\n");
    CHECK(soon([&] { return all.desk.votes("q1") == R"(7=["a"])"; }));
    all.desk.go_away();
    REQUIRE(all.said(R"({"event":"server","state":"away")"));
    line.write("7,2\n8,3\n9,");
    CHECK(soon([&] { return text_of(all.path("journal")).find(R"(["c"])") != std::string::npos; }));
    program.kill();
  }
  line.release();
  struct stat how {};
  REQUIRE(::stat(all.path("journal").c_str(), &how) == 0);
  CHECK((how.st_mode & 0777U) == 0600U);
  all.desk.come_back();
  auto again = all.start({"--serial", line.path(), "--protocol", "lines"});
  CHECK(soon([&] { return all.desk.votes("q1") == R"(7=["b"] 8=["c"])"; }));
  CHECK(all.said("2 votes from last time are still to be sent"));
  all.desk.open("none");
  CHECK(all.said("no ballot is open for keypads"));
  CHECK(again.stop() == 0);
  CHECK_FALSE(std::filesystem::exists(all.path("journal")));
}

TEST_CASE("program: a press is said to be a vote only once the journal has it, the disk may be full") {
  hall all;
  all.desk.open("q1 single");
  std::string presses;
  for (int i = 0; i < 20; ++i) presses += i % 2 == 0 ? "7,1\n" : "7,2\n";
  // At most 1,024 bytes a file: the journal's head and some ten votes.
  std::vector<std::string> small{"/bin/sh", "-c", "ulimit -f 2; trap '' XFSZ; exec \"$@\"", "sh"};
  const auto command = all.command({"--lines", "-", "--debounce", "0"});
  small.insert(small.end(), command.begin(), command.end());
  const auto full = programs::run(small, presses, programs::complaints::kept);
  CHECK(full.exit_code == 1);
  CHECK(full.out.find("the journal " + all.path("journal") + " cannot be written") != std::string::npos);
  const auto times = [](const std::string& what, const std::string& in) {
    std::size_t found = 0;
    for (auto at = in.find(what); at != std::string::npos; at = in.find(what, at + 1)) ++found;
    return found;
  };
  const auto kept = times("\"choice\"", text_of(all.path("journal")));
  CHECK(kept > 2);
  CHECK(kept < 20);
  CHECK(times(R"("verdict":"voted")", full.out) <= kept);
  CHECK(all.desk.recorded() == 0);
  // What the journal has is sent once there is room.
  const auto again = all.run({"--lines", "-"});
  CHECK(again.exit_code == 0);
  CHECK(all.desk.votes("q1").starts_with("7="));
}

TEST_CASE("program: a press is acknowledged to the receiver only when told to, which is after the journal has it") {
  fake::pty line;
  keypad::source serial;
  serial.how = keypad::source::way::serial;
  serial.speaks = keypad::source::protocol::sunvote;
  serial.path = line.path();
  keypad::receiver hears(serial);
  std::vector<keypad::press> pressed;
  auto now = steady_clock::now();
  for (int i = 0; i < 5; ++i) hears.hear(now += milliseconds{500}, pressed);
  CHECK(line.read(50).empty());
  hears.answer(now);
  CHECK_FALSE(line.read(1'000).empty());
}

TEST_CASE("program: asked to end while the server is away it keeps what is unsent and says so with 1") {
  hall all;
  all.desk.open("q1 single");
  fake::pty line;
  auto program = all.start({"--serial", line.path(), "--protocol", "lines"});
  REQUIRE(all.said(R"({"event":"receiver","state":"ready"})"));
  all.desk.go_away();
  REQUIRE(all.said(R"({"event":"server","state":"away")"));
  line.write("7,1\n");
  REQUIRE(all.said(R"("verdict":"voted")"));
  CHECK(program.stop() == 1);
  CHECK(end_of(all.log()).at("unsent") == 1);
  CHECK(all.log().find("start again to send them") != std::string::npos);
  CHECK(text_of(all.path("journal")).find(R"(["a"])") != std::string::npos);
}

TEST_CASE("program: a receiver that was pulled out and put back goes on") {
  hall all;
  all.desk.open("q1 single");
  auto first = std::make_unique<fake::pty>();
  const auto name = all.path("tty");
  std::filesystem::create_symlink(first->path(), name);
  auto program = all.start({"--serial", name, "--protocol", "lines"});
  REQUIRE(all.said(R"({"event":"receiver","state":"ready"})"));
  first->write("7,1\n8,");
  CHECK(soon([&] { return all.desk.votes("q1") == R"(7=["a"])"; }));
  const auto last = [&](const char* state) { return all.log().rfind(std::string(R"("receiver","state":")") + state); };
  std::filesystem::remove(name);
  first.reset();
  REQUIRE(soon([&] { return last("lost") > last("ready"); }));
  const fake::pty second;
  std::filesystem::create_symlink(second.path(), name);
  REQUIRE(soon([&] { return last("ready") > last("lost"); }));
  second.write("7,4\n");
  CHECK(soon([&] { return all.desk.votes("q1") == R"(7=["d"])"; }));
  CHECK(program.stop() == 0);
}

TEST_CASE("program: lines from stdin, from a server and from clients") {
  hall all;
  all.desk.open("q1 multiple");
  CHECK(all.run({"--lines", "-"}, "7,1\n7,3\n8,b").exit_code == 0);
  CHECK(all.desk.votes("q1") == R"(7=["a","c"] 8=["b"])");

  const auto port = std::to_string(programs::free_port());
  {
    auto program = all.start({"--listen", port, "--prefix", "A-"});
    REQUIRE(soon([&] { return connect_and_send(port, "1,4\n").empty(); }));
    CHECK(soon([&] { return all.desk.votes("q1").ends_with(R"(A-1=["d"])"); }));
    CHECK(program.stop() == 0);
  }
  const auto gateway = keypad::listen_tcp("", port);
  REQUIRE(gateway.what.is_open());
  auto program = all.start({"--tcp", "127.0.0.1:" + port});
  keypad::device peer;
  REQUIRE(soon([&] { return (peer = keypad::accept_from(gateway.what)).is_open(); }));
  REQUIRE(peer.write("9,2\nwhat is this\n9,3\n"));
  CHECK(soon([&] { return all.desk.votes("q1").find(R"(9=["b","c"])") != std::string::npos; }));
  CHECK(all.said("unreadable: 2:1: `keypad-id,key` was expected"));
  CHECK(program.stop() == 0);
}

TEST_CASE("program: a map is bound before the first vote, a person who does not exist is named with line and column") {
  hall all;
  all.desk.know_people({"p1", "p2"});
  all.desk.open("q1 single");
  const auto good = all.file("good.csv", "keypad,participant\n41,p1\n42,p2\n");
  CHECK(all.run({"--lines", all.file("presses", "41,1\n42,2\n"), "--map", good}).exit_code == 0);
  CHECK(all.desk.votes("q1") == R"(41=["a"] 42=["b"])");
  const auto bad = all.file("bad.csv", "participant,keypad\np1,41\np9,43\n");
  const auto refused = all.run({"--lines", "-", "--map", bad});
  CHECK(refused.exit_code == 3);
  CHECK(refused.out.find("bad.csv:3:1: ") != std::string::npos);
  CHECK(refused.out.find("there is no such participant") != std::string::npos);
  const auto taken = all.run({"--lines", "-", "--map", all.file("taken.csv", "keypad,participant\n41,p2\n")});
  CHECK(taken.exit_code == 3);
  CHECK(taken.out.find("taken.csv:2:1: ") != std::string::npos);
}

TEST_CASE("program: keypads are registered by pressing them, with a step back, and the map is kept") {
  hall all;
  all.desk.know_people({"p1", "p2", "p3"});
  const auto people = all.file("people.csv", "participant,name\np1,สมชาย\np2,Malee\np3,\n");
  const auto fifo = all.path("operator"), map = all.path("map.csv");
  REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
  fake::pty line;
  std::string shell;
  for (const auto& each :
       all.command({"--serial", line.path(), "--protocol", "lines", "--register", "--people", people, "--map", map}))
    shell += "'" + each + "' ";
  auto program = programs::background({"sh", "-c", "exec " + shell + "< '" + fifo + "'"}, all.path("log"));
  std::signal(SIGPIPE, SIG_IGN);
  std::ofstream keys(fifo);
  REQUIRE(all.said("p1 (สมชาย)"));
  line.write("21,1\n21,1\n");
  REQUIRE(all.said(R"({"event":"bound","keypad":"21","participant":"p1"})"));
  line.write("22,5\n");
  REQUIRE(all.said(R"({"event":"bound","keypad":"22","participant":"p2"})"));
  CHECK(text_of(map) == "keypad,participant\n21,p1\n22,p2\n");
  keys << "u\n" << std::flush;
  REQUIRE(all.said(R"({"event":"unbound","keypad":"22","participant":"p2"})"));
  line.write("21,1\n");
  CHECK(all.said(R"({"event":"taken","keypad":"21","participant":"p1"})"));
  line.write("23,1\n");
  REQUIRE(all.said(R"({"event":"bound","keypad":"23","participant":"p2"})"));
  keys << "s\n" << std::flush;
  CHECK(soon([&] { return all.log().find(R"({"event":"end")") != std::string::npos; }));
  CHECK(program.stop() == 1);  // p3 has none
  CHECK(text_of(map) == "keypad,participant\n21,p1\n23,p2\n");
  CHECK(all.desk.bound().at("23") == "p2");
  CHECK_FALSE(all.desk.bound().contains("22"));
  CHECK(end_of(all.log()).at("without_keypad") == 1);
}

TEST_CASE("program: a server that does not want us is named, with 1") {
  hall all;
  all.file("password", "wrong\n");
  const auto out = all.run({"--lines", "-"});
  CHECK(out.exit_code == 1);
  CHECK(out.out.find("the name or the password is wrong") != std::string::npos);
  CHECK(out.out.find("ชื่อหรือรหัสผ่านไม่ถูกต้อง") != std::string::npos);
}

TEST_CASE("program: a token instead of a name") {
  hall all;
  all.desk.open("q1 single");
  const auto token = all.file("token", "t\n");
  const auto out = programs::run({RUAMKIT, "keypad", "--url", all.desk.url(), "--deliberation", "d_1", "--token-file",
                                  token, "--lines", all.file("presses", "7,1\n"), "--journal", all.path("journal")},
                                 {}, programs::complaints::kept);
  CHECK(out.exit_code == 0);
  CHECK(out.out.find("1 presses, 1 votes recorded, 0 refused, 0 not sent yet") != std::string::npos);
  CHECK(out.out.find("กดปุ่ม 1 ครั้ง บันทึกคะแนน 1") != std::string::npos);
}

TEST_CASE("program: what is wrong with its use is said with 2, with its input with 3") {
  hall all;
  const auto code = [&](const std::vector<std::string>& more) { return all.run(more).exit_code; };
  CHECK(code({}) == 2);
  CHECK(code({"--lines", "-", "--serial", "/dev/null"}) == 2);
  CHECK(code({"--serial", "/dev/null", "--baud", "19201"}) == 2);
  CHECK(code({"--tcp", "4000"}) == 2);
  CHECK(code({"--listen", "70000"}) == 2);
  CHECK(code({"--hid", "--frequency", "AX"}) == 2);
  CHECK(code({"--lines", "-", "--register"}) == 2);
  CHECK(code({"--lines", "-", "--token-file", "t"}) == 2);
  CHECK(code({"--lines", "-", "--protocol", "morse"}) == 2);
  CHECK(code({"--lines", all.path("none")}) == 3);
  CHECK(code({"--lines", "-", "--map", all.file("map", "a,b\n")}) == 3);
  const auto lines = all.run({"--lines", all.file("lines", "7,1\n8;2\n")});
  CHECK(lines.exit_code == 3);
  CHECK(lines.out.find("lines:2:1: `keypad-id,key` was expected") != std::string::npos);
  all.file("journal", "not one\n");
  CHECK(code({"--lines", "-"}) == 3);
  const auto help = programs::run({RUAMKIT, "keypad", "--help"});
  CHECK(help.exit_code == 0);
  CHECK(help.out.find("No vote is lost") != std::string::npos);
}

TEST_CASE("program: an operator's terminal shows the line of state in Thai and English") {
  hall all;
  all.desk.open("q1 single");
  const fake::pty screen, line;
  std::string shell;
  for (const auto& each : all.command({"--serial", line.path(), "--protocol", "lines"})) shell += "'" + each + "' ";
  auto program = programs::background({"sh", "-c", "exec " + shell + "2> '" + screen.path() + "'"}, all.path("log"));
  std::string shown;
  const auto shows = [&](const std::string& text) {
    return soon([&] {
      shown += screen.read(50);
      return shown.find(text) != std::string::npos;
    });
  };
  REQUIRE(shows("เครื่องรับพร้อม / the receiver is ready"));
  line.write("7,1\n77,1\n");
  CHECK(shows("กด 2 · บันทึก 1 · รอส่ง 0 · ไม่รู้จัก 1"));
  CHECK(shows("receiver ready · server connected · ballot q1 · presses 2 · votes 1"));
  CHECK(program.stop() == 0);
}

}  // namespace ruamkit
