// Frames to requests: what is understood, and what exactly is said of everything that is not.
#include <doctest/doctest.h>

#include "base/seeded.hpp"
#include "wire/error_table.hpp"
#include "wire/message.hpp"
#include "wire/method_table.hpp"

using namespace ruamkit;
using namespace ruamkit::wire;
namespace core = ruamkit::deliberation;

namespace {

std::string call_of(std::string_view method, std::string_view params) {
  return R"({"jsonrpc":"2.0","id":1,"method":")" + std::string(method) + R"(","params":)" + std::string(params) + "}";
}

/// "code at" of a frame that is refused; "" where it is understood.
std::string fault_of(std::string_view frame) {
  const auto out = decode(frame);
  if (out) return {};
  CHECK(number_of_error(out.error().error.code) != -32603);
  return out.error().error.code + (out.error().error.at.empty() ? "" : " " + out.error().error.at);
}

std::string id_of(std::string_view frame) {
  const auto out = decode(frame);
  return out ? out->id.json : out.error().id.json;
}

template <typename Call>
Call understood(const std::string& frame) {
  const auto out = decode(frame);
  INFO(frame);
  REQUIRE(out.has_value());
  REQUIRE(std::holds_alternative<Call>(out->call));
  return std::get<Call>(out->call);
}

template <typename Command>
Command command_in(const std::string& frame) {
  const auto whole = understood<core::command>(frame);
  REQUIRE(std::holds_alternative<Command>(whole));
  return std::get<Command>(whole);
}

}  // namespace

TEST_CASE("every method is understood with all its parameters") {
  understood<server_time>(call_of("server.time", "{}"));
  const auto login = understood<account_login>(call_of("account.login", R"({"name":"somchai","password":"รหัส"})"));
  CHECK(login.name == "somchai");
  CHECK(login.password == "รหัส");
  const auto join = understood<session_join>(call_of("session.join", R"({"code":"482913","seat":"ABC-DEF-GHJ"})"));
  CHECK(join.code == "482913");
  CHECK(join.seat == "ABC-DEF-GHJ");
  CHECK_FALSE(understood<session_join>(call_of("session.join", R"({"code":"482913"})")).seat.has_value());
  CHECK(understood<screen_join>(call_of("screen.join", R"({"code":"1"})")).code == "1");
  CHECK(understood<session_resume>(call_of("session.resume", R"({"token":"t"})")).token == "t");
  understood<session_logout>(call_of("session.logout", "{}"));
  CHECK(understood<deliberation_check>(call_of("deliberation.check", R"({"definition":{"a":[1]}})")).definition ==
        R"({"a":[1]})");
  CHECK(understood<deliberation_create>(call_of("deliberation.create", R"({"definition":{}})")).definition == "{}");
  understood<deliberation_list>(call_of("deliberation.list", "{}"));

  const auto roll = understood<roll_import>(call_of(
      "roll.import",
      R"({"people":[{"id":"p1","strata":{"gender":"f","age":"old"},"name":"สมใจ","contact":"081"},{"id":"p2"}]})"));
  REQUIRE(roll.command.people.size() == 2);
  CHECK(roll.command.people[0].strata ==
        std::vector<std::pair<std::string, std::string>>{{"gender", "f"}, {"age", "old"}});
  CHECK(roll.command.people[1].id == core::participant_id{"p2"});
  REQUIRE(roll.details.size() == 1);  // names stay apart from the command
  CHECK(roll.details[0].participant == core::participant_id{"p1"});
  CHECK(roll.details[0].name == "สมใจ");
  CHECK(roll.details[0].contact == "081");

  const auto seats = understood<seat_issue>(call_of("seat.issue", R"({"count":3,"ids":["p1","p2"]})"));
  CHECK(seats.count == 3);
  CHECK(seats.ids.size() == 2);
  CHECK_FALSE(understood<seat_issue>(call_of("seat.issue", "{}")).count.has_value());
  CHECK(command_in<core::start_stage>(call_of("stage.start", R"({"stage":"s"})")).stage == core::stage_id{"s"});
  CHECK(command_in<core::finish_stage>(call_of("stage.finish", R"({"stage":"s"})")).stage == core::stage_id{"s"});
  const auto all = command_in<core::open_all>(call_of("stage.open", R"({"stage":"s","closes_in_s":90})"));
  CHECK(all.stage == core::stage_id{"s"});
  CHECK(all.closes_in_s == 90);
  CHECK(command_in<core::close_all>(call_of("stage.close", R"({"stage":"s"})")).stage == core::stage_id{"s"});
  CHECK(command_in<core::publish_all>(call_of("stage.publish", R"({"stage":"s"})")).stage == core::stage_id{"s"});
  const auto opened = command_in<core::open_ballot>(call_of("ballot.open", R"({"ballot":"q","closes_in_s":60})"));
  CHECK(opened.ballot == core::ballot_id{"q"});
  CHECK(opened.closes_in_s == 60);
  CHECK_FALSE(command_in<core::open_ballot>(call_of("ballot.open", R"({"ballot":"q"})")).closes_in_s.has_value());
  CHECK(command_in<core::extend_ballot>(call_of("ballot.extend", R"({"ballot":"q","seconds":5})")).seconds == 5);
  CHECK(command_in<core::close_ballot>(call_of("ballot.close", R"({"ballot":"q"})")).ballot == core::ballot_id{"q"});
  CHECK(command_in<core::publish_ballot>(call_of("ballot.publish", R"({"ballot":"q"})")).ballot ==
        core::ballot_id{"q"});
  CHECK(understood<view_watch>(call_of("view.watch", R"({"views":["agenda","me"]})")).views.size() == 2);
  CHECK(understood<view_unwatch>(call_of("view.unwatch", R"({"views":["agenda"]})")).views.size() == 1);
  CHECK(understood<view_get>(call_of("view.get", R"({"view":"me"})")).view == "me");
}

