#include "ruamkit/analyse/items_file.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>

namespace ruamkit::tools::analyse {
namespace {

namespace json = boost::json;
using analysis::change::item_kind;
using analysis::change::item_role;
using files::bad_input;

constexpr std::array<std::string_view, 5> skipped_kinds = {"rank", "score", "points", "multiple", "text"};

struct place {
  std::size_t line = 1;
  std::size_t column = 1;
};

place place_of(std::string_view text, std::size_t at) {
  const auto before = text.substr(0, std::min(at, text.size()));
  const auto last = before.rfind('\n');
  return {static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1,
          last == std::string_view::npos ? before.size() + 1 : before.size() - last};
}

class items_reader {
 public:
  items_reader(std::string path, std::string_view text) : path_(std::move(path)), text_(text) {}

  std::vector<item_spec> read() {
    const json::value document = parse();
    if (document.is_array()) {
      add(document.get_array());
    } else if (document.is_object()) {
      if (const auto* codes = document.get_object().if_contains("no_opinion"))
        shared_codes_ = texts(*codes, "no_opinion");
      if (!add_items_of(document.get_object())) add_surveys(document.get_object());
    } else {
      refuse("", "must be a list of items, or an object with `items` or `surveys`");
    }
    if (out_.empty()) refuse("", "has no items");
    return std::move(out_);
  }

 private:
  /// Placed where `word` stands in quotation marks; else at the beginning.
  [[noreturn]] void refuse(const std::string& word, const std::string& why) const {
    const auto at = word.empty() ? 0 : text_.find('"' + word + '"');
    const place where = place_of(text_, at == std::string_view::npos ? 0 : at);
    throw bad_input(path_, where.line, where.column, (word.empty() ? "" : "'" + word + "': ") + why);
  }

  json::value parse() const {
    json::stream_parser parser({}, {.max_depth = 32});
    json::error_code failed;
    std::size_t read = 0;
    try {
      read = parser.write_some(text_.data(), text_.size(), failed);
      if (!failed) parser.finish(failed);
    } catch (const std::exception& e) {
      throw bad_input(path_, 1, 1, std::string("is no JSON: ") + e.what());
    }
    const place where = place_of(text_, read);
    if (failed) throw bad_input(path_, where.line, where.column, "is no JSON: " + failed.message());
    if (text_.find_first_not_of(" \t\r\n", read) != std::string_view::npos)
      throw bad_input(path_, where.line, where.column, "has something after its end");
    return parser.release();
  }

  bool add_items_of(const json::object& from) {
    const auto* items = from.if_contains("items");
    if (items == nullptr) return false;
    if (!items->is_array()) refuse("items", "must be a list");
    add(items->get_array());
    return true;
  }

  void add_surveys(const json::object& definition) {
    const auto* surveys = definition.if_contains("surveys");
    if (surveys == nullptr || !surveys->is_array()) refuse("", "has neither `items` nor `surveys`");
    for (const auto& survey : surveys->get_array())
      if (!survey.is_object() || !add_items_of(survey.get_object())) refuse("surveys", "each needs a list `items`");
  }

  void add(const json::array& items) {
    for (const auto& each : items) {
      const auto* object = each.if_object();
      if (object == nullptr) refuse("", "each item must be an object with an `id`");
      item_spec spec = item_of(*object);
      if (std::ranges::any_of(out_, [&](const auto& other) { return other.about.id == spec.about.id; }))
        refuse(spec.about.id, "comes twice");
      out_.push_back(std::move(spec));
    }
  }

  item_spec item_of(const json::object& from) const {
    item_spec out;
    const auto* id = from.if_contains("id");
    if (id == nullptr || !id->is_string() || id->get_string().empty()) refuse("", "an item has no `id`");
    out.about.id = std::string(id->get_string());
    const std::string& name = out.about.id;
    for (const auto* key : {"question", "label"})
      if (const auto* text = from.if_contains(key); text != nullptr && out.about.question == localized{})
        out.about.question = both_languages(*text, name);
    if (const auto* codes = from.if_contains("no_opinion")) out.no_opinion = texts(*codes, name);
    out.no_opinion.insert(out.no_opinion.end(), shared_codes_.begin(), shared_codes_.end());
    if (const auto* right = from.if_contains("correct"); right != nullptr && !right->is_null())
      out.correct = texts(*right, name);
    out.about.minimum = number(from, "min", name);
    out.about.maximum = number(from, "max", name);
    out.about.agree_threshold = number(from, "agree_threshold", name);
    if (const auto* options = from.if_contains("options")) out.about.options = option_ids(*options, name);
    set_role(out, word(from, "role", name, out.correct.empty() ? "attitude" : "knowledge"));
    set_kind(out, word(from, "kind", name, "scale"));
    check(out);
    return out;
  }

