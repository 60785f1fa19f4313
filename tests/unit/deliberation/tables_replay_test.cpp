// Random town meetings: whatever happens at desk, tables, themes and ballots, replay gives the same meeting and the
// figures are those one would count by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/seeded.hpp"
#include "deliberation/idea.hpp"
#include "deliberation/table.hpp"
#include "unit/deliberation/meeting.hpp"

using namespace ruamkit;
using namespace ruamkit::testing;

namespace {

definition town() {
  auto out = sample_definition();
  out.tables = tables_definition{2, 4, {stratum_id{"gender"}, stratum_id{"age"}}};
  out.agenda.front().minutes = 10;
  return out;
}

std::string all_of(const state& s) {
  std::string out = std::to_string(s.ideas_unplaced) + "/" + std::to_string(s.ideas_withdrawn);
  for (const auto& seat : s.roll.seats)
    out += "\n" + seat.id.value() + (seat.here() ? " here" : "") + (seat.checked_in ? " desk" : "") +
           (seat.by_phone ? " phone" : "") + (seat.walk_in ? " walk-in" : "") + " at " + std::to_string(seat.table);
  for (const auto& table : s.seating.tables) {
    out += "\n" + table.facilitator.value() + (table.help ? "!" : "") + table.notes +
           std::to_string(table.notes_version) + ":";
    for (const auto seat : table.seats) out += " " + std::to_string(seat);
    for (const auto idea : table.ideas) out += " i" + std::to_string(idea);
    if (table.ends_at) out += " ends " + std::to_string(table.ends_at->ms);
  }
  for (const auto& round : s.seating.rounds)
    for (const auto table : round) out += std::to_string(table) + ",";
  for (const auto& idea : s.ideas)
    out += "\n" + idea.text + idea.dissent + idea.author + std::to_string(idea.version) + "@" +
           std::to_string(idea.theme) + (idea.withdrawn ? "x" : "");
  for (const auto& theme : s.themes)
    out += "\n" + theme.title.en + std::to_string(theme.version) + " " + std::to_string(theme.ideas) + " " +
           std::to_string(theme.into) + " " + std::to_string(theme.from);
  for (const auto& ballot : s.ballots) {
    out += "\n" + std::to_string(ballot.voted) + (ballot.of_themes ? "t" : "") + ":";
    for (const auto n : ballot.by_channel) out += " " + std::to_string(n);
    for (const auto n : ballot.counts) out += " " + std::to_string(n);
  }
  std::map<std::string, std::uint32_t> keypads(s.keypads.begin(), s.keypads.end());
  for (const auto& [keypad, seat] : keypads) out += "\n" + keypad + std::to_string(seat);
  for (const auto& paper : s.papers)
    out += "\n" + std::to_string(paper.entries.size()) + (paper.recorded ? "r" : "") + (paper.dropped ? "d" : "");
  return out;
}

std::string any_of(seeded& d, const char* prefix, std::size_t n) {
  return prefix + std::to_string(d.below(n + 1) + (d.below(20) == 0 ? 0U : 1U));
}

std::pair<actor, command> anything(seeded& d, const state& s) {
  const participant_id person{any_of(d, "p", 10)};
  const auto clerk = staff(role::lead, d.below(2) == 0 ? "a_one" : "a_two");
  const auto table = static_cast<table_number>(d.below(s.seating.tables.size() + 2));
  const idea_id idea{any_of(d, "i", s.ideas.size())};
  const theme_id theme{any_of(d, "t", s.themes.size())};
  const theme_id other{any_of(d, "t", s.themes.size())};
  const auto version = d.below(3) + 1;
  switch (d.below(26)) {
    case 0:
      return {clerk, form_tables{static_cast<std::int64_t>(d.below(4))}};
    case 1:
    case 2:
      return {clerk, check_in{person}};
    case 3:
      return {clerk, add_walk_in{{{"gender", d.below(2) == 0 ? "f" : "m"}}}};
    case 4:
      return {clerk, leave{person}};
    case 5:
      return {participant(person.value()), claim_seat{person}};
    case 6:
      return {clerk, move_participant{person, table, d.below(2) == 0}};
    case 7:
      return {clerk, mix_tables{}};
    case 8:
      return {clerk, facilitate_table{table}};
    case 9:
      return {clerk, write_note{table, "note", d.below(3)}};
    case 10:
      return {clerk, start_stage{stage_id{d.below(2) == 0 ? "first" : "second"}}};
    case 11:
      return {clerk, extend_stage{stage_id{"first"}, 60, d.below(2) == 0 ? std::optional(table) : std::nullopt}};
    case 12:
    case 13:
      return {clerk, add_idea{table, "idea " + std::to_string(s.seq), agreement::most, "but"}};
    case 14:
      return {participant(person.value()), add_idea{std::nullopt, "own " + std::to_string(s.seq), {}, {}}};
    case 15:
      return {clerk, edit_idea{idea, version, "changed", {}, {}}};
    case 16:
      return {d.below(2) == 0 ? clerk : participant(person.value()), withdraw_idea{idea}};
    case 17:
      return {clerk, add_theme{{"", "theme"}, {idea}}};
    case 18:
      return {clerk, reword_theme{theme, {"", "other words"}, version}};
    case 19:
      return {clerk, place_idea{idea, d.below(4) == 0 ? std::nullopt : std::optional(theme)}};
    case 20:
      return {clerk, merge_theme{theme, other}};
    case 21:
      return {clerk, split_theme{theme, {idea}, {"", "split off"}}};
    case 22:
      return {clerk, make_ballot{ballot_id{"made" + std::to_string(d.below(3))},
                                 {"", "?"},
                                 ballot_kind::multiple,
                                 {theme, other},
                                 {},
                                 {},
                                 {},
                                 reveal::live,
                                 stage_id{"second"},
                                 false}};
    case 23:
      return {clerk, bind_keypad{keypad_id{std::to_string(d.below(4))}, person}};
    case 24: {
      cast_for out;
      out.keypad = keypad_id{std::to_string(d.below(4))};
      out.ballot = ballot_id{"single"};
      out.choice = pick({d.below(2) == 0 ? "a" : "b"});
      out.channel = channel::keypad;
      return {clerk, out};
    }
    default:
      if (s.papers.empty() || d.below(4) == 0) return {clerk, open_paper{ballot_id{"single"}, 2}};
      if (d.below(4) == 0) return {clerk, drop_paper{batch_id{"b" + std::to_string(s.papers.size())}}};
      return {clerk, enter_paper{batch_id{"b" + std::to_string(s.papers.size())},
                                 {{std::nullopt, pick({"a"})}, {person, pick({d.below(3) == 0 ? "b" : "a"})}}}};
  }
}

/// What must hold in any meeting, counted anew.
void check_figures(const state& s) {
  std::set<std::uint32_t> seated;
  for (std::size_t t = 0; t < s.seating.tables.size(); ++t) {
    table_figures figures;
    for (const auto seat : s.seating.tables[t].seats) {
      CHECK(seated.insert(seat).second);
      CHECK(s.roll.seats[seat].table == t + 1);
      CHECK(s.roll.seats[seat].here());
      figures.add(values_of(s, s.roll.seats[seat].strata));
    }
    CHECK(figures.people == s.seating.figures[t].people);
    CHECK(figures.unevenness() == s.seating.figures[t].unevenness());
  }
  for (const auto& seat : s.roll.seats)
    if (seat.table != 0) CHECK(seated.contains(s.roll.by_id.at(seat.id.value())));
  std::map<std::size_t, std::uint64_t> in_theme;
  std::uint64_t unplaced = 0;
  for (const auto& idea : s.ideas) {
    if (idea.withdrawn) continue;
    if (idea.theme == no_index) ++unplaced;
    if (idea.theme != no_index) ++in_theme[s.successor_of(idea.theme)];
  }
  CHECK(unplaced == s.ideas_unplaced);
  for (std::size_t t = 0; t < s.themes.size(); ++t) CHECK(s.themes[t].ideas == in_theme[t]);
  for (const auto& ballot : s.ballots) {
    std::uint64_t by_channel = 0;
    for (const auto n : ballot.by_channel) by_channel += n;
    CHECK(by_channel == ballot.voted);
  }
  for (const auto& paper : s.papers) CHECK_FALSE((paper.recorded && paper.dropped));
}

}  // namespace

