#include "analysis/change/item_change.hpp"

#include <algorithm>
#include <cmath>

namespace ruamkit::analysis::change {
namespace {

std::size_t took(std::span<const std::uint8_t> wave) {
  return static_cast<std::size_t>(std::ranges::count_if(wave, [](std::uint8_t each) { return each != 0; }));
}

wave_report wave_of(const item& about, const wave_answers& answers, std::size_t present, gap not_asked) {
  wave_report out;
  out.asked = answers.asked;
  std::vector<double> values;
  if (answers.asked)
    std::ranges::copy_if(answers.values, std::back_inserter(values), [](double v) { return !is_missing(v); });
  out.of = summarise(values, answers.asked ? gap::no_values : not_asked);
  out.distribution = distribution_of(values);
  if (about.kind == item_kind::choice) {
    std::vector<double> none;
    out.of = summarise(none, gap::not_numeric);
    out.of.n = values.size();
  }
  if (!answers.asked) {
    out.no_opinion_share = not_asked;
    return out;
  }
  out.no_opinion = answers.no_opinion;
  // Whoever does not know counts as not right, and so is among the values of a scored item.
  const std::size_t said = about.kind == item_kind::scored ? values.size() : values.size() + answers.no_opinion;
  out.unanswered = present > said ? present - said : 0;
  const std::size_t silent = out.no_opinion + out.unanswered;
  out.no_opinion_share =
      present == 0 ? figure(gap::no_values) : figure(static_cast<double>(silent) / static_cast<double>(present));
  return out;
}

template <typename Holds>
share_change share_of(const pairs& both, Holds holds) {
  share_change out;
  std::size_t lost = 0;
  std::size_t gained = 0;
  for (std::size_t i = 0; i < both.person.size(); ++i) {
    const bool before = holds(both.pre[i]);
    const bool after = holds(both.post[i]);
    out.both += before && after ? 1U : 0U;
    out.neither += !before && !after ? 1U : 0U;
    lost += before && !after ? 1U : 0U;
    gained += !before && after ? 1U : 0U;
  }
  out.n = both.person.size();
  out.test = mcnemar_test(lost, gained);
  if (out.n == 0) {
    out.share_pre = out.share_post = out.change = both.when_empty;
    return out;
  }
  const double n = static_cast<double>(out.n);
  out.share_pre = static_cast<double>(out.both + lost) / n;
  out.share_post = static_cast<double>(out.both + gained) / n;
  out.change = (static_cast<double>(gained) - static_cast<double>(lost)) / n;
  return out;
}

/// The answers are labels: nothing numeric is defined of them.
void not_numeric(item_report& out) {
  out.mean_pre_paired = out.mean_post_paired = gap::not_numeric;
  out.change = one_sample_t({}, gap::not_numeric);
  out.d_z = gap::not_numeric;
  out.wilcoxon = signed_rank_test({}, gap::not_numeric);
}

}  // namespace

std::optional<agreement> agreement_of(const item& about) {
  if (about.kind == item_kind::choice) return std::nullopt;
  if (about.agree_threshold) return agreement{*about.agree_threshold, false};
  if (about.kind == item_kind::yes_no || about.kind == item_kind::scored) return agreement{1, false};
  if (about.minimum && about.maximum) return agreement{*about.minimum / 2 + *about.maximum / 2, true};
  return std::nullopt;
}

item_report item_change(const study& of, const item_answers& answers, const pairs& both) {
  item_report out;
  const item& about = answers.about;
  out.pre = wave_of(about, answers.pre, took(of.took_pre), gap::not_asked_before);
  out.post = wave_of(about, answers.post, took(of.took_post), gap::not_asked_after);
  out.paired = both.person.size();
  if (about.kind == item_kind::choice) {
    not_numeric(out);
    for (std::size_t option = 0; option < about.options.size(); ++option)
      out.options.push_back({about.options[option], share_of(both, [option](double answer) {
                               return answer == static_cast<double>(option);
                             })});
    return out;
  }
  out.mean_pre_paired = mean_or(both.pre, both.when_empty);
  out.mean_post_paired = mean_or(both.post, both.when_empty);
  out.change = one_sample_t(both.difference, both.when_empty);
  out.d_z = effect_size(out.change);
  out.wilcoxon = signed_rank_test(both.difference, both.when_empty);
  if (const auto agrees = agreement_of(about))
    out.agree = share_of(both, [&](double answer) { return agrees->holds(answer); });
  return out;
}

stratum_change change_by(const division& by, const pairs& both) {
  stratum_change out;
  out.stratum = by.id;
  std::vector<std::vector<double>> differences;
  for (auto& part : divided(both, by)) {
    subgroup_change each;
    each.value = by.values[out.values.size()];
    each.mean_pre = mean_or(part.pre, part.when_empty);
    each.mean_post = mean_or(part.post, part.when_empty);
    each.change = one_sample_t(part.difference, part.when_empty);
    each.d_z = effect_size(each.change);
    out.values.push_back(std::move(each));
    differences.push_back(std::move(part.difference));
  }
  out.heterogeneity = welch_one_way(differences);
  return out;
}

weighted_report weighted_change(const pairs& both, std::span<const double> weights) {
  std::vector<double> of_pair;
  of_pair.reserve(both.person.size());
  for (const auto person : both.person) of_pair.push_back(weights[person]);
  weighted_report out;
  out.mean_pre = weighted_mean(both.pre, of_pair);
  out.mean_post = weighted_mean(both.post, of_pair);
  out.change = weighted_t(both.difference, of_pair);
  return out;
}

control_report change_against(const pairs& participants, const pairs& control) {
  control_report out;
  out.participants = one_sample_t(participants.difference, participants.when_empty);
  out.control = one_sample_t(control.difference, control.when_empty);
  out.mean_pre_participants = mean_or(participants.pre, participants.when_empty);
  out.mean_pre_control = mean_or(control.pre, control.when_empty);
  out.difference_in_differences = welch_t(participants.difference, control.difference);
  return out;
}

}  // namespace ruamkit::analysis::change
