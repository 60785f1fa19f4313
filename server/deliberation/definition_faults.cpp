#include "deliberation/definition_faults.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include "base/share.hpp"
#include "deliberation/fault_sentences.hpp"
#include "deliberation/rule_names.hpp"

namespace ruamkit::deliberation {
namespace {

constexpr std::int64_t steps_max = 101;
constexpr double population_tolerance = 0.005;

using faults = std::vector<fault>;

std::string text_of(const std::string& id) { return id; }
template <typename Tag>
std::string text_of(const strong_id<Tag>& id) {
  return id.value();
}
std::string text_of(wave w) { return std::string(name_of(w)); }

std::string item_at(const std::string& list, std::size_t index) { return list + "/" + std::to_string(index); }

template <typename Sequence>
std::vector<std::string> ids_of(const Sequence& sequence) {
  std::vector<std::string> ids;
  for (const auto& item : sequence) ids.push_back(text_of(item.id));
  return ids;
}

/// An empty id is one the schema has already complained of.
template <typename Sequence>
void find_duplicate_ids(const Sequence& sequence, const std::string& list, faults& out) {
  std::unordered_map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    const std::string id = text_of(sequence[i].id);
    if (id.empty()) continue;
    const auto [seen, fresh] = first.emplace(id, i);
    if (!fresh)
      out.push_back(make_fault("duplicate_id", item_at(list, i) + "/id",
                               {alike(id), alike(item_at(list, seen->second) + "/id")}));
  }
}

template <typename Sequence>
void find_duplicate_references(const Sequence& references, const std::string& list, faults& out) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < references.size(); ++i) {
    const std::string id = text_of(references[i]);
    if (!id.empty() && !seen.insert(id).second)
      out.push_back(make_fault("duplicate_reference", item_at(list, i), {alike(id)}));
  }
}

template <typename References, typename Things>
void find_unknown(const char* code, const References& references, const std::string& list, const Things& things,
                  faults& out) {
  std::optional<localized> names;
  for (std::size_t i = 0; i < references.size(); ++i) {
    const std::string id = text_of(references[i]);
    const bool known = std::any_of(things.begin(), things.end(), [&](const auto& t) { return text_of(t.id) == id; });
    if (known || id.empty()) continue;
    if (!names) names = listed(ids_of(things));
    out.push_back(make_fault(code, item_at(list, i), {alike(id), *names}));
  }
  find_duplicate_references(references, list, out);
}

void check_population(const stratum& s, const std::string& at, faults& out) {
  const auto given = [](const stratum_value& v) { return v.population.has_value(); };
  const auto count = std::count_if(s.values.begin(), s.values.end(), given);
  if (count == 0) return;
  if (static_cast<std::size_t>(count) != s.values.size()) {
    for (std::size_t i = 0; i < s.values.size(); ++i)
      if (!given(s.values[i]))
        out.push_back(
            make_fault("population_incomplete", item_at(at + "/values", i) + "/population", {alike(s.values[i].id)}));
    return;
  }
  double sum = 0;
  for (const stratum_value& v : s.values) sum += *v.population;
  // A hair beyond the tolerance, so that shares that miss by exactly 0.005 in decimal are not lost to binary.
  if (std::abs(sum - 1) > population_tolerance + 1e-9)
    out.push_back(make_fault("population_sum", at + "/values", {alike(share_text(sum))}));
}

void check_agenda(const definition& d, faults& out) {
  if (d.agenda.empty()) out.push_back(make_fault("agenda_empty", "/agenda"));
  find_duplicate_ids(d.agenda, "/agenda", out);
  for (std::size_t i = 0; i < d.agenda.size(); ++i) {
    const stage_definition& stage = d.agenda[i];
    const std::string at = item_at("/agenda", i);
    find_unknown("ballot_unknown", stage.ballots, at + "/ballots", d.ballots, out);
    find_unknown("survey_unknown", stage.surveys, at + "/surveys", d.surveys, out);
    if (!stage.wave) continue;
    for (const survey_id& id : stage.surveys) {
      const auto found = find_survey(d, id);
      if (!found) continue;
      const std::vector<wave>& waves = d.surveys[*found].waves;
      if (std::find(waves.begin(), waves.end(), *stage.wave) != waves.end()) continue;
      std::vector<std::string> names;
      for (const wave w : waves) names.push_back(text_of(w));
      out.push_back(
          make_fault("wave_unknown", at + "/wave", {alike(name_of(*stage.wave)), alike(id.value()), listed(names)}));
    }
  }
}

