#include "ruamkit/analyse/answers_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "analysis/change/figure.hpp"
#include "files/csv.hpp"

namespace ruamkit::tools::analyse {
namespace {

using analysis::change::item_kind;
using analysis::change::missing;
using files::csv_field;
using files::csv_reader;

constexpr std::array<std::string_view, 8> no_answers = {"", "NA", "N/A", "NaN", "nan", "null", "NULL", "."};
constexpr std::array<std::string_view, 7> yes_words = {"1", "yes", "y", "true", "t", "ใช่", "เห็นด้วย"};
constexpr std::array<std::string_view, 7> no_words = {"0", "no", "n", "false", "f", "ไม่ใช่", "ไม่เห็นด้วย"};

template <typename Words>
bool is_one_of(const Words& words, std::string_view text) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::any_of(words,
                             [&](std::string_view word) { return std::ranges::equal(word, text, {}, {}, lower); });
}

std::optional<double> yes_or_no(std::string_view text) {
  if (is_one_of(yes_words, text)) return 1;
  if (is_one_of(no_words, text)) return 0;
  return std::nullopt;
}

/// The same answer: the same text, the same number, or the same yes or no.
bool same_answer(std::string_view one, std::string_view other) {
  if (one == other) return true;
  const auto a = number_in(one);
  const auto b = number_in(other);
  if (a && b) return *a == *b;
  const auto yes = yes_or_no(one);
  return yes && yes == yes_or_no(other);
}

bool is_among(const std::vector<std::string>& answers, std::string_view cell) {
  return std::ranges::any_of(answers, [&](const auto& each) { return same_answer(each, cell); });
}

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

/// Reads the cells of one column.
class cell_reader {
 public:
  cell_reader(const csv_reader& from, answer_column& to) : from_(from), to_(to) {}

  /// Appends the cell's answer; true where there is one, be it that there is no opinion.
  bool read(const csv_field& cell) {
    const item_spec* spec = to_.spec;
    if (is_no_answer(cell.text)) return put(missing, ""), false;
    if (spec == nullptr) return undeclared(cell);
    const auto kind = spec->about.kind;
    if (is_among(spec->no_opinion, cell.text)) {
      ++to_.no_opinion;
      // Who does not know the answer is not right; who has no opinion has no score.
      put(kind == item_kind::scored ? 0 : missing, "");
    } else if (kind == item_kind::choice) {
      choice(cell);
    } else {
      put(kind == item_kind::scored ? score(cell) : kind == item_kind::yes_no ? yes_no(cell) : on_scale(cell), "");
    }
    return true;
  }

 private:
  void put(double value, std::string_view chosen) {
    if (to_.spec != nullptr && to_.spec->about.kind == item_kind::choice)
      to_.chosen.emplace_back(chosen);
    else
      to_.values.push_back(value);
  }

  bool undeclared(const csv_field& cell) {
    const auto value = number_in(cell.text);
    if (value) {
      ++to_.numbers;
    } else if (to_.no_number.empty()) {
      to_.no_number = cell.text;
      to_.no_number_line = cell.line;
      to_.no_number_column = cell.column;
    }
    put(value.value_or(missing), "");
    return value.has_value();
  }

  void choice(const csv_field& cell) {
    const auto& options = to_.spec->about.options;
    if (!options.empty() && std::ranges::find(options, cell.text) == options.end())
      from_.refuse(cell, quoted(cell.text) + " is no option of item " + quoted(to_.name));
    put(missing, cell.text);
  }

  double yes_no(const csv_field& cell) {
    const auto value = yes_or_no(cell.text);
    if (!value)
      from_.refuse(cell, quoted(cell.text) + " is neither yes nor no, which item " + quoted(to_.name) + " asks");
    return *value;
  }

  double on_scale(const csv_field& cell) {
    const auto& about = to_.spec->about;
    const auto value = number_in(cell.text);
    if (!value) from_.refuse(cell, quoted(cell.text) + " in column " + quoted(to_.name) + " is no number");
    if ((about.minimum && *value < *about.minimum) || (about.maximum && *value > *about.maximum))
      from_.refuse(cell, quoted(cell.text) + " in column " + quoted(to_.name) + " is beyond the scale of that item");
    return *value;
  }

  double score(const csv_field& cell) {
    const auto& options = to_.spec->about.options;
    if (to_.spec->correct.empty()) {
      const auto value = yes_or_no(cell.text);
      if (!value)
        from_.refuse(cell, "the knowledge item " + quoted(to_.name) +
                               " names no right answer, so its column must hold 1 "
                               "(right) and 0 (not right), and not " +
                               quoted(cell.text));
      return *value;
    }
    if (is_among(to_.spec->correct, cell.text)) return 1;
    if (!options.empty() && !is_among(options, cell.text))
      from_.refuse(cell, quoted(cell.text) + " is no option of item " + quoted(to_.name));
    return 0;
  }