TEST_CASE("every shape of choice") {
  using core::raw_choice;
  const std::vector<std::pair<const char*, raw_choice>> rows{
      {"null", core::no_opinion{}},
      {R"(["a","c"])", core::option_list{"a", "c"}},
      {"[]", core::option_list{}},
      {R"({"a":4,"b":-1})", core::amount_list{{"a", 4}, {"b", -1}}},
      {"{}", core::amount_list{}},
      {"7", std::int64_t{7}},
      {"-9223372036854775808", std::numeric_limits<std::int64_t>::min()},
      {R"("ข้อความ\n")", std::string("ข้อความ\n")},
      {R"("")", std::string()}};
  for (const auto& [json, choice] : rows) {
    CAPTURE(json);
    const auto cast =
        command_in<core::cast_ballot>(call_of("ballot.cast", R"({"ballot":"q1","choice":)" + std::string(json) + "}"));
    CHECK(cast.ballot == core::ballot_id{"q1"});
    CHECK(cast.choice == choice);
  }
}

TEST_CASE("the parameters every method may have") {
  const auto both = decode(call_of("stage.start", R"({"stage":"s","deliberation":"d_1","command_id":"c-1"})"));
  REQUIRE(both.has_value());
  CHECK(both->deliberation == core::deliberation_id{"d_1"});
  CHECK(both->command_id == "c-1");
  const auto none = decode(call_of("stage.start", R"({"stage":"s"})"));
  CHECK_FALSE(none->deliberation.has_value());
  CHECK_FALSE(none->command_id.has_value());
  for (const auto& each : methods()) {
    CAPTURE(each.name);
    const auto fault = fault_of(call_of(each.name, R"({"deliberation":1,"command_id":1})"));
    // What changes something takes a command_id; what only reads does not know the word.
    const bool takes = fault.find("unknown_param") == std::string::npos;
    if (each.params.empty()) CHECK(takes == each.changes);
  }
  const auto fault = [](const std::string& id) {
    return fault_of(call_of("stage.start", R"({"stage":"s","command_id":)" + id + "}"));
  };
  CHECK(fault(R"("x")").empty());
  CHECK(fault('"' + std::string(64, '~') + '"').empty());
  CHECK(fault('"' + std::string(65, '~') + '"') == "out_of_range /params/command_id");
  CHECK(fault(R"("")") == "out_of_range /params/command_id");
  CHECK(fault(R"("a b")") == "out_of_range /params/command_id");
  CHECK(fault(R"("ก")") == "out_of_range /params/command_id");
  CHECK(fault(R"("a\nb")") == "out_of_range /params/command_id");
  CHECK(fault("17") == "wrong_type /params/command_id");
  CHECK(fault("null") == "wrong_type /params/command_id");
  CHECK(fault_of(call_of("view.get", R"({"view":"me","command_id":"x"})")) == "unknown_param /params/command_id");
}

