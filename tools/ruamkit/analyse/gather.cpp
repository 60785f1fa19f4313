#include "ruamkit/analyse/gather.hpp"

#include <algorithm>
#include <unordered_map>

#include "analysis/change/figure.hpp"
#include "files/csv.hpp"
#include "ruamkit/analyse/answers_file.hpp"

namespace ruamkit::tools::analyse {
namespace {

namespace change = analysis::change;
using change::missing;
using files::bad_input;

constexpr std::size_t absent = static_cast<std::size_t>(-1);

/// Both waves of one group of people, and each person's row in either.
struct both_waves {
  answers_file pre, post;
  std::vector<std::string> ids;
  std::vector<std::size_t> pre_row, post_row;  ///< `absent` where the person is not in that file
};

both_waves read_waves(const std::string& pre, const std::string& post, const layout& as, const file_reader& read) {
  both_waves out;
  out.pre = parse_answers(pre, read(pre), as);
  out.post = parse_answers(post, read(post), as);
  out.ids = out.pre.ids;
  for (const auto& id : out.post.ids)
    if (!out.pre.row_of.contains(id)) out.ids.push_back(id);
  for (const auto& id : out.ids) {
    const auto before = out.pre.row_of.find(id);
    const auto after = out.post.row_of.find(id);
    out.pre_row.push_back(before == out.pre.row_of.end() ? absent : before->second);
    out.post_row.push_back(after == out.post.row_of.end() ? absent : after->second);
  }
  return out;
}

const answer_column* column_of(const answers_file& in, const std::string& name) {
  const auto found = std::ranges::find(in.answers, name, &answer_column::name);
  return found == in.answers.end() ? nullptr : &*found;
}

const label_column* label_of(const answers_file& in, const std::string& name) {
  const auto found = std::ranges::find(in.labels, name, &label_column::name);
  return found == in.labels.end() ? nullptr : &*found;
}

/// Empty where it is not known.
std::string_view label_at(const label_column* column, std::size_t row) {
  if (column == nullptr || row == absent) return {};
  return column->values[row];
}

change::wave_answers wave_of(const answer_column* column, const std::vector<std::size_t>& row) {
  change::wave_answers out;
  if (column == nullptr) return out;
  out.asked = true;
  out.no_opinion = column->no_opinion;
  out.values.reserve(row.size());
  for (const auto at : row) out.values.push_back(at == absent ? missing : column->values[at]);
  return out;
}

/// Numbers in their order, before texts in theirs.
void sort_labels(std::vector<std::string>& labels) {
  std::ranges::sort(labels, [](const std::string& a, const std::string& b) {
    const auto x = number_in(a);
    const auto y = number_in(b);
    if (x && y && *x != *y) return *x < *y;
    if (x.has_value() != y.has_value()) return x.has_value();
    return a < b;
  });
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
}

/// A choice's options become indices, those of an item file in its order, others sorted.
void index_options(change::item_answers& to, const both_waves& from) {
  const answer_column* const pre = column_of(from.pre, to.about.id);
  const answer_column* const post = column_of(from.post, to.about.id);
  if (to.about.options.empty()) {
    for (const auto* column : {pre, post})
      if (column != nullptr)
        std::ranges::copy_if(column->chosen, std::back_inserter(to.about.options),
                             [](const auto& each) { return !each.empty(); });
    sort_labels(to.about.options);
  }
  std::unordered_map<std::string_view, double> index;
  for (const auto& each : to.about.options) index.emplace(each, static_cast<double>(index.size()));
  const auto fill = [&](change::wave_answers& wave, const answer_column* column, const std::vector<std::size_t>& rows) {
    if (column == nullptr) return;
    wave.asked = true;
    wave.no_opinion = column->no_opinion;
    for (const auto row : rows)
      wave.values.push_back(row == absent || column->chosen[row].empty() ? missing : index.at(column->chosen[row]));
  };
  fill(to.pre, pre, from.pre_row);
  fill(to.post, post, from.post_row);
}

change::item_answers answers_of(const change::item& about, const both_waves& from) {
  change::item_answers out;
  out.about = about;
  if (about.kind == change::item_kind::choice) {
    index_options(out, from);
  } else {
    out.pre = wave_of(column_of(from.pre, about.id), from.pre_row);
    out.post = wave_of(column_of(from.post, about.id), from.post_row);
  }
  return out;
}

/// The answers of a column that divides people: of the file that is asked first, else of the other.
change::division division_of(const std::string& name, const both_waves& from, bool after_first) {
  const label_column* const pre = label_of(from.pre, name);
  const label_column* const post = label_of(from.post, name);
  std::vector<std::string_view> texts;
  for (std::size_t i = 0; i < from.ids.size(); ++i) {
    const std::string_view before = label_at(pre, from.pre_row[i]);
    const std::string_view after = label_at(post, from.post_row[i]);
    const std::string_view first = after_first ? after : before;
    texts.push_back(!first.empty() ? first : after_first ? before : after);
  }
  change::division out;
  out.id = name;
  for (const auto text : texts)
    if (!text.empty()) out.values.emplace_back(text);
  sort_labels(out.values);
  std::unordered_map<std::string_view, std::int32_t> index;
  for (const auto& each : out.values) index.emplace(each, static_cast<std::int32_t>(index.size()));
  for (const auto text : texts) out.of.push_back(text.empty() ? -1 : index.at(text));
  return out;
}

/// The population's shares beside the values that people have; values nobody has are added.
void set_population(change::division& of, const target_stratum& target) {
  for (const auto& value : target.values)
    if (std::ranges::find(of.values, value) == of.values.end()) of.values.push_back(value);
  of.population.assign(of.values.size(), 0.0);
  for (std::size_t i = 0; i < target.values.size(); ++i) {
    const auto at = std::ranges::find(of.values, target.values[i]) - of.values.begin();
    of.population[static_cast<std::size_t>(at)] = target.shares[i];
  }
}

/// A column that nothing is said of, with at least one answer.
bool holds_only_0_and_1(const both_waves& waves, const std::string& name) {
  bool any = false;
  for (const auto* file : {&waves.pre, &waves.post}) {
    const auto* column = column_of(*file, name);
    if (column == nullptr) continue;
    for (const double value : column->values) {
      if (change::is_missing(value)) continue;
      if (value != 0 && value != 1) return false;
      any = true;
    }
  }
  return any;
}

bool ends_with_csv(const std::string& name) { return name.ends_with(".csv") || name.ends_with(".CSV"); }

class gatherer {
 public:
  gatherer(const sources& from, const file_reader& read) : from_(from), read_(read) {}

