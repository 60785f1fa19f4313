// What people ask of a deliberation, in the imperative.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/digest.hpp"
#include "base/localized.hpp"
#include "deliberation/definition.hpp"
#include "deliberation/ids.hpp"

namespace ruamkit::deliberation {

/// A choice as it was sent, before the ballot's kind is known: null, a list of option ids, amounts by option id, a
/// number, or a text.
struct no_opinion {
  friend bool operator==(const no_opinion&, const no_opinion&) = default;
};
using option_list = std::vector<std::string>;
using amount_list = std::vector<std::pair<std::string, std::int64_t>>;
using raw_choice = std::variant<no_opinion, option_list, amount_list, std::int64_t, std::string>;

/// One person of the roll: `strata` pairs a stratum's id with a value's id.
struct person {
  participant_id id;
  std::vector<std::pair<std::string, std::string>> strata;

  friend bool operator==(const person&, const person&) = default;
};

struct import_roll {
  std::vector<person> people;
};
/// Seats for the named people; `extra` further ones for people who are on no list.
struct issue_seats {
  std::vector<participant_id> ids;
  std::uint64_t extra = 0;
};
/// The phone that holds the seat code takes the seat, from another phone if need be.
struct claim_seat {
  participant_id participant;
};
/// Admission "open": a new participant for a device.
struct join_open {};
struct start_stage {
  stage_id stage;
};
struct finish_stage {
  stage_id stage;
};
struct open_ballot {
  ballot_id ballot;
  std::optional<std::int64_t> closes_in_s;
};
struct extend_ballot {
  ballot_id ballot;
  std::int64_t seconds = 0;
};
struct close_ballot {
  ballot_id ballot;
};
struct publish_ballot {
  ballot_id ballot;
};
struct cast_ballot {
  ballot_id ballot;
  raw_choice choice;
};

// All of a stage's ballots that can be: drafts opened, open ones closed, closed ones published, in one step.
struct open_all {
  stage_id stage;
  std::optional<std::int64_t> closes_in_s;
};
struct close_all {
  stage_id stage;
};
struct publish_all {
  stage_id stage;
};

/// Gives the running stage, or one table in it, more time.
struct extend_stage {
  stage_id stage;
  std::int64_t seconds = 0;
  std::optional<table_number> table;
};

// Tables and the desk.
struct form_tables {
  std::optional<std::int64_t> count;
};
struct move_participant {
  participant_id participant;
  table_number table = 0;
  bool over = false;  ///< also where the table is full
};
struct mix_tables {};
/// The account that asks runs this table from now on.
struct facilitate_table {
  table_number table = 0;
};
struct set_table_help {
  table_number table = 0;
  bool wanted = false;
};
struct write_note {
  table_number table = 0;
  std::string text;
  std::uint64_t version = 0;  ///< the one the writer saw
};
struct check_in {
  participant_id participant;
};
struct add_walk_in {
  std::vector<std::pair<std::string, std::string>> strata;
};
struct leave {
  participant_id participant;
};

// Ideas and themes.
enum class agreement { all, most, some, few };
/// By staff for a table; by a participant for their own.
struct add_idea {
  std::optional<table_number> table;
  std::string text;
  std::optional<deliberation::agreement> agreement;
  std::optional<std::string> dissent;
};
struct edit_idea {
  idea_id idea;
  std::uint64_t version = 0;
  std::optional<std::string> text;
  std::optional<deliberation::agreement> agreement;
  std::optional<std::string> dissent;
};
struct withdraw_idea {
  idea_id idea;
};
struct add_theme {
  localized title;
  std::vector<idea_id> ideas;
};
struct reword_theme {
  theme_id theme;
  localized title;
  std::uint64_t version = 0;
};
struct place_idea {
  idea_id idea;
  std::optional<theme_id> theme;
};
struct merge_theme {
  theme_id theme;
  theme_id into;
};
struct split_theme {
  theme_id theme;
  std::vector<idea_id> ideas;
  localized title;
};
/// A new ballot whose options are themes.
struct make_ballot {
  ballot_id ballot;
  localized question;
  ballot_kind kind = ballot_kind::multiple;
  std::vector<theme_id> themes;
  std::optional<std::int64_t> max;
  std::optional<std::int64_t> budget;
  std::optional<std::string> rule;
  deliberation::reveal reveal = reveal::on_publish;
  std::optional<stage_id> stage;
  bool practice = false;
};

// Votes that come another way than by the voter's phone.
enum class channel : std::uint8_t { phone, keypad, paper, kiosk };
inline constexpr std::size_t channel_count = 4;
/// For exactly one of `participant` and whoever `keypad` is bound to.
struct cast_for {
  std::optional<participant_id> participant;
  std::optional<keypad_id> keypad;
  ballot_id ballot;
  raw_choice choice;
  deliberation::channel channel = channel::kiosk;
};
struct bind_keypad {
  keypad_id keypad;
  participant_id participant;
};
struct unbind_keypad {
  keypad_id keypad;
};
struct open_paper {
  ballot_id ballot;
  std::int64_t ballots = 0;
};
struct paper_ballot {
  std::optional<participant_id> participant;
  raw_choice choice;
};
struct enter_paper {
  batch_id batch;
  std::vector<paper_ballot> entries;
};
/// A batch opened by mistake. What was entered of it never counted.
struct drop_paper {
  batch_id batch;
};

// What people are given to read.
enum class document_type : std::uint8_t { pdf, markdown };
/// A file by its content: its bytes are kept elsewhere, under their hash.
struct file_print {
  digest sha256{};
  std::uint64_t bytes = 0;
  document_type type = document_type::pdf;

  friend bool operator==(const file_print&, const file_print&) = default;
};
/// In place of what was attached to the document before.
struct attach_document {
  std::string document;
  file_print file;
};

using command = std::variant<import_roll, issue_seats, claim_seat, join_open, start_stage, finish_stage, open_ballot,
                             extend_ballot, close_ballot, publish_ballot, cast_ballot, extend_stage, form_tables,
                             move_participant, mix_tables, facilitate_table, set_table_help, write_note, check_in,
                             add_walk_in, leave, add_idea, edit_idea, withdraw_idea, add_theme, reword_theme,
                             place_idea, merge_theme, split_theme, make_ballot, cast_for, bind_keypad, unbind_keypad,
                             open_paper, enter_paper, drop_paper, attach_document, open_all, close_all, publish_all>;

[[nodiscard]] std::string_view name_of(agreement);
[[nodiscard]] std::optional<agreement> agreement_from_name(std::string_view name);
[[nodiscard]] std::string_view name_of(channel);
[[nodiscard]] std::optional<channel> channel_from_name(std::string_view name);
/// As in Content-Type: "application/pdf", "text/markdown".
[[nodiscard]] std::string_view name_of(document_type);
[[nodiscard]] std::optional<document_type> document_type_from_name(std::string_view name);

}  // namespace ruamkit::deliberation
