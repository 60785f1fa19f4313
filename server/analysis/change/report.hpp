// The results of an analysis. Proportions are between 0 and 1; changes are always after minus before.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/change/clusters.hpp"
#include "analysis/change/contingency.hpp"
#include "analysis/change/figure.hpp"
#include "analysis/change/signed_rank.hpp"
#include "analysis/change/student.hpp"
#include "analysis/change/study.hpp"
#include "analysis/change/summary.hpp"
#include "analysis/change/weighting.hpp"
#include "base/localized.hpp"

namespace ruamkit::analysis::change {

/// One item in one wave, over everybody who answered it then.
struct wave_report {
  bool asked = false;
  summary of;
  std::vector<bar> distribution;
  std::size_t no_opinion = 0;  ///< said so
  std::size_t unanswered = 0;  ///< took part in the wave and left the item empty
  figure no_opinion_share;     ///< both of these, of all who took part in the wave
};

/// A test and what is left of its p among all items.
struct corrected {
  figure holm, benjamini_hochberg;
};

/// People who answered both times, by whether a statement held for them.
struct share_change {
  std::size_t n = 0;
  std::size_t both = 0;
  std::size_t neither = 0;
  figure share_pre, share_post, change;
  mcnemar test;
  corrected p_exact;
};

struct option_change {
  std::string option;
  share_change change;
};

/// The change of people with one value of a stratum.
struct subgroup_change {
  std::string value;
  figure mean_pre, mean_post;  ///< of those who answered both times
  t_test change;
  figure d_z;
};

struct stratum_change {
  std::string stratum;
  std::vector<subgroup_change> values;
  welch_anova heterogeneity;  ///< whether the changes differ between the values
  figure p_holm;              ///< of heterogeneity, across items
};

struct table_row {
  std::string table;
  std::size_t n = 0;
  figure mean_pre, mean_post, sd_pre, sd_post;
};

/// Whether tables drew together, and whether they moved apart from the middle of the scale (Luskin, Sood, Fishkin and
/// Hahn 2022, "Deliberative Distortions?"). Each is a mean over tables with its t-test; tables count alike.
struct table_report {
  std::size_t tables = 0;  ///< with anybody who answered both times
  intraclass icc_pre, icc_post, icc_difference;
  t_test cluster_robust;  ///< the mean change with tables, not people, as independent
  t_test homogenisation;  ///< sd before minus sd after within a table: positive where views drew together
  std::size_t narrowed = 0, widened = 0;
  figure midpoint;      ///< of the scale
  t_test polarisation;  ///< how far a table's mean moved to the end of the scale that it was nearer to
  std::size_t to_extreme = 0, to_middle = 0;
  figure between_sd_pre, between_sd_post;  ///< of the tables' means
  std::vector<table_row> rows;
};

struct weighted_report {
  figure mean_pre, mean_post;  ///< of those who answered both times
  t_test change;
};

struct control_report {
  t_test participants, control;                    ///< the change in each
  figure mean_pre_participants, mean_pre_control;  ///< of those who answered both times
  t_test difference_in_differences;                ///< participants minus control, Welch
  corrected p;
};

struct item_report {
  wave_report pre, post;
  std::size_t paired = 0;
  figure mean_pre_paired, mean_post_paired;
  t_test change;
  figure d_z;
  corrected p;
  signed_rank wilcoxon;
  corrected p_wilcoxon;
  std::optional<share_change> agree;   ///< scales with a threshold, yes or no, scored knowledge
  std::vector<option_change> options;  ///< choices
  std::vector<stratum_change> strata;
  std::optional<table_report> tables;
  std::optional<weighted_report> weighted;
  std::optional<control_report> control;
  localized sentence;
};

/// Each person's share of right answers among the knowledge items asked in both waves. An item left empty by somebody
/// who took part in the wave is not right (the field's convention); who did not take part is missing.
struct knowledge_report {
  std::vector<std::size_t> items;  ///< indices into the study's items
  item_report index;
};

struct wave_attendance {
  std::size_t people = 0, pre = 0, post = 0, both = 0, pre_only = 0, post_only = 0, neither = 0;
};

/// One value of a stratum in the room and around it.
struct value_balance {
  std::string value;
  std::size_t participants = 0, others = 0;
  figure participants_share, others_share, population_share, weighted_share;
  figure difference_from_others;      ///< standardised
  figure difference_from_population;  ///< standardised
};

struct stratum_balance {
  std::string stratum;
  std::size_t participants_unknown = 0, others_unknown = 0;
  std::vector<value_balance> values;
  std::optional<chi_square> against_others;
  std::optional<chi_square> against_population;
};

/// The first wave's answers of those who came against those who did not.
struct item_balance {
  std::size_t item = 0;
  std::size_t n_participants = 0, n_others = 0;
  figure mean_participants, mean_others;
  t_test difference;    ///< participants minus the others, Welch
  figure standardised;  ///< in units of the root mean square of both sds
  figure p_holm;
};

/// Participants took the second wave; the others took the first only.
struct representativeness_report {
  std::size_t participants = 0, others = 0;
  std::vector<stratum_balance> strata;
  std::vector<item_balance> items;
};

struct weights_report {
  enum class source : std::uint8_t { none, design, raking };
  source from = source::none;
  std::optional<raked> raking;
  std::vector<double> values;  ///< by person; empty without weights
  weight_spread spread;
};

struct report {
  bool finished = false;  ///< false where the callback stopped it; nothing else is filled in then
  wave_attendance waves;
  std::optional<wave_attendance> control_waves;
  std::vector<item_report> items;  ///< in the study's order
  std::optional<knowledge_report> knowledge;
  representativeness_report representativeness;
  weights_report weights;
};

}  // namespace ruamkit::analysis::change
