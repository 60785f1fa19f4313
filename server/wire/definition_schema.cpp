#include "wire/definition_schema.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <optional>
#include <set>
#include <utility>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "base/share.hpp"
#include "base/utf8.hpp"
#include "deliberation/fault_sentences.hpp"
#include "embedded.hpp"

namespace ruamkit::wire {
namespace {

namespace json = boost::json;
using deliberation::alike;
using deliberation::fault;
using deliberation::make_fault;

/// The schema, read once and never changed after.
struct compiled_schema {
  json::value document;
  valijson::Schema schema;

  compiled_schema() : document(json::parse(embedded::definition_schema)) {
    // `x_…` members are taken out of documents beforehand, so the patterns that allow them need not be matched, which
    // valijson does with a fresh std::regex for every object.
    drop_patterns(document);
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::BoostJsonAdapter(document), schema);
  }

  static void drop_patterns(json::value& node) {
    if (auto* object = node.if_object()) {
      object->erase("patternProperties");
      for (auto& member : *object) drop_patterns(member.value());
    } else if (auto* array = node.if_array()) {
      for (auto& item : *array) drop_patterns(item);
    }
  }
};

const compiled_schema& schema() {
  static const compiled_schema compiled;
  return compiled;
}

std::string text_of(json::string_view text) { return {text.data(), text.size()}; }

/// The document's own words in a sentence: short.
std::string shown(std::string_view text) {
  constexpr std::size_t shown_max = 60;
  std::size_t points = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool starts_point = (static_cast<unsigned char>(text[i]) & 0xc0U) != 0x80U;
    if (starts_point && ++points > shown_max) return std::string(text.substr(0, i)) + "…";
  }
  return std::string(text);
}

/// Entries of all lists together. A document within the schema's own limits and 1 MiB stays below it; one beyond would
/// make valijson collect messages by the hundred thousand.
constexpr std::size_t entries_max = 40'000;

std::size_t count_entries(const json::value& node) {
  std::size_t count = 0;
  if (const auto* object = node.if_object()) {
    for (const auto& member : *object) count += count_entries(member.value());
  } else if (const auto* array = node.if_array()) {
    count = array->size();
    for (const auto& item : *array) count += count_entries(item);
  }
  return count;
}

bool sound_text(std::string_view text) {
  return is_valid_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
           return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7f;
         });
}

/// Makes a document fit for valijson, whose adapter throws at integers beyond int64 and stops reading texts at a NUL;
/// reports what it would not see.
void prepare(json::value& node, const std::string& at, std::vector<fault>& out) {
  if (auto* object = node.if_object()) {
    std::vector<std::string> own;
    for (const auto& member : *object)
      if (member.key().starts_with("x_") || (at.empty() && member.key() == "$schema" && member.value().is_string()))
        own.push_back(text_of(member.key()));
    for (const std::string& key : own) object->erase(key);
    for (auto& member : *object) prepare(member.value(), at + "/" + pointer_token(text_of(member.key())), out);
  } else if (auto* array = node.if_array()) {
    for (std::size_t i = 0; i < array->size(); ++i) prepare((*array)[i], at + "/" + std::to_string(i), out);
  } else if (const auto* text = node.if_string()) {
    if (!sound_text(*text)) {
      out.push_back(make_fault("control_character", at));
      node = "";
    } else if (!text->empty() && text->find_first_not_of(" \t\r\n") == json::string::npos) {
      out.push_back(make_fault("text_empty", at));
    }
  } else if (node.is_uint64()) {
    node = static_cast<double>(node.get_uint64());
  }
}

/// A place of the document beside the part of the schema that governs it.
struct place {
  const json::object* rule = nullptr;
  const json::value* node = nullptr;
  std::string at;
  std::string ref;  ///< the name under `definitions`, where the rule has one
};

void follow_reference(place& p) {
  constexpr std::string_view prefix = "#/definitions/";
  while (p.rule) {
    const json::value* ref = p.rule->if_contains("$ref");
    if (!ref) return;
    p.ref = text_of(ref->as_string()).substr(prefix.size());
    p.rule = &schema().document.at("definitions").at(p.ref).as_object();
  }
}

