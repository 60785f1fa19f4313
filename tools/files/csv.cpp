#include "files/csv.hpp"

#include <algorithm>

namespace ruamkit::files {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return text.substr(0, 0);
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

csv_reader::csv_reader(std::string path, std::string_view text, char separator)
    : path_(std::move(path)), text_(text), separator_(separator) {
  if (text_.starts_with("\xef\xbb\xbf")) text_.remove_prefix(3);
}

void csv_reader::refuse(const csv_field& where, const std::string& why) const {
  throw bad_input(path_, where.line, where.column, why);
}

csv_field csv_reader::plain() {
  csv_field out{{}, line_, at_ - line_begin_ + 1};
  auto end = at_;
  while (end < text_.size() && text_[end] != separator_ && text_[end] != '\n') ++end;
  auto field = text_.substr(at_, end - at_);
  if (field.ends_with('\r') && (end == text_.size() || text_[end] == '\n')) field.remove_suffix(1);
  out.text = trimmed(field);
  at_ = end;
  return out;
}

csv_field csv_reader::quoted() {
  csv_field out{{}, line_, at_ - line_begin_ + 1};
  const auto begin = ++at_;
  bool doubled = false;
  for (;; ++at_) {
    at_ = std::min(text_.find_first_of("\"\n", at_), text_.size());
    if (at_ == text_.size()) refuse(out, "the quotation mark that opens this field is never closed");
    if (text_[at_] == '\n') {
      ++line_;
      line_begin_ = at_ + 1;
    } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
      doubled = true;
      ++at_;
    } else {
      break;
    }
  }
  out.text = text_.substr(begin, at_ - begin);
  ++at_;
  if (doubled) {
    std::string plain_text;
    for (std::size_t i = 0; i < out.text.size(); ++i) {
      plain_text += out.text[i];
      if (out.text[i] == '"') ++i;
    }
    out.text = unescaped_.emplace_back(std::move(plain_text));
  }
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r')) ++at_;
  if (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n')
    refuse({{}, line_, at_ - line_begin_ + 1}, "a comma or the line's end must follow a quoted field");
  return out;
}

bool csv_reader::next(std::vector<csv_field>& row) {
  row.clear();
  unescaped_.clear();
  while (at_ < text_.size() && (text_[at_] == '\n' || text_.substr(at_, 2) == "\r\n")) {
    at_ += text_[at_] == '\n' ? 1U : 2U;
    ++line_;
    line_begin_ = at_;
  }
  if (at_ >= text_.size()) return false;
  for (;;) {
    // A blank before a quotation mark does not make the field a plain one.
    const auto solid = text_.find_first_not_of(" \t", at_);
    if (solid != std::string_view::npos && text_[solid] == '"' && separator_ != '\t') at_ = solid;
    row.push_back(at_ < text_.size() && text_[at_] == '"' ? quoted() : plain());
    if (at_ >= text_.size()) return true;
    const bool ends = text_[at_] == '\n';
    ++at_;
    if (!ends) continue;
    ++line_;
    line_begin_ = at_;
    return true;
  }
}

bool csv_reader::next(std::vector<csv_field>& row, std::size_t columns) {
  if (!next(row)) return false;
  if (row.size() == columns) return true;
  refuse(row.size() < columns ? row.back() : row[columns],
         "the row has " + std::to_string(row.size()) + " fields where the header has " + std::to_string(columns));
}

std::vector<std::string> csv_reader::header() {
  std::vector<csv_field> row;
  if (!next(row)) throw bad_input(path_, 1, 1, "is empty; a header line was expected");
  std::vector<std::string> out;
  for (const auto& field : row) {
    if (field.text.empty()) refuse(field, "a column of the header has no name");
    if (std::ranges::find(out, field.text) != out.end())
      refuse(field, "the column '" + std::string(field.text) + "' comes twice");
    out.emplace_back(field.text);
  }
  return out;
}

}  // namespace ruamkit::files
