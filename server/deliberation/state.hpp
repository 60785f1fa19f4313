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
  std::optional<instant> finished_at;
};

/// A participant of the roll.
struct seat_state {
  participant_id id;
  std::vector<std::uint16_t> strata;  ///< a value's position for each stratum, or no_value
  bool issued = false;
  std::optional<instant> claimed_at;
  std::uint32_t pseudonym = no_index;  ///< among voters; none once the key is destroyed
};
inline constexpr auto no_value = std::numeric_limits<std::uint16_t>::max();

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
  /// Running counts by option: votes, first places, or sums; for scale by value - min.
  std::vector<std::int64_t> counts;
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
  command_log commands;

  [[nodiscard]] std::optional<std::size_t> running_stage() const;
  [[nodiscard]] progress status() const;
  [[nodiscard]] const seat_state* find_seat(const participant_id& id) const;
  [[nodiscard]] std::optional<std::size_t> find_ballot(const ballot_id& id) const;
};

}  // namespace ruamkit::deliberation