TEST_CASE("ids come back as they came, without one it is a notification") {
  const auto with = [](const std::string& id) {
    return R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":"server.time"})";
  };
  for (const auto* id : {"1", "-1", "0", "9223372036854775807", "18446744073709551615", R"("abc")", R"("")",
                         R"("\"q\"\\")", R"("ก")", "null"}) {
    CAPTURE(id);
    CHECK(fault_of(with(id)).empty());
    CHECK(id_of(with(id)) == id);
    CHECK_FALSE(decode(with(id))->notification);
  }
  for (const std::string id : {"1.5", "1e3", "true", "[]", "{}", "18446744073709551616"}) {
    CAPTURE(id);
    CHECK(fault_of(with(id)) == "invalid_request /id");
    CHECK(id_of(with(id)) == "null");
  }
  CHECK(fault_of(with('"' + std::string(128, 'x') + '"')).empty());
  CHECK(fault_of(with('"' + std::string(129, 'x') + '"')) == "invalid_request /id");
  const auto without = decode(R"({"jsonrpc":"2.0","method":"server.time"})");
  REQUIRE(without.has_value());
  CHECK(without->notification);
  // A refusal names the request it refuses.
  CHECK(id_of(R"({"jsonrpc":"2.0","id":"k","method":"none"})") == R"("k")");
  CHECK(id_of(R"({"jsonrpc":"1.0","id":7})") == "7");
}