  gathered gather() {
    if (!from_.items.empty()) specs_ = parse_items(from_.items, read_(from_.items));
    if (!from_.targets.empty()) targets_ = parse_targets(from_.targets, read_(from_.targets));
    lay_out();
    const both_waves waves = read_waves(from_.pre, from_.post, layout_, read_);
    check_labels(waves);
    const auto items = items_of(waves);
    out_.of = study_of(waves, items);
    out_.of.design_weights = weights_of(waves);
    out_.ids = waves.ids;
    if (!from_.control_pre.empty()) {
      const both_waves control = read_waves(from_.control_pre, from_.control_post, layout_, read_);
      check_control(control, items);
      out_.control = study_of(control, items);
    }
    return std::move(out_);
  }

 private:
  void lay_out() {
    layout_.id = from_.id;
    if (!ends_with_csv(from_.weights)) layout_.weight = from_.weights;
    if (!from_.items.empty()) layout_.items = &specs_;
    strata_ = from_.strata;
    const auto add = [&](const std::string& name) {
      if (std::ranges::find(strata_, name) == strata_.end()) strata_.push_back(name);
    };
    for (const auto& each : targets_) add(each.stratum);
    for (const auto& each : specs_)
      if (each.use == treatment::stratum && each.about.id != from_.group) add(each.about.id);
    layout_.labels = strata_;
    if (!from_.group.empty()) layout_.labels.push_back(from_.group);
  }

  /// A column that was asked for by name must be there; one that only the item file names may be absent.
  void check_labels(const both_waves& waves) {
    const auto is_there = [&](const std::string& name) {
      return label_of(waves.pre, name) != nullptr || label_of(waves.post, name) != nullptr;
    };
    for (const auto& target : targets_)
      if (!is_there(target.stratum))
        throw bad_input(from_.targets, target.line, 1, "there is no column '" + target.stratum + "' in either wave");
    const auto refuse_absent = [&](const std::string& name) {
      throw bad_input(from_.pre, 1, 1, "there is no column '" + name + "' in either wave");
    };
    if (!from_.group.empty() && !is_there(from_.group)) refuse_absent(from_.group);
    if (!layout_.weight.empty() && !waves.pre.weights && !waves.post.weights) refuse_absent(layout_.weight);
    for (const auto& name : from_.strata)
      if (!is_there(name)) refuse_absent(name);
    std::erase_if(strata_, [&](const std::string& name) {
      if (!is_there(name)) skip(name, "demographic item without a column");
      return !is_there(name);
    });
  }

  void skip(const std::string& what, const std::string& why) {
    if (std::ranges::find(out_.skipped, what, &std::pair<std::string, std::string>::first) == out_.skipped.end())
      out_.skipped.emplace_back(what, why);
  }

  std::vector<change::item> items_of(const both_waves& waves) {
    std::vector<change::item> out;
    if (layout_.items == nullptr) {
      for (const auto& name : columns_of(waves)) {
        auto& item = out.emplace_back();
        item.id = name;
        if (holds_only_0_and_1(waves, name)) item.kind = change::item_kind::yes_no;
      }
    } else {
      for (const auto& spec : specs_) {
        if (spec.use == treatment::skipped)
          skip(spec.about.id, "answers of the kind " + spec.kind + " are no single value");
        if (spec.use == treatment::analysed) out.push_back(spec.about);
      }
      for (const auto* file : {&waves.pre, &waves.post})
        for (const auto& name : file->passed_over) skip(name, "not in the item file");
    }
    if (out.empty()) throw bad_input(from_.pre, 1, 1, "has no items: a column of numbers is needed besides the ids");
    return out;
  }