TEST_CASE("random town meetings: replay gives the same state, and every figure is what one would count") {
  std::map<std::size_t, std::size_t> happened;
  std::size_t refused = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    seeded d(seed);
    meeting m(town());
    m.seat(5, {{"gender", "f"}, {"age", "old"}});
    m.seat(5, {{"gender", "m"}});
    REQUIRE(m.run(lead(), start_stage{stage_id{"first"}}).has_value());
    REQUIRE(m.run(lead(), open("single")).has_value());
    for (int i = 0; i < 300; ++i) {
      m.clock = m.clock + std::chrono::milliseconds(d.below(3000));
      m.seed = d.next();
      const auto [who, what] = anything(d, m.now());
      const auto before = i % 16 == 0 ? all_of(m.now()) : std::string();
      const auto done = m.run(who, what);
      if (done)
        for (const auto& each : *done) ++happened[each.index()];
      if (done) continue;
      ++refused;
      if (!before.empty()) CHECK(all_of(m.now()) == before);
    }
    check_figures(m.now());
    state again;
    again.id = m.now().id;
    again.key = sample_key();
    for (const auto& each : m.history) evolve(again, each);
    CHECK(all_of(again) == all_of(m.now()));
  }
  CHECK(refused > 1'000);
  const auto often = [&](const event& what) { return happened[what.index()]; };
  for (const event& each :
       {event{tables_formed{}}, event{tables_mixed{}}, event{participant_moved{}}, event{participant_left{}},
        event{participant_checked_in{}}, event{walk_in_added{}}, event{table_noted{}}, event{stage_extended{}},
        event{idea_withdrawn{}}, event{theme_merged{}}, event{theme_reworded{}}, event{ballot_made{}},
        event{paper_entered{}}, event{paper_dropped{}}, event{keypad_bound{}}}) {
    CAPTURE(each.index());
    CHECK(often(each) >= 20);
  }
}

