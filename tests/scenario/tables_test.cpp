// A town meeting's tables: from the check-in desk over ideas and themes to a ballot, and what goes wrong on such a day.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "hall.hpp"

namespace ruamkit::scenario {
namespace {

json::object label(std::string_view text) { return {{"th", text}, {"en", text}}; }

std::string id(const json::object& reply, const char* what) { return std::string(reply.at(what).as_string()); }

json::object gender(const json::object& table) { return table.at("by").at("gender").as_object(); }

}  // namespace

TEST_CASE("a small meeting with two tables, from check-in to a ballot made of themes") {
  hall h({.definition = with_tables()});
  h.prepare(6);
  colleague desk(h, "desk", "facilitator");
  colleague lead(h, "lead", "lead");
  colleague team(h, "team", "theme_team");
  CHECK(desk.refused("table.form") == "not_allowed");
  CHECK(lead.does("table.form").at("tables") == 2);  // six people at the middle of 2 to 4

  // Two by card, one by id, the others by their phones: three women and three men, spread over both tables.
  const auto first = desk.does("desk.check_in", {{"seat", h.seats[0].code}});
  CHECK(first.at("participant") == "p1");
  CHECK(first.at("table") == 1);
  CHECK(first.at("strata").at("gender") == "f");
  CHECK(first.at("again") == false);
  CHECK(desk.does("desk.check_in", {{"seat", h.seats[2].code}}).at("table") == 2);
  CHECK(desk.does("desk.check_in", {{"participant", "p2"}}).at("table") == 1);
  CHECK(lead.refused("table.form", {{"count", 3}}) == "tables_in_use");
  std::vector<ws::client> phones;
  for (std::size_t i = 0; i < 6; ++i) phones.push_back(h.seated(i));
  const auto tables = lead.view("tables").at("tables").as_array();
  REQUIRE(tables.size() == 2);
  for (const auto& table : tables) {
    CHECK(table.at("seated") == 3);
    CHECK(gender(table.as_object()).at("f").as_int64() >= 1);
    CHECK(gender(table.as_object()).at("m").as_int64() >= 1);
  }
  const auto counts_at_desk = desk.view("desk");
  CHECK(counts_at_desk.at("here") == 6);
  CHECK(counts_at_desk.at("checked_in") == 3);
  CHECK(counts_at_desk.at("seated") == 6);

  const auto walk_in = desk.does("desk.walk_in", {{"strata", json::object{{"gender", "m"}}}, {"command_id", "walk-1"}});
  CHECK(id(walk_in, "participant") == "w1");
  CHECK(walk_in.at("table").is_int64());
  const auto again = desk.does("desk.walk_in", {{"strata", json::object{{"gender", "m"}}}, {"command_id", "walk-1"}});
  CHECK(again.at("participant") == walk_in.at("participant"));
  auto late = h.connect();
  CHECK(ok(late, "session.join", {{"code", h.code}, {"seat", again.at("seat")}}).at("participant") == "w1");

  lead.does("stage.start", {{"stage", "talk"}});
  const auto agenda = lead.view("agenda");
  const auto& talk = agenda.at("stages").as_array().front();
  CHECK(talk.at("ends_at").as_int64() - talk.at("started_at").as_int64() == 30 * 60 * 1000);
  const auto longer = lead.does("stage.extend", {{"stage", "talk"}, {"seconds", 60}, {"table", 2}});
  CHECK(longer.at("ends_at").as_int64() == talk.at("ends_at").as_int64() + 60'000);
  CHECK(desk.view("table/2").at("ends_at") == longer.at("ends_at"));
  CHECK(desk.view("table/1").at("ends_at") == talk.at("ends_at"));
  desk.does("table.facilitate", {{"table", 1}});
  desk.does("table.help", {{"table", 1}, {"wanted", true}});
  CHECK(lead.view("tables").at("tables").as_array().front().at("facilitator") == "desk");
  CHECK(lead.view("tables").at("tables").as_array().front().at("help") == true);

  // Ideas of a table and of a participant; everybody sees the themes, only staff where they came from.
  const auto of_table =
      desk.does("idea.add", {{"table", 1}, {"text", "ขุดลอกกว๊าน"}, {"agreement", "most"}, {"dissent", "แพง"}});
  ok(phones[0], "view.watch", {{"views", {"me", "themes"}}});
  const auto own = ok(phones[0], "idea.add", {{"text", "ปลูกต้นไม้"}});
  CHECK(id(own, "idea") == "i2");
  CHECK(no(phones[0], "idea.edit", {{"idea", "i1"}, {"version", 1}, {"text", "x"}}) == "not_allowed /params/idea");
  CHECK(no(phones[0], "idea.add", {{"text", "x"}, {"agreement", "all"}}) == "not_allowed /params/agreement");
  CHECK(no(phones[0], "view.get", {{"view", "ideas"}}) == "unknown_view /params/view");
  const auto seen = ok(phones[0], "view.get", {{"view", "table/1"}}).at("doc").as_object();
  CHECK(seen.at("ideas").as_array().size() == 2);
  CHECK_FALSE(seen.contains("notes"));
  CHECK_FALSE(seen.contains("participants"));
  CHECK(no(phones[0], "view.get", {{"view", "table/2"}}) == "unknown_view /params/view");
  const auto page = team.view("ideas/0").at("ideas").as_array();
  REQUIRE(page.size() == 2);
  CHECK(page[0].at("dissent") == "แพง");
  CHECK(page[1].at("by") == "participant");

  const auto water = id(team.does("theme.add", {{"title", label("น้ำ")}, {"ideas", json::array{"i1"}}}), "theme");
  const auto trees = id(team.does("theme.add", {{"title", label("ต้นไม้")}}), "theme");
  const auto green = id(team.does("theme.add", {{"title", label("พื้นที่สีเขียว")}}), "theme");
  team.does("theme.place", {{"idea", "i2"}, {"theme", trees}});
  team.does("theme.merge", {{"theme", trees}, {"into", green}});
  CHECK(team.refused("theme.place", {{"idea", "i1"}, {"theme", trees}}) == "theme_merged /params/theme");
  CHECK(team.refused("theme.split", {{"theme", water}, {"ideas", json::array{"i2"}}, {"title", label("x")}}) ==
        "idea_elsewhere /params/ideas/0");
  const auto followed = phones[0].wait_view("me", ws::client::patience, [&](const json::object& doc) {
    const auto& ideas = doc.at("ideas").as_array();
    return !ideas.empty() && ideas[0].as_object().contains("theme") &&
           ideas[0].at("theme").at("theme").as_string() == green;
  });
  CHECK(followed);
  const auto themes = ok(phones[1], "view.get", {{"view", "themes"}}).at("doc").as_object();
  CHECK(themes.at("themes").as_array().size() == 2);
  CHECK(themes.at("merged").at(trees).as_string() == green);
  CHECK(ok(phones[1], "view.get", {{"view", "theme/" + green}}).at("doc").at("texts").as_array().front() == "ปลูกต้นไม้");

  CHECK(team.refused("ballot.make", {{"ballot", "single"},
                                     {"question", label("?")},
                                     {"kind", "multiple"},
                                     {"themes", json::array{water, green}}}) == "duplicate_ballot /params/ballot");
  CHECK(
      team.refused("ballot.make",
                   {{"ballot", "top"}, {"question", label("?")}, {"kind", "single"}, {"themes", json::array{water}}}) ==
      "definition_invalid");
  const auto made = team.does("ballot.make", {{"ballot", "top"},
                                              {"question", label("ข้อใดสำคัญ")},
                                              {"kind", "multiple"},
                                              {"max", 1},
                                              {"themes", json::array{water, green}},
                                              {"reveal", "live"}});
  CHECK(made.at("stage") == "vote");
  team.does("ballot.make", {{"ballot", "try"},
                            {"question", label("ลอง")},
                            {"kind", "single"},
                            {"themes", json::array{water, green}},
                            {"practice", true}});
  lead.does("ballot.open", {{"ballot", "top"}});
  ok(phones[0], "ballot.cast", cast("top", json::array{green}));
  ok(late, "ballot.cast", cast("top", json::array{water}));
  CHECK(counts(h.view("tally/top")) == R"({")" + water + R"(":1,")" + green + R"(":1})");
  const auto mine = ok(phones[0], "view.get", {{"view", "me"}}).at("doc").at("ideas").as_array().front();
  CHECK(json::serialize(mine.at("options")) ==
        R"([{"ballot":"top","option":")" + green + R"("},{"ballot":"try","option":")" + green + R"("}])");
  const auto ballots = lead.view("agenda").at("ballots").as_array();
  CHECK(ballots.back().at("practice") == true);
  CHECK(ballots.back().at("options").as_array().front().at("theme").as_string() == water);

  // All of it is in the ledger: after a kill nothing is different, and the idea is still its author's.
  const auto before = json::serialize(team.view("ideas/0")) + json::serialize(lead.view("tables")) +
                      json::serialize(lead.view("agenda")) + json::serialize(desk.view("desk"));
  h.server.kill();
  h.server.start();
  CHECK(json::serialize(h.view("ideas/0")) + json::serialize(h.view("tables")) + json::serialize(h.view("agenda")) +
            json::serialize(h.view("desk")) ==
        before);
  auto back = h.seated(0);
  CHECK(json::serialize(ok(back, "view.get", {{"view", "me"}}).at("doc").at("ideas").as_array().front()) ==
        json::serialize(mine));
}

TEST_CASE("two of the theme team: the slower one's words are refused, theirs who was first stand") {
  hall h({.definition = with_tables()});
  h.prepare(1);
  h.staff("table.form", {{"count", 1}});
  colleague one(h, "one", "theme_team");
  colleague other(h, "other", "theme_team");
  h.staff("idea.add", {{"table", 1}, {"text", "ก"}});
  one.does("theme.add", {{"title", label("A")}, {"ideas", json::array{"i1"}}});
  CHECK(one.does("theme.reword", {{"theme", "t1"}, {"title", label("B")}, {"version", 1}}).at("version") == 2);
  CHECK(other.refused("theme.reword", {{"theme", "t1"}, {"title", label("C")}, {"version", 1}}) ==
        "stale_version /params/version");
  CHECK(other.view("themes").at("themes").as_array().front().at("title").at("en") == "B");
  CHECK(h.staff("idea.edit", {{"idea", "i1"}, {"version", 1}, {"text", "ข"}}).at("version") == 2);
  CHECK(h.try_staff("idea.edit", {{"idea", "i1"}, {"version", 1}, {"text", "ค"}}).code == "stale_version");
  h.staff("idea.withdraw", {{"idea", "i1"}});
  CHECK(other.view("themes").at("themes").as_array().front().at("ideas") == 0);
  CHECK(h.try_staff("idea.withdraw", {{"idea", "i1"}}).code == "idea_withdrawn");
}

TEST_CASE("a seat card used twice: the desk is told, and the phone that came first is sent away") {
  hall h({.definition = with_tables()});
  h.prepare(2);
  h.staff("table.form", {{"count", 1}});
  colleague desk(h, "desk", "facilitator");
  const json::object card{{"seat", h.seats[0].code}, {"command_id", "scan-1"}};
  const auto first = desk.does("desk.check_in", card);
  CHECK(first.at("again") == false);
  CHECK(desk.does("desk.check_in", card) == first);  // the scanner sent it twice: the same outcome
  CHECK(desk.does("desk.check_in", {{"seat", h.seats[0].code}}).at("again") == true);
  CHECK(desk.view("desk").at("here") == 1);
  auto owner = h.seated(0);
  auto thief = h.seated(0);
  CHECK(owner.wait_notification("session.moved"));
  CHECK(desk.view("desk").at("here") == 1);
  CHECK(desk.refused("desk.check_in", {{"seat", "ABC-DEF-GHJ"}}) == "unknown_seat /params/seat");
  CHECK(desk.refused("desk.check_in", {}) == "missing_param /params/participant");
  auto stranger = h.seated(1);
  CHECK(no(stranger, "desk.check_in", {{"seat", h.seats[0].code}}) == "not_allowed");

  // Leaving frees the place, and the desk brings the person back.
  ok(thief, "view.watch", {{"views", {"me", "table/1"}}});
  desk.does("desk.leave", {{"participant", "p1"}});
  CHECK(thief.wait_view("me", ws::client::patience, [](const json::object& doc) { return doc.contains("left"); }));
  CHECK(no(thief, "view.get", {{"view", "table/1"}}) == "unknown_view /params/view");
  CHECK(desk.refused("desk.leave", {{"participant", "p1"}}) == "not_checked_in /params/participant");
  CHECK(desk.refused("table.move", {{"participant", "p1"}, {"table", 1}}) == "not_checked_in /params/participant");
  CHECK(desk.view("tables").at("tables").as_array().front().at("seated") == 1);
  const auto back = desk.does("desk.check_in", {{"participant", "p1"}});
  CHECK(back.at("again") == false);
  CHECK(back.at("table") == 1);
}

TEST_CASE("people are moved by hand with a word on balance, and mixed for the next round") {
  hall h({.definition = with_tables()});
  h.prepare(8);
  h.staff("table.form", {{"count", 2}});
  colleague desk(h, "desk", "facilitator");
  for (const auto& seat : h.seats) desk.does("desk.check_in", {{"participant", seat.participant}});
  const auto first = desk.view("table/1").at("participants").as_array();
  const auto one = first.front();
  CHECK(desk.refused("table.move", {{"participant", one}, {"table", 2}}) == "table_full /params/table");
  CHECK(desk.does("table.move", {{"participant", one}, {"table", 2}, {"over", true}}).at("balance") == "worse");
  CHECK(desk.does("table.move", {{"participant", one}, {"table", 1}}).at("balance") == "ok");
  auto phone = h.seated(0);
  CHECK(desk.refused("table.mix") == "not_allowed");
  const auto mixed = h.staff("table.mix");
  // Four and four can only become two of each again: at least two pairs a table have met.
  CHECK(mixed.at("met_again").as_int64() == 4);
  const auto tables = h.view("tables");
  CHECK(tables.at("round") == 2);
  for (const auto& table : tables.at("tables").as_array()) {
    CHECK(table.at("seated") == 4);
    CHECK(gender(table.as_object()).at("f") == 2);
  }
}

TEST_CASE("keypads and kiosks: pressed twice counts once, and the tally says by which channel people voted") {
  hall h({.definition = with_tables()});
  h.prepare(4);
  h.open({"single"});
  colleague desk(h, "desk", "facilitator");
  desk.does("keypad.bind", {{"keypad", "0A17"}, {"participant", "p1"}});
  CHECK(desk.refused("keypad.bind", {{"keypad", "0A17"}, {"participant", "p2"}}) == "keypad_in_use /params/keypad");
  const json::object press{
      {"ballot", "single"}, {"choice", json::array{"a"}}, {"channel", "keypad"}, {"keypad", "0A17"}};
  desk.does("ballot.cast_for", press);
  desk.does("ballot.cast_for", press);
  auto other = press;
  other["choice"] = json::array{"b"};
  const auto last = desk.does("ballot.cast_for", other);
  CHECK(last.at("receipt").as_string().size() == 64);
  auto phone = h.seated(1);
  ok(phone, "ballot.cast", cast("single", json::array{"a"}));
  desk.does("ballot.cast_for",
            {{"ballot", "single"}, {"choice", nullptr}, {"channel", "kiosk"}, {"participant", "p3"}});
  CHECK(counts(h.view("tally/single")) == R"({"a":1,"b":1,"c":0})");
  CHECK(h.view("tally/single").at("voted") == 3);
  CHECK(json::serialize(h.view("tally/single").at("channels")) == R"({"phone":1,"keypad":1,"kiosk":1})");
  // The keypad's holder votes by phone after all: the later vote counts, by its channel.
  auto first = h.seated(0);
  CHECK(json::serialize(ok(first, "view.get", {{"view", "me"}}).at("doc").at("ballots").at("single").at("choice")) ==
        R"(["b"])");
  ok(first, "ballot.cast", cast("single", json::array{"c"}));
  CHECK(json::serialize(h.view("tally/single").at("channels")) == R"({"phone":2,"kiosk":1})");
  CHECK(desk.refused("ballot.cast_for",
                     {{"ballot", "single"}, {"choice", json::array{"a"}}, {"channel", "keypad"}, {"keypad", "x"}}) ==
        "unknown_keypad /params/keypad");
  CHECK(
      desk.refused("ballot.cast_for",
                   {{"ballot", "single"}, {"choice", json::array{"a"}}, {"channel", "phone"}, {"participant", "p1"}}) ==
      "out_of_range /params/channel");
  CHECK(
      desk.refused("ballot.cast_for",
                   {{"ballot", "single"}, {"choice", json::array{"z"}}, {"channel", "kiosk"}, {"participant", "p1"}}) ==
      "unknown_option /params/choice/0");
  desk.does("keypad.unbind", {{"keypad", "0A17"}});
  CHECK(desk.refused("ballot.cast_for", press) == "unknown_keypad /params/keypad");
  CHECK(no(phone, "ballot.cast_for",
           {{"ballot", "single"}, {"choice", nullptr}, {"channel", "kiosk"}, {"participant", "p1"}}) == "not_allowed");
}

TEST_CASE("paper is entered twice: what differs is shown, what agrees is counted once, and never by one person alone") {
  hall h({.definition = with_tables()});
  h.prepare(3);
  h.open({"single"});
  colleague one(h, "one", "facilitator");
  colleague other(h, "other", "facilitator");
  const auto batch = id(one.does("paper.open", {{"ballot", "single"}, {"ballots", 3}}), "batch");
  const auto entry = [&](const char* third) {
    return json::object{{"batch", batch},
                        {"entries", json::array{json::object{{"participant", "p1"}, {"choice", json::array{"a"}}},
                                                json::object{{"choice", json::array{"b"}}},
                                                json::object{{"choice", json::array{third}}}}}};
  };
  json::object short_entry{{"batch", batch}, {"entries", json::array{json::object{{"choice", json::array{"a"}}}}}};
  CHECK(one.refused("paper.enter", short_entry) == "batch_mismatch /params/entries");
  CHECK(one.refused("paper.enter", entry("z")) == "unknown_option /params/entries/2/choice");
  CHECK(one.does("paper.enter", entry("a")).at("status") == "waiting");
  CHECK(one.does("paper.enter", entry("a")).at("status") == "waiting");  // the same person twice is one person
  CHECK(h.view("tally/single").at("voted") == 0);
  CHECK(other.does("paper.enter", entry("c")).at("status") == "mismatch");
  auto seen = one.view("paper").at("batches").as_array().front().as_object();
  CHECK(seen.at("status") == "mismatch");
  CHECK(json::serialize(seen.at("differ")) == "[3]");
  CHECK(json::serialize(seen.at("entered")) == R"(["one","other"])");
  CHECK(h.view("tally/single").at("voted") == 0);
  auto agreed = entry("a");
  agreed["command_id"] = "paper-2";
  const auto recorded = other.does("paper.enter", agreed);
  CHECK(recorded.at("status") == "recorded");
  CHECK(other.does("paper.enter", agreed) == recorded);
  CHECK(one.refused("paper.enter", entry("a")) == "batch_recorded /params/batch");
  CHECK(counts(h.view("tally/single")) == R"({"a":2,"b":1,"c":0})");
  CHECK(json::serialize(h.view("tally/single").at("channels")) == R"({"paper":3})");
  h.server.kill();
  h.server.start();
  CHECK(counts(h.view("tally/single")) == R"({"a":2,"b":1,"c":0})");
  CHECK(h.view("paper").at("batches").as_array().front().at("status") == "recorded");
}

TEST_CASE("a batch opened by mistake is dropped: it takes no entry, counts nothing, and a recorded one stays") {
  hall h({.definition = with_tables()});
  h.prepare(2);
  h.open({"single"});
  colleague one(h, "one", "facilitator");
  colleague other(h, "other", "facilitator");
  colleague team(h, "team", "theme_team");
  const json::object short_by_one{{"batch", "b1"},
                                  {"entries", json::array{json::object{{"choice", json::array{"a"}}}}}};
  auto right = short_by_one;
  right["batch"] = "b2";
  const auto status_of = [&](std::size_t batch) {
    return std::string(h.view("paper").at("batches").as_array().at(batch).at("status").as_string());
  };
  one.does("paper.open", {{"ballot", "single"}, {"ballots", 1}});
  CHECK(one.does("paper.enter", short_by_one).at("status") == "waiting");
  CHECK(team.refused("paper.drop", {{"batch", "b1"}}) == "not_allowed");
  CHECK(one.refused("paper.drop", {{"batch", "b7"}}) == "unknown_batch /params/batch");
  CHECK(one.refused("paper.drop", json::object{}) == "missing_param /params/batch");
  const json::object again{{"batch", "b1"}, {"command_id", "drop-1"}};
  const auto dropped = other.does("paper.drop", again);
  CHECK(dropped.at("seq").is_int64());
  CHECK(dropped.size() == 1);
  CHECK(other.does("paper.drop", again) == dropped);  // sent twice, done once
  CHECK(one.refused("paper.drop", {{"batch", "b1"}}) == "batch_dropped /params/batch");
  CHECK(other.refused("paper.enter", short_by_one) == "batch_dropped /params/batch");
  CHECK(status_of(0) == "dropped");
  CHECK(h.view("tally/single").at("voted") == 0);
  // The next one has a name of its own, and once recorded it stays.
  CHECK(one.does("paper.open", {{"ballot", "single"}, {"ballots", 1}}).at("batch") == "b2");
  one.does("paper.enter", right);
  CHECK(other.does("paper.enter", right).at("status") == "recorded");
  CHECK(one.refused("paper.drop", {{"batch", "b2"}}) == "batch_recorded /params/batch");
  // After the vote: nobody can enter it any more, and it can still be dropped.
  one.does("paper.open", {{"ballot", "single"}, {"ballots", 9}});
  h.staff("ballot.close", {{"ballot", "single"}});
  one.does("paper.drop", {{"batch", "b3"}});
  h.server.kill();
  h.server.start();
  CHECK(status_of(0) == "dropped");
  CHECK(status_of(1) == "recorded");
  CHECK(status_of(2) == "dropped");
  CHECK(h.view("tally/single").at("voted") == 1);
}

TEST_CASE("ideas stream page by page: a watcher of one page is sent that page") {
  hall h({.definition = with_tables()});
  h.prepare(1);
  h.staff("table.form", {{"count", 1}});
  colleague team(h, "team", "theme_team");
  colleague table(h, "table", "facilitator");
  CHECK(team.refused("view.get", {{"view", "ideas/0"}}) == "unknown_view /params/view");
  for (int i = 0; i < 101; ++i) table.does("idea.add", {{"table", 1}, {"text", "ความคิด " + std::to_string(i)}});
  CHECK(team.view("ideas").at("pages") == 2);
  ok(team.at, "view.watch", {{"views", {"ideas/0", "ideas/1"}}, {"deliberation", h.deliberation}});
  table.does("idea.add", {{"table", 1}, {"text", "สุดท้าย"}});
  CHECK(team.at.wait_view("ideas/1", ws::client::patience,
                          [](const json::object& doc) { return doc.at("ideas").as_array().size() == 2; }));
  CHECK(team.view("ideas/0").at("ideas").as_array().size() == 100);
}

}  // namespace ruamkit::scenario
