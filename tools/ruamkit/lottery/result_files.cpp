#include "ruamkit/lottery/result_files.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>

#include "analysis/sortition/measures.hpp"
#include "ruamkit/lottery/csv_text.hpp"

namespace ruamkit::tools::lottery {
namespace {

/// A person's row as the file had it, after an id of its own where the file had none.
std::vector<std::string> row_of(const input& from, std::uint32_t person) {
  std::vector<std::string> out;
  if (from.numbered) out.push_back(from.ids[person]);
  const auto& row = from.table.rows[from.row_of[person]];
  out.insert(out.end(), row.begin(), row.end());
  return out;
}

std::vector<std::string> header_of(const input& from) {
  std::vector<std::string> out;
  if (from.numbered) out.push_back(from.id_column);
  out.insert(out.end(), from.table.header.begin(), from.table.header.end());
  return out;
}

/// In the order of the people's file.
std::vector<std::uint32_t> in_file_order(const input& from, std::vector<std::uint32_t> people) {
  std::ranges::sort(people, {}, [&](std::uint32_t p) { return from.row_of[p]; });
  return people;
}

std::string people_csv(const input& from, const std::vector<std::uint32_t>& people) {
  std::string out;
  append_csv_row(out, header_of(from));
  for (const auto p : in_file_order(from, people)) append_csv_row(out, row_of(from, p));
  return out;
}

std::string reserves_csv(const input& from, const draw& made) {
  std::string out;
  auto header = header_of(from);
  header.insert(header.end(), {"stands_in_for", "match"});
  append_csv_row(out, header);
  for (const auto& each : made.reserves) {
    auto row = row_of(from, each.person);
    row.insert(row.end(), {from.ids[each.stands_in_for], std::string(name_of(each.how))});
    append_csv_row(out, row);
  }
  return out;
}

std::string replacements_csv(const input& from, const draw& made) {
  std::string out = "left,joined,match\n";
  for (const auto& each : made.replacements)
    append_csv_row(out, {from.ids[each.left], each.joined ? from.ids[each.joined->person] : "",
                         each.joined ? std::string(name_of(each.joined->how)) : "nobody"});
  return out;
}

std::string probabilities_csv(const input& from, const draw& made) {
  std::string out = "id,probability\n";
  for (const auto p : in_file_order(from, everybody(from)))
    append_csv_row(out, {from.ids[p], chance_text(made.chances[p])});
  return out;
}

std::vector<std::uint32_t> not_selected(const input& from, const draw& made) {
  auto out = everybody(from);
  std::erase_if(out, [&](std::uint32_t p) { return std::ranges::find(made.selected, p) != made.selected.end(); });
  return out;
}

}  // namespace

std::string chance_text(double chance) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.8f", std::abs(chance) < 5e-9 ? 0.0 : chance);
  return text.data();
}

std::vector<std::uint32_t> everybody(const input& from) {
  std::vector<std::uint32_t> out(from.ids.size());
  std::iota(out.begin(), out.end(), 0U);
  return out;
}

std::vector<std::vector<int>> counts_of(const input& from, const std::vector<std::uint32_t>& people) {
  std::vector<std::vector<int>> out;
  for (std::size_t f = 0; f < from.pool.features.size(); ++f) {
    out.emplace_back(from.pool.features[f].quotas.size(), 0);
    for (const auto p : people) ++out[f][from.pool.people[p].values[f]];
  }
  return out;
}

std::string_view name_of(sortition::match how) {
  static constexpr std::array<std::string_view, 3> names = {"same stratum", "keeps quotas", "nearest"};
  return names[static_cast<std::size_t>(how)];
}

figures figures_of(const draw& made) {
  std::vector<double> chances;
  for (std::size_t p = 0; p < made.chances.size(); ++p)
    if (made.in_lottery[p]) chances.push_back(made.chances[p]);
  return {sortition::smallest(chances), sortition::gini(chances), sortition::geometric_mean(chances)};
}

result_files commitment_files(const input& from, const settings& how, const draw& made) {
  return {{"commitment.json", commitment_json(from, how, made) + "\n"},
          {"lottery.csv", lottery_csv(from, made.panels)}};
}

result_files draw_files(const input& from, const settings& how, const draw& made) {
  result_files out = commitment_files(from, how, made);
  out["selected.csv"] = people_csv(from, made.selected);
  out["remaining.csv"] = people_csv(from, not_selected(from, made));
  out["reserves.csv"] = reserves_csv(from, made);
  out["probabilities.csv"] = probabilities_csv(from, made);
  if (!made.replacements.empty()) out["replacements.csv"] = replacements_csv(from, made);
  out["summary.json"] = summary_json(from, how, made, true) + "\n";
  out["summary.html"] = summary_html(from, how, made);
  return out;
}

}  // namespace ruamkit::tools::lottery
