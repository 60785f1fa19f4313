#include "reports/json.hpp"

#include <array>
#include <nlohmann/json.hpp>

#include "base/encoding.hpp"
#include "projection/presence.hpp"
#include "reports/text.hpp"

namespace ruamkit::reports {
namespace {

using namespace projection;
using json = nlohmann::ordered_json;

json both(const localized& text) { return {{"th", text.th}, {"en", text.en}}; }

template <typename Value>
json or_null(const std::optional<Value>& value) {
  return value ? json(*value) : json(nullptr);
}
json or_null(const std::optional<instant>& at) { return at ? json(at->ms) : json(nullptr); }

/// How a group's share of those who took part stands to the population's, by the rule that the wall goes by.
json standing_of(const std::optional<double>& share, const std::optional<double>& population) {
  if (!share || !population) return nullptr;
  if (is_missing(*share, *population)) return "missing";
  return is_over_represented(*share, *population) ? "over_represented" : "near";
}

json people_of(const report_people& people) {
  json strata = json::array();
  for (const auto& stratum : people.strata) {
    json values = json::array();
    for (const auto& value : stratum.values)
      values.push_back({{"id", value.id},
                        {"label", both(value.label)},
                        {"seats", value.seats},
                        {"joined", value.joined},
                        {"share", or_null(value.share)},
                        {"population", or_null(value.population)},
                        {"standardised_difference", or_null(value.difference)},
                        {"standing", standing_of(value.share, value.population)}});
    strata.push_back({{"id", stratum.id},
                      {"label", both(stratum.label)},
                      {"values", std::move(values)},
                      {"joined_unknown", stratum.unknown}});
  }
  return {{"seats", people.seats},   {"joined", people.joined},   {"walk_ins", people.walk_ins}, {"left", people.left},
          {"tables", people.tables}, {"keypads", people.keypads}, {"strata", std::move(strata)}};
}

json stages_of(const std::vector<report_stage>& stages) {
  constexpr std::array status{"waiting", "running", "finished"};
  json out = json::array();
  for (const auto& each : stages)
    out.push_back({{"title", both(each.title)},
                   {"kind", deliberation::name_of(each.kind)},
                   {"status", status[static_cast<std::size_t>(each.status)]},
                   {"started_at", or_null(each.started_at)},
                   {"finished_at", or_null(each.finished_at)}});
  return out;
}

json outcome_of(const report_outcome& what) {
  json out{{"rule", what.rule}, {"winners", what.winners}, {"tie_broken", what.tie_broken}};
  if (!what.tied.empty()) out["tied"] = what.tied;
  if (what.mean) out["mean"] = *what.mean;
  if (what.median) out["median"] = *what.median;
  if (what.threshold) {
    const auto& t = *what.threshold;
    json threshold{{"met", t.met}, {"share", t.share}, {"needed", t.needed}, {"of", deliberation::name_of(t.of)}};
    if (t.quorum_met) threshold["quorum_met"] = *t.quorum_met;
    threshold["turnout"] = t.turnout;
    out["threshold"] = std::move(threshold);
  }
  out["explain"] = both(what.explain);
  if (!what.steps.empty()) {
    auto& steps = out["steps"] = json::array();
    for (const auto& each : what.steps) steps.push_back(both(each));
  }
  return out;
}

json choice_of(const deliberation::raw_choice& choice) {
  struct writer {
    json operator()(const deliberation::no_opinion&) const { return nullptr; }
    json operator()(const deliberation::option_list& options) const { return options; }
    json operator()(const deliberation::amount_list& amounts) const {
      json out = json::object();
      for (const auto& [id, amount] : amounts) out[id] = amount;
      return out;
    }
    json operator()(std::int64_t value) const { return value; }
    json operator()(const std::string& text) const { return text; }
  };
  return std::visit(writer{}, choice);
}

void add_result(json& out, const report_result& result) {
  json counts = json::object();
  json options = json::array();
  for (const auto& each : result.options) {
    counts[each.id] = each.count;
    options.push_back({{"id", each.id},
                       {"label", both(each.label)},
                       {"count", each.count},
                       {"share", or_null(each.share)},
                       {"mean", or_null(each.mean)}});
  }
  json by = json::object();
  for (const auto& table : result.by) {
    auto& rows = by[table.stratum] = json::object();
    for (const auto& row : table.rows) {
      auto& cells = rows[row.value] = json::object();
      for (std::size_t i = 0; i < row.counts.size(); ++i) cells[result.options[i].id] = or_null(row.counts[i]);
      cells["abstained"] = or_null(row.abstained);
    }
  }
  if (!result.ranks.empty()) {
    auto& ranks = out["ranks"] = json::object();
    for (std::size_t i = 0; i < result.ranks.size(); ++i) ranks[result.options[i].id] = result.ranks[i];
  }
  if (!result.words.empty()) {
    auto& words = out["words"] = json::array();
    for (const auto& each : result.words) words.push_back({{"word", each.word}, {"people", each.people}});
  }
  out["counts"] = std::move(counts);
  out["abstained"] = result.abstained;
  out["options"] = std::move(options);
  out["margin"] = or_null(result.margin);
  out["by"] = std::move(by);
  json withheld = json::array();
  for (const auto& each : result.withheld) withheld.push_back(both(each));
  out["by_withheld"] = std::move(withheld);
  out["outcome"] = outcome_of(result.outcome);
  if (!result.roll_call.empty()) {
    auto& names = out["roll_call"] = json::array();
    for (const auto& each : result.roll_call)
      names.push_back({{"participant", each.participant}, {"choice", choice_of(each.choice)}});
  }
  if (!result.texts.empty()) out["texts"] = result.texts;
}

json reconciliation_of(const reconciliation& sums) {
  json channels = json::object();
  for (const auto& each : sums.channels)
    channels[each.channel] = {{"received", each.received}, {"replaced", each.replaced}, {"counted", each.counted}};
  json batches = json::array();
  for (const auto& each : sums.batches)
    batches.push_back({{"batch", each.batch},
                       {"ballots", each.ballots},
                       {"entered", each.entered},
                       {"differed", each.differed},
                       {"recorded", each.recorded},
                       {"dropped", each.dropped}});
  json checks = json::array();
  for (const auto& each : sums.checks)
    checks.push_back({{"check", each.id},
                      {"whole", each.whole},
                      {"part", each.part},
                      {"rule", each.exact ? "equal" : "at_most"},
                      {"holds", each.holds()}});
  return {{"channels", std::move(channels)}, {"moved", sums.moved},        {"unnamed", sums.unnamed},
          {"on_roll", sums.on_roll},         {"present", sums.present},    {"batches", std::move(batches)},
          {"papers_dropped", sums.dropped},  {"checks", std::move(checks)}};
}

json ballot_of(const report_ballot& ballot) {
  constexpr std::array status{"draft", "open", "closed", "published"};
  const auto& asked = ballot.asked;
  json out{{"id", asked.id.value()},
           {"question", both(asked.question)},
           {"kind", deliberation::name_of(asked.kind)},
           {"rule", asked.rule},
           {"secrecy", deliberation::name_of(asked.secrecy)},
           {"status", status[static_cast<std::size_t>(ballot.status)]},
           {"opened_at", or_null(ballot.opened_at)},
           {"closed_at", or_null(ballot.closed_at)},
           {"published_at", or_null(ballot.published_at)},
           {"eligible", ballot.eligible},
           {"voted", ballot.voted},
           {"revealed", ballot.result.has_value()},
           {"counts", nullptr},
           {"abstained", nullptr}};
  if (asked.demographic) out["demographic"] = true;
  auto& channels = out["channels"] = json::object();
  for (const auto& [channel, people] : ballot.channels) channels[channel] = people;
  out["reconciliation"] = reconciliation_of(ballot.adds_up);
  if (asked.threshold)
    out["threshold"] = {{"share", asked.threshold->share},
                        {"of", deliberation::name_of(asked.threshold->of)},
                        {"quorum", or_null(asked.threshold->quorum)}};
  if (ballot.result) add_result(out, *ballot.result);
  return out;
}

json ideas_of(const std::vector<report_idea>& ideas) {
  json out = json::array();
  for (const auto& each : ideas) {
    json idea{{"text", each.text}};
    if (each.agreement) idea["agreement"] = deliberation::name_of(*each.agreement);
    if (!each.dissent.empty()) idea["dissent"] = each.dissent;
    out.push_back(std::move(idea));
  }
  return out;
}

json themes_of(const std::vector<report_theme>& themes) {
  json out = json::array();
  for (const auto& each : themes) {
    json became = json::array();
    for (const auto& question : each.became) {
      auto& link = became.emplace_back(both(question.question));
      link["ballot"] = question.ballot;
      link["option"] = question.option;
    }
    out.push_back(
        {{"id", each.id}, {"title", both(each.title)}, {"ideas", ideas_of(each.ideas)}, {"became", std::move(became)}});
  }
  return out;
}

json documents_of(const report& what) {
  json out = json::array();
  for (const auto& each : what.documents) {
    json files = json::array();
    for (const auto& [file, at] : each.files)
      files.push_back({{"sha256", to_hex(file.sha256)},
                       {"bytes", file.bytes},
                       {"type", deliberation::name_of(file.type)},
                       {"attached_at", at.ms}});
    json one{{"id", each.id}, {"title", both(each.title)}, {"files", std::move(files)}};
    if (each.role) one["role"] = deliberation::name_of(*each.role);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

std::string json_of(const report& what) {
  constexpr std::array status{"prepared", "running", "finished"};
  json deviations = json::array();
  for (const auto& each : what.deviations) deviations.push_back(both(each));
  json ballots = json::array();
  for (const auto& each : what.ballots) ballots.push_back(ballot_of(each));
  const json out{
      {"format", "ruamkit-report/1"},
      {"deliberation", what.deliberation},
      {"method", deliberation::name_of(what.method)},
      {"title", both(what.title)},
      {"issue", both(what.issue)},
      {"convenor", {{"agency", what.agency}, {"commitment", what.commitment ? both(*what.commitment) : json(nullptr)}}},
      {"documents", documents_of(what)},
      {"admission", deliberation::name_of(what.admission)},
      {"status", status[static_cast<std::size_t>(what.status)]},
      {"created_at", what.created_at.ms},
      {"standing",
       {{"seq", what.standing.seq},
        {"hash", to_hex(what.standing.head)},
        {"first_hash", to_hex(what.standing.first)},
        {"at", what.standing.at.ms},
        {"at_text", iso_time(what.standing.at)}}},
      {"people", people_of(what.people)},
      {"deviations", std::move(deviations)},
      {"stages", stages_of(what.stages)},
      {"themes", themes_of(what.themes)},
      {"ideas_unplaced", ideas_of(what.unplaced)},
      {"ballots", std::move(ballots)}};
  return out.dump(1) + "\n";
}

}  // namespace ruamkit::reports