  const csv_reader& from_;
  answer_column& to_;
};

const item_spec* spec_of(const layout& as, std::string_view name) {
  if (as.items == nullptr) return nullptr;
  const auto found =
      std::ranges::find(*as.items, name, [](const item_spec& each) -> const std::string& { return each.about.id; });
  return found == as.items->end() ? nullptr : &*found;
}

/// What each column of the header is read by.
enum class reading : std::uint8_t { id, label, weight, answer, passed_over };
struct target {
  reading as = reading::passed_over;
  std::size_t index = 0;
};

class answers_reader {
 public:
  answers_reader(const std::string& path, std::string_view text, const layout& as)
      : csv_(path, text, separator_of(text)), as_(as) {
    out_.path = path;
    header_ = csv_.header();
    lay_out();
  }

  answers_file read() {
    std::vector<cell_reader> cells;
    for (auto& each : out_.answers) cells.emplace_back(csv_, each);
    std::optional<cell_reader> weights;
    if (out_.weights) weights.emplace(csv_, weight_);
    std::vector<csv_field> row;
    while (csv_.next(row, header_.size())) {
      bool any = false;
      for (std::size_t i = 0; i < row.size(); ++i) {
        const target& to = targets_[i];
        switch (to.as) {
          case reading::id:
            add_id(row[i]);
            break;
          case reading::label:
            out_.labels[to.index].values.emplace_back(is_no_answer(row[i].text) ? "" : row[i].text);
            break;
          case reading::weight:
            (void)weights->read(row[i]);
            break;
          case reading::answer:
            any = cells[to.index].read(row[i]) || any;
            break;
          case reading::passed_over:
            break;
        }
      }
      out_.took.push_back(any ? 1 : 0);
    }
    if (out_.weights) out_.weights = std::move(weight_.values);
    return std::move(out_);
  }

 private:
  void lay_out() {
    const std::size_t id = id_column();
    for (std::size_t i = 0; i < header_.size(); ++i) targets_.push_back(target_of(header_[i], i == id));
  }

  std::size_t id_column() const {
    const auto found = std::ranges::find(header_, as_.id.empty() ? "id" : as_.id);
    if (found != header_.end()) return static_cast<std::size_t>(found - header_.begin());
    if (as_.id.empty()) return 0;
    throw files::bad_input(out_.path, 1, 1, "has no column " + quoted(as_.id) + " to tell people apart (--id)");
  }

  target target_of(const std::string& name, bool is_id) {
    if (is_id) return {reading::id, 0};
    if (std::ranges::find(as_.labels, name) != as_.labels.end()) {
      out_.labels.push_back({name, {}});
      return {reading::label, out_.labels.size() - 1};
    }
    if (!as_.weight.empty() && name == as_.weight) {
      out_.weights.emplace();
      weight_spec_.about.minimum = 0;
      weight_.name = name;
      weight_.spec = &weight_spec_;
      return {reading::weight, 0};
    }
    const item_spec* spec = spec_of(as_, name);
    if ((as_.items != nullptr && spec == nullptr) || (spec != nullptr && spec->use != treatment::analysed)) {
      if (spec == nullptr) out_.passed_over.push_back(name);
      return {};
    }
    answer_column& column = out_.answers.emplace_back();
    column.name = name;
    column.spec = spec;
    return {reading::answer, out_.answers.size() - 1};
  }

  void add_id(const csv_field& cell) {
    if (cell.text.empty()) csv_.refuse(cell, "a person without an id");
    const auto [at, added] = out_.row_of.emplace(std::string(cell.text), out_.ids.size());
    if (!added)
      csv_.refuse(cell, "the id " + quoted(cell.text) + " comes twice; first on line " + line_text(at->second));
    out_.ids.emplace_back(cell.text);
    lines_.push_back(cell.line);
  }

  std::string line_text(std::size_t row) const { return std::to_string(lines_[row]); }

  csv_reader csv_;
  const layout& as_;
  std::vector<std::string> header_;
  std::vector<target> targets_;
  std::vector<std::size_t> lines_;
  item_spec weight_spec_;
  answer_column weight_;
  answers_file out_;
};

}  // namespace

bool is_no_answer(std::string_view cell) { return std::ranges::find(no_answers, cell) != no_answers.end(); }

std::optional<double> number_in(std::string_view cell) {
  if (cell.starts_with('+') && !cell.starts_with("+-")) cell.remove_prefix(1);
  double value = 0;
  const auto [end, failed] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (failed != std::errc() || end != cell.data() + cell.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

char separator_of(std::string_view text) {
  const auto first = text.substr(0, text.find('\n'));
  if (first.find(',') != std::string_view::npos) return ',';
  if (first.find(';') != std::string_view::npos) return ';';
  return first.find('\t') != std::string_view::npos ? '\t' : ',';
}

answers_file parse_answers(const std::string& path, std::string_view text, const layout& as) {
  return answers_reader(path, text, as).read();
}

}  // namespace ruamkit::tools::analyse
