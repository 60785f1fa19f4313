#include "ruamkit/analyse/analyse_json.hpp"

#include "analysis/change/item_change.hpp"
#include "ruamkit/analyse/figures_text.hpp"

namespace ruamkit::tools::analyse {
namespace {

namespace change = analysis::change;
using wire::array_text;
using wire::object_text;

std::string_view name_of(change::item_role role) {
  switch (role) {
    case change::item_role::attitude:
      return "attitude";
    case change::item_role::knowledge:
      return "knowledge";
    case change::item_role::evaluation:
      return "evaluation";
  }
  return "";
}

std::string_view name_of(change::item_kind kind) {
  switch (kind) {
    case change::item_kind::scale:
      return "scale";
    case change::item_kind::yes_no:
      return "yes_no";
    case change::item_kind::scored:
      return "scored";
    case change::item_kind::choice:
      return "single";
  }
  return "";
}

void put_test(figures_text& to, const change::t_test& test) {
  to.put("se", test.standard_error);
  to.interval("ci95", test.low, test.high);
  to.put("t", test.t);
  to.put("df", test.df);
  to.put("p", test.p);
}

/// The keys of a paired change.
void put_change(figures_text& to, const change::t_test& test) {
  to.put("difference", test.mean);
  to.put("sd_difference", test.sd);
  put_test(to, test);
}

void put_wave(std::string& out, const change::item& about, const change::wave_report& wave) {
  figures_text to(out);
  to.flag("asked", wave.asked);
  to.count("n", wave.of.n);
  to.put("mean", wave.of.mean);
  to.put("sd", wave.of.sd);
  to.put("minimum", wave.of.minimum);
  to.put("lower_quartile", wave.of.lower_quartile);
  to.put("median", wave.of.median);
  to.put("upper_quartile", wave.of.upper_quartile);
  to.put("maximum", wave.of.maximum);
  to.count("no_opinion", wave.no_opinion);
  to.count("unanswered", wave.unanswered);
  to.put("no_opinion_share", wave.no_opinion_share);
  array_text bars(to.member("distribution"));
  for (const auto& each : wave.distribution) {
    figures_text bar(bars.element());
    if (about.kind == change::item_kind::choice) {
      bar.text("option", about.options[static_cast<std::size_t>(each.from)]);
    } else if (each.from == each.to) {
      bar.put("value", each.from);
    } else {
      bar.put("from", each.from);
      bar.put("to", each.to);
    }
    bar.count("count", each.count);
  }
}

void put_wilcoxon(std::string& out, const change::signed_rank& test, const change::corrected& p) {
  figures_text to(out);
  to.put("v", test.v);
  to.put("p", test.p);
  to.put("p_holm", p.holm);
  to.put("p_bh", p.benjamini_hochberg);
  to.count("n", test.n);
  to.count("zeros", test.zeros);
  to.flag("ties", test.has_ties);
  to.text("method", test.exact ? "exact" : "normal");
  if (!test.exact) to.put("z", test.z);
}

void put_share_change(figures_text& to, const change::share_change& of) {
  to.count("n", of.n);
  to.put("share_pre", of.share_pre);
  to.put("share_post", of.share_post);
  to.put("change", of.change);
  to.count("both", of.both);
  to.count("lost", of.test.lost);
  to.count("gained", of.test.gained);
  to.count("neither", of.neither);
  figures_text test(to.member("mcnemar"));
  test.put("statistic", of.test.corrected);
  test.put("p", of.test.p_corrected);
  test.put("statistic_uncorrected", of.test.uncorrected);
  test.put("p_uncorrected", of.test.p_uncorrected);
  test.put("p_exact", of.test.p_exact);
  test.put("p_exact_holm", of.p_exact.holm);
  test.put("p_exact_bh", of.p_exact.benjamini_hochberg);
}

void put_agreement(std::string& out, const change::item& about, const change::share_change& of) {
  figures_text to(out);
  if (const auto agrees = change::agreement_of(about)) to.put(agrees->from_above ? "above" : "from", agrees->bound);
  put_share_change(to, of);
}

void put_stratum(std::string& out, const change::stratum_change& of) {
  object_text to(out);
  to.text("stratum", of.stratum);
  {
    array_text values(to.member("values"));
    for (const auto& each : of.values) {
      figures_text value(values.element());
      value.text("value", each.value);
      value.count("n_paired", each.change.n);
      value.put("mean_pre", each.mean_pre);
      value.put("mean_post", each.mean_post);
      put_change(value, each.change);
      value.put("d_z", each.d_z);
    }
  }
  figures_text test(to.member("heterogeneity"));
  test.count("values", of.heterogeneity.groups);
  test.put("f", of.heterogeneity.f);
  test.put("df_between", of.heterogeneity.df_between);
  test.put("df_within", of.heterogeneity.df_within);
  test.put("p", of.heterogeneity.p);
  test.put("p_holm", of.p_holm);
}

void put_intraclass(std::string& out, const change::intraclass& of) {
  figures_text to(out);
  to.put("icc", of.icc);
  to.count("n", of.n);
  to.count("groups", of.groups);
  to.put("f", of.f);
  to.put("df_between", of.df_between);
  to.put("df_within", of.df_within);
  to.put("p", of.p);
  to.put("group_size", of.group_size);
  to.put("design_effect", of.design_effect);
}

void put_mean_over_tables(figures_text& to, const change::t_test& test) {
  to.count("tables", test.n);
  to.put("mean", test.mean);
  to.put("sd", test.sd);
  put_test(to, test);
}

void put_table_rows(std::string& out, const change::table_report& of) {
  array_text rows(out);
  for (const auto& each : of.rows) {
    figures_text row(rows.element());
    row.text("table", each.table);
    row.count("n_paired", each.n);
    row.put("mean_pre", each.mean_pre);
    row.put("mean_post", each.mean_post);
    row.put("sd_pre", each.sd_pre);
    row.put("sd_post", each.sd_post);
  }
}

void put_tables(std::string& out, const std::string& item, const change::table_report& of) {
  object_text to(out);
  to.text("item", item);
  put_intraclass(to.member("icc_pre"), of.icc_pre);
  put_intraclass(to.member("icc_post"), of.icc_post);
  put_intraclass(to.member("icc_difference"), of.icc_difference);
  {
    figures_text robust(to.member("cluster_robust"));
    robust.count("tables", of.tables);
    robust.put("difference", of.cluster_robust.mean);
    put_test(robust, of.cluster_robust);
  }
  {
    figures_text narrower(to.member("homogenisation"));
    put_mean_over_tables(narrower, of.homogenisation);
    narrower.count("narrowed", of.narrowed);
    narrower.count("widened", of.widened);
  }
  {
    figures_text apart(to.member("polarisation"));
    apart.put("midpoint", of.midpoint);
    put_mean_over_tables(apart, of.polarisation);
    apart.count("to_extreme", of.to_extreme);
    apart.count("to_middle", of.to_middle);
  }
  {
    figures_text between(to.member("between_tables"));
    between.put("sd_pre", of.between_sd_pre);
    between.put("sd_post", of.between_sd_post);
  }
  put_table_rows(to.member("tables"), of);
}

void put_weighted(std::string& out, const change::weighted_report& of) {
  figures_text to(out);
  to.count("n_paired", of.change.n);
  to.put("mean_pre", of.mean_pre);
  to.put("mean_post", of.mean_post);
  to.put("difference", of.change.mean);
  put_test(to, of.change);
}

void put_control(std::string& out, const change::control_report& of) {
  figures_text to(out);
  to.count("n_participants", of.participants.n);
  to.count("n_control", of.control.n);
  to.put("mean_pre_participants", of.mean_pre_participants);
  to.put("mean_pre_control", of.mean_pre_control);
  to.put("change_participants", of.participants.mean);
  to.put("change_control", of.control.mean);
  to.put("estimate", of.difference_in_differences.mean);
  put_test(to, of.difference_in_differences);
  to.put("p_holm", of.p.holm);
  to.put("p_bh", of.p.benjamini_hochberg);
}

/// What an item and the knowledge index have in common.
void put_item(figures_text& to, const change::item& about, const change::item_report& of, bool is_index) {
  to.count("n_pre", of.pre.of.n);
  to.count("n_post", of.post.of.n);
  to.count("n_paired", of.paired);
  to.put("mean_pre", of.pre.of.mean);
  to.put("mean_post", of.post.of.mean);
  to.put("sd_pre", of.pre.of.sd);
  to.put("sd_post", of.post.of.sd);
  to.put("mean_pre_paired", of.mean_pre_paired);
  to.put("mean_post_paired", of.mean_post_paired);
  put_change(to, of.change);
  if (!is_index) {
    to.put("p_holm", of.p.holm);
    to.put("p_bh", of.p.benjamini_hochberg);
  }
  put_wilcoxon(to.member("wilcoxon"), of.wilcoxon,
               is_index ? change::corrected{of.wilcoxon.p, of.wilcoxon.p} : of.p_wilcoxon);
  to.put("d_z", of.d_z);
  put_wave(to.member("pre"), about, of.pre);
  put_wave(to.member("post"), about, of.post);
  if (of.agree) put_agreement(to.member("agree"), about, *of.agree);
  if (about.kind == change::item_kind::choice) {
    array_text options(to.member("options"));
    for (const auto& each : of.options) {
      figures_text option(options.element());
      option.text("option", each.option);
      put_share_change(option, each.change);
    }
  }
  if (!of.strata.empty()) {
    array_text strata(to.member("strata"));
    for (const auto& each : of.strata) put_stratum(strata.element(), each);
  }
  if (of.weighted) put_weighted(to.member("weighted"), *of.weighted);
  if (of.control) put_control(to.member("difference_in_differences"), *of.control);
  to.localized("sentence", of.sentence);
}

void put_items(std::string& out, const change::study& study, const change::report& report) {
  array_text items(out);
  for (std::size_t i = 0; i < report.items.size(); ++i) {
    const change::item& about = study.items[i].about;
    figures_text to(items.element());
    to.text("item", about.id);
    if (!(about.question == localized{})) to.localized("question", about.question);
    to.text("role", name_of(about.role));
    to.text("kind", name_of(about.kind));
    put_item(to, about, report.items[i], false);
  }
}

void put_knowledge(std::string& out, const change::study& study, const change::report& report) {
  if (!report.knowledge) {
    out += "null";
    return;
  }
  change::item about;
  figures_text to(out);
  {
    array_text items(to.member("items"));
    for (const auto index : report.knowledge->items) items.text(study.items[index].about.id);
  }
  put_item(to, about, report.knowledge->index, true);
}

void put_groups(std::string& out, const change::study& study, const change::report& report) {
  if (!study.tables) {
    out += "null";
    return;
  }
  object_text to(out);
  to.text("column", study.tables->id);
  to.number("count", static_cast<std::uint64_t>(study.tables->values.size()));
  array_text items(to.member("items"));
  for (std::size_t i = 0; i < report.items.size(); ++i)
    if (report.items[i].tables) put_tables(items.element(), study.items[i].about.id, *report.items[i].tables);
  if (report.knowledge && report.knowledge->index.tables)
    put_tables(items.element(), "knowledge", *report.knowledge->index.tables);
}

void put_chi_square(std::string& out, const change::chi_square& of, bool is_table) {
  figures_text to(out);
  to.put("statistic", of.statistic);
  to.put("df", of.df);
  to.put("p", of.p);
  if (is_table) {
    to.put("statistic_yates", of.yates);
    to.put("p_yates", of.p_yates);
    to.put("cramers_v", of.cramers_v);
  }
  to.put("smallest_expected", of.smallest_expected);
}

void put_balance(std::string& out, const change::stratum_balance& of, bool has_weights) {
  object_text to(out);
  to.text("stratum", of.stratum);
  to.number("participants_unknown", static_cast<std::uint64_t>(of.participants_unknown));
  if (of.against_others) to.number("non_participants_unknown", static_cast<std::uint64_t>(of.others_unknown));
  {
    array_text values(to.member("values"));
    for (const auto& each : of.values) {
      figures_text value(values.element());
      value.text("value", each.value);
      value.count("participants", each.participants);
      value.put("participants_share", each.participants_share);
      if (of.against_others) {
        value.count("non_participants", each.others);
        value.put("non_participants_share", each.others_share);
        value.put("standardised_difference", each.difference_from_others);
      }
      if (of.against_population) {
        value.put("population_share", each.population_share);
        value.put("standardised_difference_population", each.difference_from_population);
      }
      if (has_weights) value.put("weighted_share", each.weighted_share);
    }
  }
  if (of.against_others) put_chi_square(to.member("against_non_participants"), *of.against_others, true);
  if (of.against_population) put_chi_square(to.member("against_population"), *of.against_population, false);
}

void put_representativeness(std::string& out, const change::study& study, const change::report& report) {
  const auto& of = report.representativeness;
  object_text to(out);
  to.number("participants", static_cast<std::uint64_t>(of.participants));
  to.number("non_participants", static_cast<std::uint64_t>(of.others));
  {
    array_text strata(to.member("strata"));
    for (const auto& each : of.strata) put_balance(strata.element(), each, !report.weights.values.empty());
  }
  array_text items(to.member("items"));
  for (const auto& each : of.items) {
    figures_text item(items.element());
    item.text("item", study.items[each.item].about.id);
    item.count("n_participants", each.n_participants);
    item.count("n_non_participants", each.n_others);
    item.put("mean_participants", each.mean_participants);
    item.put("mean_non_participants", each.mean_others);
    item.put("difference", each.difference.mean);
    put_test(item, each.difference);
    item.put("p_holm", each.p_holm);
    item.put("standardised_difference", each.standardised);
  }
}

std::string_view name_of(change::unmet_margin::fault why) {
  switch (why) {
    case change::unmet_margin::fault::nobody:
      return "nobody_here_has_this_value";
    case change::unmet_margin::fault::no_share:
      return "no_population_share";
    case change::unmet_margin::fault::contradiction:
      return "margins_contradict_for_these_people";
  }
  return "";
}

void put_unmet(std::string& out, const change::study& study, const change::raked& of) {
  std::vector<const change::division*> margins;
  for (const auto& by : study.strata)
    if (!by.population.empty()) margins.push_back(&by);
  array_text unmet(out);
  for (const auto& each : of.unmet) {
    figures_text to(unmet.element());
    to.text("stratum", margins[each.margin]->id);
    to.text("value", margins[each.margin]->values[each.value]);
    to.text("why", name_of(each.why));
    to.put("wanted_share", each.wanted);
    to.put("reached_share", each.reached);
  }
}

void put_weights(std::string& out, const gathered& from, const change::weights_report& of) {
  if (of.from == change::weights_report::source::none) {
    out += "null";
    return;
  }
  figures_text to(out);
  to.text("source", of.from == change::weights_report::source::design ? "design" : "raking");
  if (of.raking) {
    to.flag("converged", of.raking->converged);
    to.count("rounds", of.raking->rounds);
    put_unmet(to.member("unmet"), from.of, *of.raking);
  }
  to.count("n", of.spread.n);
  to.put("smallest", of.spread.smallest);
  to.put("largest", of.spread.largest);
  to.put("design_effect", of.spread.design_effect);
  to.put("n_effective", of.spread.n_effective);
  object_text people(to.member("people"));
  for (std::size_t i = 0; i < of.values.size(); ++i)
    if (!change::is_missing(of.values[i])) append_number(people.member(from.ids[i]), of.values[i]);
}

void put_attendance(std::string& out, const change::wave_attendance& of) {
  figures_text to(out);
  to.count("people", of.people);
  to.count("pre", of.pre);
  to.count("post", of.post);
  to.count("both", of.both);
  to.count("pre_only", of.pre_only);
  to.count("post_only", of.post_only);
  to.count("neither", of.neither);
}

}  // namespace

std::string to_json(const gathered& from, const change::report& report) {
  std::string out;
  {
    object_text to(out);
    put_attendance(to.member("waves"), report.waves);
    if (report.control_waves) put_attendance(to.member("control_waves"), *report.control_waves);
    put_items(to.member("items"), from.of, report);
    put_knowledge(to.member("knowledge"), from.of, report);
    put_groups(to.member("groups"), from.of, report);
    put_representativeness(to.member("representativeness"), from.of, report);
    put_weights(to.member("weights"), from, report.weights);
    array_text skipped(to.member("skipped"));
    for (const auto& [what, why] : from.skipped) {
      object_text each(skipped.element());
      each.text("column", what);
      each.text("why", why);
    }
  }
  return out;
}

}  // namespace ruamkit::tools::analyse
