#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <optional>

#include "base/digest.hpp"
#include "base/encoding.hpp"
#include "files/csv.hpp"
#include "ruamkit/lottery/input.hpp"

namespace ruamkit::tools::lottery {
namespace {

using files::csv_field;
using files::csv_reader;
using sortition::standing;

struct people_columns {
  std::optional<std::size_t> id, household, must, may_not;
  std::vector<std::size_t> features;
};

std::optional<std::size_t> find(const std::vector<std::string>& header, std::string_view name) {
  const auto at = std::ranges::find(header, name);
  return at == header.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - header.begin()));
}

std::optional<std::size_t> find_named(const std::string& path, const std::vector<std::string>& header,
                                      const std::string& name, const std::string& what) {
  if (name.empty()) return std::nullopt;
  const auto at = find(header, name);
  if (!at) throw bad_input(path, 1, 1, "has no column '" + name + "' (" + what + ")");
  return at;
}

std::optional<std::size_t> find_id(const std::vector<std::string>& header, const std::string& name) {
  if (!name.empty()) return find(header, name);
  for (const std::string_view usual : {"id", "ID", "Id", "nationbuilder_id", "รหัส"})
    if (const auto at = find(header, usual)) return at;
  return std::nullopt;
}

people_columns columns_of(const std::string& path, const std::vector<std::string>& header,
                          const std::vector<sortition::feature>& features, const column_names& names) {
  people_columns out;
  out.id = find_id(header, names.id);
  out.household = find_named(path, header, names.household, "--household");
  out.must = find_named(path, header, names.must, "--must");
  out.may_not = find_named(path, header, names.may_not, "--may-not");
  for (const auto& each : features) out.features.push_back(*find_named(path, header, each.name, "a feature"));
  return out;
}

bool is_yes(const csv_reader& in, const csv_field& field) {
  static constexpr std::array<std::string_view, 11> yes = {"yes", "Yes", "YES",  "y",    "Y", "1",
                                                           "x",   "X",   "true", "TRUE", "ใช่"};
  static constexpr std::array<std::string_view, 10> no = {"", "no", "No", "NO", "n", "N", "0", "false", "FALSE", "ไม่"};
  if (std::ranges::find(yes, field.text) != yes.end()) return true;
  if (std::ranges::find(no, field.text) != no.end()) return false;
  in.refuse(field, "'" + std::string(field.text) + "' is neither yes nor no");
}

std::string list_of_values(const sortition::feature& of) {
  std::string out;
  for (std::size_t i = 0; i < of.quotas.size() && i < 12; ++i) out += (i == 0 ? "" : ", ") + of.quotas[i].value;
  return out + (of.quotas.size() > 12 ? ", …" : "");
}

std::uint16_t value_of(const csv_reader& in, const csv_field& field, const sortition::feature& of) {
  const auto at = std::ranges::find(of.quotas, field.text, &sortition::quota::value);
  if (at != of.quotas.end()) return static_cast<std::uint16_t>(at - of.quotas.begin());
  if (field.text.empty()) in.refuse(field, "this person has no value of " + of.name);
  in.refuse(field, "'" + std::string(field.text) + "' is not a value of " + of.name + " (" + list_of_values(of) + ")");
}

standing standing_of(const csv_reader& in, const std::vector<csv_field>& row, const people_columns& at) {
  const bool must = at.must && is_yes(in, row[*at.must]);
  const bool may_not = at.may_not && is_yes(in, row[*at.may_not]);
  if (must && may_not) in.refuse(row[*at.may_not], "this person both must and may not serve");
  return must ? standing::must_serve : may_not ? standing::may_not_serve : standing::free;
}

/// Bytewise by id, whatever order the file has them in.
void put_in_order(input& out) {
  std::vector<std::size_t> order(out.ids.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) -> const std::string& { return out.ids[i]; });
  input sorted = out;
  for (std::size_t i = 0; i < order.size(); ++i) {
    sorted.ids[i] = out.ids[order[i]];
    sorted.row_of[i] = out.row_of[order[i]];
    sorted.household[i] = out.household[order[i]];
    sorted.pool.people[i] = out.pool.people[order[i]];
  }
  out = std::move(sorted);
}