TEST_CASE("frames that are no request") {
  const std::vector<std::pair<std::string, const char*>> rows{
      {"", "malformed_json"},
      {" ", "malformed_json"},
      {"{", "malformed_json"},
      {"{}}", "malformed_json"},
      {"{} {}", "malformed_json"},
      {"{\"jsonrpc\":\"2.0\",}", "malformed_json"},
      {"{'jsonrpc':'2.0'}", "malformed_json"},
      {"// note\n{}", "malformed_json"},
      {"{\"a\":NaN}", "malformed_json"},
      {"{\"a\":01}", "malformed_json"},
      {"{\"a\":\"\\ud800\"}", "malformed_json"},
      {"{\"a\":\"\t\"}", "malformed_json"},
      {std::string("{}\0", 3), "malformed_json"},
      {"\xef\xbb\xbf{}", "malformed_json"},  // a byte order mark
      {"{\"a\":\"\xff\"}", "invalid_utf8"},
      {"{\"a\":\"\xc0\xaf\"}", "invalid_utf8"},
      {"{\"a\":\"\xed\xa0\x80\"}", "invalid_utf8"},
      {"\xff", "invalid_utf8"},
      {std::string(40, '[') + std::string(40, ']'), "malformed_json"},
      {std::string(60'000, '['), "malformed_json"},
      {"[]", "invalid_request"},
      {R"([{"jsonrpc":"2.0","id":1,"method":"server.time"}])", "invalid_request"},
      {"null", "invalid_request"},
      {"17", "invalid_request"},
      {R"("text")", "invalid_request"},
      {"{}", "invalid_request /jsonrpc"},
      {R"({"jsonrpc":2.0,"method":"server.time"})", "invalid_request /jsonrpc"},
      {R"({"jsonrpc":"2","method":"server.time"})", "invalid_request /jsonrpc"},
      {R"({"method":"server.time"})", "invalid_request /jsonrpc"},
      {R"({"jsonrpc":"2.0"})", "invalid_request /method"},
      {R"({"jsonrpc":"2.0","method":7})", "invalid_request /method"},
      {R"({"jsonrpc":"2.0","method":""})", "unknown_method /method"},
      {R"({"jsonrpc":"2.0","method":"server.Time"})", "unknown_method /method"},
      {R"({"jsonrpc":"2.0","method":"server.time\u0000"})", "unknown_method /method"},
      {R"({"jsonrpc":"2.0","method":"rpc.discover"})", "unknown_method /method"},
      {R"({"jsonrpc":"2.0","method":"server.time","params":[]})", "invalid_request /params"},
      {R"({"jsonrpc":"2.0","method":"server.time","params":null})", "invalid_request /params"},
      {R"({"jsonrpc":"2.0","method":"ballot.cast"})", "missing_param /params/ballot"}};
  for (const auto& [frame, fault] : rows) {
    INFO(frame.substr(0, 80));
    CHECK(fault_of(frame) == fault);
  }
}

TEST_CASE("parameters that do not fit are blamed one by one") {
  struct row {
    const char *method, *params, *fault;
  };
  const std::vector<row> rows{
      {"account.login", R"({"name":"x"})", "missing_param /params/password"},
      {"account.login", R"({"name":"","password":"x"})", "out_of_range /params/name"},
      {"account.login", R"({"name":["x"],"password":"x"})", "wrong_type /params/name"},
      {"session.join", R"({"code":482913})", "wrong_type /params/code"},
      {"session.join", R"({"code":"12345678901234567"})", "out_of_range /params/code"},
      {"session.join", R"({"code":"1","seat":null})", "wrong_type /params/seat"},
      {"session.join", R"({"code":"1","Seat":"x"})", "unknown_param /params/Seat"},
      {"session.resume", R"({"token":""})", "out_of_range /params/token"},
      {"server.time", R"({"now":1})", "unknown_param /params/now"},
      {"server.time", R"({"a/b~c":1})", "unknown_param /params/a~1b~0c"},
      {"server.time", R"({"deliberation":{}})", "wrong_type /params/deliberation"},
      {"deliberation.create", R"({"definition":"{}"})", "wrong_type /params/definition"},
      {"deliberation.check", R"({"definition":[]})", "wrong_type /params/definition"},
      {"roll.import", R"({"people":{}})", "wrong_type /params/people"},
      {"roll.import", R"({"people":[]})", "out_of_range /params/people"},
      {"roll.import", R"({"people":["p1"]})", "wrong_type /params/people/0"},
      {"roll.import", R"({"people":[{}]})", "missing_param /params/people/0/id"},
      {"roll.import", R"({"people":[{"id":"a"},{"id":7}]})", "wrong_type /params/people/1/id"},
      {"roll.import", R"({"people":[{"id":"a","phone":"x"}]})", "unknown_param /params/people/0/phone"},
      {"roll.import", R"({"people":[{"id":"a","x/y":"x"}]})", "unknown_param /params/people/0/x~1y"},
      {"roll.import", R"({"people":[{"id":"a","name":null}]})", "wrong_type /params/people/0/name"},
      {"roll.import", R"({"people":[{"id":"a","strata":[]}]})", "wrong_type /params/people/0/strata"},
      {"roll.import", R"({"people":[{"id":"a","strata":{"g/h":1}}]})", "wrong_type /params/people/0/strata/g~1h"},
      {"seat.issue", R"({"count":0})", "out_of_range /params/count"},
      {"seat.issue", R"({"count":100001})", "out_of_range /params/count"},
      {"seat.issue", R"({"count":1.0})", "wrong_type /params/count"},
      {"seat.issue", R"({"count":"1"})", "wrong_type /params/count"},
      {"seat.issue", R"({"count":-9223372036854775808})", "out_of_range /params/count"},
      {"seat.issue", R"({"count":9223372036854775808})", "out_of_range /params/count"},
      {"seat.issue", R"({"count":18446744073709551615})", "out_of_range /params/count"},
      {"seat.issue", R"({"count":1e99})", "wrong_type /params/count"},
      {"seat.issue", R"({"ids":[]})", "out_of_range /params/ids"},
      {"seat.issue", R"({"ids":["a",1]})", "wrong_type /params/ids/1"},
      {"ballot.open", R"({"closes_in_s":1})", "missing_param /params/ballot"},
      {"ballot.open", R"({"ballot":"q","closes_in_s":0})", "out_of_range /params/closes_in_s"},
      {"ballot.open", R"({"ballot":"q","closes_in_s":7776001})", "out_of_range /params/closes_in_s"},
      {"ballot.open", R"({"ballot":"q","closes_in_s":null})", "wrong_type /params/closes_in_s"},
      {"ballot.extend", R"({"ballot":"q"})", "missing_param /params/seconds"},
      {"ballot.extend", R"({"ballot":"q","seconds":true})", "wrong_type /params/seconds"},
      {"ballot.cast", R"({"ballot":"q"})", "missing_param /params/choice"},
      {"ballot.cast", R"({"choice":null})", "missing_param /params/ballot"},
      {"ballot.cast", R"({"ballot":"q","choice":true})", "wrong_type /params/choice"},
      {"ballot.cast", R"({"ballot":"q","choice":1.5})", "wrong_type /params/choice"},
      {"ballot.cast", R"({"ballot":"q","choice":18446744073709551615})", "wrong_type /params/choice"},
      {"ballot.cast", R"({"ballot":"q","choice":["a",1]})", "wrong_type /params/choice/1"},
      {"ballot.cast", R"({"ballot":"q","choice":[["a"]]})", "wrong_type /params/choice/0"},
      {"ballot.cast", R"({"ballot":"q","choice":{"a":"1"}})", "wrong_type /params/choice/a"},
      {"ballot.cast", R"({"ballot":"q","choice":{"~":0.5}})", "wrong_type /params/choice/~0"},
      {"view.watch", R"({"views":[]})", "out_of_range /params/views"},
      {"view.watch", R"({"views":"agenda"})", "wrong_type /params/views"},
      {"view.watch", R"({"views":[null]})", "wrong_type /params/views/0"},
      {"view.get", R"({"view":"me","views":["me"]})", "unknown_param /params/views"}};
  for (const auto& row : rows) {
    CAPTURE(row.method);
    CAPTURE(row.params);
    CHECK(fault_of(call_of(row.method, row.params)) == row.fault);
  }
}

TEST_CASE("lengths at their limits") {
  const auto text = [](std::size_t n) { return '"' + std::string(n, 'x') + '"'; };
  const auto cast = [&](std::size_t n) {
    return fault_of(call_of("ballot.cast", R"({"choice":null,"ballot":)" + text(n) + "}"));
  };
  CHECK(cast(64).empty());
  CHECK(cast(65) == "out_of_range /params/ballot");
  const auto person = [&](const char* member, std::size_t n) {
    return fault_of(
        call_of("roll.import", R"({"people":[{"id":"a",")" + std::string(member) + "\":" + text(n) + "}]}"));
  };
  for (const auto* member : {"name", "contact"}) {
    CHECK(person(member, 400).empty());
    CHECK(person(member, 401) == "out_of_range /params/people/0/" + std::string(member));
  }
  const auto views = [](std::size_t n) {
    std::string list = "\"agenda\"";
    for (std::size_t i = 1; i < n; ++i) list += ",\"agenda\"";
    return fault_of(call_of("view.watch", R"({"views":[)" + list + "]}"));
  };
  CHECK(views(400).empty());
  CHECK(views(401) == "out_of_range /params/views");
  CHECK(fault_of(call_of("view.watch", R"({"views":[)" + text(81) + "]}")) == "out_of_range /params/views/0");
}

TEST_CASE("a member given twice counts as given last") {
  CHECK(fault_of(R"({"jsonrpc":"1.0","jsonrpc":"2.0","id":1,"method":"none","method":"server.time"})").empty());
  const auto cast = command_in<core::cast_ballot>(call_of("ballot.cast", R"({"ballot":"q","choice":{"a":1,"a":2}})"));
  CHECK(cast.choice == core::raw_choice{core::amount_list{{"a", 2}}});
}

TEST_CASE("any spoilt frame is understood or refused by a word of the table, and never throws") {
  const std::vector<std::string> seeds{
      call_of("ballot.cast", R"({"ballot":"q1","choice":{"a":60,"b":40},"command_id":"c1"})"),
      call_of("roll.import", R"({"people":[{"id":"p1","strata":{"gender":"f"},"name":"ก"}]})"),
      call_of("view.watch", R"({"views":["agenda","tally/q1"],"deliberation":"d_1"})"),
      call_of("seat.issue", R"({"count":12,"ids":["a"]})")};
  seeded draw(20'261'121);
  std::size_t refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    auto frame = seeds[static_cast<std::size_t>(draw.below(seeds.size()))];
    for (auto n = 1 + draw.below(3); n > 0; --n) {
      const auto at = static_cast<std::size_t>(draw.below(frame.size()));
      switch (draw.below(4)) {
        case 0:
          frame[at] = static_cast<char>(draw.below(256));
          break;
        case 1:
          frame.erase(at, 1 + static_cast<std::size_t>(draw.below(4)));
          break;
        case 2:
          frame.insert(at, frame.substr(static_cast<std::size_t>(draw.below(frame.size())), 5));
          break;
        default:
          frame.resize(std::max<std::size_t>(at, 1));
          break;
      }
      if (frame.empty()) frame = "{";
    }
    const auto fault = fault_of(frame);  // checks the word
    if (!fault.empty()) ++refused;
  }
  CHECK(refused > 10'000);
  CHECK(refused < 20'000);
}
