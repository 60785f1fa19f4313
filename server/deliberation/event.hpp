// What happened, in the past tense. Facts: never rewritten, and complete, so that replay needs nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "deliberation/command.hpp"
#include "deliberation/definition.hpp"
#include "deliberation/ids.hpp"

namespace ruamkit::deliberation {

/// Participants by table, the first of the list at table 1.
using seating_list = std::vector<std::vector<participant_id>>;

/// The first event of every deliberation. `code` is the six-digit hall code.
struct deliberation_created {
  deliberation::definition definition;
  std::string code;

  friend bool operator==(const deliberation_created&, const deliberation_created&) = default;
};
struct roll_imported {
  std::vector<person> people;

  friend bool operator==(const roll_imported&, const roll_imported&) = default;
};
/// Seat codes were handed out (again) for these; `added` were on no list before.
struct seats_issued {
  std::vector<participant_id> participants;
  std::vector<participant_id> added;

  friend bool operator==(const seats_issued&, const seats_issued&) = default;
};
struct seat_claimed {
  participant_id participant;

  friend bool operator==(const seat_claimed&, const seat_claimed&) = default;
};
/// The seat was claimed again, by another phone.
struct seat_moved {
  participant_id participant;

  friend bool operator==(const seat_moved&, const seat_moved&) = default;
};
/// Admission "open".
struct participant_joined {
  participant_id participant;

  friend bool operator==(const participant_joined&, const participant_joined&) = default;
};
struct stage_started {
  stage_id stage;

  friend bool operator==(const stage_started&, const stage_started&) = default;
};
struct stage_finished {
  stage_id stage;

  friend bool operator==(const stage_finished&, const stage_finished&) = default;
};
/// `seed` is the ballot's public seed, for ties.
struct ballot_opened {
  ballot_id ballot;
  std::uint64_t seed = 0;
  std::optional<instant> closes_at;

  friend bool operator==(const ballot_opened&, const ballot_opened&) = default;
};
struct ballot_extended {
  ballot_id ballot;
  instant closes_at;

  friend bool operator==(const ballot_extended&, const ballot_extended&) = default;
};
struct ballot_closed {
  ballot_id ballot;

  friend bool operator==(const ballot_closed&, const ballot_closed&) = default;
};
struct ballot_published {
  ballot_id ballot;

  friend bool operator==(const ballot_published&, const ballot_published&) = default;
};
/// Whose it is stands in the entry's actor: a pseudonym where the ballot is linked. Where staff entered the vote they
/// are the actor, and `voter` says whose it is.
struct ballot_cast {
  ballot_id ballot;
  raw_choice choice;
  deliberation::channel channel = channel::phone;
  std::optional<voter_id> voter = {};

  friend bool operator==(const ballot_cast&, const ballot_cast&) = default;
};

struct stage_extended {
  stage_id stage;
  instant ends_at;
  std::optional<table_number> table = {};

  friend bool operator==(const stage_extended&, const stage_extended&) = default;
};
/// Tables 1 to `count`; `seating` by table, of those who were there already.
struct tables_formed {
  table_number count = 0;
  seating_list seating;

  friend bool operator==(const tables_formed&, const tables_formed&) = default;
};
/// `again`: the card was checked in before, so nothing changed.
struct participant_checked_in {
  participant_id participant;
  std::optional<table_number> table;
  bool again = false;

  friend bool operator==(const participant_checked_in&, const participant_checked_in&) = default;
};
/// A phone joined while tables were there.
struct participant_seated {
  participant_id participant;
  table_number table = 0;

  friend bool operator==(const participant_seated&, const participant_seated&) = default;
};
struct walk_in_added {
  participant_id participant;
  std::vector<std::pair<std::string, std::string>> strata;
  std::optional<table_number> table;

  friend bool operator==(const walk_in_added&, const walk_in_added&) = default;
};
struct participant_left {
  participant_id participant;

  friend bool operator==(const participant_left&, const participant_left&) = default;
};
/// `worse`: the tables are less balanced than before.
struct participant_moved {
  participant_id participant;
  table_number table = 0;
  bool worse = false;

  friend bool operator==(const participant_moved&, const participant_moved&) = default;
};
/// Everybody seated anew; `met_again` pairs sat together in an earlier round.
struct tables_mixed {
  seating_list seating;
  std::uint64_t met_again = 0;

  friend bool operator==(const tables_mixed&, const tables_mixed&) = default;
};
/// By whom stands in the entry's actor.
struct table_facilitated {
  table_number table = 0;

