#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>

#include "files/csv.hpp"
#include "ruamkit/lottery/input.hpp"
#include "ruamkit/lottery/quota_text.hpp"

namespace ruamkit::tools::lottery {
namespace {

using files::csv_field;
using files::csv_reader;

enum column : std::size_t { feature_name, value_name, least, most, least_flex, most_flex, share, population, columns };

struct name_of_column {
  std::string_view name;
  column is;
};

constexpr std::array names = {
    name_of_column{"value", value_name},
    name_of_column{"ค่า", value_name},
    name_of_column{"min", least},
    name_of_column{"ต่ำสุด", least},
    name_of_column{"max", most},
    name_of_column{"สูงสุด", most},
    name_of_column{"min_flex", least_flex},
    name_of_column{"max_flex", most_flex},
    name_of_column{"share", share},
    name_of_column{"สัดส่วน", share},
    name_of_column{"population", population},
    name_of_column{"ประชากร", population},
    name_of_column{"คุณลักษณะ", feature_name},
};

using places = std::array<std::optional<std::size_t>, columns>;

std::string lower_case(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

/// `category,feature` is what older tools called `feature,value`.
places places_of(const csv_reader& in, const std::vector<std::string>& header, std::vector<std::string>& notes) {
  places out;
  const bool is_older = std::ranges::any_of(header, [](const auto& each) { return lower_case(each) == "category"; });
  for (std::size_t i = 0; i < header.size(); ++i) {
    const std::string name = lower_case(header[i]);
    if (name == "category" || (name == "feature" && !is_older)) {
      out[feature_name] = i;
    } else if (is_older && (name == "feature" || name == "name")) {
      out[value_name] = i;
    } else if (const auto known = std::ranges::find(names, name, &name_of_column::name); known != names.end()) {
      out[known->is] = i;
    } else {
      notes.push_back(in.path() + ": the column '" + header[i] + "' is not used");
    }
  }
  const bool has_quotas = (out[least] && out[most]) || out[share] || out[population];
  if (!out[feature_name] || !out[value_name] || !has_quotas)
    throw bad_input(in.path(), 1, 1,
                    "the header must name feature,value (or category,feature) and min,max, or share, or population");
  return out;
}

struct line_of_value {
  sortition::quota quota;
  csv_field where;
  std::optional<double> part;  ///< of the population, to be made into counts
};

bool is_given(const std::vector<csv_field>& row, const places& at, column which) {
  return at[which] && !row[*at[which]].text.empty();
}

int count_of(const csv_reader& in, const csv_field& field, int seats, rounding way) {
  const auto read = count_or_percentage(field.text, seats, way);
  if (!read) in.refuse(field, "'" + std::string(field.text) + "' is no count (12) and no percentage of seats (45%)");
  return *read;
}

void read_counts(const csv_reader& in, const std::vector<csv_field>& row, const places& at, int seats,
                 sortition::quota& out) {
  out.min = count_of(in, row[*at[least]], seats, rounding::down);
  out.max = count_of(in, row[*at[most]], seats, rounding::up);
  if (out.min > out.max)
    in.refuse(row[*at[least]],
              "the minimum " + std::to_string(out.min) + " is above the maximum " + std::to_string(out.max));
}

void read_flex(const csv_reader& in, const std::vector<csv_field>& row, const places& at, int seats,
               sortition::quota& out) {
  if (is_given(row, at, least_flex)) {
    out.min_flex = count_of(in, row[*at[least_flex]], seats, rounding::down);
    if (out.min_flex > out.min) in.refuse(row[*at[least_flex]], "min_flex is above min");
  }
  if (is_given(row, at, most_flex)) {
    out.max_flex = count_of(in, row[*at[most_flex]], seats, rounding::up);
    if (out.max_flex < out.max) in.refuse(row[*at[most_flex]], "max_flex is below max");
  }
}

line_of_value read_line(const csv_reader& in, const std::vector<csv_field>& row, const places& at, int seats) {
  line_of_value out;
  out.where = row[*at[value_name]];
  out.quota.value = out.where.text;
  if (out.quota.value.empty()) in.refuse(out.where, "a value has no name");
  if (is_given(row, at, least) && is_given(row, at, most)) {
    read_counts(in, row, at, seats, out.quota);
  } else if (is_given(row, at, share) || is_given(row, at, population)) {
    const csv_field& field = row[is_given(row, at, share) ? *at[share] : *at[population]];
    out.part = part_of_whole(field.text);
    if (!out.part) in.refuse(field, "'" + std::string(field.text) + "' is no number of people and no share");
  } else {
    in.refuse(out.where, "the value '" + out.quota.value + "' has no quota: give min and max, or a share");
  }
  return out;
}

/// Counts that fit for every feature: each value gets its exact part of the seats, rounded down for the minimum and up
/// for the maximum; the minima then never sum to more than the seats, nor the maxima to less.
void share_out(const csv_reader& in, std::vector<line_of_value>& values, int seats) {
  const auto with_part = std::ranges::count_if(values, [](const auto& each) { return each.part.has_value(); });
  if (with_part == 0) return;
  double whole = 0;
  for (const auto& each : values) {
    if (!each.part) in.refuse(each.where, "a feature's values have either min and max all, or shares all");
    whole += *each.part;
  }
  if (whole <= 0) in.refuse(values.front().where, "the shares of this feature sum to nothing");
  for (auto& each : values) {
    const double exact = *each.part / whole * seats;
    each.quota.min = static_cast<int>(std::floor(exact + 1e-9));
    each.quota.max = static_cast<int>(std::ceil(exact - 1e-9));
  }
}

}  // namespace

std::vector<sortition::feature> read_features(const std::string& path, std::string_view text, int seats,
                                              std::vector<std::string>& notes) {
  csv_reader in(path, text, separator_of(text));
  const auto header = in.header();
  const places at = places_of(in, header, notes);
  std::map<std::string, std::vector<line_of_value>> by_feature;
  struct seen_row {
    std::size_t line;
  };
  std::map<std::pair<std::string, std::string>, seen_row> seen;
  std::vector<std::pair<std::string, std::vector<std::string>>> flexes;
  std::vector<csv_field> row;
  while (in.next(row, header.size())) {
    const std::string name(row[*at[feature_name]].text);
    if (name.empty()) in.refuse(row[*at[feature_name]], "a feature has no name");
    line_of_value one = read_line(in, row, at, seats);
    const auto [first, is_new] = seen.try_emplace({name, one.quota.value}, seen_row{one.where.line});
    if (!is_new)
      in.refuse(one.where, "'" + one.quota.value + "' of " + name + " was given in line " +
                               std::to_string(first->second.line) + " already");
    if (!one.part) read_flex(in, row, at, seats, one.quota);
    by_feature[name].push_back(std::move(one));
  }
  if (by_feature.empty()) throw bad_input(path, in.line(), 1, "holds no features under its header");
  std::vector<sortition::feature> out;
  for (auto& [name, values] : by_feature) {
    share_out(in, values, seats);
    std::ranges::sort(values, {}, [](const auto& each) { return each.quota.value; });
    auto& made = out.emplace_back();
    made.name = name;
    for (auto& each : values) made.quotas.push_back(std::move(each.quota));
  }
  return out;
}

}  // namespace ruamkit::tools::lottery
