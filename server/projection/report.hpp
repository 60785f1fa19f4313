// The report of a deliberation: everything that may be printed and handed over, as one value that borrows nothing, so
// that it can leave the engine's thread and be rendered elsewhere (reports/).
//
// It shows what cannot change any more: a ballot's figures only once its counts are visible and final, the others with
// their turnout alone. Tables by stratum follow the small-cell rule (crosstab.hpp).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "base/time.hpp"
#include "projection/reconciliation.hpp"
#include "projection/view.hpp"

namespace ruamkit::projection {

/// Where in the ledger the figures stand.
struct report_standing {
  std::uint64_t seq = 0;  ///< of the last event they take in
  digest head{};          ///< its hash
  digest first{};         ///< the hash of event 1, which holds the definition
  instant at;             ///< when the report was asked for
};

struct report_value {
  std::string id;
  localized label;
  std::uint64_t seats = 0;
  std::uint64_t joined = 0;
  std::optional<double> share;       ///< of those joined whose value is known; none when nobody is
  std::optional<double> population;  ///< as the definition states it
  /// (share - population) / sqrt((share (1 - share) + population (1 - population)) / 2): the standardised difference
  /// of two shares (Austin 2009, doi:10.1080/03610910902859574). None where either is unknown or nothing varies.
  std::optional<double> difference;
};
struct report_stratum {
  std::string id;
  localized label;
  std::vector<report_value> values;
  std::uint64_t unknown = 0;  ///< joined, value not known
};
struct report_people {
  std::uint64_t seats = 0;
  std::uint64_t joined = 0;
  std::vector<report_stratum> strata;
  std::uint64_t walk_ins = 0;  ///< came without a place on the roll and were put on it
  std::uint64_t left = 0;      ///< had gone by the time of the report
  std::uint64_t tables = 0;
  std::uint64_t keypads = 0;  ///< bound to a seat at the time of the report
};

struct report_stage {
  localized title;
  deliberation::stage_kind kind{};
  deliberation::progress status{};
  std::optional<instant> started_at;
  std::optional<instant> finished_at;
};

struct report_option {
  std::string id;
  localized label;
  std::int64_t count = 0;  ///< people, first places, points or the sum of scores, as the kind has it
  /// Of those who did not abstain; of all points given out for points. None for score, and when nobody chose.
  std::optional<double> share;
  std::optional<double> mean;  ///< score: the sum over those who did not abstain
};
struct report_crosstab_row {
  std::string value;
  localized label;
  std::vector<shown_count> counts;  ///< by option
  shown_count abstained;
};
struct report_crosstab {
  std::string stratum;
  localized label;
  std::vector<report_crosstab_row> rows;
};
struct report_outcome {
  std::string rule;
  std::vector<std::string> winners;
  bool tie_broken = false;
  std::vector<std::string> tied;
  std::optional<threshold_outcome> threshold;
  std::optional<double> mean;
  std::optional<std::int64_t> median;
  localized explain;
  std::vector<localized> steps;  ///< the count round by round, where it took more than one
};
struct report_vote {
  std::string participant;
  deliberation::raw_choice choice;
};

/// What a ballot came to.
struct report_result {
  std::vector<report_option> options;  ///< for scale one a value; for text none
  std::uint64_t abstained = 0;
  /// By how much the largest count leads the next, for the rules that elect by the largest (plurality, approval, score,
  /// points) and two options or more.
  std::optional<std::int64_t> margin;
  place_counts ranks;                              ///< rank: by option, how many put it first, second …
  std::vector<analysis::words::word_count> words;  ///< text: those that at least cell_min people used
  std::vector<report_crosstab> by;
  std::vector<localized> withheld;  ///< strata whose table the small-cell rule keeps back
  report_outcome outcome;
  std::vector<report_vote> roll_call;  ///< by participant's id
  std::vector<std::string> texts;      ///< in alphabetical order: the order of voting would tell whose they are
};
struct report_ballot {
  deliberation::ballot_definition asked;
  deliberation::ballot_status status{};
  std::optional<instant> opened_at;
  std::optional<instant> closed_at;
  std::optional<instant> published_at;
  std::uint64_t eligible = 0;
  std::uint64_t voted = 0;
  /// Who answered by phone, keypad, paper or kiosk, by the channel of their last vote; those above zero.
  std::vector<std::pair<std::string, std::uint64_t>> channels;
  reconciliation adds_up;               ///< how the votes came in
  std::optional<report_result> result;  ///< none until the counts are visible and final
};

/// An idea as its table gave it; whose it was is told to nobody.
struct report_idea {
  std::string text;
  std::optional<deliberation::agreement> agreement;
  std::string dissent;
};
/// A question that a theme, or one merged into it, was an option of.
struct report_became {
  std::string ballot;
  std::string option;
  localized question;
};
/// A theme as it stood at the end, with all that was merged into it.
struct report_theme {
  std::string id;
  localized title;
  std::vector<report_idea> ideas;
  std::vector<report_became> became;
};

/// What people were given to read: every file, the one in force last.
struct report_document {
  std::string id;
  localized title;
  std::optional<deliberation::document_role> role;
  std::vector<deliberation::attachment> files;
};

struct report {
  std::string deliberation;
  deliberation::method method{};
  localized title;
  localized issue;
  std::string agency;
  std::optional<localized> commitment;
  std::vector<report_document> documents;
  deliberation::admission admission{};
  deliberation::progress status{};
  instant created_at;
  report_standing standing;
  report_people people;
  std::vector<localized> deviations;  ///< where the method's rules were not kept
  std::vector<report_stage> stages;
  std::vector<report_theme> themes;  ///< those with most ideas first
  std::vector<report_idea> unplaced;
  std::vector<report_ballot> ballots;
};

/// The final figures of a ballot where they were found before, else null.
using known_figures = std::function<const final_figures*(std::size_t)>;

[[nodiscard]] report project_report(const deliberation::state& s, const report_standing& where,
                                    const known_figures& known = {});

}  // namespace ruamkit::projection
