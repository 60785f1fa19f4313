#include "analysis/opinion/votes.hpp"

#include <algorithm>
#include <tuple>

namespace ruamkit::analysis::opinion {
namespace {

/// Where each person's votes begin once they are put in the order of people, and the end of all.
std::vector<std::size_t> begins_by_person(std::span<const cast_vote> votes, std::size_t people) {
  std::vector<std::size_t> begins(people + 1, 0);
  for (const cast_vote& one : votes) ++begins[one.person + 1];
  for (std::size_t p = 0; p < people; ++p) begins[p + 1] += begins[p];
  return begins;
}

struct timed_answer {
  std::int64_t time;
  std::uint32_t place;  ///< in the votes as they were given
  answer given;
};

}  // namespace

vote_table vote_table::latest(std::span<const cast_vote> votes, std::size_t people, std::size_t statements) {
  const auto begins = begins_by_person(votes, people);
  std::vector<std::uint32_t> by_person(votes.size());
  auto next = begins;
  for (std::size_t i = 0; i < votes.size(); ++i) by_person[next[votes[i].person]++] = static_cast<std::uint32_t>(i);

  vote_table out;
  out.statements_ = statements;
  out.begins_.reserve(people + 1);
  out.begins_.push_back(0);
  out.answers_.reserve(votes.size());
  std::vector<timed_answer> row;
  for (std::size_t p = 0; p < people; ++p) {
    row.clear();
    for (std::size_t i = begins[p]; i < begins[p + 1]; ++i) {
      const cast_vote& one = votes[by_person[i]];
      row.push_back({one.time, by_person[i], {one.statement, one.value}});
    }
    std::ranges::sort(row, {}, [](const timed_answer& a) { return std::tuple(a.given.statement, a.time, a.place); });
    for (std::size_t i = 0; i < row.size(); ++i)
      if (i + 1 == row.size() || row[i + 1].given.statement != row[i].given.statement)
        out.answers_.push_back(row[i].given);
    out.begins_.push_back(out.answers_.size());
  }
  return out;
}

std::vector<tally> tallies(const vote_table& votes) {
  const std::vector<std::int32_t> together(votes.people(), 0);
  return tallies(votes, together, 1).front();
}

std::vector<std::vector<tally>> tallies(const vote_table& votes, std::span<const std::int32_t> group_of,
                                        std::size_t groups) {
  std::vector out(groups, std::vector<tally>(votes.statements()));
  for (std::size_t p = 0; p < votes.people(); ++p) {
    if (group_of[p] == ungrouped) continue;
    auto& own = out[static_cast<std::size_t>(group_of[p])];
    for (const answer& one : votes.of(p)) own[one.statement].add(one.value);
  }
  return out;
}

}  // namespace ruamkit::analysis::opinion
