// The rules by their names (DESIGN.md section 7), and one door to all that count ballots.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/counting/budget.hpp"
#include "analysis/counting/mark_rules.hpp"
#include "analysis/counting/rankings.hpp"

namespace ruamkit::analysis::counting {

enum class counts : std::uint8_t { rankings, marks, budgets };

struct rule {
  std::string_view name;
  counts what;
  bool elects_several;  ///< whether seats other than 1 mean something
  count_result (*rankings)(const ranked_ballots&, const settings&);
  count_result (*marks)(const counting::marks&, const settings&);
  count_result (*budgets)(const budget_election&, const budget_settings&);
};

/// All of them, in the order of the design.
[[nodiscard]] std::span<const rule> rules();
/// Null where there is none of that name.
[[nodiscard]] const rule* find_rule(std::string_view name);

/// Ballots as a hall casts them, put in one by one and counted by any rule of kinds single, multiple, yes_no and rank
/// (options), score and points (amounts), scale (a value; the result's one option is the question itself, its total
/// the median or mean).
class ballot_box {
 public:
  /// Throws std::invalid_argument for a name that is no rule or one of budgets, std::length_error as ranked_ballots.
  ballot_box(std::string_view rule_name, std::size_t options);

  /// single, yes_no: one; multiple: those approved; rank: best first. Empty: an abstention, counted as blank.
  void cast(std::span<const std::uint16_t> options);
  /// score, points: what was given to each option named; others are without a mark.
  void cast(std::span<const std::pair<std::uint16_t, std::int64_t>> amounts);
  void cast_value(std::int64_t value);

  [[nodiscard]] count_result count(const settings& with) const;

 private:
  const rule* rule_;
  ranked_ballots rankings_;
  marks marks_;
  std::vector<place> places_;
};

}  // namespace ruamkit::analysis::counting
