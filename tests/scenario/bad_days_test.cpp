// What goes wrong on the day of a meeting, each once, through the real socket: nobody loses a word, nobody counts
// twice, and everybody is told what happened.
#include <doctest/doctest.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <thread>

#include "hall.hpp"

namespace ruamkit::scenario {
namespace {

/// This thread, and whatever it starts, has a loopback and no other network. False where the system does not let us.
bool cut_off() {
  if (::unshare(CLONE_NEWNET) != 0) return false;
  const int any = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ifreq loopback{};
  loopback.ifr_name[0] = 'l';
  loopback.ifr_name[1] = 'o';
  loopback.ifr_flags = IFF_UP | IFF_RUNNING;
  const bool up = ::ioctl(any, SIOCSIFFLAGS, &loopback) == 0;
  ::close(any);
  return up;
}

/// There is no way out: not even a route to a documentation address (RFC 5737).
bool no_way_out() {
  return programs::run({"/bin/sh", "-c", "test $(tail -n +2 /proc/net/route | wc -l) = 0"}).exit_code == 0;
}

/// What comes of a request sent a moment ago; "ok" or the refusal's code.
std::string outcome(ws::client& who, std::int64_t id) {
  while (const auto text = who.receive()) {
    const auto message = json::parse(*text).as_object();
    const auto* answers = message.if_contains("id");
    if (answers == nullptr || *answers != id) continue;
    const auto answer = ws::read_reply(*text);
    return answer.ok() ? "ok" : answer.code;
  }
  return "no answer";
}

/// Two press the same button in the same instant: what each is told, in order of the alphabet.
std::string both(colleague& one, colleague& other, std::string_view method, json::object params) {
  params["deliberation"] = one.deliberation;
  constexpr std::int64_t id = 7001;
  const auto text = ws::request_text(id, method, params);
  one.at.send_text(text);
  other.at.send_text(text);
  auto first = outcome(one.at, id), second = outcome(other.at, id);
  if (second < first) std::swap(first, second);
  return first + " + " + second;
}

std::int64_t sequence(hall& h) { return h.staff("view.get", {{"view", "agenda"}}).at("rev").as_int64(); }

/// Every document of a tally that came to a socket until one of that status, all but the last without counts.
json::object hidden_until(ws::client& who, std::string_view view, std::string_view status) {
  for (;;) {
    const auto seen = who.wait_view(view);
    REQUIRE(seen);
    const auto& doc = seen->at("doc").as_object();
    if (doc.at("status") == json::string(status)) return doc;
    CHECK(doc.at("counts").is_null());
    CHECK_FALSE(doc.contains("outcome"));
  }
}

void a_meeting_without_internet() {
  hall h({.definition = with_tables()});
  h.prepare(4);
  h.staff("table.form", {{"count", 1}});
  h.open({"single"});
  colleague desk(h, "desk", "facilitator");
  desk.does("desk.check_in", {{"seat", h.seats[0].code}});
  auto phone = h.seated(0);
  ok(phone, "ballot.cast", cast("single", json::array{"a"}));
  desk.does("idea.add", {{"table", 1}, {"text", "ขุดลอกคลอง"}});
  h.staff("ballot.close", {{"ballot", "single"}});
  h.staff("ballot.publish", {{"ballot", "single"}});
  CHECK(counts(h.view("tally/single")) == R"({"a":1,"b":0,"c":0})");
  ws::rpc staff(h.server.where(), true);
  const auto in = staff.call("account.login", {{"name", "organiser"}, {"password", password}});
  const auto bearer = "Authorization: Bearer " + json::value_to<std::string>(in.result.at("token")) + "\r\n";
  for (const auto* ending : {"html", "pdf", "xlsx"}) {
    const auto report = ws::http(h.server.where(), true, "GET",
                                 "/api/deliberations/" + h.deliberation + "/report." + ending, {}, bearer);
    CHECK(report.status == 200);
  }
  // What a page may load and whom it may ask: this server, and nobody else.
  const auto page = ws::http(h.server.where(), true, "GET", "/");
  const auto at = page.headers.find("Content-Security-Policy: ");
  REQUIRE(at != std::string::npos);
  const auto policy = page.headers.substr(at, page.headers.find("\r\n", at) - at);
  CHECK(policy.find("default-src 'none'") != std::string::npos);
  const auto own = h.server.where().authority();
  for (std::size_t host = policy.find("://"); host != std::string::npos; host = policy.find("://", host + 1))
    CHECK_MESSAGE(policy.substr(host + 3, own.size()) == own, policy);
  CHECK_MESSAGE(policy.find('*') == std::string::npos, policy);
}

}  // namespace

TEST_CASE("the venue loses its Internet: a whole meeting, its report and its pages need the hall's network alone") {
  std::exception_ptr trouble;
  // A network of its own belongs to a thread: the other tests keep theirs.
  std::thread([&] {
    try {
      if (cut_off()) {
        CHECK(no_way_out());
      } else {
        MESSAGE("this system gives us no network of our own: the meeting is held on the one there is");
      }
      a_meeting_without_internet();
    } catch (...) {
      trouble = std::current_exception();
    }
  }).join();
  if (trouble) std::rethrow_exception(trouble);
}

TEST_CASE("killed between close and publish: closed, unseen by anybody, and the same when it is published") {
  hall h({.definition = with_tables()});
  h.prepare(3);
  h.open({"hidden"});
  auto phone = h.connect();
  const auto joined = ok(phone, "session.join", {{"code", h.code}, {"seat", h.seats[0].code}});
  auto screen = h.connect();
  const auto wall = ok(screen, "screen.join", {{"code", h.code}});
  for (auto* each : {&phone, &screen}) ok(*each, "view.watch", {{"views", {"tally/hidden"}}});
  ok(phone, "ballot.cast", cast("hidden", json::array{"b"}));
  auto other = h.seated(1);
  ok(other, "ballot.cast", cast("hidden", json::array{"a"}));
  auto third = h.seated(2);
  ok(third, "ballot.cast", cast("hidden", json::array{"b"}));
  h.staff("ballot.close", {{"ballot", "hidden"}});
  CHECK(hidden_until(phone, "tally/hidden", "closed").at("counts").is_null());
  CHECK(hidden_until(screen, "tally/hidden", "closed").at("counts").is_null());
  h.server.kill();
  h.server.start();

  auto again = h.connect();
  ok(again, "session.resume", {{"token", joined.at("token")}});
  auto lit = h.connect();
  ok(lit, "session.resume", {{"token", wall.at("token")}});
  for (auto* each : {&again, &lit}) {
    const auto doc = ok(*each, "view.get", {{"view", "tally/hidden"}}).at("doc").as_object();
    CHECK(doc.at("status") == "closed");
    CHECK(doc.at("voted") == 3);
    CHECK(doc.at("counts").is_null());
    CHECK_FALSE(doc.contains("outcome"));
    ok(*each, "view.watch", {{"views", {"tally/hidden"}}});
  }
  CHECK(no(again, "ballot.cast", cast("hidden", json::array{"a"})) == "ballot_closed /params/ballot");
  h.staff("ballot.publish", {{"ballot", "hidden"}});
  const auto shown = hidden_until(again, "tally/hidden", "published");
  CHECK(counts(shown) == R"({"a":1,"b":2})");
  CHECK(shown.at("outcome").at("winners") == json::array{"b"});
  CHECK(hidden_until(lit, "tally/hidden", "published") == shown);
  h.server.kill();
  h.server.start();
  CHECK(h.view("tally/hidden") == shown);
}

TEST_CASE("a facilitator's laptop dies in the middle of a note: another takes over with the words, none overwritten") {
  hall h({.definition = with_tables()});
  h.prepare(2);
  h.staff("table.form", {{"count", 2}});
  const json::object last{{"deliberation", h.deliberation},
                          {"table", 1},
                          {"text", "พูดถึงน้ำและป่า"},
                          {"version", 1},
                          {"command_id", "note-2"}};
  {
    colleague first(h, "first", "facilitator");
    first.does("table.facilitate", {{"table", 1}});
    first.does("table.note", {{"table", 1}, {"text", "พูดถึงน้ำ"}, {"version", 0}});
    // Its last words are on the way when the lid breaks: whether they came, nobody at the table knows.
    first.at.send_text(ws::request_text(9, "table.note", last));
    first.at.abort();
  }
  colleague second(h, "second", "facilitator");
  second.does("view.watch", {{"views", {"table/1"}}});
  second.does("table.facilitate", {{"table", 1}});
  const auto taken = second.at.wait_view("table/1", ws::client::patience, [](const json::object& doc) {
    return doc.contains("facilitator") && doc.at("facilitator") == "second";
  });
  REQUIRE(taken);
  const auto notes = taken->at("doc").at("notes").as_object();
  const auto version = notes.at("version").as_int64();
  CHECK(notes.at("text") == (version == 2 ? "พูดถึงน้ำและป่า" : "พูดถึงน้ำ"));
  CHECK(second.refused("table.note", {{"table", 1}, {"text", "x"}, {"version", version - 1}}) ==
        "stale_version /params/version");
  const json::string theirs = "พูดถึงน้ำ ป่า และถนน";
  CHECK(second.does("table.note", {{"table", 1}, {"text", theirs}, {"version", version}}).at("version") == version + 1);

  // The first laptop comes back and says its last words again: answered as the first time where they had come, refused
  // where they had not; the second's stand either way, and it sees who runs the table.
  colleague back(h, "first", "facilitator");
  const auto said = back.at.call("table.note", last);
  CHECK((version == 2 ? said.ok() : said.code == "stale_version"));
  const auto seen = back.view("table/1");
  CHECK(seen.at("notes").at("text") == theirs);
  CHECK(seen.at("facilitator") == "second");
  CHECK(second.refused("table.note", {{"table", 3}, {"text", "x"}, {"version", 0}}) == "unknown_table /params/table");
  CHECK(second.refused("table.note", {{"table", 1}, {"text", std::string(20'001, 'x')}, {"version", version + 1}}) ==
        "out_of_range /params/text");
  h.server.kill();
  h.server.start();
  CHECK(h.view("table/1").at("notes").at("text") == theirs);
  CHECK(h.view("table/1").at("facilitator") == "second");
}

TEST_CASE("two leads press the same button in the same instant: it is done once, and both are told") {
  hall h({.definition = with_tables()});
  h.prepare(2);
  colleague one(h, "one", "lead");
  colleague other(h, "other", "lead");
  struct press {
    const char *method, *what, *id, *told;
  };
  const press day[] = {{"stage.start", "stage", "talk", "ok + stage_running"},
                       {"stage.start", "stage", "vote", "ok + stage_running"},
                       {"ballot.open", "ballot", "single", "ballot_open + ok"},
                       {"ballot.close", "ballot", "single", "ballot_closed + ok"},
                       {"ballot.publish", "ballot", "single", "ballot_published + ok"},
                       {"ballot.open", "ballot", "hidden", "ballot_open + ok"},
                       {"ballot.close", "ballot", "hidden", "ballot_closed + ok"},
                       {"ballot.publish", "ballot", "hidden", "ballot_published + ok"},
                       {"stage.finish", "stage", "vote", "ok + stage_finished"}};
  for (const press& each : day) {
    CAPTURE(std::string(each.method));
    CAPTURE(std::string(each.id));
    const auto before = sequence(h);
    // Starting a stage finishes the one before it: two facts, once.
    const std::int64_t facts =
        std::string_view(each.id) == "vote" && std::string_view(each.told) == day[1].told ? 2 : 1;
    CHECK(both(one, other, each.method, {{each.what, each.id}}) == each.told);
    CHECK(sequence(h) == before + facts);
  }
}

TEST_CASE("a phone a day off: the server asks its own clock, for votes, deadlines and sessions") {
  hall h;
  h.prepare(2);
  h.open({"single"});
  constexpr std::int64_t day_ms = 86'400'000;
  auto phone = h.connect();
  const auto joined = ok(phone, "session.join", {{"code", h.code}, {"seat", h.seats[0].code}});
  const auto now = joined.at("now").as_int64();
  CHECK(joined.at("expires_at").as_int64() > now + day_ms);
  // No message has room for a phone's own time; what it makes of it elsewhere is its own affair.
  auto stamped = cast("single", json::array{"a"});
  stamped["at"] = now + day_ms;
  CHECK(no(phone, "ballot.cast", stamped) == "unknown_param /params/at");
  const auto opened = h.staff("ballot.open", {{"ballot", "hidden"}, {"closes_in_s", 60}});
  CHECK(opened.at("closes_at").as_int64() >= now + 60'000);
  CHECK(opened.at("closes_at").as_int64() < now + day_ms);
  const auto tomorrow = std::to_string(now + day_ms), yesterday = std::to_string(now - day_ms);
  ok(phone, "ballot.cast", cast("hidden", json::array{"a"}, tomorrow));
  ok(phone, "ballot.cast", cast("hidden", json::array{"b"}, yesterday));  // the later one, whatever its name
  auto back = h.connect();
  CHECK(ok(back, "session.resume", {{"token", joined.at("token")}}).at("now").as_int64() >= now);
  // Over POST as well, with a Date that is a day behind.
  const auto body = ws::request_text(1, "ballot.cast", cast("single", json::array{"c"}));
  const auto posted = ws::http(h.server.where(), true, "POST", "/rpc", body,
                               "Content-Type: application/json\r\nDate: Sat, 01 Jan 2000 00:00:00 GMT\r\n"
                               "Authorization: Bearer " +
                                   json::value_to<std::string>(joined.at("token")) + "\r\n");
  CHECK(posted.status == 200);
  CHECK_MESSAGE(ws::read_reply(posted.body).ok(), posted.body);
  h.staff("ballot.close", {{"ballot", "hidden"}});
  h.staff("ballot.publish", {{"ballot", "hidden"}});
  CHECK(counts(h.view("tally/hidden")) == R"({"a":0,"b":1})");
  CHECK(counts(h.view("tally/single")) == R"({"a":0,"b":0,"c":1})");
}

TEST_CASE("a keypad pressed fast and often: one vote, the last press") {
  hall h;
  h.prepare(2);
  h.open({"single"});
  colleague receiver(h, "receiver", "facilitator");
  receiver.does("keypad.bind", {{"keypad", "17"}, {"participant", "p1"}});
  constexpr std::int64_t presses = 20;
  for (std::int64_t i = 0; i < presses; ++i)
    receiver.at.send_text(ws::request_text(100 + i, "ballot.cast_for",
                                           {{"deliberation", h.deliberation},
                                            {"ballot", "single"},
                                            {"choice", json::array{i + 1 == presses ? "c"
                                                                   : i % 2 == 0     ? "a"
                                                                                    : "b"}},
                                            {"channel", "keypad"},
                                            {"keypad", "17"}}));
  for (std::int64_t i = 0; i < presses; ++i) CHECK(outcome(receiver.at, 100 + i) == "ok");
  const auto tally = h.view("tally/single");
  CHECK(tally.at("voted") == 1);
  CHECK(counts(tally) == R"({"a":0,"b":0,"c":1})");
  CHECK(json::serialize(tally.at("channels")) == R"({"keypad":1})");
}

TEST_CASE("a seat card photographed and used twice, to and fro: one seat, one vote, each phone told, the desk too") {
  hall h({.definition = with_tables()});
  h.prepare(2);
  h.staff("table.form", {{"count", 1}});
  h.open({"single"});
  colleague desk(h, "desk", "facilitator");
  CHECK(desk.does("desk.check_in", {{"seat", h.seats[0].code}}).at("again") == false);
  auto holder = h.connect();
  auto token = ok(holder, "session.join", {{"code", h.code}, {"seat", h.seats[0].code}}).at("token");
  const char* options[] = {"a", "b", "c"};
  for (int turn = 0; turn < 6; ++turn) {
    ok(holder, "ballot.cast", cast("single", json::array{options[turn % 3]}));
    auto next = h.connect();
    const auto taken = ok(next, "session.join", {{"code", h.code}, {"seat", h.seats[0].code}});
    CHECK(holder.wait_notification("session.moved"));
    REQUIRE(holder.wait_ended());
    CHECK(holder.ended()->code == 4001);
    auto late = h.connect();
    CHECK(no(late, "session.resume", {{"token", token}}) == "token_invalid /params/token");
    CHECK(ok(next, "view.get", {{"view", "me"}}).at("doc").at("ballots").at("single").at("choice") ==
          json::array{options[turn % 3]});
    token = taken.at("token");
    holder = std::move(next);
  }
  CHECK(desk.does("desk.check_in", {{"seat", h.seats[0].code}}).at("again") == true);
  const auto tally = h.view("tally/single");
  CHECK(tally.at("voted") == 1);
  CHECK(tally.at("present") == 1);
  CHECK(counts(tally) == R"({"a":0,"b":0,"c":1})");
  CHECK(desk.view("desk").at("here") == 1);
  CHECK(desk.view("table/1").at("seated") == 1);
}

TEST_CASE("a practice ballot before the day: no trace in turnout, results or the report") {
  auto d = json::parse(with_tables()).as_object();
  auto& ballots = d["ballots"].as_array();
  auto practice = ballots.front().as_object();
  practice["id"] = "try";
  practice["practice"] = true;
  ballots.push_back(practice);
  d["agenda"].as_array().back().at("ballots").as_array().push_back("try");
  hall h({.definition = json::serialize(d)});
  h.prepare(6);
  const auto report = [&h] {
    ws::rpc staff(h.server.where(), true);
    const auto in = staff.call("account.login", {{"name", "organiser"}, {"password", password}});
    const auto bearer = "Authorization: Bearer " + json::value_to<std::string>(in.result.at("token")) + "\r\n";
    const auto from = "/api/deliberations/" + h.deliberation + "/report.";
    return std::pair{ws::http(h.server.where(), true, "GET", from + "json", {}, bearer).body,
                     ws::http(h.server.where(), true, "GET", from + "csv", {}, bearer).body};
  };
  h.open({"try"});
  for (std::size_t i = 0; i < 5; ++i) {
    auto phone = h.seated(i);
    const auto day = ok(phone, "view.get", {{"view", "agenda"}}).at("doc").as_object();
    CHECK(day.at("ballots").as_array().back().at("practice") == true);
    ok(phone, "ballot.cast", cast("try", json::array{"a"}));
  }
  h.staff("ballot.close", {{"ballot", "try"}});
  // It works like any other: people see that their vote was counted.
  CHECK(counts(h.view("tally/try")) == R"({"a":5,"b":0,"c":0})");
  h.staff("ballot.open", {{"ballot", "single"}});
  auto phone = h.seated(0);
  ok(phone, "ballot.cast", cast("single", json::array{"b"}));
  h.staff("ballot.close", {{"ballot", "single"}});
  h.staff("ballot.publish", {{"ballot", "single"}});
  CHECK(h.view("tally/single").at("voted") == 1);
  const auto both_forms = report();
  const std::string& as_json = both_forms.first;
  const std::string& as_csv = both_forms.second;
  const auto told = json::parse(as_json).as_object();
  for (const auto& each : told.at("ballots").as_array()) {
    CHECK(each.at("id") != "try");
    if (each.at("id") == "single") CHECK(each.at("voted") == 1);
  }
  CHECK_MESSAGE(as_json.find("\"try\"") == std::string::npos, as_json);
  CHECK_MESSAGE(as_csv.find("try") == std::string::npos, as_csv);
}

}  // namespace ruamkit::scenario
