// How the votes of a ballot came in, and whether what came in adds up to what was counted: by channel, and by batch of
// paper. The figures are kept apart as the events come (state.hpp), so that a check here can fail.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "deliberation/state.hpp"

namespace ruamkit::projection {

struct channel_flow {
  std::string channel;
  std::uint64_t received = 0;  ///< votes that came, changed ones too
  std::uint64_t replaced = 0;  ///< of those, taken the place of by a later vote of the same person
  std::uint64_t counted = 0;   ///< people whose last vote came by it
};

struct paper_batch {
  std::string batch;
  std::uint64_t ballots = 0;
  std::uint64_t entered = 0;   ///< by how many accounts
  std::uint64_t differed = 0;  ///< papers the two entries did not agree on at first
  bool recorded = false;
  bool dropped = false;
};

struct sum_check {
  std::string id;           ///< "channels" "received" "paper" "roll" "present"
  std::uint64_t whole = 0;  ///< what must be met
  std::uint64_t part = 0;   ///< what was found
  bool exact = true;        ///< equal; otherwise `part` may be smaller

  [[nodiscard]] bool holds() const { return exact ? part == whole : part <= whole; }
  /// By how much it does not hold; what is too many is above nought.
  [[nodiscard]] std::int64_t difference() const {
    return static_cast<std::int64_t>(part) - static_cast<std::int64_t>(whole);
  }
};

struct reconciliation {
  std::vector<channel_flow> channels;  ///< those by which anything came
  std::uint64_t moved = 0;             ///< people who voted by more than one channel, each counted once
  /// Counted papers without a seat code: nobody can tell whether the person voted by another channel as well.
  std::uint64_t unnamed = 0;
  std::uint64_t on_roll = 0;
  std::uint64_t present = 0;
  std::uint64_t dropped = 0;  ///< papers of dropped batches; none of them is counted
  std::vector<paper_batch> batches;
  /// `channels`: the channels' sum is who voted. `received`: counted and replaced are what came. `paper`: the papers of
  /// recorded batches are the votes that came by paper; only where there was paper. `roll`: the present are on the
  /// roll. `present`: who voted, unnamed papers aside, was present.
  std::vector<sum_check> checks;
};

[[nodiscard]] reconciliation reconcile(const deliberation::state& s, std::size_t ballot);

}  // namespace ruamkit::projection
