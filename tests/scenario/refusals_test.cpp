// Every bad input by its stable code, through the real socket; and nobody else notices.
#include <doctest/doctest.h>

#include "hall.hpp"

namespace ruamkit::scenario {
namespace {

std::string code_of(ws::client& who, std::string_view frame) {
  who.send_text(frame);
  const auto text = who.receive();
  return text ? ws::read_reply(*text).code : "nothing";
}

}  // namespace

TEST_CASE("frames that are no request") {
  hall h;
  auto stranger = h.connect();
  struct row {
    const char* frame;
    const char* code;
  };
  for (const auto& r :
       {row{"", "malformed_json"}, row{"{", "malformed_json"}, row{"nonsense", "malformed_json"},
        row{"[]", "invalid_request"}, row{"42", "invalid_request"}, row{"{}", "invalid_request"},
        row{R"({"jsonrpc":"1.0","id":1,"method":"server.time"})", "invalid_request"},
        row{R"({"jsonrpc":"2.0","id":{},"method":"server.time"})", "invalid_request"},
        row{R"({"jsonrpc":"2.0","id":1,"method":7})", "invalid_request"},
        row{R"({"jsonrpc":"2.0","id":1,"method":"server.time","params":[1]})", "invalid_request"},
        row{R"({"jsonrpc":"2.0","id":1,"method":"ballot.stuff"})", "unknown_method"},
        row{R"({"jsonrpc":"2.0","id":1,"method":"session.join"})", "missing_param"},
        row{R"({"jsonrpc":"2.0","id":1,"method":"session.join","params":{"code":7}})", "wrong_type"},
        row{R"({"jsonrpc":"2.0","id":1,"method":"session.join","params":{"code":""}})", "out_of_range"},
        row{R"({"jsonrpc":"2.0","id":1,"method":"server.time","params":{"zone":1}})", "unknown_param"},
        row{R"({"jsonrpc":"2.0","id":1,"method":"view.get","params":{"view":"agenda"}})", "not_signed_in"}}) {
    CAPTURE(r.frame);
    CHECK(code_of(stranger, r.frame) == r.code);
  }
  CHECK(code_of(stranger, std::string(5000, '[') + std::string(5000, ']')) == "malformed_json");
  CHECK(ok(stranger, "server.time").contains("now"));
}

TEST_CASE("choices that do not fit their ballot") {
  hall h;
  h.prepare(3);
  h.open({"single", "multiple", "rank", "score", "points", "scale", "yes_no", "text"});
  auto phone = h.seated(0);
  auto neighbour = h.seated(1);
  ok(neighbour, "ballot.cast", cast("single", json::array{"b"}));
  ok(phone, "ballot.cast", cast("single", json::array{"a"}));
  struct row {
    const char* ballot;
    json::value choice;
    const char* refusal;
  };
  using a = json::array;
  using o = json::object;
  const std::vector<row> rows{
      {"single", a{"z"}, "unknown_option /params/choice/0"},
      {"single", a{"a", "b"}, "too_many_choices /params/choice"},
      {"single", a{}, "too_few_choices /params/choice"},
      {"single", 3, "choice_kind /params/choice"},
      {"single", "a", "choice_kind /params/choice"},
      {"single", a{1}, "wrong_type /params/choice/0"},
      {"single", 1.5, "wrong_type /params/choice"},
      {"single", true, "wrong_type /params/choice"},
      {"multiple", a{"a", "a"}, "duplicate_option /params/choice/1"},
      {"multiple", a{"a", "b", "c"}, "too_many_choices /params/choice"},
      {"multiple", a{}, "too_few_choices /params/choice"},
      {"rank", a{"a", "b", "a"}, "duplicate_option /params/choice/2"},
      {"rank", a{"a", "x"}, "unknown_option /params/choice/1"},
      {"score", o{{"a", 6}}, "score_out_of_range /params/choice/a"},
      {"score", o{{"x", 1}}, "unknown_option /params/choice/x"},
      {"score", o{{"a", "1"}}, "wrong_type /params/choice/a"},
      {"points", o{{"a", 60}, {"b", 41}}, "points_over_budget /params/choice/b"},
      {"points", o{{"a", -1}}, "points_negative /params/choice/a"},
      {"points", o{{"a", 9'000'000'000'000'000'000}, {"b", 9'000'000'000'000'000'000}},
       "points_over_budget /params/choice/a"},
      {"scale", 11, "scale_out_of_range /params/choice"},
      {"scale", -1, "scale_out_of_range /params/choice"},
      {"scale", a{"7"}, "choice_kind /params/choice"},
      {"yes_no", a{"maybe"}, "unknown_option /params/choice/0"},
      {"text", "ยาวเกินยี่สิบตัวอักษรแน่นอนเลย", "text_too_long /params/choice"},
      {"text", "", "text_empty /params/choice"},
      {"absent", a{"a"}, "unknown_ballot /params/ballot"},
      {"hidden", a{"a"}, "ballot_not_open /params/ballot"},
  };
  for (const auto& r : rows) {
    CAPTURE(r.ballot);
    CAPTURE(json::serialize(r.choice));
    CHECK(no(phone, "ballot.cast", cast(r.ballot, r.choice)) == r.refusal);
  }
  CHECK(counts(h.view("tally/single")) == R"({"a":1,"b":1,"c":0})");
  for (const auto* ballot : {"multiple", "rank", "score", "points", "scale", "yes_no", "text"})
    CHECK(h.view(std::string("tally/") + ballot).at("voted") == 0);
}

TEST_CASE("who may not vote") {
  hall h;
  h.prepare(2);
  h.open({"single"});
  const auto vote = cast("single", json::array{"a"});

  auto stranger = h.connect();
  CHECK(no(stranger, "ballot.cast", vote) == "not_signed_in");
  auto screen = h.connect();
  ok(screen, "screen.join", {{"code", h.code}});
  CHECK(no(screen, "ballot.cast", vote) == "not_allowed");
  CHECK(h.try_staff("ballot.cast", vote).code == "not_allowed");

  CHECK(no(stranger, "session.join", {{"code", "000000"}}) == "unknown_code /params/code");
  CHECK(no(stranger, "session.join", {{"code", h.code}}) == "seat_required /params/seat");
  CHECK(no(stranger, "session.join", {{"code", h.code}, {"seat", "AAA-AAA-AAA"}}) == "unknown_seat /params/seat");
  CHECK(no(stranger, "session.join", {{"code", h.code}, {"seat", "0"}}) == "unknown_seat /params/seat");

  CHECK(no(stranger, "session.resume", {{"token", "forged"}}) == "token_invalid /params/token");
  CHECK(no(stranger, "session.resume", {{"token", std::string(43, 'A')}}) == "token_invalid /params/token");
  ws::rpc post(h.server.where());
  post.token = std::string(43, 'A');
  CHECK(post.call("view.get", {{"view", "agenda"}}).code == "token_invalid");

  // Somebody else's deliberation: a second one on the same server, and its seats.
  const std::string first = h.deliberation, first_code = h.code;
  const auto seat = h.seats[0].code;
  h.deliberation.clear();
  h.seats.clear();
  h.prepare(1);
  CHECK(no(stranger, "session.join", {{"code", first_code}, {"seat", h.seats[0].code}}) == "unknown_seat /params/seat");
  auto phone = h.connect();
  ok(phone, "session.join", {{"code", first_code}, {"seat", seat}});
  auto foreign = vote;
  foreign["deliberation"] = h.deliberation;
  CHECK(no(phone, "ballot.cast", foreign) == "other_deliberation /params/deliberation");
  CHECK(no(phone, "view.get", {{"view", "agenda"}, {"deliberation", h.deliberation}}) ==
        "other_deliberation /params/deliberation");
  foreign["deliberation"] = first;
  ok(phone, "ballot.cast", foreign);
}

TEST_CASE("what a participant may not do or see") {
  hall h;
  h.prepare(1);
  auto phone = h.seated(0);
  const json::object none;
  CHECK(no(phone, "ballot.open", {{"ballot", "single"}}) == "not_allowed");
  CHECK(no(phone, "ballot.close", {{"ballot", "single"}}) == "not_allowed");
  CHECK(no(phone, "stage.start", {{"stage", "vote"}}) == "not_allowed");
  CHECK(no(phone, "roll.import", {{"people", json::array{json::object{{"id", "x"}}}}}) == "not_allowed");
  CHECK(no(phone, "seat.issue", none) == "not_allowed");
  CHECK(no(phone, "deliberation.list", none) == "not_allowed");
  CHECK(no(phone, "deliberation.create", {{"definition", json::object{}}}) == "not_allowed");
  CHECK(no(phone, "view.get", {{"view", "room"}}) == "unknown_view /params/view");
  CHECK(no(phone, "view.watch", {{"views", json::array{"agenda", "tally/none"}}}) == "unknown_view /params/views/1");
}

TEST_CASE("what the lead may not do twice, or too early") {
  hall h;
  h.prepare(1);
  const auto refused = [&](const char* method, json::object params) {
    return h.try_staff(method, std::move(params)).code;
  };
  CHECK(refused("ballot.close", {{"ballot", "single"}}) == "ballot_draft");
  CHECK(refused("ballot.publish", {{"ballot", "single"}}) == "ballot_draft");
  CHECK(refused("stage.finish", {{"stage", "vote"}}) == "stage_not_running");
  CHECK(refused("stage.start", {{"stage", "no"}}) == "unknown_stage");
  h.open({"single", "multiple"});
  CHECK(refused("stage.start", {{"stage", "vote"}}) == "stage_running");
  CHECK(refused("ballot.open", {{"ballot", "single"}}) == "ballot_open");
  CHECK(refused("ballot.extend", {{"ballot", "single"}, {"seconds", 5}}) == "no_deadline");
  CHECK(refused("ballot.extend", {{"ballot", "single"}, {"seconds", 0}}) == "out_of_range");
  h.staff("ballot.close", {{"ballot", "multiple"}});
  CHECK(refused("ballot.open", {{"ballot", "multiple"}}) == "ballot_revealed");
  h.staff("ballot.close", {{"ballot", "single"}});
  h.staff("ballot.open", {{"ballot", "single"}});  // its counts were live all the time
  h.staff("ballot.close", {{"ballot", "single"}});
  h.staff("ballot.publish", {{"ballot", "single"}});
  CHECK(refused("ballot.publish", {{"ballot", "single"}}) == "ballot_published");
  CHECK(refused("ballot.open", {{"ballot", "single"}}) == "ballot_published");
}

TEST_CASE("people who cannot be on the roll") {
  hall h;
  h.prepare(1);
  const auto refused = [&](json::object person) {
    const auto answer = h.try_staff("roll.import", {{"people", json::array{std::move(person)}}});
    if (answer.ok()) return std::string("accepted");
    return answer.code + " " + std::string(answer.error.at("data").at("at").as_string());
  };
  CHECK(refused({{"id", "p1"}}) == "duplicate_person /params/people/0/id");
  CHECK(refused({{"name", "x"}}) == "missing_param /params/people/0/id");
  CHECK(refused({{"id", "a b"}}) == "out_of_range /params/people/0/id");
  CHECK(refused({{"id", "1101700203450"}}) == "personal_id /params/people/0/id");
  CHECK(refused({{"id", "x"}, {"strata", json::object{{"colour", "red"}}}}) ==
        "unknown_stratum /params/people/0/strata/colour");
  CHECK(refused({{"id", "x"}, {"strata", json::object{{"gender", "q"}}}}) ==
        "unknown_stratum_value /params/people/0/strata/gender");
  CHECK(refused({{"id", "x"}, {"age", 7}}) == "unknown_param /params/people/0/age");
}

TEST_CASE(
    "a definition with faults is answered with all of them, each with its place and a sentence in both languages") {
  hall h;
  auto broken = json::parse(every_kind()).as_object();
  broken["ballots"].as_array()[0].as_object()["kind"] = "guess";
  broken["ballots"].as_array()[1].as_object()["max"] = 9;
  broken["agenda"].as_array()[0].as_object()["ballots"].as_array().push_back("missing");
  const auto answer = h.try_staff("deliberation.create", {{"definition", broken}});
  CHECK(answer.code == "definition_invalid");
  std::string places;
  for (const auto& fault : answer.error.at("data").at("faults").as_array()) {
    CHECK_FALSE(fault.at("th").as_string().empty());
    CHECK_FALSE(fault.at("en").as_string().empty());
    places += std::string(fault.at("at").as_string()) + "\n";
  }
  CHECK(places.find("/ballots/0/kind\n") != std::string::npos);
  CHECK(places.find("/ballots/1/max\n") != std::string::npos);
  CHECK(places.find("/agenda/0/ballots/10\n") != std::string::npos);
}

TEST_CASE("guessing codes and passwords is slowed, the hall is not") {
  hall h({.config = R"({"limits": {"join_failures_burst": 5, "join_failures_per_minute": 1, "logins_burst": 3,
                        "logins_per_minute": 1}})"});
  h.prepare(1);
  auto guesser = h.connect();
  for (int i = 0; i < 5; ++i)
    CHECK(no(guesser, "session.join", {{"code", h.code}, {"seat", "AAAAAAAAA"}}) == "unknown_seat /params/seat");
  const auto slowed = guesser.call("session.join", {{"code", h.code}, {"seat", "AAAAAAAAA"}});
  CHECK(slowed.code == "too_many_attempts");
  CHECK(slowed.error.at("data").at("retry_after_ms").as_int64() > 0);
  ws::rpc post(h.server.where());
  for (int i = 0; i < 3; ++i)
    CHECK(post.call("account.login", {{"name", "lead"}, {"password", "wrong wrong wrong"}}).code == "wrong_password");
  CHECK(post.call("account.login", {{"name", "lead"}, {"password", "wrong wrong wrong"}}).code == "too_many_attempts");
}

}  // namespace ruamkit::scenario
