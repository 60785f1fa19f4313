// The definition: what a deliberation is, as data (DESIGN.md section 5). A value, complete and already checked for
// shape; wire/definition reads it from JSON, methods/ holds each method's rules over it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/localized.hpp"
#include "deliberation/ids.hpp"

namespace ruamkit::deliberation {

enum class method {
  town_meeting,
  deliberative_poll,
  citizens_jury,
  consultation,
  study_circle,
  focus_group,
  consensus_conference,
  community_contracting,
  community_design
};
enum class admission { seats, open };
enum class stage_kind {
  registration,
  briefing,
  survey,
  tables,
  ideas,
  themes,
  ballots,
  hearing,
  drafting,
  verdict,
  report,
  response
};
enum class ballot_kind { single, multiple, rank, score, points, scale, yes_no, text };
enum class reveal { live, on_close, on_publish };
enum class secrecy { linked, secret, roll_call };
enum class threshold_base { cast, eligible };
enum class wave { pre, mid, post };
enum class item_role { attitude, knowledge, demographic, evaluation };
enum class document_role { briefing, commitment, other };

/// What part of the people a ballot must win, and how many must have voted.
struct threshold {
  double share = 0.5;                        ///< 0 < share <= 1; met when votes >= share of the base
  threshold_base of = threshold_base::cast;  ///< cast: votes without abstentions; eligible: the whole roll
  std::optional<double> quorum;              ///< share of the roll that must vote (abstentions count), 0..1

  friend bool operator==(const threshold&, const threshold&) = default;
};

struct option {
  std::string id;
  localized label;

  friend bool operator==(const option&, const option&) = default;
};

struct ballot_definition {
  ballot_id id;
  ballot_kind kind = ballot_kind::single;
  localized question;
  /// For yes_no always `yes`, `no`; for scale and text none.
  std::vector<option> options;
  std::string rule = "plurality";  ///< a name of DESIGN.md section 7; "none" for text
  deliberation::reveal reveal = reveal::on_publish;
  deliberation::secrecy secrecy = secrecy::linked;
  std::optional<deliberation::threshold> threshold;
  /// multiple, rank: how many options may be named. score, scale: the smallest and largest amount.
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::int64_t budget = 0;        ///< points: what may be given out in all
  std::size_t length_max = 2000;  ///< text: code points
  bool demographic = false;       ///< asks who is in the room rather than what they think
  std::int64_t seats = 1;         ///< rules stv_*: how many are elected
  bool practice = false;          ///< to try it out: counts for nothing
  /// demographic: the stratum it asks for; every option's id is one of its values.
  std::optional<stratum_id> stratum = {};

  friend bool operator==(const ballot_definition&, const ballot_definition&) = default;
};

struct stage_definition {
  stage_id id;
  stage_kind kind = stage_kind::ballots;
  localized title;
  std::optional<std::int64_t> minutes;
  std::vector<ballot_id> ballots;
  std::vector<survey_id> surveys;
  std::optional<deliberation::wave> wave;  ///< set where the stage names surveys: the wave they are answered in

  friend bool operator==(const stage_definition&, const stage_definition&) = default;
};

/// One question of a survey. `options`, `min`, `max`, `budget` and `length_max` mean what they mean in a ballot.
struct survey_item {
  std::string id;
  ballot_kind kind = ballot_kind::single;
  localized question;
  std::vector<option> options;
  std::int64_t min = 0;
  std::int64_t max = 0;
  std::int64_t budget = 0;
  std::size_t length_max = 2000;
  item_role role = item_role::attitude;
  std::optional<std::string> correct;  ///< knowledge items of the kinds single and yes_no: the right option

  friend bool operator==(const survey_item&, const survey_item&) = default;
};

/// Items answered together, the same ones in every wave so that before and after can be compared.
struct survey_definition {
  survey_id id;
  localized title;  ///< may be empty
  std::vector<wave> waves;
  std::vector<survey_item> items;

  friend bool operator==(const survey_definition&, const survey_definition&) = default;
};

struct stratum_value {
  std::string id;
  localized label;
  std::optional<double> population;  ///< share of the population, 0..1, whole billionths

  friend bool operator==(const stratum_value&, const stratum_value&) = default;
};

struct stratum {
  stratum_id id;
  localized label;
  std::vector<stratum_value> values;

  friend bool operator==(const stratum&, const stratum&) = default;
};

struct convenor {
  std::string agency;
  std::optional<localized> commitment;  ///< what the decision-makers promise to do with the result

  friend bool operator==(const convenor&, const convenor&) = default;
};

struct tables_definition {
  std::int64_t size_min = 8;
  std::int64_t size_max = 12;
  std::vector<stratum_id> balance;

  friend bool operator==(const tables_definition&, const tables_definition&) = default;
};

struct expert {
  std::string id;
  std::string name;
  localized position;

  friend bool operator==(const expert&, const expert&) = default;
};

struct document {
  std::string id;
  localized title;
  std::string file;
  std::optional<document_role> role = {};  ///< none: not said, as in definitions older than roles

  friend bool operator==(const document&, const document&) = default;
};

struct definition {
  deliberation::method method = method::town_meeting;
  localized title;
  localized issue;
  deliberation::convenor convenor;
  deliberation::admission admission = admission::seats;
  std::vector<stratum> strata;
  std::vector<stage_definition> agenda;
  std::vector<ballot_definition> ballots;
  std::vector<survey_definition> surveys;
  std::optional<tables_definition> tables;
  std::vector<expert> experts;
  std::vector<document> documents;

  friend bool operator==(const definition&, const definition&) = default;
};

/// Something wrong or unusual in a definition.
struct fault {
  enum class severity { error, deviation };

  severity weight = severity::error;
  std::string code;    ///< stable snake_case word
  std::string at;      ///< JSON Pointer (RFC 6901) into the definition
  localized sentence;  ///< what is wrong and what would be right

  friend bool operator==(const fault&, const fault&) = default;
};

/// The names used in definitions, e.g. "town_meeting"; the reverse gives nothing for an unknown name.
[[nodiscard]] std::string_view name_of(method);
[[nodiscard]] std::string_view name_of(admission);
[[nodiscard]] std::string_view name_of(stage_kind);
[[nodiscard]] std::string_view name_of(ballot_kind);
[[nodiscard]] std::string_view name_of(reveal);
[[nodiscard]] std::string_view name_of(secrecy);
[[nodiscard]] std::string_view name_of(threshold_base);
[[nodiscard]] std::string_view name_of(wave);
[[nodiscard]] std::string_view name_of(item_role);
[[nodiscard]] std::string_view name_of(document_role);
template <typename Enum>
[[nodiscard]] std::optional<Enum> from_name(std::string_view name);

/// Position in `definition.ballots` / `.agenda` / `.surveys`, or nothing.
[[nodiscard]] std::optional<std::size_t> find_ballot(const definition&, const ballot_id&);
[[nodiscard]] std::optional<std::size_t> find_stage(const definition&, const stage_id&);
[[nodiscard]] std::optional<std::size_t> find_survey(const definition&, const survey_id&);

}  // namespace ruamkit::deliberation
