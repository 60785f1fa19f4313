#include "wire/definition_template.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <set>
#include <utility>

#include "embedded.hpp"
#include "wire/definition_schema.hpp"
#include "wire/definition_syntax.hpp"

namespace ruamkit::wire {
namespace {

namespace json = boost::json;
using deliberation::method;

constexpr std::size_t method_count = 9;

/// The list under `key`, or nothing when there is none (the schema has its say on anything else).
json::array* list_in(json::object& o, std::string_view key) {
  json::value* v = o.if_contains(key);
  return v ? v->if_array() : nullptr;
}

std::string text_in(const json::value& node, std::string_view key) {
  const json::object* o = node.if_object();
  const json::value* v = o ? o->if_contains(key) : nullptr;
  const json::string* text = v ? v->if_string() : nullptr;
  return text ? std::string(text->data(), text->size()) : std::string{};
}

bool names(const json::value& node, const std::string& text) { return node.is_string() && node.get_string() == text; }

std::set<std::string> ids_in(json::object& o, std::string_view key) {
  std::set<std::string> ids;
  if (const json::array* list = list_in(o, key))
    for (const json::value& entry : *list) ids.insert(text_in(entry, "id"));
  return ids;
}

/// What the stages name under `key`.
std::set<std::string> named_by_stages(json::object& definition, std::string_view key) {
  std::set<std::string> ids;
  json::array* agenda = list_in(definition, "agenda");
  if (!agenda) return ids;
  for (json::value& stage : *agenda)
    if (json::object* o = stage.if_object())
      if (const json::array* named = list_in(*o, key))
        for (const json::value& id : *named)
          if (id.is_string()) ids.insert(std::string(id.get_string().data(), id.get_string().size()));
  return ids;
}

void keep_only(json::array& list, const std::set<std::string>& ids) {
  json::array kept;
  for (json::value& entry : list)
    if (entry.is_string() && ids.contains(std::string(entry.get_string().data(), entry.get_string().size())))
      kept.push_back(std::move(entry));
  list = std::move(kept);
}

/// Rule 4.
void drop_unnamed(json::object& definition, std::string_view key) {
  json::array* list = list_in(definition, key);
  if (!list) return;
  const std::set<std::string> named = named_by_stages(definition, key);
  json::array kept;
  for (json::value& entry : *list)
    if (named.contains(text_in(entry, "id"))) kept.push_back(std::move(entry));
  *list = std::move(kept);
}

bool asks_who_is_here(const json::value& ballot) {
  const json::object* o = ballot.if_object();
  const json::value* v = o ? o->if_contains("demographic") : nullptr;
  return v && v->is_bool() && v->get_bool();
}

/// Rule 2. The agenda is the template's, so its stages are objects; the ballots are anybody's.
void place_ballots(json::object& definition) {
  json::array* agenda = list_in(definition, "agenda");
  const json::array* ballots = list_in(definition, "ballots");
  if (!agenda || !ballots) return;
  const std::set<std::string> known = ids_in(definition, "ballots");
  std::set<std::size_t> emptied;
  std::vector<std::size_t> voting;
  for (std::size_t i = 0; i < agenda->size(); ++i) {
    json::object& stage = (*agenda)[i].as_object();
    if (text_in((*agenda)[i], "kind") == "ballots") voting.push_back(i);
    if (json::array* named = list_in(stage, "ballots"); named && !named->empty()) {
      keep_only(*named, known);
      if (named->empty()) emptied.insert(i);
    }
  }
  const std::set<std::string> placed = named_by_stages(definition, "ballots");
  for (const json::value& ballot : *ballots) {
    const std::string id = text_in(ballot, "id");
    if (id.empty() || placed.contains(id) || voting.empty()) continue;
    const std::size_t to = asks_who_is_here(ballot) ? voting.front() : voting.back();
    json::object& stage = (*agenda)[to].as_object();
    if (!list_in(stage, "ballots")) stage["ballots"] = json::array{};
    json::array& named = *list_in(stage, "ballots");
    if (std::none_of(named.begin(), named.end(), [&](const json::value& v) { return names(v, id); }))
      named.push_back(json::value(id));
    emptied.erase(to);
  }
  for (auto i = emptied.rbegin(); i != emptied.rend(); ++i)
    if (text_in((*agenda)[*i], "kind") == "ballots") agenda->erase(agenda->begin() + static_cast<std::ptrdiff_t>(*i));
}

bool has_wave(const json::value& survey, const std::string& wave) {
  const json::object* o = survey.if_object();
  const json::value* v = o ? o->if_contains("waves") : nullptr;
  const json::array* waves = v ? v->if_array() : nullptr;
  return waves && std::any_of(waves->begin(), waves->end(), [&](const json::value& w) { return names(w, wave); });
}

/// Rule 3.
void place_surveys(json::object& definition) {
  json::array* agenda = list_in(definition, "agenda");
  const json::array* surveys = list_in(definition, "surveys");
  if (!agenda || !surveys) return;
  const std::set<std::string> known = ids_in(definition, "surveys");
  for (std::size_t i = agenda->size(); i-- > 0;) {
    json::value& stage = (*agenda)[i];
    json::array named;
    if (json::array* before = list_in(stage.as_object(), "surveys")) named = *before;
    keep_only(named, known);
    const std::string wave = text_in(stage, "wave");
    const bool asks = text_in(stage, "kind") == "survey";
    if (asks && !wave.empty()) {
      named.clear();
      for (const json::value& survey : *surveys)
        if (const std::string id = text_in(survey, "id"); !id.empty() && has_wave(survey, wave))
          named.push_back(json::value(id));
    }
    if (asks && named.empty())
      agenda->erase(agenda->begin() + static_cast<std::ptrdiff_t>(i));
    else if (!named.empty() || stage.as_object().contains("surveys"))
      stage.as_object()["surveys"] = std::move(named);
  }
}

/// Rule 6.
void drop_other_strata(json::object& definition) {
  json::array* ballots = list_in(definition, "ballots");
  const json::array* strata = list_in(definition, "strata");
  if (!ballots) return;
  for (json::value& ballot : *ballots) {
    json::object& o = ballot.as_object();
    const std::string wanted = text_in(ballot, "stratum");
    if (wanted.empty()) continue;
    bool fits = false;
    for (const json::value& stratum : strata ? *strata : json::array()) {
      if (text_in(stratum, "id") != wanted || !stratum.is_object()) continue;
      json::object values = stratum.get_object();
      const std::set<std::string> known = ids_in(values, "values");
      const std::set<std::string> options = ids_in(o, "options");
      fits = std::includes(known.begin(), known.end(), options.begin(), options.end());
    }
    if (!fits) o.erase("stratum");
  }
}

bool stays_the_authors(std::string_view key) {
  return key == "title" || key == "issue" || key == "convenor" || key == "$schema" || key.starts_with("x_");
}

}  // namespace

struct templates::content {
  std::array<json::object, method_count> by_method;

