// Ballots as CSV: a header of option ids, a row a ballot.
#include <algorithm>
#include <stdexcept>

#include "files/csv.hpp"
#include "ruamkit/count/election_file.hpp"
#include "ruamkit/count/numbers.hpp"

namespace ruamkit::tools::count {
namespace {

using counting::place;
using files::csv_field;
using files::csv_reader;

/// Marks are read exactly to so many decimals.
constexpr unsigned mark_places = 6;
constexpr std::int64_t mark_scale = 1'000'000;

/// Commas, unless the header has none and semicolons or tabs instead.
char separator_of(std::string_view text) {
  const auto header = text.substr(0, text.find('\n'));
  if (header.find(',') != std::string_view::npos) return ',';
  if (header.find(';') != std::string_view::npos) return ';';
  return header.find('\t') != std::string_view::npos ? '\t' : ',';
}

class csv_ballots {
 public:
  csv_ballots(const std::string& path, std::string_view text, const csv_columns& columns)
      : reader_(path, text, separator_of(text)), header_(reader_.header()) {
    for (const auto& ignored : columns.ignored) known(ignored);
    if (!columns.people.empty()) known(columns.people);
    for (std::size_t i = 0; i < header_.size(); ++i) {
      if (header_[i] == columns.people) {
        people_column_ = i;
      } else if (std::ranges::find(columns.ignored, header_[i]) == columns.ignored.end()) {
        column_.push_back(i);
        options_.ids.push_back(header_[i]);
      }
    }
    options_.names = options_.ids;
    if (options_.ids.empty()) throw files::bad_input(path, 1, 1, "no column is an option");
    if (options_.ids.size() > place::options_max) throw files::bad_input(path, 1, 1, "has more than 32,767 options");
  }

  [[nodiscard]] const options_read& options() const { return options_; }

  bool next() {
    if (!reader_.next(row_, header_.size())) return false;
    people_ = 1;
    if (!people_column_) return true;
    const auto& field = row_[*people_column_];
    const auto value = whole_number(field.text);
    if (!value || *value < 1 || *value > 500'000'000) reader_.refuse(field, "is no number of people");
    people_ = *value;
    return true;
  }
  [[nodiscard]] const csv_field& cell(std::size_t option) const { return row_[column_[option]]; }
  [[nodiscard]] std::int64_t people() const { return people_; }
  [[noreturn]] void refuse(const csv_field& where, const std::string& why) const { reader_.refuse(where, why); }

 private:
  void known(const std::string& column) const {
    if (std::ranges::find(header_, column) == header_.end())
      throw files::bad_input(reader_.path(), 1, 1, "has no column '" + column + "'");
  }

  csv_reader reader_;
  std::vector<std::string> header_;
  options_read options_;
  std::vector<std::size_t> column_;
  std::optional<std::size_t> people_column_;
  std::vector<csv_field> row_;
  std::int64_t people_ = 1;
};

bool is_blank(std::string_view cell) { return cell.empty() || cell == "-"; }

/// By rank; a rank two share is marked so, ranks nobody has are one empty place.
void to_places(std::vector<std::pair<std::int64_t, std::size_t>>& ranked, std::vector<place>& places) {
  std::ranges::sort(ranked);
  places.clear();
  std::int64_t before = 0;
  for (const auto& [rank, option] : ranked) {
    if (rank > before + 1) places.push_back(place::skipped());
    places.push_back(place::of(option, rank == before));
    before = rank;
  }
}

std::optional<bool> yes_or_no(std::string_view cell) {
  constexpr std::string_view yes[] = {"1", "x", "X", "yes", "true", "TRUE", "✓"};
  constexpr std::string_view no[] = {"0", "no", "false", "FALSE"};
  if (std::ranges::find(yes, cell) != std::end(yes)) return true;
  if (std::ranges::find(no, cell) != std::end(no)) return false;
  return std::nullopt;
}

}  // namespace

rankings_read read_csv_rankings(const std::string& path, std::string_view text, const csv_columns& columns) {
  csv_ballots in(path, text, columns);
  rankings_read out{in.options(), counting::ranked_ballots(in.options().ids.size()), {}};
  std::vector<std::pair<std::int64_t, std::size_t>> ranked;
  std::vector<place> places;
  while (in.next()) {
    ranked.clear();
    for (std::size_t i = 0; i < out.options.ids.size(); ++i) {
      const auto& cell = in.cell(i);
      if (is_blank(cell.text)) continue;
      const auto rank = whole_number(cell.text);
      if (!rank || *rank < 0)
        in.refuse(cell, "'" + std::string(cell.text) + "' is no rank: a whole number from 1, or nothing");
      if (*rank > 0) ranked.emplace_back(*rank, i);
    }
    to_places(ranked, places);
    try {
      out.ballots.add(places, in.people());
    } catch (const std::length_error& too_many) {
      in.refuse(in.cell(0), too_many.what());
    }
  }
  return out;
}

marks_read read_csv_marks(const std::string& path, std::string_view text, const csv_columns& columns, bool approvals) {
  csv_ballots in(path, text, columns);
  marks_read out{in.options(), counting::marks(in.options().ids.size(), approvals ? 1 : mark_scale)};
  while (in.next()) {
    bool blank = true;
    for (std::size_t i = 0; i < out.options.ids.size(); ++i) {
      const auto& cell = in.cell(i);
      if (is_blank(cell.text)) continue;
      if (approvals) {
        const auto said = yes_or_no(cell.text);
        if (!said) in.refuse(cell, "'" + std::string(cell.text) + "' is no approval: 1, 0 or nothing");
        if (!*said) continue;
        out.ballots.give(i, 1, in.people());
      } else {
        const auto mark = decimal_number(cell.text, mark_places);
        if (!mark) in.refuse(cell, "'" + std::string(cell.text) + "' is no mark: a number of at most six decimals");
        out.ballots.give(i, *mark, in.people());
      }
      blank = false;
    }
    out.ballots.count_ballot(blank, in.people());
  }
  return out;
}

}  // namespace ruamkit::tools::count
