#include "analysis/change/analyse.hpp"

#include <algorithm>
#include <span>

#include "analysis/change/item_change.hpp"
#include "analysis/change/knowledge.hpp"
#include "analysis/change/multiplicity.hpp"
#include "analysis/change/representativeness.hpp"
#include "analysis/change/sentence.hpp"
#include "analysis/change/table_effects.hpp"

namespace ruamkit::analysis::change {
namespace {

wave_attendance attendance_of(const study& of) {
  wave_attendance out;
  out.people = of.people;
  for (std::size_t i = 0; i < of.people; ++i) {
    const bool pre = of.took_pre[i] != 0;
    const bool post = of.took_post[i] != 0;
    out.pre += pre ? 1U : 0U;
    out.post += post ? 1U : 0U;
    out.both += pre && post ? 1U : 0U;
    out.pre_only += pre && !post ? 1U : 0U;
    out.post_only += !pre && post ? 1U : 0U;
    out.neither += !pre && !post ? 1U : 0U;
  }
  return out;
}

/// Raking starts from the design weights and weighs participants only: they are whom the results speak of.
weights_report weights_of(const study& of) {
  weights_report out;
  std::vector<margin> margins;
  for (const auto& by : of.strata)
    if (!by.population.empty()) margins.push_back({by.population, by.of});
  if (margins.empty() && of.design_weights.empty()) return out;
  std::vector<double> start(of.people, missing);
  for (std::size_t i = 0; i < of.people; ++i)
    if (of.took_post[i] != 0) start[i] = of.design_weights.empty() ? 1.0 : of.design_weights[i];
  if (margins.empty()) {
    out.from = weights_report::source::design;
    out.values = std::move(start);
  } else {
    out.from = weights_report::source::raking;
    out.raking = rake(margins, start, of.people);
    out.values = out.raking->weights;
  }
  out.spread = spread_of(out.values);
  return out;
}

item_report report_of(const study& of, const item_answers& answers, const item_answers* control,
                      std::span<const double> weights) {
  const pairs both = pairs_of(answers);
  item_report out = item_change(of, answers, both);
  if (answers.about.kind == item_kind::choice) return out;
  for (const auto& by : of.strata) out.strata.push_back(change_by(by, both));
  if (of.tables) out.tables = table_effects(answers.about, *of.tables, both);
  if (!weights.empty()) out.weighted = weighted_change(both, weights);
  if (control != nullptr) out.control = change_against(both, pairs_of(*control));
  return out;
}

/// The tests that `take` finds, one a report or none, corrected together.
template <typename Take>
void correct(std::vector<item_report>& reports, Take take) {
  std::vector<figure> p;
  std::vector<corrected*> to;
  for (auto& each : reports) take(each, p, to);
  const auto by_holm = holm(p);
  const auto by_bh = benjamini_hochberg(p);
  for (std::size_t i = 0; i < to.size(); ++i) *to[i] = {by_holm[i], by_bh[i]};
}

using p_values = std::vector<figure>;
using places = std::vector<corrected*>;

void correct_across_items(std::vector<item_report>& reports) {
  correct(reports, [](item_report& each, p_values& p, places& to) {
    p.push_back(each.change.p);
    to.push_back(&each.p);
  });
  correct(reports, [](item_report& each, p_values& p, places& to) {
    p.push_back(each.wilcoxon.p);
    to.push_back(&each.p_wilcoxon);
  });
  correct(reports, [](item_report& each, p_values& p, places& to) {
    if (!each.agree) return;
    p.push_back(each.agree->test.p_exact);
    to.push_back(&each.agree->p_exact);
  });
  correct(reports, [](item_report& each, p_values& p, places& to) {
    for (auto& option : each.options) {
      p.push_back(option.change.test.p_exact);
      to.push_back(&option.change.p_exact);
    }
  });
  correct(reports, [](item_report& each, p_values& p, places& to) {
    if (!each.control) return;
    p.push_back(each.control->difference_in_differences.p);
    to.push_back(&each.control->p);
  });
}

/// Each stratum's question "did they change differently?" is one family over all items.
void correct_strata(std::vector<item_report>& reports, std::size_t strata) {
  for (std::size_t s = 0; s < strata; ++s) {
    std::vector<figure> p;
    std::vector<figure*> to;
    for (auto& each : reports) {
      if (s >= each.strata.size()) continue;
      p.push_back(each.strata[s].heterogeneity.p);
      to.push_back(&each.strata[s].p_holm);
    }
    const auto adjusted = holm(p);
    for (std::size_t i = 0; i < to.size(); ++i) *to[i] = adjusted[i];
  }
}

std::optional<knowledge_report> knowledge_of(const study& of, const study* control, std::span<const double> weights) {
  auto index = knowledge_index_of(of);
  if (!index) return std::nullopt;
  auto beside = control != nullptr ? knowledge_index_of(*control) : std::nullopt;
  knowledge_report out;
  out.index = report_of(of, index->answers, beside ? &beside->answers : nullptr, weights);
  out.index.agree.reset();
  out.index.sentence = sentence_of(index->answers.about, out.index);
  out.items = std::move(index->items);
  return out;
}

}  // namespace

report analyse(const study& of, const study* control, const progress& told) {
  report out;
  out.weights = weights_of(of);
  const auto& weights = out.weights.values;
  for (std::size_t i = 0; i < of.items.size(); ++i) {
    out.items.push_back(report_of(of, of.items[i], control != nullptr ? &control->items[i] : nullptr, weights));
    if (told && !told(i + 1, of.items.size())) return {};
  }
  out.waves = attendance_of(of);
  if (control != nullptr) out.control_waves = attendance_of(*control);
  correct_across_items(out.items);
  correct_strata(out.items, of.strata.size());
  for (std::size_t i = 0; i < of.items.size(); ++i)
    out.items[i].sentence = sentence_of(of.items[i].about, out.items[i]);
  out.knowledge = knowledge_of(of, control, weights);
  out.representativeness = representativeness_of(of, weights);
  out.finished = true;
  return out;
}

}  // namespace ruamkit::analysis::change