std::size_t options_needed(ballot_kind kind) {
  switch (kind) {
    case ballot_kind::single:
    case ballot_kind::multiple:
    case ballot_kind::rank:
    case ballot_kind::points:
      return 2;
    case ballot_kind::score:
      return 1;  // one proposal may be rated on its own
    default:
      return 0;
  }
}

template <typename Question>
void check_options(const Question& q, const std::string& at, faults& out) {
  const std::size_t needed = options_needed(q.kind);
  if (q.options.size() < needed) {
    const localized kind = alike(name_of(q.kind));
    const localized least = alike(static_cast<std::int64_t>(needed));
    if (q.options.empty())
      out.push_back(make_fault("options_missing", at + "/options", {kind, least}));
    else
      out.push_back(make_fault("options_too_few", at + "/options",
                               {kind, least, alike(static_cast<std::int64_t>(q.options.size()))}));
  }
  find_duplicate_ids(q.options, at + "/options", out);
}

template <typename Question>
void check_how_many(const Question& q, const std::string& at, faults& out) {
  const auto options = static_cast<std::int64_t>(q.options.size());
  if (options == 0) return;
  if (q.min < 0) out.push_back(make_fault("min_negative", at + "/min", {alike(q.min)}));
  if (q.min > options) out.push_back(make_fault("min_above_options", at + "/min", {alike(q.min), alike(options)}));
  if (q.max < 1) out.push_back(make_fault("max_not_positive", at + "/max", {alike(q.max)}));
  if (q.max > options) out.push_back(make_fault("max_above_options", at + "/max", {alike(q.max), alike(options)}));
  if (q.min > q.max && q.min <= options)
    out.push_back(make_fault("min_above_max", at + "/min", {alike(q.min), alike(q.max)}));
}

template <typename Question>
void check_range(const Question& q, const std::string& at, faults& out) {
  if (q.min > q.max) {
    out.push_back(make_fault("min_above_max", at + "/min", {alike(q.min), alike(q.max)}));
  } else if (q.min == q.max) {
    out.push_back(make_fault("range_empty", at + "/max", {alike(q.min), alike(q.max)}));
  } else if (q.max - q.min + 1 > steps_max) {
    out.push_back(make_fault("range_too_wide", at + "/max", {alike(q.max - q.min + 1)}));
  }
}

template <typename Question>
void check_question(const Question& q, const std::string& at, faults& out) {
  if (q.kind != ballot_kind::yes_no) check_options(q, at, out);
  switch (q.kind) {
    case ballot_kind::multiple:
    case ballot_kind::rank:
      check_how_many(q, at, out);
      break;
    case ballot_kind::score:
    case ballot_kind::scale:
      check_range(q, at, out);
      break;
    case ballot_kind::points:
      if (q.budget <= 0) out.push_back(make_fault("budget_not_positive", at + "/budget", {alike(q.budget)}));
      break;
    default:
      break;
  }
}

void check_rule(const ballot_definition& b, const std::string& at, faults& out) {
  const auto fitting = rules_for(b.kind);
  if (std::find(fitting.begin(), fitting.end(), b.rule) == fitting.end())
    out.push_back(make_fault(
        "rule_not_for_kind", at + "/rule",
        {alike(b.rule), alike(name_of(b.kind)), listed(std::vector<std::string>(fitting.begin(), fitting.end()))}));
  if (b.seats == 1) return;
  if (!elects_several(b.rule))
    out.push_back(make_fault("seats_not_for_rule", at + "/seats", {alike(b.rule)}));
  else if (b.seats > static_cast<std::int64_t>(b.options.size()))
    out.push_back(make_fault("seats_above_options", at + "/seats",
                             {alike(b.seats), alike(static_cast<std::int64_t>(b.options.size()))}));
}

void check_ballot(const ballot_definition& b, const std::string& at, faults& out) {
  check_question(b, at, out);
  check_rule(b, at, out);
  if (b.secrecy == secrecy::secret) out.push_back(make_fault("secrecy_unavailable", at + "/secrecy"));
  if (!b.threshold) return;
  const auto outside = [](double share) { return share < 0 || share > 1; };
  if (outside(b.threshold->share) || b.threshold->share == 0)
    out.push_back(make_fault("threshold_share", at + "/threshold/share", {alike(share_text(b.threshold->share))}));
  if (b.threshold->quorum && outside(*b.threshold->quorum))
    out.push_back(
        make_fault("quorum_out_of_range", at + "/threshold/quorum", {alike(share_text(*b.threshold->quorum))}));
}

