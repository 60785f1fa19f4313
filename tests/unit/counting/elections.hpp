// Elections written short, and made by seed.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/counting/rules.hpp"
#include "base/seeded.hpp"

namespace ruamkit::test {

namespace counting = analysis::counting;

/// Options are the letters from A on: "BAC" ranks B first; "A(BC)" gives B and C one rank; "A-C" leaves a rank empty.
inline std::vector<counting::place> ranking(std::string_view text) {
  std::vector<counting::place> out;
  bool inside = false;
  bool shares = false;
  for (const char c : text) {
    if (c == '(' || c == ')') {
      inside = c == '(';
      shares = false;
    } else if (c == '-') {
      out.push_back(counting::place::skipped());
    } else {
      out.push_back(counting::place::of(static_cast<std::size_t>(c - 'A'), shares));
      shares = inside;
    }
  }
  return out;
}

using lines = std::vector<std::pair<std::int64_t, std::string>>;

inline counting::ranked_ballots rankings(std::size_t options, const lines& ballots) {
  counting::ranked_ballots out(options);
  for (const auto& [people, text] : ballots) out.add(ranking(text), people);
  return out;
}

inline std::string letters(const std::vector<std::size_t>& options) {
  std::string out;
  for (const auto each : options) out += static_cast<char>('A' + each);
  return out;
}

/// The totals of a round: "A 42, C 1.5".
inline std::string totals(const counting::count_result& of, std::size_t round) {
  std::string out;
  for (std::size_t i = 0; i < of.rounds[round].totals.size(); ++i)
    if (const auto& total = of.rounds[round].totals[i])
      out += (out.empty() ? "" : ", ") + letters({i}) + " " + counting::decimal(*total);
  return out;
}

inline counting::settings seats(std::size_t count, std::uint64_t seed = 1) {
  counting::settings out;
  out.seats = count;
  out.seed = seed;
  return out;
}

/// Rankings of `options` by `people` in random blocs, complete or cut short.
inline lines random_lines(seeded& draw, std::size_t options, std::size_t blocs, bool complete) {
  lines out;
  for (std::size_t i = 0; i < blocs; ++i) {
    std::string all;
    for (std::size_t o = 0; o < options; ++o) all += static_cast<char>('A' + o);
    draw.shuffle(all);
    if (!complete) all.resize(1 + draw.below(options));
    out.emplace_back(1 + static_cast<std::int64_t>(draw.below(30)), all);
  }
  return out;
}

inline const std::vector<std::string_view>& ranking_rules() {
  static const std::vector<std::string_view> all = {"plurality", "two_round", "borda",    "schulze",     "ranked_pairs",
                                                    "irv",       "stv_wig",   "stv_meek", "stv_scottish"};
  return all;
}

inline counting::count_result count(std::string_view rule, const counting::ranked_ballots& ballots,
                                    const counting::settings& with = {}) {
  return counting::find_rule(rule)->rankings(ballots, with);
}

}  // namespace ruamkit::test
