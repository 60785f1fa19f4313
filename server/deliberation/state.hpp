// One deliberation as it stands: the fold of its events.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "base/time.hpp"
#include "deliberation/choice.hpp"
#include "deliberation/definition.hpp"
#include "deliberation/event.hpp"
#include "deliberation/pseudonym.hpp"
#include "deliberation/seating.hpp"

namespace ruamkit::deliberation {

/// A string-keyed map that can be asked with a string_view.
struct text_hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};
template <typename Value>
using text_map = boost::unordered_flat_map<std::string, Value, text_hash, std::equal_to<>>;

inline constexpr auto no_index = std::numeric_limits<std::uint32_t>::max();

enum class progress { waiting, running, finished };

struct stage_state {
  progress status = progress::waiting;
  std::optional<instant> started_at;
  std::optional<instant> ends_at;  ///< while it runs, where it has minutes or was given time
  std::optional<instant> finished_at;
};

/// A participant of the roll.
struct seat_state {
  participant_id id;
  std::vector<std::uint16_t> strata;  ///< a value's position for each stratum, or no_value
  bool issued = false;
  std::optional<instant> claimed_at;
  std::uint32_t pseudonym = no_index;  ///< among voters; none once the key is destroyed
  bool by_phone = false;               ///< a phone has claimed it
  bool checked_in = false;
  bool walk_in = false;
  bool left = false;
  table_number table = 0;

  /// `claimed_at` is when the person arrived, by phone or at the desk.
  [[nodiscard]] bool here() const { return claimed_at.has_value() && !left; }
};

struct roll_state {
  std::vector<seat_state> seats;
  text_map<std::uint32_t> by_id;
  std::uint32_t claimed = 0;
};

/// Somebody answers stand under: a pseudonym, or in a roll call the participant's own id.
struct voter_state {
  voter_id id;
  std::uint32_t seat = no_index;  ///< where the key still tells
};

struct vote {
  std::uint64_t seq = 0;  ///< of the event that counts; 0: has not voted
  deliberation::choice choice;
  deliberation::channel channel = channel::phone;
  bool moved = false;  ///< an earlier vote of this voter came by another channel
};

enum class ballot_status { draft, open, closed, published };

struct ballot_state {
  ballot_status status = ballot_status::draft;
  std::optional<instant> opened_at;
  std::optional<instant> closes_at;
  std::optional<instant> closed_at;
  std::optional<instant> published_at;
  std::uint64_t seed = 0;

  std::vector<vote> votes;  ///< by voter
  std::uint64_t voted = 0;
  std::uint64_t abstained = 0;
  std::array<std::uint64_t, channel_count> by_channel{};  ///< voters, by the channel of their last vote
  std::array<std::uint64_t, channel_count> received{};    ///< votes that came, by channel, changed ones too
  std::array<std::uint64_t, channel_count> replaced{};    ///< of those, the ones a later vote took the place of
  std::uint64_t moved = 0;                                ///< voters who voted by more than one channel
  bool of_themes = false;                                 ///< made from themes: an option's id is its theme's
  /// Running counts by option: votes, first places, or sums; for scale by value - min.
  std::vector<std::int64_t> counts;
};

struct table_state {
  std::vector<std::uint32_t> seats;  ///< who sits here, by position on the roll
  account_id facilitator;            ///< empty: nobody yet
  bool help = false;
  std::string notes;
  std::uint64_t notes_version = 0;
  std::vector<std::uint32_t> ideas;
  std::optional<instant> ends_at;  ///< where this table was given more time than the stage
};

struct tables_state {
  std::vector<table_state> tables;     ///< table 1 first; empty before they are made
  std::vector<table_figures> figures;  ///< of each table
  std::vector<std::size_t> balance;    ///< positions of the strata the tables are balanced over
  /// The seating of the rounds that are over: each seat's table.
  std::vector<std::vector<table_number>> rounds;
};

struct idea_state {
  table_number table = 0;
  std::string text;
  std::optional<deliberation::agreement> agreement;
  std::string dissent;
  std::string author;  ///< the pseudonym of the participant it is from; empty: the table's
  std::uint64_t version = 1;
  std::uint32_t theme = no_index;  ///< where it was placed; its successors are found from there
  bool withdrawn = false;
  instant added_at;
};