/// A ballot that asks for a stratum, so that the answers stand beside the population's shares.
void check_stratum(const definition& d, const ballot_definition& b, const std::string& at, faults& out) {
  if (!b.stratum) return;
  if (!b.demographic)
    out.push_back(make_fault("stratum_not_demographic", at + "/stratum", {alike(b.stratum->value())}));
  const auto asked = std::ranges::find(d.strata, *b.stratum, &stratum::id);
  if (asked == d.strata.end()) {
    out.push_back(
        make_fault("stratum_unknown", at + "/stratum", {alike(b.stratum->value()), listed(ids_of(d.strata))}));
    return;
  }
  if (b.kind != ballot_kind::single) return;  // said where the kind was read
  for (std::size_t i = 0; i < b.options.size(); ++i) {
    const auto& id = b.options[i].id;
    if (id.empty() || std::ranges::find(asked->values, id, &stratum_value::id) != asked->values.end()) continue;
    out.push_back(make_fault("option_not_of_stratum", item_at(at + "/options", i) + "/id",
                             {alike(id), alike(asked->id.value()), listed(ids_of(asked->values))}));
  }
}

void check_item(const survey_item& item, const std::string& at, faults& out) {
  check_question(item, at, out);
  if (!item.correct) return;
  if (item.role != item_role::knowledge)
    out.push_back(make_fault("correct_without_knowledge", at + "/role", {alike(name_of(item.role))}));
  const bool takes_correct = item.kind == ballot_kind::single || item.kind == ballot_kind::yes_no;
  const std::vector<std::string> ids = ids_of(item.options);
  if (takes_correct && std::find(ids.begin(), ids.end(), *item.correct) == ids.end())
    out.push_back(make_fault("correct_unknown", at + "/correct", {alike(*item.correct), listed(ids)}));
}

void check_survey(const survey_definition& survey, const std::string& at, faults& out) {
  find_duplicate_references(survey.waves, at + "/waves", out);
  find_duplicate_ids(survey.items, at + "/items", out);
  for (std::size_t i = 0; i < survey.items.size(); ++i) check_item(survey.items[i], item_at(at + "/items", i), out);
}

void check_tables(const definition& d, faults& out) {
  if (!d.tables) return;
  if (d.tables->size_min > d.tables->size_max)
    out.push_back(
        make_fault("table_size_order", "/tables/size", {alike(d.tables->size_min), alike(d.tables->size_max)}));
  find_unknown("stratum_unknown", d.tables->balance, "/tables/balance", d.strata, out);
}

/// A document's name is joined to a folder, so it must not be able to leave it.
bool stays_inside(const std::string& file) {
  if (file.starts_with('/') || file.find('\\') != std::string::npos) return false;
  std::size_t from = 0;
  for (;;) {
    const std::size_t slash = file.find('/', from);
    const std::string part = file.substr(from, slash == std::string::npos ? slash : slash - from);
    if (part.empty() || part == "." || part == "..") return false;
    if (slash == std::string::npos) return true;
    from = slash + 1;
  }
}

}  // namespace

std::vector<fault> ballot_faults(const ballot_definition& ballot, const std::string& at) {
  faults out;
  check_ballot(ballot, at, out);
  return out;
}

std::vector<fault> contradictions(const definition& d) {
  faults out;
  find_duplicate_ids(d.strata, "/strata", out);
  for (std::size_t i = 0; i < d.strata.size(); ++i) {
    const std::string at = item_at("/strata", i);
    find_duplicate_ids(d.strata[i].values, at + "/values", out);
    check_population(d.strata[i], at, out);
  }
  check_agenda(d, out);
  find_duplicate_ids(d.ballots, "/ballots", out);
  for (std::size_t i = 0; i < d.ballots.size(); ++i) {
    check_ballot(d.ballots[i], item_at("/ballots", i), out);
    check_stratum(d, d.ballots[i], item_at("/ballots", i), out);
  }
  find_duplicate_ids(d.surveys, "/surveys", out);
  for (std::size_t i = 0; i < d.surveys.size(); ++i) check_survey(d.surveys[i], item_at("/surveys", i), out);
  check_tables(d, out);
  find_duplicate_ids(d.experts, "/experts", out);
  find_duplicate_ids(d.documents, "/documents", out);
  for (std::size_t i = 0; i < d.documents.size(); ++i) {
    const std::string& file = d.documents[i].file;
    if (!file.empty() && !stays_inside(file))
      out.push_back(make_fault("file_unsafe", item_at("/documents", i) + "/file", {alike(file)}));
  }
  return out;
}

}  // namespace ruamkit::deliberation
