// Pabulib's .pb (pabulib.org/format): sections META, PROJECTS and VOTES of semicolon-separated values.
#include <algorithm>
#include <map>
#include <stdexcept>

#include "files/csv.hpp"
#include "ruamkit/count/election_file.hpp"
#include "ruamkit/count/numbers.hpp"

namespace ruamkit::tools::count {
namespace {

using files::bad_input;
using files::csv_field;
using files::csv_reader;

/// Money is read exactly to so many decimals.
constexpr unsigned money_places = 3;
constexpr std::int64_t money_scale = 1'000;

struct ballot {
  std::vector<std::pair<std::size_t, std::int64_t>> given;  ///< in the order written; points, 1 where the file has none
};

struct pabulib_file {
  std::map<std::string, std::string, std::less<>> meta;
  options_read options;
  std::vector<std::int64_t> costs;  ///< in thousandths
  std::vector<std::optional<std::int64_t>> votes, scores, selected;
  bool has_scores = false;
  bool has_selected = false;
  std::vector<ballot> ballots;

  [[nodiscard]] std::string vote_type() const {
    const auto found = meta.find("vote_type");
    return found == meta.end() ? "approval" : found->second;
  }
};

class pabulib_reader {
 public:
  pabulib_reader(const std::string& path, std::string_view text) : path_(path), in_(path, text, ';') {}

  pabulib_file read() {
    std::vector<csv_field> row;
    std::string section;
    while (in_.next(row)) {
      if (row.size() == 1 && is_section(row[0].text)) {
        section = row[0].text;
        columns_.clear();
        if (!in_.next(row)) break;
        for (std::size_t i = 0; i < row.size(); ++i) columns_.emplace(row[i].text, i);
        check_columns(section, row[0]);
      } else if (section == "META") {
        if (row.size() > 1) out_.meta[std::string(row[0].text)] = row[1].text;
      } else if (section == "PROJECTS") {
        project(row);
      } else if (section == "VOTES") {
        vote(row);
      } else {
        in_.refuse(row[0], "a Pabulib file begins with a line META");
      }
    }
    if (out_.options.ids.empty()) throw bad_input(path_, 0, 0, "has no section PROJECTS with projects");
    return std::move(out_);
  }

 private:
  static bool is_section(std::string_view text) { return text == "META" || text == "PROJECTS" || text == "VOTES"; }

  void check_columns(const std::string& section, const csv_field& where) {
    const auto needs = [&](const char* column) {
      if (!columns_.contains(column)) in_.refuse(where, section + " has no column '" + column + "'");
    };
    if (section == "PROJECTS") {
      needs("project_id");
      needs("cost");
      out_.has_scores = columns_.contains("score");
      out_.has_selected = columns_.contains("selected");
    }
    if (section != "VOTES") return;
    needs("vote");
    const auto type = out_.vote_type();
    if (type != "approval" && type != "choose-1" && type != "ordinal" && type != "cumulative" && type != "scoring")
      in_.refuse(where, "the vote type '" + type + "' is none of approval, ordinal, cumulative, scoring");
    has_points_ = type == "cumulative" || type == "scoring";
    if (has_points_) needs("points");
  }

  [[nodiscard]] const csv_field* field(const std::vector<csv_field>& row, std::string_view column) const {
    const auto found = columns_.find(column);
    return found == columns_.end() || found->second >= row.size() ? nullptr : &row[found->second];
  }

  const csv_field& needed(const std::vector<csv_field>& row, std::string_view column) const {
    const csv_field* found = field(row, column);
    if (found == nullptr) in_.refuse(row.back(), "the row ends before its '" + std::string(column) + "'");
    return *found;
  }

  void project(const std::vector<csv_field>& row) {
    const csv_field& id = needed(row, "project_id");
    const csv_field& cost = needed(row, "cost");
    if (!number_.emplace(std::string(id.text), out_.options.ids.size()).second)
      in_.refuse(id, "the project " + std::string(id.text) + " comes twice");
    const auto money = decimal_number(cost.text, money_places, true);
    if (!money || *money < 0) in_.refuse(cost, "'" + std::string(cost.text) + "' is no cost");
    out_.options.ids.emplace_back(id.text);
    const csv_field* name = field(row, "name");
    out_.options.names.emplace_back(name == nullptr || name->text.empty() ? id.text : name->text);
    out_.costs.push_back(*money);
    const auto number = [&](std::string_view column) {
      const csv_field* found = field(row, column);
      return found == nullptr ? std::nullopt : whole_number(found->text);
    };
    out_.votes.push_back(number("votes"));
    out_.scores.push_back(number("score"));
    out_.selected.push_back(number("selected"));
  }

  /// The pieces between the commas, each with its own column for messages.
  static std::vector<csv_field> pieces(const csv_field& of) {
    std::vector<csv_field> out;
    for (std::size_t at = 0; at < of.text.size();) {
      const auto end = std::min(of.text.find(',', at), of.text.size());
      auto piece = of.text.substr(at, end - at);
      std::size_t skipped = 0;
      while (piece.starts_with(' ')) {
        piece.remove_prefix(1);
        ++skipped;
      }
      while (piece.ends_with(' ')) piece.remove_suffix(1);
      if (!piece.empty()) out.push_back({piece, of.line, of.column + at + skipped});
      at = end + 1;
    }
    return out;
  }

