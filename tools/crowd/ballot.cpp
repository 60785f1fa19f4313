#include "crowd/ballot.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <utility>

namespace ruamkit::crowd {
namespace json = boost::json;
namespace {

constexpr std::array names{std::pair{kind::single, "single"}, std::pair{kind::multiple, "multiple"},
                           std::pair{kind::rank, "rank"},     std::pair{kind::score, "score"},
                           std::pair{kind::points, "points"}, std::pair{kind::scale, "scale"},
                           std::pair{kind::yes_no, "yes_no"}, std::pair{kind::text, "text"}};

const json::value* find(const json::object& of, std::string_view key) {
  return of.if_contains(json::string_view(key.data(), key.size()));
}

ballot read_ballot(const json::object& from, kind what) {
  ballot made;
  made.id = text_in(from, "id");
  made.kind = what;
  for (const json::value& option : array_in(from, "options"))
    if (option.is_object()) made.options.push_back(text_in(option.get_object(), "id"));
  if (what == kind::yes_no && made.options.empty()) made.options = {"yes", "no"};
  const auto count = static_cast<std::int64_t>(made.options.size());
  const bool names_options = what == kind::multiple || what == kind::rank;
  made.min = number_in(from, "min", names_options ? 1 : 0);
  made.max = number_in(from, "max", names_options ? count : what == kind::scale ? 10 : 5);
  if (names_options) made.max = std::min(made.max, count);
  made.budget = number_in(from, "budget", 100);
  made.length_max = number_in(from, "length_max", 2000);
  made.status = text_in(from, "status");
  made.opened_at = number_in(from, "opened_at");
  made.closes_at = number_in(from, "closes_at");
  made.secrecy = text_in(from, "secrecy");
  made.question_th = text_in(object_in(from, "question"), "th");
  made.question_en = text_in(object_in(from, "question"), "en");
  return made;
}

}  // namespace

std::string_view name_of(kind what) {
  for (const auto& [key, name] : names)
    if (key == what) return name;
  return {};
}

std::optional<kind> kind_named(std::string_view name) {
  for (const auto& [key, text] : names)
    if (name == text) return key;
  return std::nullopt;
}

std::string text_in(const json::object& of, std::string_view key) {
  const json::value* found = find(of, key);
  if (found == nullptr || !found->is_string()) return {};
  return std::string(found->get_string().data(), found->get_string().size());
}

std::int64_t number_in(const json::object& of, std::string_view key, std::int64_t otherwise) {
  const json::value* found = find(of, key);
  return found != nullptr && found->is_int64() ? found->get_int64() : otherwise;
}

const json::object& object_in(const json::object& of, std::string_view key) {
  static const json::object none;
  const json::value* found = find(of, key);
  return found != nullptr && found->is_object() ? found->get_object() : none;
}

const json::array& array_in(const json::object& of, std::string_view key) {
  static const json::array none;
  const json::value* found = find(of, key);
  return found != nullptr && found->is_array() ? found->get_array() : none;
}

std::vector<ballot> ballots_of(const json::object& agenda) {
  std::vector<ballot> out;
  for (const json::value& one : array_in(agenda, "ballots")) {
    if (!one.is_object()) continue;
    if (const auto what = kind_named(text_in(one.get_object(), "kind")))
      out.push_back(read_ballot(one.get_object(), *what));
  }
  return out;
}

}  // namespace ruamkit::crowd