  [[nodiscard]] json::object& of(method m) { return by_method[static_cast<std::size_t>(m)]; }
};

templates::templates() : content_(std::make_unique<content>()) {
  using namespace embedded;
  content_->of(method::town_meeting) = json::parse(town_meeting).as_object();
  content_->of(method::deliberative_poll) = json::parse(deliberative_poll).as_object();
  content_->of(method::citizens_jury) = json::parse(citizens_jury).as_object();
  content_->of(method::consultation) = json::parse(consultation).as_object();
  content_->of(method::study_circle) = json::parse(study_circle).as_object();
  content_->of(method::focus_group) = json::parse(focus_group).as_object();
  content_->of(method::consensus_conference) = json::parse(consensus_conference).as_object();
  content_->of(method::community_contracting) = json::parse(community_contracting).as_object();
  content_->of(method::community_design) = json::parse(community_design).as_object();
}
templates::templates(const templates& other) : content_(std::make_unique<content>(*other.content_)) {}
templates::templates(templates&&) noexcept = default;
templates& templates::operator=(const templates& other) {
  if (this != &other) content_ = std::make_unique<content>(*other.content_);
  return *this;
}
templates& templates::operator=(templates&&) noexcept = default;
templates::~templates() = default;

std::vector<deliberation::fault> templates::replace(std::string_view json_text) {
  std::vector<deliberation::fault> faults;
  json::value document;
  if (!read_syntax(json_text, document, faults)) return faults;
  const std::vector<deliberation::fault> shape = schema_faults(document);
  faults.insert(faults.end(), shape.begin(), shape.end());
  if (!faults.empty()) return faults;
  const auto which = deliberation::from_name<method>(text_in(document, "method"));
  if (which) content_->of(*which) = document.as_object();
  return faults;
}

std::string templates::text(method m) const { return json::serialize(content_->of(m)); }

void templates::fill(json::object& definition, method m) const {
  const bool own_agenda = definition.contains("agenda");
  const bool own_ballots = definition.contains("ballots");
  const bool own_surveys = definition.contains("surveys");
  const bool own_tables = definition.contains("tables");
  for (const auto& member : content_->of(m))
    if (!stays_the_authors(member.key()) && !definition.contains(member.key()))
      definition[member.key()] = member.value();
  if (own_agenda) {
    if (!own_ballots) drop_unnamed(definition, "ballots");
    if (!own_surveys) drop_unnamed(definition, "surveys");
  } else {
    if (own_ballots) place_ballots(definition);
    if (own_surveys) place_surveys(definition);
  }
  if (!own_ballots) drop_other_strata(definition);
  json::value* tables = definition.if_contains("tables");
  if (!own_tables && tables && tables->is_object())
    if (json::array* balance = list_in(tables->get_object(), "balance"))
      keep_only(*balance, ids_in(definition, "strata"));
}

}  // namespace ruamkit::wire
