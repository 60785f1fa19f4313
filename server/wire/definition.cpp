#include "wire/definition.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <set>
#include <string>
#include <utility>

#include "deliberation/definition_faults.hpp"
#include "deliberation/fault_sentences.hpp"
#include "deliberation/methods/rules.hpp"
#include "wire/definition_reader.hpp"
#include "wire/definition_schema.hpp"
#include "wire/definition_syntax.hpp"

namespace ruamkit::wire {
namespace {

namespace json = boost::json;
using deliberation::fault;
using fault_list = std::vector<fault>;

std::vector<std::string_view> tokens_of(std::string_view pointer) {
  std::vector<std::string_view> tokens;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t slash = std::min(pointer.find('/'), pointer.size());
    tokens.push_back(pointer.substr(0, slash));
    pointer.remove_prefix(slash);
  }
  return tokens;
}

/// Whether `inner` is `outer` or a place inside it.
bool within(std::string_view inner, std::string_view outer) {
  return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
}

bool is_list_or_id_in(std::string_view pointer, std::string_view list) {
  if (!within(pointer, list)) return false;
  const auto tokens = tokens_of(pointer);
  return tokens.size() <= 2 || (tokens.size() == 3 && tokens[2] == "id");
}

/// Whether `later` may only be there because of `earlier`: a kind or a number that could not be read, a thing whose id
/// is malformed and that is therefore not found.
bool follows_from(const fault& later, const fault& earlier) {
  if (within(later.at, earlier.at)) return true;
  if (earlier.at.ends_with("/kind") && within(later.at, earlier.at.substr(0, earlier.at.size() - 5))) return true;
  const std::string& code = later.code;
  if (code == "agenda_empty") return earlier.at == "/method" || within(earlier.at, later.at);
  if (code == "population_sum" || code == "options_missing") return within(earlier.at, later.at);
  // A population that could not be read looks like one that is missing.
  if (code == "population_incomplete")
    return earlier.at.ends_with("/population") && tokens_of(earlier.at)[1] == tokens_of(later.at)[1];
  if (code == "ballot_unknown") return is_list_or_id_in(earlier.at, "/ballots");
  if (code == "survey_unknown") return is_list_or_id_in(earlier.at, "/surveys");
  if (code == "stratum_unknown") return is_list_or_id_in(earlier.at, "/strata");
  if (code == "wave_unknown") return within(earlier.at, "/surveys") && earlier.at.find("/waves") != std::string::npos;
  const std::string question = later.at.substr(0, later.at.rfind('/'));
  if (code == "correct_unknown" || code == "seats_above_options") return within(earlier.at, question + "/options");
  if (code == "range_empty" || code == "range_too_wide" || code == "min_above_max")
    return earlier.at == question + "/min" || earlier.at == question + "/max";
  return false;
}

void add_new(const fault_list& later, fault_list& faults) {
  const fault_list earlier = faults;
  for (const fault& one : later)
    if (std::none_of(earlier.begin(), earlier.end(), [&](const fault& known) { return follows_from(one, known); }))
      faults.push_back(one);
}

/// Pointers as a reader of the document meets them: by its own order of top-level members, lists by number.
bool comes_before(const fault& a, const fault& b) {
  static constexpr std::string_view order[] = {"method", "title",   "issue",   "convenor", "admission", "strata",
                                               "agenda", "ballots", "surveys", "tables",   "experts",   "documents"};
  const auto left = tokens_of(a.at);
  const auto right = tokens_of(b.at);
  const auto rank = [](const std::vector<std::string_view>& tokens) {
    return tokens.empty() ? -1 : std::find(std::begin(order), std::end(order), tokens[0]) - std::begin(order);
  };
  if (rank(left) != rank(right)) return rank(left) < rank(right);
  for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
    if (left[i] == right[i]) continue;
    const auto number = [](std::string_view token) {
      std::size_t value = 0;
      const auto [end, ec] = std::from_chars(token.data(), token.data() + token.size(), value);
      return ec == std::errc{} && end == token.data() + token.size() ? std::optional(value) : std::nullopt;
    };
    const auto l = number(left[i]);
    const auto r = number(right[i]);
    if (l && r && *l != *r) return *l < *r;
    return left[i] < right[i];
  }
  return left.size() < right.size();
}

bool is_error(const fault& f) { return f.weight == fault::severity::error; }

void tidy(fault_list& faults) {
  std::stable_sort(faults.begin(), faults.end(), comes_before);
  std::set<std::pair<std::string, std::string>> seen;
  std::erase_if(faults, [&](const fault& f) { return !seen.emplace(f.code, f.at).second; });
  if (faults.size() <= faults_max) return;
  const bool hides_error = std::any_of(faults.begin() + faults_max, faults.end(), is_error);
  const auto hidden = static_cast<std::int64_t>(faults.size() - (faults_max - 1));
  faults.resize(faults_max - 1);
  faults.push_back(deliberation::make_fault("more_faults", "", {deliberation::alike(hidden)}));
  if (!hides_error) faults.back().weight = fault::severity::deviation;
}

read_definition read_document(json::value document, fault_list faults, const templates& from) {
  fault_list shape = schema_faults(document);
  // A member given twice may be why the schema complains, but both are true.
  const bool well_shaped = shape.empty();
  faults.insert(faults.end(), std::make_move_iterator(shape.begin()), std::make_move_iterator(shape.end()));
  read_definition out;
  if (json::object* object = document.if_object()) {
    const json::value* name = object->if_contains("method");
    const auto method = name && name->is_string()
                            ? deliberation::from_name<deliberation::method>(std::string_view(name->get_string()))
                            : std::nullopt;
    if (method) from.fill(*object, *method);
    fault_list later;
    deliberation::definition value = read_object(*object, later);
    // What is wrong with hundreds of places is not compared with what follows from them.
    if (faults.size() <= faults_max) {
      add_new(later, faults);
      add_new(deliberation::contradictions(value), faults);
    }
    if (well_shaped) add_new(deliberation::methods::check(value), faults);
    if (std::none_of(faults.begin(), faults.end(), is_error)) out.value = std::move(value);
  }
  tidy(faults);
  out.faults = std::move(faults);
  return out;
}

}  // namespace

read_definition parse_definition(std::string_view json_text, const templates& from) {
  fault_list faults;
  if (json_text.size() > definition_bytes_max) {
    faults.push_back(deliberation::make_fault(
        "definition_too_large", "", {deliberation::alike(static_cast<std::int64_t>(definition_bytes_max / 1024))}));
    return {std::nullopt, std::move(faults)};
  }
  json::value document;
  if (!read_syntax(json_text, document, faults)) return {std::nullopt, std::move(faults)};
  return read_document(std::move(document), std::move(faults), from);
}

read_definition parse_definition(const json::value& document, const templates& from) {
  return read_document(document, {}, from);
}

}  // namespace ruamkit::wire
