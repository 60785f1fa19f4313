#include "deliberation/choice.hpp"

#include <algorithm>
#include <optional>

#include "base/utf8.hpp"

namespace ruamkit::deliberation {
namespace {

const std::string choice_at = param("choice");

rejection wrong_kind() { return {"choice_kind", choice_at}; }

std::optional<option_index> find_option(const ballot_definition& ballot, const std::string& id) {
  for (std::size_t i = 0; i < ballot.options.size(); ++i)
    if (ballot.options[i].id == id) return static_cast<option_index>(i);
  return std::nullopt;
}

struct range {
  std::int64_t min;
  std::int64_t max;
};

range allowed_count(const ballot_definition& ballot) {
  switch (ballot.kind) {
    case ballot_kind::multiple:
    case ballot_kind::rank:
      return {ballot.min, ballot.max};
    default:
      return {1, 1};
  }
}

decision<choice> fit_options(const ballot_definition& ballot, const option_list& ids) {
  chosen_options fitted;
  fitted.options.reserve(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto index = find_option(ballot, ids[i]);
    if (!index) return rejection{"unknown_option", param("choice", i)};
    if (std::ranges::find(fitted.options, *index) != fitted.options.end())
      return rejection{"duplicate_option", param("choice", i)};
    fitted.options.push_back(*index);
  }
  const auto allowed = allowed_count(ballot);
  const auto count = static_cast<std::int64_t>(ids.size());
  if (count < allowed.min) return rejection{"too_few_choices", choice_at};
  if (count > allowed.max) return rejection{"too_many_choices", choice_at};
  return choice{std::move(fitted)};
}

decision<choice> fit_amounts(const ballot_definition& ballot, const amount_list& amounts) {
  const bool points = ballot.kind == ballot_kind::points;
  chosen_amounts fitted;
  fitted.amounts.reserve(amounts.size());
  std::int64_t sum = 0;
  for (const auto& [id, amount] : amounts) {
    const auto at = choice_at + pointer_step(id);
    const auto index = find_option(ballot, id);
    if (!index) return rejection{"unknown_option", at};
    if (std::ranges::any_of(fitted.amounts, [&](const auto& earlier) { return earlier.first == *index; }))
      return rejection{"duplicate_option", at};
    if (points && amount < 0) return rejection{"points_negative", at};
    if (points && amount > ballot.budget - sum) return rejection{"points_over_budget", at};
    if (!points && (amount < ballot.min || amount > ballot.max)) return rejection{"score_out_of_range", at};
    sum += amount;
    fitted.amounts.emplace_back(*index, amount);
  }
  if (fitted.amounts.empty()) return rejection{"too_few_choices", choice_at};
  return choice{std::move(fitted)};
}

decision<choice> fit_text(const ballot_definition& ballot, const std::string& text) {
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) return rejection{"text_empty", choice_at};
  if (code_points(text) > ballot.length_max) return rejection{"text_too_long", choice_at};
  return choice{chosen_text{text}};
}

}  // namespace

decision<choice> fit_choice(const ballot_definition& ballot, const raw_choice& raw) {
  if (std::holds_alternative<no_opinion>(raw)) return choice{no_opinion{}};
  switch (ballot.kind) {
    case ballot_kind::single:
    case ballot_kind::multiple:
    case ballot_kind::rank:
    case ballot_kind::yes_no:
      if (const auto* ids = std::get_if<option_list>(&raw)) return fit_options(ballot, *ids);
      return wrong_kind();
    case ballot_kind::score:
    case ballot_kind::points:
      if (const auto* amounts = std::get_if<amount_list>(&raw)) return fit_amounts(ballot, *amounts);
      return wrong_kind();
    case ballot_kind::scale:
      if (const auto* value = std::get_if<std::int64_t>(&raw)) {
        if (*value < ballot.min || *value > ballot.max) return rejection{"scale_out_of_range", choice_at};
        return choice{chosen_value{*value}};
      }
      return wrong_kind();
    case ballot_kind::text:
      if (const auto* text = std::get_if<std::string>(&raw)) return fit_text(ballot, *text);
      return wrong_kind();
  }
  return wrong_kind();
}

raw_choice to_raw(const ballot_definition& ballot, const choice& c) {
  struct writer {
    const ballot_definition& ballot;

    raw_choice operator()(const no_opinion&) const { return no_opinion{}; }
    raw_choice operator()(const chosen_options& chosen) const {
      option_list ids;
      for (const auto index : chosen.options) ids.push_back(ballot.options[index].id);
      return ids;
    }
    raw_choice operator()(const chosen_amounts& chosen) const {
      amount_list amounts;
      for (const auto& [index, amount] : chosen.amounts) amounts.emplace_back(ballot.options[index].id, amount);
      return amounts;
    }
    raw_choice operator()(const chosen_value& chosen) const { return chosen.value; }
    raw_choice operator()(const chosen_text& chosen) const { return chosen.text; }
  };
  return std::visit(writer{ballot}, c);
}

}  // namespace ruamkit::deliberation