/// Nothing where the schema says nothing about the place.
std::optional<place> find_place(const json::value& document, const std::vector<std::string>& context) {
  place p{&schema().document.as_object(), &document, {}, {}};
  // The first of a context is valijson's name for the root; the others stand in brackets.
  for (std::size_t i = 1; i < context.size(); ++i) {
    const std::string token = context[i].substr(1, context[i].size() - 2);
    p.at += "/" + pointer_token(token);
    p.ref.clear();
    if (const auto* array = p.node->if_array()) {
      const json::value* items = p.rule->if_contains("items");
      const std::size_t index = std::stoul(token);
      if (!items || index >= array->size()) return std::nullopt;
      p.rule = items->if_object();
      p.node = &(*array)[index];
    } else {
      const json::object* object = p.node->if_object();
      const json::value* properties = p.rule->if_contains("properties");
      const json::value* rule = properties ? properties->as_object().if_contains(token) : nullptr;
      if (!object || !rule || !object->contains(token)) return std::nullopt;
      p.rule = rule->if_object();
      p.node = object->if_contains(token);
    }
    follow_reference(p);
    if (!p.rule) return std::nullopt;
  }
  return p;
}

localized type_words(std::string_view type) {
  if (type == "object") return {"ออบเจกต์ { … }", "an object { … }"};
  if (type == "array") return {"รายการ [ … ]", "a list [ … ]"};
  if (type == "string") return {"ข้อความในเครื่องหมายคำพูด", "a text in quotation marks"};
  if (type == "integer") return {"จำนวนเต็มที่เขียนโดยไม่มีจุดทศนิยม", "a whole number written without a decimal point"};
  if (type == "number") return {"ตัวเลข", "a number"};
  if (type == "boolean") return {"true หรือ false", "true or false"};
  return alike(type);
}

localized expected_words(const json::value& type) {
  if (type.is_string()) return type_words(text_of(type.as_string()));
  localized all;
  for (const auto& one : type.as_array()) {
    const localized words = type_words(text_of(one.as_string()));
    all.th += (all.th.empty() ? "" : " หรือ ") + words.th;
    all.en += (all.en.empty() ? "" : " or ") + words.en;
  }
  return all;
}

localized found_words(const json::value& node) {
  switch (node.kind()) {
    case json::kind::object:
      return type_words("object");
    case json::kind::array:
      return type_words("array");
    case json::kind::string: {
      const std::string text = shown(node.get_string());
      return {"ข้อความ “" + text + "”", "the text “" + text + "”"};
    }
    case json::kind::bool_:
      return node.get_bool() ? alike("true") : alike("false");
    case json::kind::int64: {
      const std::string text = std::to_string(node.get_int64());
      return {"ตัวเลข " + text, "the number " + text};
    }
    case json::kind::double_:
      return {"ตัวเลขที่มีทศนิยมหรือใหญ่เกินไป", "a number with decimals or far too large"};
    default:
      return alike("null");
  }
}

std::string number_text(const json::value& number) {
  if (number.is_int64()) return std::to_string(number.get_int64());
  const double value = number.to_number<double>();
  // Beyond what a share can be, Boost.JSON's 1E300 says it well enough.
  return std::abs(value) < 1e6 ? share_text(value) : json::serialize(number);
}

