#include "analysis/counting/rules.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace ruamkit::analysis::counting {
namespace {

using on_rankings = count_result (*)(const ranked_ballots&, const settings&);
using on_marks = count_result (*)(const marks&, const settings&);
using on_budgets = count_result (*)(const budget_election&, const budget_settings&);

constexpr rule of(std::string_view name, on_rankings how, bool elects_several = true) {
  return {name, counts::rankings, elects_several, how, nullptr, nullptr};
}
constexpr rule of_marks(std::string_view name, on_marks how) {
  return {name, counts::marks, true, nullptr, how, nullptr};
}
constexpr rule of_budgets(std::string_view name, on_budgets how) {
  return {name, counts::budgets, false, nullptr, nullptr, how};
}

constexpr std::array all = {
    of("plurality", plurality),
    of("two_round", two_round, false),
    of_marks("approval", approval),
    of_marks("score", score),
    of_marks("median", median),
    of_marks("majority_judgment", majority_judgment),
    of("borda", borda),
    of("schulze", schulze),
    of("ranked_pairs", ranked_pairs),
    of("irv", irv, false),
    of("stv_scottish", stv_scottish),
    of("stv_wig", stv_wig),
    of("stv_meek", stv_meek),
    of_marks("points", points),
    of_budgets("greedy", greedy),
    of_budgets("greedy_ratio", greedy_ratio),
    of_budgets("equal_shares", equal_shares),
};

const rule* of_ballots(std::string_view name) {
  const rule* found = find_rule(name);
  if (found == nullptr || found->what == counts::budgets)
    throw std::invalid_argument("no rule for ballots is named " + std::string(name));
  return found;
}

}  // namespace

std::span<const rule> rules() { return all; }

const rule* find_rule(std::string_view name) {
  const auto found = std::ranges::find(all, name, &rule::name);
  return found == all.end() ? nullptr : &*found;
}

ballot_box::ballot_box(std::string_view rule_name, std::size_t options)
    : rule_(of_ballots(rule_name)), rankings_(options), marks_(options) {}

void ballot_box::cast(std::span<const std::uint16_t> options) {
  places_.clear();
  for (const auto each : options) {
    if (each >= rankings_.options()) throw std::out_of_range("an option that is not on the ballot");
    places_.push_back(place::of(each));
    if (rule_->what == counts::marks) marks_.give(each, 1);
  }
  if (rule_->what == counts::marks) {
    marks_.count_ballot(options.empty());
  } else {
    rankings_.add(places_);
  }
}

void ballot_box::cast(std::span<const std::pair<std::uint16_t, std::int64_t>> amounts) {
  if (rule_->what != counts::marks) throw std::invalid_argument("this rule counts rankings, not amounts");
  for (const auto& [option, amount] : amounts) {
    if (option >= marks_.options()) throw std::out_of_range("an option that is not on the ballot");
    marks_.give(option, amount);
  }
  marks_.count_ballot(amounts.empty());
}

void ballot_box::cast_value(std::int64_t value) {
  const std::array<std::pair<std::uint16_t, std::int64_t>, 1> only{{{std::uint16_t{0}, value}}};
  cast(only);
}

count_result ballot_box::count(const settings& with) const {
  return rule_->what == counts::marks ? rule_->marks(marks_, with) : rule_->rankings(rankings_, with);
}

}  // namespace ruamkit::analysis::counting
