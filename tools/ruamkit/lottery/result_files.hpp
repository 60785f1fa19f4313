// What a lottery leaves behind: files by name, each a text that depends on nothing but the draw.
#pragma once

#include <map>
#include <string>

#include "ruamkit/lottery/draw.hpp"

namespace ruamkit::tools::lottery {

using result_files = std::map<std::string, std::string>;

/// commitment.json and lottery.csv: what is published before the seed is drawn.
[[nodiscard]] result_files commitment_files(const input& from, const settings& how, const draw& made);

/// Those and selected.csv, remaining.csv (everybody who is not selected), reserves.csv, probabilities.csv,
/// summary.json, summary.html; replacements.csv where somebody dropped out.
[[nodiscard]] result_files draw_files(const input& from, const settings& how, const draw& made);

/// One object, the same on stdout (--json) and in summary.json; `all_people` adds each person's chance.
[[nodiscard]] std::string summary_json(const input& from, const settings& how, const draw& made, bool all_people);

[[nodiscard]] std::string commitment_json(const input& from, const settings& how, const draw& made);
[[nodiscard]] std::string no_panel_json(const input& from, const settings& how, const no_panel& why);
[[nodiscard]] std::string summary_html(const input& from, const settings& how, const draw& made);

/// Eight decimals: finer than anything promised, coarser than what differs between machines.
[[nodiscard]] std::string chance_text(double chance);

/// How many of each value the pool, or some people, have: by feature, by value.
[[nodiscard]] std::vector<std::vector<int>> counts_of(const input& from, const std::vector<std::uint32_t>& people);
[[nodiscard]] std::vector<std::uint32_t> everybody(const input& from);

[[nodiscard]] std::string_view name_of(sortition::match how);

struct figures {
  double minimum = 0;
  double gini = 0;
  double geometric_mean = 0;
};
/// Of the people whose chance the lottery decides (without those who must or may not serve).
[[nodiscard]] figures figures_of(const draw& made);

}  // namespace ruamkit::tools::lottery
