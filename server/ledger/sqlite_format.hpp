// The layout of ledger.db: made once, checked to the letter at every opening. Private to the ledger.
//
//   meta    'format' -> '1'
//   stream  a number for each stream, in order of creation; no index, which could disagree with it
//   entry   the number (stream << 40 | seq) and the rest of the entry; one b-tree, appended at a stream's end. Measured
//           against PRIMARY KEY(stream, seq) WITHOUT ROWID: a quarter more rows a second, an eighth smaller.
//   chain   a view for people: the same with names and sequences
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ledger/ledger.hpp"
#include "ledger/sqlite.hpp"

namespace ruamkit::ledger::sqlite {

inline constexpr int format_version = 1;
inline constexpr int seq_bits = 40;
inline constexpr std::uint64_t seq_max = (std::uint64_t{1} << seq_bits) - 1;
inline constexpr std::int64_t stream_max = (std::int64_t{1} << (63 - seq_bits)) - 1;

[[nodiscard]] constexpr std::int64_t entry_id(std::int64_t stream, std::uint64_t seq) {
  return (stream << seq_bits) | static_cast<std::int64_t>(seq & seq_max);
}

/// Refuses what is not a ledger of this format, without changing it; makes the layout where there is nothing yet.
/// Sets up the writing connection. Throws `unusable`.
void open_layout(database& db, const std::string& path, bool full_sync);

/// The refusal for a failed call: its kind, and a sentence with the path.
[[nodiscard]] refusal refusal_for(const error& e, const std::string& path);

/// The sentence when opening or reading failed.
[[nodiscard]] std::string cannot_use(const error& e, const std::string& path);

}  // namespace ruamkit::ledger::sqlite