  friend bool operator==(const table_facilitated&, const table_facilitated&) = default;
};
struct table_help_set {
  table_number table = 0;
  bool wanted = false;

  friend bool operator==(const table_help_set&, const table_help_set&) = default;
};
struct table_noted {
  table_number table = 0;
  std::string text;
  std::uint64_t version = 0;

  friend bool operator==(const table_noted&, const table_noted&) = default;
};
/// By a participant where the entry's actor is a pseudonym (see idea_pseudonym).
struct idea_added {
  idea_id idea;
  table_number table = 0;
  std::string text;
  std::optional<deliberation::agreement> agreement;
  std::optional<std::string> dissent;

  friend bool operator==(const idea_added&, const idea_added&) = default;
};
struct idea_edited {
  idea_id idea;
  std::uint64_t version = 0;
  std::optional<std::string> text;
  std::optional<deliberation::agreement> agreement;
  std::optional<std::string> dissent;

  friend bool operator==(const idea_edited&, const idea_edited&) = default;
};
struct idea_withdrawn {
  idea_id idea;

  friend bool operator==(const idea_withdrawn&, const idea_withdrawn&) = default;
};
struct idea_placed {
  idea_id idea;
  std::optional<theme_id> theme;

  friend bool operator==(const idea_placed&, const idea_placed&) = default;
};
/// `from`: the theme it was split off.
struct theme_added {
  theme_id theme;
  localized title;
  std::vector<idea_id> ideas;
  std::optional<theme_id> from;

  friend bool operator==(const theme_added&, const theme_added&) = default;
};
struct theme_reworded {
  theme_id theme;
  localized title;
  std::uint64_t version = 0;

  friend bool operator==(const theme_reworded&, const theme_reworded&) = default;
};
struct theme_merged {
  theme_id theme;
  theme_id into;

  friend bool operator==(const theme_merged&, const theme_merged&) = default;
};
/// Its options are themes, each option's id its theme's.
struct ballot_made {
  stage_id stage;
  ballot_definition ballot;

  friend bool operator==(const ballot_made&, const ballot_made&) = default;
};
struct keypad_bound {
  keypad_id keypad;
  participant_id participant;

  friend bool operator==(const keypad_bound&, const keypad_bound&) = default;
};
struct keypad_unbound {
  keypad_id keypad;

  friend bool operator==(const keypad_unbound&, const keypad_unbound&) = default;
};
struct paper_opened {
  batch_id batch;
  ballot_id ballot;
  std::uint32_t ballots = 0;

  friend bool operator==(const paper_opened&, const paper_opened&) = default;
};
/// One paper ballot as it was entered: never under a participant's own id where the ballot is linked.
struct paper_vote {
  std::optional<voter_id> voter;
  raw_choice choice;

  friend bool operator==(const paper_vote&, const paper_vote&) = default;
};
struct paper_entered {
  batch_id batch;
  std::vector<paper_vote> entries;

  friend bool operator==(const paper_entered&, const paper_entered&) = default;
};
struct paper_dropped {
  batch_id batch;

  friend bool operator==(const paper_dropped&, const paper_dropped&) = default;
};
/// The file itself is kept beside the ledger, under its hash. An earlier one of the same document stays in the record.
struct document_attached {
  std::string document;
  file_print file;

  friend bool operator==(const document_attached&, const document_attached&) = default;
};

using event =
    std::variant<deliberation_created, roll_imported, seats_issued, seat_claimed, seat_moved, participant_joined,
                 stage_started, stage_finished, ballot_opened, ballot_extended, ballot_closed, ballot_published,
                 ballot_cast, stage_extended, tables_formed, participant_checked_in, participant_seated, walk_in_added,
                 participant_left, participant_moved, tables_mixed, table_facilitated, table_help_set, table_noted,
                 idea_added, idea_edited, idea_withdrawn, idea_placed, theme_added, theme_reworded, theme_merged,
                 ballot_made, keypad_bound, keypad_unbound, paper_opened, paper_entered, paper_dropped,
                 document_attached>;

/// An event with what the ledger keeps beside it.
struct recorded_event {
  std::uint64_t seq = 0;
  instant time;
  std::string actor;                      ///< see ledger_actor
  std::optional<std::string> command_id;  ///< of the command that caused it
  deliberation::event event;

  friend bool operator==(const recorded_event&, const recorded_event&) = default;
};

}  // namespace ruamkit::deliberation