  void set_role(item_spec& of, const std::string& role) const {
    if (role == "attitude")
      of.about.role = item_role::attitude;
    else if (role == "knowledge")
      of.about.role = item_role::knowledge;
    else if (role == "evaluation")
      of.about.role = item_role::evaluation;
    else if (role == "demographic")
      of.use = treatment::stratum;
    else
      refuse(of.about.id, "has the role '" + role + "'; one of attitude, knowledge, demographic, evaluation is meant");
  }

  void set_kind(item_spec& of, const std::string& kind) const {
    of.kind = kind;
    if (kind == "scale")
      of.about.kind = item_kind::scale;
    else if (kind == "yes_no")
      of.about.kind = item_kind::yes_no;
    else if (kind == "single")
      of.about.kind = item_kind::choice;
    else if (std::ranges::find(skipped_kinds, kind) == skipped_kinds.end())
      refuse(of.about.id, "has the kind '" + kind + "'; scale, yes_no or single can be analysed");
    else if (of.use == treatment::analysed)
      of.use = treatment::skipped;
    if (of.use == treatment::analysed && of.about.role == item_role::knowledge) of.about.kind = item_kind::scored;
  }

  void check(const item_spec& of) const {
    const auto& about = of.about;
    if (about.minimum && about.maximum && !(*about.minimum < *about.maximum))
      refuse(about.id, "`min` must be below `max`");
    if (!of.correct.empty() && about.role != item_role::knowledge)
      refuse(about.id, "has a right answer; its role must be knowledge");
  }

  std::optional<double> number(const json::object& from, std::string_view key, const std::string& name) const {
    const auto* value = from.if_contains(key);
    if (value == nullptr || value->is_null()) return std::nullopt;
    json::error_code failed;
    const auto out = value->to_number<double>(failed);
    if (failed || !std::isfinite(out)) refuse(name, "`" + std::string(key) + "` must be a number");
    return out;
  }

  std::string word(const json::object& from, std::string_view key, const std::string& name,
                   std::string otherwise) const {
    const auto* value = from.if_contains(key);
    if (value == nullptr || value->is_null()) return otherwise;
    if (!value->is_string()) refuse(name, "`" + std::string(key) + "` must be a text");
    return std::string(value->get_string());
  }

  localized both_languages(const json::value& from, const std::string& name) const {
    if (from.is_string()) return {std::string(from.get_string()), std::string(from.get_string())};
    if (!from.is_object()) refuse(name, "`question` must be a text, or {\"th\": …, \"en\": …}");
    return {word(from.get_object(), "th", name, ""), word(from.get_object(), "en", name, "")};
  }

  /// A value, or a list of them, as the texts that a CSV file would hold.
  std::vector<std::string> texts(const json::value& from, const std::string& name) const {
    std::vector<std::string> out;
    if (from.is_array()) {
      for (const auto& each : from.get_array()) out.push_back(text_of(each, name));
    } else {
      out.push_back(text_of(from, name));
    }
    return out;
  }

  std::string text_of(const json::value& from, const std::string& name) const {
    if (from.is_string()) return std::string(from.get_string());
    if (from.is_bool()) return from.get_bool() ? "yes" : "no";
    if (from.is_number()) return json::serialize(from);
    refuse(name, "an answer must be a text or a number");
  }

  std::vector<std::string> option_ids(const json::value& from, const std::string& name) const {
    if (!from.is_array()) refuse(name, "`options` must be a list");
    std::vector<std::string> out;
    for (const auto& each : from.get_array()) {
      const auto* object = each.if_object();
      const auto* id = object != nullptr ? object->if_contains("id") : &each;
      if (id == nullptr) refuse(name, "an option has no `id`");
      out.push_back(text_of(*id, name));
      if (std::ranges::count(out, out.back()) > 1) refuse(name, "the option '" + out.back() + "' comes twice");
    }
    return out;
  }

  std::string path_;
  std::string_view text_;
  std::vector<std::string> shared_codes_;
  std::vector<item_spec> out_;
};

}  // namespace

std::vector<item_spec> parse_items(const std::string& path, std::string_view text) {
  return items_reader(path, text).read();
}

}  // namespace ruamkit::tools::analyse