  void vote(const std::vector<csv_field>& row) {
    const csv_field& listed = needed(row, "vote");
    const auto projects = pieces(listed);
    std::vector<csv_field> points;
    if (has_points_ && !projects.empty()) {
      points = pieces(needed(row, "points"));
      if (points.size() != projects.size()) in_.refuse(listed, "as many points must be given as projects");
    }
    ballot& made = out_.ballots.emplace_back();
    ++number_of_ballot_;
    seen_.resize(out_.options.ids.size(), 0);
    for (std::size_t i = 0; i < projects.size(); ++i) {
      const auto found = number_.find(projects[i].text);
      if (found == number_.end())
        in_.refuse(projects[i], "'" + std::string(projects[i].text) + "' is not a project of this file");
      if (seen_[found->second] == number_of_ballot_)
        in_.refuse(projects[i], "the project " + std::string(projects[i].text) + " comes twice in one vote");
      seen_[found->second] = number_of_ballot_;
      std::int64_t given = 1;
      if (has_points_) {
        const auto value = whole_number(points[i].text);
        if (!value || *value < 0 || *value > 1'000'000)
          in_.refuse(points[i], "'" + std::string(points[i].text) + "' is no number of points");
        given = *value;
      }
      if (given > 0) made.given.emplace_back(found->second, given);
    }
  }

  std::string path_;
  csv_reader in_;
  pabulib_file out_;
  std::map<std::string, std::size_t, std::less<>> columns_;
  std::map<std::string, std::size_t, std::less<>> number_;
  std::vector<std::size_t> seen_;
  std::size_t number_of_ballot_ = 0;
  bool has_points_ = false;
};

/// Borda's points, as Pabulib scores ordinal votes: the longest ballot allowed gives its first project its length.
void score_ordinal(pabulib_file& file) {
  std::size_t longest = 0;
  for (const auto& each : file.ballots) longest = std::max(longest, each.given.size());
  if (const auto found = file.meta.find("max_length"); found != file.meta.end())
    if (const auto stated = whole_number(found->second); stated && *stated > 0)
      longest = std::max(longest, static_cast<std::size_t>(*stated));
  for (auto& each : file.ballots)
    for (std::size_t i = 0; i < each.given.size(); ++i) each.given[i].second = static_cast<std::int64_t>(longest - i);
}

std::int64_t budget_of(const std::string& path, const pabulib_file& file, const std::optional<std::string>& given) {
  const auto found = file.meta.find("budget");
  if (!given && found == file.meta.end())
    throw bad_input(path, 0, 0, "states no budget in META; give one with --budget");
  const std::string& text = given ? *given : found->second;
  const auto money = decimal_number(text, money_places, true);
  if (!money || *money < 0) throw bad_input(path, 0, 0, "the budget '" + text + "' is no amount of money");
  return *money;
}

/// The smallest money all amounts are whole in, at least a unit of currency.
std::int64_t smallest_unit(const std::vector<std::int64_t>& costs, std::int64_t budget) {
  std::int64_t unit = money_scale;
  const auto divides = [&](std::int64_t by) {
    return budget % by == 0 && std::ranges::all_of(costs, [by](std::int64_t each) { return each % by == 0; });
  };
  while (unit > 1 && !divides(unit)) unit /= 10;
  return unit;
}

}  // namespace

budget_read read_pabulib(const std::string& path, std::string_view text, const std::optional<std::string>& budget) {
  pabulib_file file = pabulib_reader(path, text).read();
  if (file.vote_type() == "ordinal") score_ordinal(file);
  std::int64_t money = budget_of(path, file, budget);
  const std::int64_t unit = smallest_unit(file.costs, money);
  for (auto& each : file.costs) each /= unit;
  budget_read out;
  out.options = std::move(file.options);
  out.vote_type = file.vote_type();
  out.has_scores = file.has_scores || out.vote_type == "ordinal";
  out.votes = std::move(file.votes);
  out.scores = std::move(file.scores);
  if (file.has_selected) {
    out.selected.emplace();
    for (const auto& each : file.selected) out.selected->push_back(each.value_or(0) > 0);
  }
  try {
    out.election = counting::budget_election(std::move(file.costs), money / unit, money_scale / unit);
    for (auto& each : file.ballots) out.election.add(std::move(each.given));
  } catch (const std::invalid_argument& no) {
    throw bad_input(path, 0, 0, no.what());
  }
  return out;
}

rankings_read read_pabulib_rankings(const std::string& path, std::string_view text) {
  const pabulib_file file = pabulib_reader(path, text).read();
  if (file.vote_type() != "ordinal")
    throw bad_input(path, 0, 0, "its votes are of type " + file.vote_type() + "; this rule counts rankings (ordinal)");
  if (file.options.ids.size() > counting::place::options_max)
    throw bad_input(path, 0, 0, "has more than 32,767 projects");
  rankings_read out{file.options, counting::ranked_ballots(file.options.ids.size()), {}};
  std::vector<counting::place> places;
  for (const auto& each : file.ballots) {
    places.clear();
    for (const auto& [project, points] : each.given) places.push_back(counting::place::of(project));
    out.ballots.add(places);
  }
  return out;
}

marks_read read_pabulib_marks(const std::string& path, std::string_view text) {
  pabulib_file file = pabulib_reader(path, text).read();
  if (file.vote_type() == "ordinal") score_ordinal(file);
  marks_read out{file.options, counting::marks(file.options.ids.size())};
  for (const auto& each : file.ballots) {
    for (const auto& [project, points] : each.given) out.ballots.give(project, points);
    out.ballots.count_ballot(each.given.empty());
  }
  return out;
}

}  // namespace ruamkit::tools::count