struct theme_state {
  localized title;
  std::uint64_t version = 1;
  std::uint64_t ideas = 0;        ///< that count for it and are not withdrawn
  std::uint32_t into = no_index;  ///< merged into that one
  std::uint32_t from = no_index;  ///< split off that one
};

struct paper_state {
  std::uint32_t ballot = 0;
  std::uint32_t ballots = 0;
  bool recorded = false;
  bool dropped = false;  ///< never both
  /// The newest entry of each account, the newest last.
  std::vector<std::pair<std::string, std::vector<paper_vote>>> entries;
  std::vector<std::uint32_t> differ;    ///< positions, from 0, where the two newest entries differ
  std::vector<std::uint32_t> differed;  ///< positions that differed at some time, in order
};

/// A file people were given, and since when.
struct attachment {
  file_print file;
  instant at;
};

/// Which commands were done: the first 128 bits of SHA-256(actor "\n" command_id) → sequence of the last event they
/// caused.
struct command_key {
  std::array<std::uint8_t, 16> bits{};
  friend bool operator==(const command_key&, const command_key&) = default;
};
struct command_key_hash {
  using is_avalanching = void;
  std::size_t operator()(const command_key& key) const noexcept {
    std::size_t out = 0;
    std::memcpy(&out, key.bits.data(), sizeof out);
    return out;
  }
};
using command_log = boost::unordered_flat_map<command_key, std::uint64_t, command_key_hash>;
[[nodiscard]] command_key key_of(std::string_view ledger_actor, std::string_view command_id);

struct state {
  deliberation_id id;
  /// Unknown once destroyed: then nobody can tell whose a vote is, and votes are still counted.
  std::optional<pseudonym_key> key;

  std::uint64_t seq = 0;  ///< of the last event folded in
  deliberation::definition definition;
  std::string code;
  instant created_at;
  std::vector<stage_state> stages;  ///< as in definition.agenda
  roll_state roll;
  std::vector<voter_state> voters;
  text_map<std::uint32_t> voter_by_id;
  std::vector<ballot_state> ballots;  ///< as in definition.ballots
  text_map<std::uint32_t> ballot_by_id;
  tables_state seating;
  std::vector<idea_state> ideas;
  std::uint64_t ideas_unplaced = 0;  ///< neither withdrawn nor in a theme
  std::uint64_t ideas_withdrawn = 0;
  text_map<std::vector<std::uint32_t>> ideas_by_author;
  std::vector<theme_state> themes;
  text_map<std::uint32_t> keypads;  ///< whose each is, by position on the roll
  std::vector<paper_state> papers;
  /// As in definition.documents: every file each was given, the one in force last.
  std::vector<std::vector<attachment>> attachments;
  command_log commands;

  [[nodiscard]] std::optional<std::size_t> running_stage() const;
  [[nodiscard]] progress status() const;
  [[nodiscard]] const seat_state* find_seat(const participant_id& id) const;
  [[nodiscard]] std::optional<std::size_t> find_ballot(const ballot_id& id) const;
  /// By id, its position in definition.documents.
  [[nodiscard]] std::optional<std::size_t> find_document(std::string_view id) const;
  /// The file in force; null while none is attached.
  [[nodiscard]] const attachment* attached(std::size_t document) const;
  /// None for 0, or before there are so many.
  [[nodiscard]] const table_state* find_table(table_number number) const;
  /// By "i7", "t2", "b1".
  [[nodiscard]] std::optional<std::size_t> find_idea(const idea_id& id) const;
  [[nodiscard]] std::optional<std::size_t> find_theme(const theme_id& id) const;
  [[nodiscard]] std::optional<std::size_t> find_batch(const batch_id& id) const;
  /// The last successor of a theme; itself where it was not merged.
  [[nodiscard]] std::size_t successor_of(std::size_t theme) const;
  /// When a table's talk ends: the later of the stage's end and its own.
  [[nodiscard]] std::optional<instant> table_ends_at(const table_state& table) const;
};

}  // namespace ruamkit::deliberation
