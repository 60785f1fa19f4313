#include "wire/definition_reader.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <limits>
#include <map>
#include <string>

#include "base/share.hpp"
#include "deliberation/fault_sentences.hpp"
#include "deliberation/rule_names.hpp"

namespace ruamkit::wire {
namespace {

namespace json = boost::json;
using namespace deliberation;
using fault_list = std::vector<fault>;

const json::object& empty_object() {
  static const json::object none;
  return none;
}

std::string text_of(const json::value* v) {
  const json::string* text = v ? v->if_string() : nullptr;
  return text ? std::string(text->data(), text->size()) : std::string{};
}
std::string text_of(const json::object& o, std::string_view key) { return text_of(o.if_contains(key)); }

localized localized_of(const json::object& o, std::string_view key) {
  const json::value* v = o.if_contains(key);
  const json::object* both = v ? v->if_object() : nullptr;
  if (!both) return {};
  return {text_of(*both, "th"), text_of(*both, "en")};
}

std::optional<std::int64_t> integer_of(const json::object& o, std::string_view key) {
  const json::value* v = o.if_contains(key);
  if (!v || !v->is_int64()) return std::nullopt;
  return v->get_int64();
}

std::optional<double> share_of(const json::object& o, std::string_view key) {
  const json::value* v = o.if_contains(key);
  if (!v || !v->is_number()) return std::nullopt;
  return rounded_share(v->to_number<double>());
}

bool flag_of(const json::object& o, std::string_view key) {
  const json::value* v = o.if_contains(key);
  return v && v->is_bool() && v->get_bool();
}

template <typename Enum>
std::optional<Enum> enum_of(const json::object& o, std::string_view key) {
  return from_name<Enum>(text_of(o, key));
}

/// Every entry keeps its place: one that is not an object is read as an empty one.
template <typename T, typename Read>
void read_list(const json::object& o, std::string_view key, std::vector<T>& out, Read read) {
  const json::value* v = o.if_contains(key);
  const json::array* list = v ? v->if_array() : nullptr;
  if (!list) return;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const json::object* entry = (*list)[i].if_object();
    out.push_back(read(entry ? *entry : empty_object(), i));
  }
}

template <typename T>
void read_ids(const json::object& o, std::string_view key, std::vector<T>& out) {
  const json::value* v = o.if_contains(key);
  const json::array* list = v ? v->if_array() : nullptr;
  if (!list) return;
  for (const json::value& entry : *list) out.push_back(T(text_of(&entry)));
}

option read_option(const json::object& o) { return {.id = text_of(o, "id"), .label = localized_of(o, "label")}; }

/// A member of a question that only some kinds have a use for.
struct limited_member {
  std::string_view key;
  localized kinds;
  bool (*fits)(ballot_kind);
};

const std::vector<limited_member>& limited_members() {
  static const auto ranged = [](ballot_kind k) {
    return k == ballot_kind::multiple || k == ballot_kind::rank || k == ballot_kind::score || k == ballot_kind::scale;
  };
  static const std::vector<limited_member> members{
      {"min", alike("multiple, rank, score, scale"), [](ballot_kind k) { return ranged(k); }},
      {"max", alike("multiple, rank, score, scale"), [](ballot_kind k) { return ranged(k); }},
      {"budget", alike("points"), [](ballot_kind k) { return k == ballot_kind::points; }},
      {"length_max", alike("text"), [](ballot_kind k) { return k == ballot_kind::text; }},
      {"seats", alike("rank"), [](ballot_kind k) { return k == ballot_kind::rank; }},
      {"threshold", {"อื่นทุกชนิดยกเว้น text", "every kind but text"}, [](ballot_kind k) { return k != ballot_kind::text; }},
      {"stratum", alike("single"), [](ballot_kind k) { return k == ballot_kind::single; }},
      {"correct", alike("single, yes_no"),
       [](ballot_kind k) { return k == ballot_kind::single || k == ballot_kind::yes_no; }},
  };
  return members;
}

void find_unfitting_members(const json::object& o, ballot_kind kind, const std::string& at, fault_list& faults) {
  const bool takes_options = kind != ballot_kind::yes_no && kind != ballot_kind::scale && kind != ballot_kind::text;
  if (!takes_options && o.contains("options"))
    faults.push_back(make_fault("options_not_allowed", at + "/options", {alike(name_of(kind))}));
  for (const limited_member& member : limited_members())
    if (o.contains(member.key) && !member.fits(kind))
      faults.push_back(make_fault("not_for_this_kind", at + "/" + std::string(member.key),
                                  {alike(member.key), alike(name_of(kind)), member.kinds}));
}

/// What ballots and survey items share. The names of the members are the same in both.
template <typename Question>
void read_question(const json::object& o, Question& q, const std::string& at, fault_list& faults) {
  q.id = decltype(q.id)(text_of(o, "id"));
  q.question = localized_of(o, "question");
  const auto kind = enum_of<ballot_kind>(o, "kind");
  if (!kind) return;
  q.kind = *kind;
  find_unfitting_members(o, *kind, at, faults);
  const auto count = [&](std::string_view key, std::int64_t otherwise) {
    return integer_of(o, key).value_or(otherwise);
  };
  const auto need = [&](const char* code, const char* key) {
    if (!o.contains(key)) faults.push_back(make_fault(code, at + "/" + key, {alike(key)}));
  };
  if (*kind == ballot_kind::yes_no) {
    q.options = {{"yes", {"ใช่", "Yes"}}, {"no", {"ไม่ใช่", "No"}}};
    return;
  }
  if (*kind != ballot_kind::scale && *kind != ballot_kind::text)
    read_list(o, "options", q.options, [](const json::object& entry, std::size_t) { return read_option(entry); });
  switch (*kind) {
    case ballot_kind::multiple:
    case ballot_kind::rank:
      q.min = count("min", 1);
      q.max = count("max", static_cast<std::int64_t>(q.options.size()));
      break;
    case ballot_kind::score:
      q.min = count("min", 0);
      q.max = count("max", 5);
      break;
    case ballot_kind::scale:
      need("range_missing", "min");
      need("range_missing", "max");
      q.min = count("min", 0);
      q.max = count("max", 0);
      break;
    case ballot_kind::points:
      need("budget_missing", "budget");
      q.budget = count("budget", 0);
      break;
    case ballot_kind::text:
      q.length_max = static_cast<std::size_t>(std::clamp<std::int64_t>(count("length_max", 2000), 1, 4000));
      break;
    default:
      break;
  }
}

std::optional<threshold> read_threshold(const json::object& o) {
  const json::value* v = o.if_contains("threshold");
  const json::object* given = v ? v->if_object() : nullptr;
  if (!given) return std::nullopt;
  return threshold{.share = share_of(*given, "share").value_or(0.5),
                   .of = enum_of<threshold_base>(*given, "of").value_or(threshold_base::cast),
                   .quorum = share_of(*given, "quorum")};
}

ballot_definition read_ballot(const json::object& o, const std::string& at, fault_list& faults) {
  ballot_definition b;
  read_question(o, b, at, faults);
  b.rule = o.contains("rule") ? text_of(o, "rule") : std::string(default_rule(b.kind));
  b.reveal = enum_of<reveal>(o, "reveal").value_or(reveal::on_publish);
  b.secrecy = enum_of<secrecy>(o, "secrecy").value_or(secrecy::linked);
  if (b.kind != ballot_kind::text) b.threshold = read_threshold(o);
  if (b.kind == ballot_kind::rank) b.seats = integer_of(o, "seats").value_or(1);
  b.demographic = flag_of(o, "demographic");
  b.practice = flag_of(o, "practice");
  if (const auto asked = text_of(o, "stratum"); !asked.empty()) b.stratum = stratum_id(asked);
  // A vote approves or rejects; a question of fact is answered yes or no.
  if (b.kind == ballot_kind::yes_no && !b.demographic)
    b.options = {{"yes", {"เห็นชอบ", "Yes"}}, {"no", {"ไม่เห็นชอบ", "No"}}};
  return b;
}

survey_item read_item(const json::object& o, const std::string& at, fault_list& faults) {
  survey_item item;
  read_question(o, item, at, faults);
  const bool takes_correct = item.kind == ballot_kind::single || item.kind == ballot_kind::yes_no;
  if (takes_correct && o.contains("correct")) item.correct = text_of(o, "correct");
  item.role = enum_of<item_role>(o, "role").value_or(item.correct ? item_role::knowledge : item_role::attitude);
  return item;
}

survey_definition read_survey(const json::object& o, const std::string& at, fault_list& faults) {
  survey_definition survey{
      .id = survey_id(text_of(o, "id")), .title = localized_of(o, "title"), .waves = {}, .items = {}};
  const json::value* v = o.if_contains("waves");
  if (const json::array* waves = v ? v->if_array() : nullptr)
    for (const json::value& name : *waves)
      if (const auto known = from_name<wave>(text_of(&name))) survey.waves.push_back(*known);
  read_list(o, "items", survey.items, [&](const json::object& entry, std::size_t i) {
    return read_item(entry, at + "/items/" + std::to_string(i), faults);
  });
  return survey;
}

localized default_title(stage_kind kind) {
  switch (kind) {
    case stage_kind::registration:
      return {"ลงทะเบียน", "Registration"};
    case stage_kind::briefing:
      return {"ให้ข้อมูล", "Briefing"};
    case stage_kind::survey:
      return {"แบบสอบถาม", "Survey"};
    case stage_kind::tables:
      return {"สนทนากลุ่มย่อย", "Table talk"};
    case stage_kind::ideas:
      return {"รวบรวมความคิดเห็น", "Ideas"};
    case stage_kind::themes:
      return {"จัดกลุ่มประเด็น", "Themes"};
    case stage_kind::ballots:
      return {"ลงคะแนน", "Vote"};
    case stage_kind::hearing:
      return {"รับฟังข้อมูล", "Hearing"};
    case stage_kind::drafting:
      return {"ร่างข้อเสนอ", "Drafting"};
    case stage_kind::verdict:
      return {"คำตัดสิน", "Verdict"};
    case stage_kind::report:
      return {"รายงานผล", "Report"};
    case stage_kind::response:
      return {"คำตอบของผู้มีอำนาจตัดสินใจ", "Response"};
  }
  return {};
}

stage_definition read_stage(const json::object& o, const std::string& at, fault_list& faults) {
  stage_definition stage;
  stage.id = stage_id(text_of(o, "id"));
  stage.kind = enum_of<stage_kind>(o, "kind").value_or(stage_kind::ballots);
  stage.title = o.contains("title") ? localized_of(o, "title") : default_title(stage.kind);
  stage.minutes = integer_of(o, "minutes");
  read_ids(o, "ballots", stage.ballots);
  read_ids(o, "surveys", stage.surveys);
  if (!stage.surveys.empty())
    stage.wave = enum_of<wave>(o, "wave");
  else if (o.contains("wave") && stage.kind != stage_kind::survey)  // a survey stage still waits for its surveys
    faults.push_back(make_fault("wave_unused", at + "/wave"));
  return stage;
}

/// The stages that name a survey without a wave take its waves in turn, the last one again when there are more stages.
void give_waves(definition& d) {
  std::map<survey_id, std::size_t> used;
  for (stage_definition& stage : d.agenda) {
    if (stage.surveys.empty()) continue;
    const survey_id& leading = stage.surveys.front();
    const auto found = find_survey(d, leading);
    if (!stage.wave) {
      const std::size_t turn = used[leading];
      const bool has_waves = found && !d.surveys[*found].waves.empty();
      stage.wave = has_waves ? d.surveys[*found].waves[std::min(turn, d.surveys[*found].waves.size() - 1)] : wave::pre;
    }
    for (const survey_id& id : stage.surveys) ++used[id];
  }
}

void read_people_and_papers(const json::object& o, definition& d) {
  read_list(o, "strata", d.strata, [](const json::object& entry, std::size_t) {
    stratum s{.id = stratum_id(text_of(entry, "id")), .label = localized_of(entry, "label"), .values = {}};
    read_list(entry, "values", s.values, [](const json::object& value, std::size_t) {
      return stratum_value{.id = text_of(value, "id"),
                           .label = localized_of(value, "label"),
                           .population = share_of(value, "population")};
    });
    return s;
  });
  read_list(o, "experts", d.experts, [](const json::object& entry, std::size_t) {
    return expert{
        .id = text_of(entry, "id"), .name = text_of(entry, "name"), .position = localized_of(entry, "position")};
  });
  read_list(o, "documents", d.documents, [](const json::object& entry, std::size_t) {
    return document{.id = text_of(entry, "id"),
                    .title = localized_of(entry, "title"),
                    .file = text_of(entry, "file"),
                    .role = enum_of<document_role>(entry, "role")};
  });
}

std::optional<tables_definition> read_tables(const json::object& o) {
  const json::value* v = o.if_contains("tables");
  const json::object* given = v ? v->if_object() : nullptr;
  if (!given) return std::nullopt;
  tables_definition tables;
  const json::value* size = given->if_contains("size");
  const json::array* ends = size ? size->if_array() : nullptr;
  if (ends && ends->size() == 2 && (*ends)[0].is_int64() && (*ends)[1].is_int64()) {
    tables.size_min = (*ends)[0].get_int64();
    tables.size_max = (*ends)[1].get_int64();
  }
  read_ids(*given, "balance", tables.balance);
  return tables;
}

}  // namespace

