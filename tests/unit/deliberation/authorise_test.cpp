// Who may ask for what: every actor against every command.
#include <doctest/doctest.h>

#include "unit/deliberation/meeting.hpp"

using namespace ruamkit;
using namespace ruamkit::testing;

namespace {

struct who_row {
  const char* name;
  actor who;
};

std::vector<who_row> everybody() {
  actor screen;
  screen.who = actor::kind::screen;
  screen.role = role::screen;
  screen.bound_to = deliberation_id{"d_test"};
  return {{"participant", participant("p1")},
          {"screen", screen},
          {"facilitator", staff(role::facilitator)},
          {"theme_team", staff(role::theme_team)},
          {"lead", staff(role::lead)},
          {"organiser", staff(role::organiser)},
          {"committee", staff(role::committee)},
          {"admin", staff(role::admin)},
          {"system", server_itself()}};
}

struct command_row {
  const char* name;
  command what;
  std::vector<std::string> allowed;
};

std::vector<command_row> every_command() {
  const std::vector<std::string> leads{"lead", "organiser", "admin"};
  const std::vector<std::string> organisers{"organiser", "admin"};
  const std::vector<std::string> facilitators{"facilitator", "lead", "organiser", "admin"};
  const std::vector<std::string> talkers{"participant", "facilitator", "lead", "organiser", "admin"};
  const std::vector<std::string> team{"theme_team", "lead", "organiser", "admin"};
  return {{"import_roll", import_roll{}, organisers},
          {"issue_seats", issue_seats{}, organisers},
          {"claim_seat", claim_seat{participant_id{"p1"}}, {"participant"}},
          {"join_open", join_open{}, {"system"}},
          {"start_stage", start_stage{}, leads},
          {"finish_stage", finish_stage{}, leads},
          {"open_ballot", open_ballot{}, leads},
          {"extend_ballot", extend_ballot{}, leads},
          {"close_ballot", close_ballot{}, {"lead", "organiser", "admin", "system"}},
          {"publish_ballot", publish_ballot{}, leads},
          {"cast_ballot", cast_ballot{}, {"participant"}},
          {"extend_stage", extend_stage{}, leads},
          {"form_tables", form_tables{}, leads},
          {"move_participant", move_participant{}, facilitators},
          {"mix_tables", mix_tables{}, leads},
          {"facilitate_table", facilitate_table{}, facilitators},
          {"set_table_help", set_table_help{}, facilitators},
          {"write_note", write_note{}, facilitators},
          {"check_in", check_in{}, facilitators},
          {"add_walk_in", add_walk_in{}, facilitators},
          {"leave", leave{}, facilitators},
          {"add_idea", add_idea{}, talkers},
          {"edit_idea", edit_idea{}, talkers},
          {"withdraw_idea", withdraw_idea{}, talkers},
          {"add_theme", add_theme{}, team},
          {"reword_theme", reword_theme{}, team},
          {"place_idea", place_idea{}, team},
          {"merge_theme", merge_theme{}, team},
          {"split_theme", split_theme{}, team},
          {"make_ballot", make_ballot{}, team},
          {"cast_for", cast_for{}, facilitators},
          {"bind_keypad", bind_keypad{}, facilitators},
          {"unbind_keypad", unbind_keypad{}, facilitators},
          {"open_paper", open_paper{}, facilitators},
          {"enter_paper", enter_paper{}, facilitators},
          {"drop_paper", drop_paper{}, facilitators},
          {"attach_document", attach_document{}, organisers},
          {"open_all", open_all{}, leads},
          {"close_all", close_all{}, leads},
          {"publish_all", publish_all{}, leads}};
}

}  // namespace

TEST_CASE("every role against every command") {
  meeting m;
  m.seat(2);
  REQUIRE(every_command().size() == std::variant_size_v<command>);
  for (const auto& [command_name, what, allowed] : every_command())
    for (const auto& [name, who] : everybody()) {
      CAPTURE(command_name);
      CAPTURE(name);
      const auto no = authorise(who, what, m.now());
      const bool may = std::ranges::find(allowed, name) != allowed.end();
      CHECK(!no.has_value() == may);
      if (no) CHECK(no->code == "not_allowed");
    }
}

TEST_CASE("who has not signed in, is bound elsewhere or is not on the roll") {
  meeting m;
  m.seat(1);
  const command vote = cast("single", pick({"a"}));
  CHECK(authorise(actor{}, vote, m.now())->code == "not_signed_in");
  CHECK(authorise(participant("p1", "d_other"), vote, m.now())->code == "other_deliberation");
  CHECK(authorise(participant("nobody"), vote, m.now())->code == "unknown_participant");
  CHECK(authorise(participant("p1"), claim_seat{participant_id{"p2"}}, m.now())->code == "not_allowed");
  actor roleless = staff(role::admin);
  roleless.role.reset();
  CHECK(authorise(roleless, open("single"), m.now())->code == "not_allowed");
  // A role alone is nothing: a participant who claims one stays a participant.
  actor climber = participant("p1");
  climber.role = role::organiser;
  CHECK(authorise(climber, open("single"), m.now())->code == "not_allowed");
}

TEST_CASE("roles have names, and names give roles") {
  for (int r = 0; r <= static_cast<int>(role::admin); ++r) {
    const auto name = name_of(static_cast<role>(r));
    CHECK_FALSE(name.empty());
    CHECK(role_from_name(name) == static_cast<role>(r));
  }
  CHECK_FALSE(role_from_name("Lead").has_value());
  CHECK_FALSE(role_from_name("").has_value());
}

TEST_CASE("under what name a command stands in the ledger") {
  meeting m;
  m.seat(2);
  const auto linked = ledger_actor(m.now(), participant("p1"), cast("single", no_opinion{}));
  CHECK(linked == pseudonym(sample_key(), participant_id{"p1"}).value());
  CHECK(linked.size() == 17);
  CHECK(linked.starts_with("~"));
  CHECK(linked.find("p1") == std::string::npos);
  CHECK(linked == ledger_actor(m.now(), participant("p1"), cast("scale", std::int64_t{1})));
  CHECK(linked != ledger_actor(m.now(), participant("p2"), cast("single", no_opinion{})));
  CHECK(ledger_actor(m.now(), participant("p1"), cast("roll_call", no_opinion{})) == "p1");
  CHECK(ledger_actor(m.now(), participant("p1"), claim_seat{participant_id{"p1"}}) == "p1");
  CHECK(ledger_actor(m.now(), lead(), open("single")) == "@a_staff");
  CHECK(ledger_actor(m.now(), server_itself(), close("single")) == "*");
  // Another deliberation's key gives another pseudonym.
  auto other = sample_key();
  other[0] ^= 1;
  CHECK(pseudonym(other, participant_id{"p1"}) != pseudonym(sample_key(), participant_id{"p1"}));
}