TEST_CASE("a participant's ideas do not stand under the name of their votes") {
  meeting m(town());
  m.seat(2);
  REQUIRE(m.run(lead(), form_tables{1}).has_value());
  const auto idea = ledger_actor(m.now(), participant("p1"), add_idea{});
  CHECK(idea.starts_with("~"));
  CHECK(idea != ledger_actor(m.now(), participant("p1"), cast("single", no_opinion{})));
  CHECK(idea == ledger_actor(m.now(), participant("p1"), withdraw_idea{}));
  for (std::size_t i = 0; i < ideas_of_one_max; ++i)
    REQUIRE(m.run(participant("p1"), add_idea{std::nullopt, "x", {}, {}}).has_value());
  CHECK(m.no(participant("p1"), add_idea{std::nullopt, "x", {}, {}}) == "too_many_ideas");
  CHECK(m.no(participant("p2"), add_idea{std::nullopt, " \n", {}, {}}) == "text_empty");
  CHECK(m.no(participant("p2"), withdraw_idea{idea_id{"i1"}}) == "not_allowed");
  CHECK(m.no(participant("p1"), withdraw_idea{idea_id{"i01"}}) == "unknown_idea");
}

TEST_CASE("every limit has its refusal") {
  meeting m(town());
  m.seat(1);
  CHECK(m.no(lead(), mix_tables{}) == "no_tables");
  CHECK(m.no(participant("p1"), add_idea{std::nullopt, "x", {}, {}}) == "no_table");
  CHECK(m.no(lead(), form_tables{tables_max + 1}) == "out_of_range");
  REQUIRE(m.run(lead(), form_tables{1}).has_value());
  CHECK(m.no(lead(), write_note{1, std::string(note_length_max + 1, 'x'), 0}) == "text_too_long");
  CHECK(m.no(lead(), add_idea{table_number{1}, std::string(idea_length_max + 1, 'x'), {}, {}}) == "text_too_long");
  for (int i = 0; i < 500; ++i) REQUIRE(m.run(lead(), add_theme{{"", "t"}, {}}).has_value());
  CHECK(m.no(lead(), add_theme{{"", "t"}, {}}) == "too_many_themes");
  m.seat(4);
  // Everyone who comes is let in; who finds no room at the only table is placed by hand.
  const auto* last = m.now().find_seat(participant_id{"p5"});
  CHECK(last->here());
  CHECK(last->table == 0);
  CHECK(m.no(lead(), move_participant{participant_id{"p5"}, 1, false}) == "table_full");
  CHECK(m.run(lead(), move_participant{participant_id{"p5"}, 1, true}).has_value());
}
