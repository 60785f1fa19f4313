// Events as the ledger keeps them: written, read, and read again from what was written long ago.
#include "wire/event_json.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "base/seeded.hpp"
#include "wire/definition.hpp"

using namespace ruamkit;
using namespace ruamkit::wire;
using namespace ruamkit::deliberation;

namespace {

std::string file(const std::string& name) {
  std::ifstream in(RUAMKIT_SOURCE_ROOT "/" + name);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), {}};
}

const definition& demonstration() {
  static const definition out = [] {
    const auto read = parse_definition(file("config/demo/phayao.json"), templates{});
    REQUIRE(read.value);
    return *read.value;
  }();
  return out;
}

class maker {
 public:
  explicit maker(std::uint64_t seed) : draw_(seed) {}

  std::string text() {
    static const std::vector<std::string> pieces{"a",    "Z", "9", " ", "\"", "\\",    "\n",
                                                 "\x01", "/", "ก", "ำ", "😀",  "\u2028"};
    std::string out;
    for (auto n = draw_.below(8); n > 0; --n) out += pieces[static_cast<std::size_t>(draw_.below(pieces.size()))];
    return out;
  }
  std::int64_t number() {
    const auto raw = static_cast<std::int64_t>(draw_.next());
    return draw_.below(2) == 0 ? raw : raw % 100;
  }
  instant when() { return {number()}; }
  std::vector<participant_id> ids() {
    std::vector<participant_id> out;
    for (auto n = draw_.below(4); n > 0; --n) out.emplace_back(text());
    return out;
  }
  raw_choice choice() {
    switch (draw_.below(5)) {
      case 0:
        return no_opinion{};
      case 1: {
        option_list out;
        for (auto n = draw_.below(4); n > 0; --n) out.push_back(text());
        return out;
      }
      case 2: {
        amount_list out;  // names differ, as an object's do
        for (auto n = draw_.below(4); n > 0; --n) out.emplace_back(text() + std::to_string(n), number());
        return out;
      }
      case 3:
        return number();
      default:
        return text();
    }
  }
  event any() {
    switch (draw_.below(std::variant_size_v<event>)) {
      case 0:
        return deliberation_created{demonstration(), text()};
      case 1: {
        roll_imported out;
        for (auto n = draw_.below(3); n > 0; --n)
          out.people.push_back({participant_id{text()}, {{"s" + text(), text()}}});
        return out;
      }
      case 2:
        return seats_issued{ids(), ids()};
      case 3:
        return seat_claimed{participant_id{text()}};
      case 4:
        return seat_moved{participant_id{text()}};
      case 5:
        return participant_joined{participant_id{text()}};
      case 6:
        return stage_started{stage_id{text()}};
      case 7:
        return stage_finished{stage_id{text()}};
      case 8:
        return ballot_opened{ballot_id{text()}, draw_.next(),
                             draw_.below(2) == 0 ? std::optional(when()) : std::nullopt};
      case 9:
        return ballot_extended{ballot_id{text()}, when()};
      case 10:
        return ballot_closed{ballot_id{text()}};
      case 11:
        return ballot_published{ballot_id{text()}};
      case 12: {
        ballot_cast out{ballot_id{text()}, choice()};
        if (draw_.below(2) == 0) out.channel = static_cast<channel>(draw_.below(channel_count));
        if (draw_.below(2) == 0) out.voter = voter_id{text()};
        return out;
      }
      default:
        return of_a_meeting();
    }
  }
  event of_a_meeting() {
    switch (draw_.below(25)) {
      case 0:
        return stage_extended{stage_id{text()}, when(), table_if()};
      case 1:
        return tables_formed{table(), seating()};
      case 2:
        return participant_checked_in{participant_id{text()}, table_if(), flag()};
      case 3:
        return participant_seated{participant_id{text()}, table()};
      case 4:
        return walk_in_added{participant_id{text()}, {{"s" + text(), text()}}, table_if()};
      case 5:
        return participant_left{participant_id{text()}};
      case 6:
        return participant_moved{participant_id{text()}, table(), flag()};
      case 7:
        return tables_mixed{seating(), draw_.below(1'000)};
      case 8:
        return table_facilitated{table()};
      case 9:
        return table_help_set{table(), flag()};
      case 10:
        return table_noted{table(), text(), draw_.below(1'000)};
      case 11:
        return idea_added{idea_id{text()}, table(), text(), strength(), text_if()};
      case 12:
        return idea_edited{idea_id{text()}, draw_.below(1'000), text_if(), strength(), text_if()};
      case 13:
        return idea_withdrawn{idea_id{text()}};
      case 14:
        return idea_placed{idea_id{text()}, flag() ? std::optional(theme_id{text()}) : std::nullopt};
      case 15:
        return theme_added{theme_id{text()},
                           {text(), text()},
                           {idea_id{text()}, idea_id{text()}},
                           flag() ? std::optional(theme_id{text()}) : std::nullopt};
      case 16:
        return theme_reworded{theme_id{text()}, {text(), text()}, draw_.below(1'000)};
      case 17:
        return theme_merged{theme_id{text()}, theme_id{text()}};
      case 18: {
        ballot_made out{stage_id{text()}, demonstration().ballots[draw_.below(demonstration().ballots.size())]};
        out.ballot.practice = flag();
        return out;
      }
      case 19:
        return keypad_bound{keypad_id{text()}, participant_id{text()}};
      case 20:
        return keypad_unbound{keypad_id{text()}};
      case 22:
        return document_attached{
            text(), {sha256(text()), draw_.below(1'000'000), flag() ? document_type::pdf : document_type::markdown}};
      case 23:
        return paper_dropped{batch_id{text()}};
      case 21:
        return paper_opened{batch_id{text()}, ballot_id{text()}, static_cast<std::uint32_t>(draw_.below(1'000))};
      default:
        return paper_entered{batch_id{text()}, {{std::nullopt, choice()}, {std::optional(voter_id{text()}), choice()}}};
    }
  }
  bool flag() { return draw_.below(2) == 0; }
  table_number table() { return static_cast<table_number>(draw_.below(600)); }
  std::optional<table_number> table_if() { return flag() ? std::optional(table()) : std::nullopt; }
  std::optional<std::string> text_if() { return flag() ? std::optional(text()) : std::nullopt; }
  std::optional<agreement> strength() {
    return flag() ? std::optional(static_cast<agreement>(draw_.below(4))) : std::nullopt;
  }
  seating_list seating() { return {ids(), {}, ids()}; }
  std::optional<std::string> command_id() {
    return draw_.below(2) == 0 ? std::optional<std::string>("c" + std::to_string(draw_.below(1000))) : std::nullopt;
  }

 private:
  seeded draw_;
};

std::string why_unreadable(const std::string& payload) {
  try {
    static_cast<void>(decode_event(payload));
  } catch (const unreadable_event& fault) {
    return fault.what();
  }
  return {};
}

}  // namespace

TEST_CASE("whatever is written is read back equal, on one line") {
  maker m(11);
  std::set<std::size_t> kinds;
  for (int i = 0; i < 5'000; ++i) {
    const auto what = m.any();
    const auto id = m.command_id();
    kinds.insert(what.index());
    const auto text = encode_event(what, id);
    CHECK(text.find('\n') == std::string::npos);
    const auto read = decode_event(text);
    CHECK(read.event == what);
    CHECK(read.command_id == id);
    CHECK(encode_event(read.event, read.command_id) == text);
  }
  CHECK(kinds.size() == std::variant_size_v<event>);
}

TEST_CASE("the members' names and order are for ever") {
  const std::vector<std::pair<event, std::string>> rows{
      {roll_imported{{{participant_id{"p1"}, {{"gender", "f"}, {"age", "old"}}}}},
       R"({"type":"roll_imported","people":[{"id":"p1","strata":{"gender":"f","age":"old"}}]})"},
      {seats_issued{{participant_id{"p1"}, participant_id{"s1"}}, {participant_id{"s1"}}},
       R"({"type":"seats_issued","participants":["p1","s1"],"added":["s1"]})"},
      {seat_claimed{participant_id{"p1"}}, R"({"type":"seat_claimed","participant":"p1"})"},
      {seat_moved{participant_id{"p1"}}, R"({"type":"seat_moved","participant":"p1"})"},
      {participant_joined{participant_id{"p1"}}, R"({"type":"participant_joined","participant":"p1"})"},
      {stage_started{stage_id{"s"}}, R"({"type":"stage_started","stage":"s"})"},
      {stage_finished{stage_id{"s"}}, R"({"type":"stage_finished","stage":"s"})"},
      {ballot_opened{ballot_id{"q"}, 18'446'744'073'709'551'615U, instant{5}},
       R"({"type":"ballot_opened","ballot":"q","seed":"18446744073709551615","closes_at":5})"},
      {ballot_opened{ballot_id{"q"}, 0, {}}, R"({"type":"ballot_opened","ballot":"q","seed":"0"})"},
      {ballot_extended{ballot_id{"q"}, instant{7}}, R"({"type":"ballot_extended","ballot":"q","closes_at":7})"},
      {ballot_closed{ballot_id{"q"}}, R"({"type":"ballot_closed","ballot":"q"})"},
      {ballot_published{ballot_id{"q"}}, R"({"type":"ballot_published","ballot":"q"})"},
      {ballot_cast{ballot_id{"q"}, amount_list{{"a", 60}, {"b", 40}}},
       R"({"type":"ballot_cast","ballot":"q","choice":{"a":60,"b":40}})"},
      {ballot_cast{ballot_id{"q"}, no_opinion{}}, R"({"type":"ballot_cast","ballot":"q","choice":null})"},
      {document_attached{"d1", {sha256("abc"), 3, document_type::pdf}},
       R"({"type":"document_attached","document":"d1","sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","bytes":3,"media_type":"application/pdf"})"}};
  for (const auto& [what, text] : rows) CHECK(encode_event(what, std::nullopt) == text);
  CHECK(encode_event(ballot_closed{ballot_id{"q"}}, "c-1") ==
        R"({"type":"ballot_closed","command_id":"c-1","ballot":"q"})");
  const auto created = encode_event(deliberation_created{demonstration(), "482913"}, std::nullopt);
  CHECK(created == R"({"type":"deliberation_created","code":"482913","definition":)" + to_json(demonstration()) + "}");
}

TEST_CASE("golden events: what version 1 wrote is read, and would be written the same") {
  std::ifstream in(RUAMKIT_SOURCE_ROOT "/tests/contract/golden/events-1.jsonl");
  REQUIRE(in);
  std::set<std::size_t> kinds;
  for (std::string line; std::getline(in, line);) {
    INFO(line.substr(0, 100));
    const auto read = decode_event(line);
    kinds.insert(read.event.index());
    CHECK(encode_event(read.event, read.command_id) == line);
  }
  CHECK(kinds.size() == std::variant_size_v<event>);
}

TEST_CASE("members from a later version are passed over, what is missing or wrong is named") {
  const auto later = decode_event(R"({"type":"ballot_closed","ballot":"q","why":{"x":[1]},"command_id":"c"})");
  CHECK(later.event == event{ballot_closed{ballot_id{"q"}}});
  CHECK(later.command_id == "c");
  const std::vector<std::pair<const char*, const char*>> rows{
      {"", "not JSON"},
      {"{", "not JSON"},
      {"[]", "not an object"},
      {"{}", "'type'"},
      {R"({"type":7})", "'type'"},
      {R"({"type":"ballot_burnt"})", "unknown type 'ballot_burnt'"},
      {R"({"type":"ballot_closed"})", "'ballot'"},
      {R"({"type":"ballot_cast","ballot":"q"})", "'choice'"},
      {R"({"type":"ballot_cast","ballot":"q","choice":1.5})", "'choice'"},
      {R"({"type":"ballot_opened","ballot":"q","seed":7})", "'seed'"},
      {R"({"type":"ballot_opened","ballot":"q","seed":"7x"})", "'seed'"},
      {R"({"type":"ballot_opened","ballot":"q","seed":"7","closes_at":"x"})", "'closes_at'"},
      {R"({"type":"ballot_extended","ballot":"q"})", "'closes_at'"},
      {R"({"type":"seats_issued","participants":["p1"]})", "'added'"},
      {R"({"type":"seats_issued","participants":[1],"added":[]})", "'participants'"},
      {R"({"type":"roll_imported","people":[{"id":"p1"}]})", "'strata'"},
      {R"({"type":"roll_imported","people":[{"id":"p1","strata":{"g":1}}]})", "'strata'"},
      {R"({"type":"roll_imported","people":["p1"]})", "'people'"},
      {R"({"type":"deliberation_created","code":"1"})", "'definition'"},
      {R"({"type":"deliberation_created","code":"1","definition":[]})", "'definition'"},
      {R"({"type":"document_attached","document":"d","sha256":"00","bytes":1,"media_type":"text/markdown"})",
       "'sha256'"},
      {R"({"type":"deliberation_created","definition":{"method":"town_meeting"}})", "'code'"}};
  for (const auto& [payload, says] : rows) {
    CAPTURE(payload);
    CHECK(why_unreadable(payload).find(says) != std::string::npos);
  }
}

TEST_CASE("spoilt payloads are read or refused, and nothing else is thrown") {
  maker m(5);
  seeded draw(6);
  for (int i = 0; i < 10'000; ++i) {
    auto text = encode_event(i % 50 == 0 ? m.any() : event{ballot_cast{ballot_id{"q"}, m.choice()}}, m.command_id());
    text[static_cast<std::size_t>(draw.below(text.size()))] = static_cast<char>(draw.below(256));
    static_cast<void>(why_unreadable(text));
  }
}