  /// Without an item file every column of numbers is an item. A column of nothing but texts is left out; a text among
  /// numbers is a slip of the pen and refused.
  std::vector<std::string> columns_of(const both_waves& waves) {
    std::vector<std::string> out;
    const answer_column* only_texts = nullptr;
    const answers_file* where = nullptr;
    for (const auto* file : {&waves.pre, &waves.post}) {
      for (const auto& column : file->answers) {
        if (column.spec != nullptr) continue;
        const auto* before = column_of(waves.pre, column.name);
        const auto* after = column_of(waves.post, column.name);
        const std::size_t numbers = (before ? before->numbers : 0) + (after ? after->numbers : 0);
        if (!column.no_number.empty() && numbers > 0) refuse_text(*file, column);
        const bool has_texts = (before && !before->no_number.empty()) || (after && !after->no_number.empty());
        if (has_texts) {
          skip(column.name, "holds texts");
          if (only_texts == nullptr && !column.no_number.empty()) {
            only_texts = &column;
            where = file;
          }
        } else if (std::ranges::find(out, column.name) == out.end()) {
          out.push_back(column.name);
        }
      }
    }
    if (out.empty() && only_texts != nullptr) refuse_text(*where, *only_texts);
    return out;
  }

  static void check_control(const both_waves& control, const std::vector<change::item>& items) {
    for (const auto* file : {&control.pre, &control.post})
      for (const auto& item : items)
        if (const auto* column = column_of(*file, item.id); column != nullptr && !column->no_number.empty())
          refuse_text(*file, *column);
  }

  [[noreturn]] static void refuse_text(const answers_file& file, const answer_column& column) {
    throw bad_input(file.path, column.no_number_line, column.no_number_column,
                    "'" + column.no_number + "' in column '" + column.name +
                        "' is no number (name columns that divide people with --strata or --group, and say what "
                        "others mean with --items)");
  }

  change::study study_of(const both_waves& waves, const std::vector<change::item>& items) const {
    change::study out;
    out.people = waves.ids.size();
    for (std::size_t i = 0; i < out.people; ++i) {
      out.took_pre.push_back(waves.pre_row[i] == absent ? 0 : waves.pre.took[waves.pre_row[i]]);
      out.took_post.push_back(waves.post_row[i] == absent ? 0 : waves.post.took[waves.post_row[i]]);
    }
    for (const auto& item : items) out.items.push_back(answers_of(item, waves));
    for (const auto& name : strata_) {
      out.strata.push_back(division_of(name, waves, false));
      const auto target = std::ranges::find(targets_, name, &target_stratum::stratum);
      if (target != targets_.end()) set_population(out.strata.back(), *target);
    }
    if (!from_.group.empty()) out.tables = division_of(from_.group, waves, true);
    return out;
  }

  std::vector<double> weights_of(const both_waves& waves) const {
    std::vector<double> out;
    if (from_.weights.empty()) return out;
    if (ends_with_csv(from_.weights)) return weights_from_file(waves.ids);
    for (std::size_t i = 0; i < waves.ids.size(); ++i) {
      double weight = missing;
      if (waves.pre.weights && waves.pre_row[i] != absent) weight = (*waves.pre.weights)[waves.pre_row[i]];
      if (change::is_missing(weight) && waves.post.weights && waves.post_row[i] != absent)
        weight = (*waves.post.weights)[waves.post_row[i]];
      out.push_back(weight);
    }
    return out;
  }

  std::vector<double> weights_from_file(const std::vector<std::string>& ids) const {
    const std::string text = read_(from_.weights);
    layout as;
    const auto header = files::csv_reader(from_.weights, text, separator_of(text)).header();
    const bool is_named = std::ranges::find(header, "weight") != header.end();
    if (!is_named && header.size() != 2)
      throw bad_input(from_.weights, 1, 1, "has no column 'weight', nor just two columns: id and weight");
    as.weight = is_named ? "weight" : header[1];
    const auto file = parse_answers(from_.weights, text, as);
    if (!file.weights) throw bad_input(from_.weights, 1, 1, "has no column of weights besides the ids");
    std::vector<double> out;
    for (const auto& id : ids) {
      const auto row = file.row_of.find(id);
      out.push_back(row == file.row_of.end() ? missing : (*file.weights)[row->second]);
    }
    return out;
  }

  const sources& from_;
  const file_reader& read_;
  std::vector<item_spec> specs_;
  std::vector<target_stratum> targets_;
  std::vector<std::string> strata_;
  layout layout_;
  gathered out_;
};

}  // namespace

gathered gather(const sources& from, const file_reader& read) { return gatherer(from, read).gather(); }

}  // namespace ruamkit::tools::analyse