ballot_definition read_ballot_object(const json::object& o, fault_list& faults) { return read_ballot(o, {}, faults); }

definition read_object(const json::object& o, fault_list& faults) {
  definition d;
  d.method = enum_of<method>(o, "method").value_or(method::town_meeting);
  d.title = localized_of(o, "title");
  d.issue = localized_of(o, "issue");
  if (const json::value* v = o.if_contains("convenor"); v && v->is_object()) {
    d.convenor.agency = text_of(v->get_object(), "agency");
    if (v->get_object().contains("commitment")) d.convenor.commitment = localized_of(v->get_object(), "commitment");
  }
  d.admission = enum_of<admission>(o, "admission").value_or(admission::seats);
  read_people_and_papers(o, d);
  read_list(o, "agenda", d.agenda, [&](const json::object& entry, std::size_t i) {
    return read_stage(entry, "/agenda/" + std::to_string(i), faults);
  });
  read_list(o, "ballots", d.ballots, [&](const json::object& entry, std::size_t i) {
    return read_ballot(entry, "/ballots/" + std::to_string(i), faults);
  });
  read_list(o, "surveys", d.surveys, [&](const json::object& entry, std::size_t i) {
    return read_survey(entry, "/surveys/" + std::to_string(i), faults);
  });
  d.tables = read_tables(o);
  give_waves(d);
  return d;
}

}  // namespace ruamkit::wire
