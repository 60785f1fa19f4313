// The typed definition as canonical JSON.
#include <boost/json.hpp>

#include "base/share.hpp"
#include "deliberation/rule_names.hpp"
#include "wire/definition.hpp"

namespace ruamkit::wire {
namespace {

namespace json = boost::json;
using namespace deliberation;

void put(json::object& o, const char* key, const localized& text) {
  json::object both;
  if (!text.th.empty()) both["th"] = text.th;
  if (!text.en.empty()) both["en"] = text.en;
  if (!both.empty()) o[key] = std::move(both);
}

template <typename Sequence, typename Make>
json::array list_of(const Sequence& sequence, Make make) {
  json::array list;
  for (const auto& item : sequence) list.push_back(make(item));
  return list;
}

json::value id_value(const std::string& id) { return json::value(id); }
template <typename Tag>
json::value id_value(const strong_id<Tag>& id) {
  return json::value(id.value());
}
template <typename Sequence>
json::array ids(const Sequence& sequence) {
  return list_of(sequence, [](const auto& id) { return id_value(id); });
}

json::object labelled(const std::string& id, const localized& label) {
  json::object o{{"id", id}};
  put(o, "label", label);
  return o;
}

template <typename Question>
json::object question_object(const Question& q) {
  json::object o{{"id", id_value(q.id)}, {"kind", name_of(q.kind)}};
  put(o, "question", q.question);
  const bool has_options = q.kind != ballot_kind::yes_no && q.kind != ballot_kind::scale && q.kind != ballot_kind::text;
  if (has_options) o["options"] = list_of(q.options, [](const option& one) { return labelled(one.id, one.label); });
  switch (q.kind) {
    case ballot_kind::multiple:
    case ballot_kind::rank:
    case ballot_kind::score:
    case ballot_kind::scale:
      o["min"] = q.min;
      o["max"] = q.max;
      break;
    case ballot_kind::points:
      o["budget"] = q.budget;
      break;
    case ballot_kind::text:
      o["length_max"] = q.length_max;
      break;
    default:
      break;
  }
  return o;
}

json::object ballot_object(const ballot_definition& b) {
  json::object o = question_object(b);
  o["rule"] = b.rule;
  if (elects_several(b.rule)) o["seats"] = b.seats;
  o["reveal"] = name_of(b.reveal);
  o["secrecy"] = name_of(b.secrecy);
  if (b.threshold) {
    json::object t{{"share", b.threshold->share}, {"of", name_of(b.threshold->of)}};
    if (b.threshold->quorum) t["quorum"] = *b.threshold->quorum;
    o["threshold"] = std::move(t);
  }
  o["demographic"] = b.demographic;
  if (b.practice) o["practice"] = true;  // written only where it says something: older definitions had none
  if (b.stratum) o["stratum"] = b.stratum->value();
  return o;
}

json::object item_object(const survey_item& item) {
  json::object o = question_object(item);
  o["role"] = name_of(item.role);
  if (item.correct) o["correct"] = *item.correct;
  return o;
}

json::object survey_object(const survey_definition& survey) {
  json::object o{{"id", survey.id.value()}};
  put(o, "title", survey.title);
  o["waves"] = list_of(survey.waves, [](wave w) { return json::value(name_of(w)); });
  o["items"] = list_of(survey.items, item_object);
  return o;
}

json::object stage_object(const stage_definition& stage) {
  json::object o{{"id", stage.id.value()}, {"kind", name_of(stage.kind)}};
  put(o, "title", stage.title);
  if (stage.minutes) o["minutes"] = *stage.minutes;
  o["ballots"] = ids(stage.ballots);
  o["surveys"] = ids(stage.surveys);
  if (stage.wave) o["wave"] = name_of(*stage.wave);
  return o;
}

json::object stratum_object(const stratum& s) {
  json::object o = labelled(s.id.value(), s.label);
  o["values"] = list_of(s.values, [](const stratum_value& v) {
    json::object value = labelled(v.id, v.label);
    if (v.population) value["population"] = *v.population;
    return value;
  });
  return o;
}

json::object definition_object(const definition& d) {
  json::object o{{"method", name_of(d.method)}};
  put(o, "title", d.title);
  put(o, "issue", d.issue);
  if (!d.convenor.agency.empty()) {
    json::object convenor{{"agency", d.convenor.agency}};
    if (d.convenor.commitment) put(convenor, "commitment", *d.convenor.commitment);
    o["convenor"] = std::move(convenor);
  }
  o["admission"] = name_of(d.admission);
  o["strata"] = list_of(d.strata, stratum_object);
  o["agenda"] = list_of(d.agenda, stage_object);
  o["ballots"] = list_of(d.ballots, ballot_object);
  o["surveys"] = list_of(d.surveys, survey_object);
  // null, and not absent: an absent member would be taken from the template.
  o["tables"] = nullptr;
  if (d.tables)
    o["tables"] = json::object{{"size", json::array{d.tables->size_min, d.tables->size_max}},
                               {"balance", ids(d.tables->balance)}};
  o["experts"] = list_of(d.experts, [](const expert& e) {
    json::object one{{"id", e.id}, {"name", e.name}};
    put(one, "position", e.position);
    return one;
  });
  o["documents"] = list_of(d.documents, [](const document& paper) {
    json::object one{{"id", paper.id}};
    put(one, "title", paper.title);
    one["file"] = paper.file;
    if (paper.role) one["role"] = name_of(*paper.role);  // as with practice: older definitions had none
    return one;
  });
  return o;
}

/// As json::serialize writes, but shares as people write them: 0.512, where Boost.JSON has 5.12E-1.
void write(const json::value& node, std::string& out) {
  if (const auto* object = node.if_object()) {
    char separator = '{';
    for (const auto& member : *object) {
      out += separator + json::serialize(member.key()) + ':';
      write(member.value(), out);
      separator = ',';
    }
    out += object->empty() ? "{}" : "}";
  } else if (const auto* array = node.if_array()) {
    char separator = '[';
    for (const auto& item : *array) {
      out += separator;
      write(item, out);
      separator = ',';
    }
    out += array->empty() ? "[]" : "]";
  } else if (node.is_double()) {
    out += share_text(node.get_double());
  } else {
    out += json::serialize(node);
  }
}

}  // namespace

std::string to_json(const ballot_definition& ballot) {
  std::string out;
  write(ballot_object(ballot), out);
  return out;
}

std::string to_json(const definition& d) {
  std::string out;
  write(definition_object(d), out);
  return out;
}

}  // namespace ruamkit::wire