void read_people(const std::string& path, std::string_view text, const column_names& names, input& out) {
  csv_reader in(path, text, separator_of(text));
  out.table.header = in.header();
  const auto at = columns_of(path, out.table.header, out.pool.features, names);
  out.numbered = !at.id;
  out.id_column = at.id ? out.table.header[*at.id] : names.id.empty() ? "id" : names.id;
  if (out.numbered && find(out.table.header, out.id_column)) out.id_column = "number";
  std::map<std::string, std::size_t> line_of_id;
  std::map<std::string, std::uint32_t, std::less<>> households;
  std::vector<csv_field> row;
  while (in.next(row, out.table.header.size())) {
    auto& person = out.pool.people.emplace_back();
    for (std::size_t f = 0; f < at.features.size(); ++f)
      person.values.push_back(value_of(in, row[at.features[f]], out.pool.features[f]));
    person.stands = standing_of(in, row, at);
    std::string household(at.household ? row[*at.household].text : std::string_view());
    if (!household.empty())
      person.household = households.try_emplace(household, static_cast<std::uint32_t>(households.size())).first->second;
    out.household.push_back(std::move(household));
    std::string id = at.id ? std::string(row[*at.id].text) : std::to_string(out.ids.size() + 1);
    if (id.empty()) in.refuse(row[*at.id], "this person has no id");
    const auto [first, is_new] = line_of_id.try_emplace(id, row.front().line);
    if (!is_new)
      in.refuse(row[*at.id], "the id '" + id + "' is that of line " + std::to_string(first->second) + " already");
    out.ids.push_back(std::move(id));
    out.row_of.push_back(out.table.rows.size());
    auto& kept = out.table.rows.emplace_back();
    for (const auto& field : row) kept.emplace_back(field.text);
  }
  if (out.ids.empty()) throw bad_input(path, in.line(), 1, "holds no people under its header");
}

/// A value that nobody has and somebody must: no panel can be right. Where nobody must, it is worth a note.
void check_values(const std::string& features_path, std::string_view features, input& out) {
  for (std::size_t f = 0; f < out.pool.features.size(); ++f) {
    for (std::size_t v = 0; v < out.pool.features[f].quotas.size(); ++v) {
      const auto& quota = out.pool.features[f].quotas[v];
      if (std::ranges::any_of(out.pool.people, [&](const auto& p) { return p.values[f] == v; })) continue;
      const std::string what = "nobody in the pool has the value '" + quota.value + "' of " + out.pool.features[f].name;
      if (quota.min == 0) {
        out.notes.push_back(what);
        continue;
      }
      csv_reader in(features_path, features, separator_of(features));
      std::vector<csv_field> row;
      while (in.next(row))
        for (std::size_t i = 1; i < row.size(); ++i)
          if (row[i].text == quota.value &&
              std::ranges::any_of(row, [&](const auto& each) { return each.text == out.pool.features[f].name; }))
            in.refuse(row[i], what + ", of whom at least " + std::to_string(quota.min) + " must serve");
    }
  }
}

void append_field(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '\\')
      out += "\\\\";
    else if (c == '\t')
      out += "\\t";
    else if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else
      out += c;
  }
}

void append_line(std::string& out, const std::vector<std::string>& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += '\t';
    append_field(out, fields[i]);
  }
  out += '\n';
}

}  // namespace

char separator_of(std::string_view text) {
  const auto line = text.substr(0, text.find('\n'));
  char best = ',';
  for (const char each : {';', '\t'})
    if (std::ranges::count(line, each) > std::ranges::count(line, best)) best = each;
  return best;
}

input read_input(const std::string& features_path, std::string_view features, const std::string& people_path,
                 std::string_view people, int seats, const column_names& columns) {
  input out;
  out.pool.seats = seats;
  out.pool.features = read_features(features_path, features, seats, out.notes);
  read_people(people_path, people, columns, out);
  put_in_order(out);
  check_values(features_path, features, out);
  return out;
}

std::string canonical_text(const input& of) {
  std::string out = "ruamkit pool 1\n";
  append_line(out, {"seats", std::to_string(of.pool.seats)});
  for (const auto& feature : of.pool.features) {
    append_line(out, {"feature", feature.name});
    for (const auto& quota : feature.quotas)
      append_line(out, {"value", quota.value, std::to_string(quota.min), std::to_string(quota.max)});
  }
  static constexpr std::array<std::string_view, 3> stands = {"free", "must", "may not"};
  for (std::size_t p = 0; p < of.ids.size(); ++p) {
    std::vector<std::string> fields = {"person", of.ids[p]};
    for (std::size_t f = 0; f < of.pool.features.size(); ++f)
      fields.push_back(of.pool.features[f].quotas[of.pool.people[p].values[f]].value);
    fields.push_back(of.household[p]);
    fields.emplace_back(stands[static_cast<std::size_t>(of.pool.people[p].stands)]);
    append_line(out, fields);
  }
  return out;
}

std::string canonical_hash(const input& of) { return to_hex(sha256(canonical_text(of))); }

}  // namespace ruamkit::tools::lottery
