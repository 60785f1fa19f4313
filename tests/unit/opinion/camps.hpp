// Conversations made by seed, whose camps are known.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/opinion/votes.hpp"
#include "base/seeded.hpp"

namespace ruamkit::test {

struct made_conversation {
  std::vector<analysis::opinion::cast_vote> votes;
  std::vector<std::int32_t> camps;  ///< of each person
  std::size_t statements = 0;

  [[nodiscard]] analysis::opinion::vote_table table() const {
    return analysis::opinion::vote_table::latest(votes, camps.size(), statements);
  }
};

struct camp_shape {
  std::size_t people = 120;
  std::size_t statements = 30;
  std::size_t camps = 3;
  std::uint64_t follows_percent = 85;  ///< votes that are the camp's own; the others are by chance
  std::uint64_t answers_percent = 60;  ///< of all statements, answered by each person
};

/// Each camp has its own stand on each statement; people are in camps by turns.
inline made_conversation made_by(std::uint64_t seed, const camp_shape& shape = {}) {
  using analysis::opinion::vote;
  seeded random(seed);
  std::vector<vote> stands(shape.camps * shape.statements);
  for (vote& one : stands) one = random.below(2) == 0 ? vote::agree : vote::disagree;
  made_conversation out;
  out.statements = shape.statements;
  for (std::uint32_t p = 0; p < shape.people; ++p) {
    const std::size_t camp = p % shape.camps;
    out.camps.push_back(static_cast<std::int32_t>(camp));
    for (std::uint32_t s = 0; s < shape.statements; ++s) {
      if (random.below(100) >= shape.answers_percent) continue;
      const vote chance = static_cast<vote>(static_cast<int>(random.below(3)) - 1);
      const vote own = stands[camp * shape.statements + s];
      out.votes.push_back({static_cast<std::int64_t>(random.below(1'000'000)), p, s,
                           random.below(100) < shape.follows_percent ? own : chance});
    }
  }
  random.shuffle(out.votes);
  return out;
}

}  // namespace ruamkit::test