std::vector<std::string> texts_of(const json::value& list) {
  std::vector<std::string> out;
  for (const auto& item : list.as_array()) out.push_back(text_of(item.as_string()));
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

using fault_list = std::vector<fault>;

void missing_members(const place& p, fault_list& out) {
  for (const std::string& name : texts_of(p.rule->at("required")))
    if (!p.node->as_object().contains(name))
      out.push_back(make_fault("property_missing", p.at + "/" + name, {alike(name)}));
}

void unknown_members(const place& p, fault_list& out) {
  const json::object& known = p.rule->at("properties").as_object();
  std::vector<std::string> names;
  for (const auto& member : known)
    if (!member.key().starts_with("$")) names.push_back(text_of(member.key()));
  for (const auto& member : p.node->as_object()) {
    const std::string name = text_of(member.key());
    if (!known.contains(name))
      out.push_back(
          make_fault("property_unknown", p.at + "/" + pointer_token(name), {alike(shown(name)), alike(joined(names))}));
  }
}

void type_fault(const place& p, fault_list& out) {
  const localized found = found_words(*p.node);
  if (p.ref == "text")
    out.push_back(make_fault("text_not_localised", p.at, {found}));
  else
    out.push_back(make_fault("wrong_type", p.at, {expected_words(p.rule->at("type")), found}));
}

void pattern_fault(const place& p, fault_list& out) {
  out.push_back(make_fault("id_malformed", p.at, {alike(shown(p.node->as_string()))}));
}

void enum_fault(const place& p, fault_list& out) {
  if (!p.node->is_string()) return;  // the type's fault says it
  out.push_back(
      make_fault("value_not_allowed", p.at,
                 {alike("“" + shown(p.node->as_string()) + "”"), alike(joined(texts_of(p.rule->at("enum"))))}));
}

localized count_text(std::size_t count) { return alike(static_cast<std::int64_t>(count)); }

/// valijson's messages, the type's first, each by the words it begins with, and the keyword they stand for. One that
/// only says that something deeper failed begins with none of these and is dropped.
struct complaint {
  std::string_view begins;
  void (*tell)(const place&, fault_list&);
};

constexpr complaint complaints[] = {
    {"Value type not permitted", type_fault},
    {"Failed to match against any enum", enum_fault},
    {"Failed to match regex", pattern_fault},
    {"Missing required property", missing_members},
    {"Object contains a property", unknown_members},
    {"Object should have no fewer",
     [](const place& p, fault_list& out) { out.push_back(make_fault("text_without_language", p.at)); }},
    {"Array should contain no more",
     [](const place& p, fault_list& out) {
       out.push_back(make_fault("too_many_items", p.at,
                                {alike(number_text(p.rule->at("maxItems"))), count_text(p.node->as_array().size())}));
     }},
    {"Array should contain no fewer",
     [](const place& p, fault_list& out) {
       out.push_back(make_fault("too_few_items", p.at,
                                {alike(number_text(p.rule->at("minItems"))), count_text(p.node->as_array().size())}));
     }},
    {"String should be no more",
     [](const place& p, fault_list& out) {
       out.push_back(
           make_fault("text_too_long", p.at,
                      {alike(number_text(p.rule->at("maxLength"))), count_text(code_points(p.node->as_string()))}));
     }},
    {"String should be no fewer",
     [](const place& p, fault_list& out) { out.push_back(make_fault("text_empty", p.at)); }},
    {"Expected number less",
     [](const place& p, fault_list& out) {
       out.push_back(make_fault("number_too_large", p.at,
                                {alike(number_text(p.rule->at("maximum"))), alike(number_text(*p.node))}));
     }},
    {"Expected number greater",
     [](const place& p, fault_list& out) {
       out.push_back(make_fault("number_too_small", p.at,
                                {alike(number_text(p.rule->at("minimum"))), alike(number_text(*p.node))}));
     }},
};

void tell(const json::value& document, const valijson::ValidationResults::Error& error, fault_list& out) {
  for (const complaint& known : complaints) {
    if (!std::string_view(error.description).starts_with(known.begins)) continue;
    if (const auto p = find_place(document, error.context)) known.tell(*p, out);
    return;
  }
}

/// One fault a place, the first: a text's control characters, say, rather than what was made of it without them.
void keep_first_of_each_place(fault_list& faults) {
  std::set<std::string> places;
  std::erase_if(faults, [&](const fault& f) { return !places.insert(f.at).second; });
}

}  // namespace

std::string pointer_token(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

std::vector<fault> schema_faults(json::value& document) {
  fault_list faults;
  const std::size_t entries = count_entries(document);
  if (entries > entries_max) return {make_fault("too_many_items", "", {count_text(entries_max), count_text(entries)})};
  prepare(document, "", faults);
  valijson::Validator validator;
  valijson::ValidationResults results;
  const bool fits = validator.validate(schema().schema, valijson::adapters::BoostJsonAdapter(document), &results);
  // Types first: a value of the wrong type is not worth comparing with a limit.
  for (const auto& error : results)
    if (error.description.starts_with(complaints[0].begins)) tell(document, error, faults);
  for (const auto& error : results)
    if (!error.description.starts_with(complaints[0].begins)) tell(document, error, faults);
  keep_first_of_each_place(faults);
  // Never let a document through because a message was not understood.
  if (!fits && faults.empty()) faults.push_back(make_fault("schema_mismatch", ""));
  return faults;
}

}  // namespace ruamkit::wire
