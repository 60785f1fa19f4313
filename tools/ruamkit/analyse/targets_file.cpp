#include "ruamkit/analyse/targets_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>

#include "files/csv.hpp"
#include "ruamkit/analyse/answers_file.hpp"

namespace ruamkit::tools::analyse {
namespace {

constexpr std::array<std::string_view, 4> stratum_names = {"stratum", "variable", "feature", "category"};
constexpr std::array<std::string_view, 2> value_names = {"value", "level"};
constexpr std::array<std::string_view, 6> share_names = {"share",   "population", "target",
                                                         "percent", "count",      "proportion"};

/// The column with one of the names, else the one at `otherwise`.
std::size_t column_of(const std::vector<std::string>& header, std::span<const std::string_view> names,
                      std::size_t otherwise) {
  const auto found = std::ranges::find_if(
      header, [&](const std::string& each) { return std::ranges::find(names, each) != names.end(); });
  return found == header.end() ? otherwise : static_cast<std::size_t>(found - header.begin());
}

void make_shares(const std::string& path, target_stratum& of) {
  const double sum = std::accumulate(of.shares.begin(), of.shares.end(), 0.0);
  const auto no = [&](const std::string& why) {
    throw files::bad_input(path, of.line, 1, "the shares of '" + of.stratum + "' " + why);
  };
  if (!(sum > 0) || !std::isfinite(sum)) no("sum to nothing");
  const bool are_shares = std::ranges::all_of(of.shares, [](double each) { return each < 1; });
  if (are_shares && std::abs(sum - 1) > 0.01) no("sum to " + std::to_string(sum) + " and not to 1");
  for (auto& each : of.shares) each /= sum;
}

}  // namespace

std::vector<target_stratum> parse_targets(const std::string& path, std::string_view text) {
  files::csv_reader in(path, text, separator_of(text));
  const auto header = in.header();
  const std::size_t stratum = column_of(header, stratum_names, 0);
  const std::size_t value = column_of(header, value_names, 1);
  const std::size_t share = column_of(header, share_names, 2);
  if (header.size() < 3 || stratum == value || value == share || stratum == share)
    throw files::bad_input(path, 1, 1, "must have three columns: stratum,value,share");
  std::vector<target_stratum> out;
  for (std::vector<files::csv_field> row; in.next(row, header.size());) {
    const auto number = number_in(row[share].text);
    if (!number || *number < 0)
      in.refuse(row[share], "'" + std::string(row[share].text) + "' is no share: a number from 0 up is meant");
    if (row[stratum].text.empty() || row[value].text.empty())
      in.refuse(row[row[stratum].text.empty() ? stratum : value], "a share of what?");
    auto of = std::ranges::find(out, row[stratum].text, &target_stratum::stratum);
    if (of == out.end()) of = out.insert(out.end(), {std::string(row[stratum].text), {}, {}, row[stratum].line});
    if (std::ranges::find(of->values, row[value].text) != of->values.end())
      in.refuse(row[value], "'" + std::string(row[value].text) + "' comes twice in '" + of->stratum + "'");
    of->values.emplace_back(row[value].text);
    of->shares.push_back(*number);
  }
  if (out.empty()) throw files::bad_input(path, 1, 1, "has no targets");
  for (auto& each : out) make_shares(path, each);
  return out;
}

}  // namespace ruamkit::tools::analyse
