#include "reports/xlsx_sheet.hpp"

#include <glib.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "reports/render.hpp"

namespace ruamkit::reports {
namespace {

// What a text takes, in points unless said otherwise.
constexpr double first_width = 52;  ///< of columns, in digits
constexpr double other_width = 16;
constexpr double library_width = 8.43;
constexpr double digit_width = 5.25;  ///< of Calibri 11, in which columns are measured
constexpr double letter_width = 7.5;  ///< of the text's Thai, a little more than the mean
constexpr double wrapping = 1.1;      ///< lines end where a word does
constexpr double line_height = 27;    ///< TH Sarabun New 16 takes 24; what stands in for it elsewhere takes more
constexpr double title_height = 34;   ///< the same in 20
constexpr double height_max = 409;    ///< Excel's
constexpr double chart_height = 216;  ///< the library's

/// Excel holds 32,767 characters in a cell; what is longer is cut, with an ellipsis.
std::string fitting(const std::string& text) {
  constexpr std::size_t bytes_max = 32'760;
  if (text.size() <= bytes_max) return text;
  auto end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "…";
}

/// Those that take a place in the line: vowels and marks above and below a Thai consonant take none.
double letters_in(std::string_view text) {
  double out = 0;
  const char* end = text.data() + text.size();
  for (const char* at = text.data(); at < end; at = g_utf8_next_char(at))
    if (g_unichar_iszerowidth(g_utf8_get_char(at)) == 0) ++out;
  return out;
}

}  // namespace

formats::formats(lxw_workbook* book)
    : title(workbook_add_format(book)),
      head(workbook_add_format(book)),
      head_inset(workbook_add_format(book)),
      head_right(workbook_add_format(book)),
      strong(workbook_add_format(book)),
      plain(workbook_add_format(book)),
      inset(workbook_add_format(book)),
      withheld(workbook_add_format(book)),
      whole(workbook_add_format(book)),
      share(workbook_add_format(book)),
      real(workbook_add_format(book)) {
  for (auto* each : {title, head, head_inset, head_right, strong, plain, inset, withheld, whole, share, real}) {
    format_set_font_name(each, "TH Sarabun New");
    format_set_font_size(each, 16);
    format_set_align(each, LXW_ALIGN_VERTICAL_TOP);
  }
  format_set_bold(title);
  format_set_font_size(title, 20);
  for (auto* each : {head, head_inset, head_right}) {
    format_set_bold(each);
    format_set_text_wrap(each);
    format_set_bottom(each, LXW_BORDER_THIN);
    format_set_bg_color(each, 0xE6EDF4);
  }
  for (auto* each : {head_right, withheld}) format_set_align(each, LXW_ALIGN_RIGHT);
  format_set_bold(strong);
  format_set_text_wrap(strong);
  for (auto* each : {plain, inset}) format_set_text_wrap(each);
  for (auto* each : {inset, head_inset}) format_set_indent(each, 1);  // from the number on its left
  format_set_num_format(whole, "#,##0");
  format_set_num_format(share, "0.0%");
  format_set_num_format(real, "0.00");
}

sheet::sheet(lxw_workbook* book, const formats& looks, const std::string& name)
    : book_(book),
      sheet_(workbook_add_worksheet(book, name.c_str())),
      looks_(looks),
      name_(name),
      height_(line_height) {
  if (sheet_ == nullptr) throw cannot_render("a sheet could not be added");
  worksheet_set_paper(sheet_, 9);  // A4, on its side: charts stand beside the tables
  worksheet_set_landscape(sheet_);
  worksheet_fit_to_pages(sheet_, 1, 0);
  width(0, first_width);
  for (lxw_col_t column = 1; column < columns; ++column) width(column, other_width);
  worksheet_freeze_panes(sheet_, 1, 1);  // what the sheet and the rows are about stays in sight
}

void sheet::title(const std::string& text) {
  worksheet_write_string(sheet_, row_, 0, fitting(text).c_str(), looks_.title);
  height_ = title_height;
  next();
  next();
}

void sheet::text(lxw_col_t column, const std::string& text) {
  put(column, text, column == 0 ? looks_.plain : looks_.inset);
}

void sheet::withheld(lxw_col_t column, const std::string& text) { put(column, text, looks_.withheld); }
void sheet::strong(lxw_col_t column, const std::string& text) { put(column, text, looks_.strong); }

void sheet::head(std::initializer_list<column_heading> all) {
  lxw_col_t column = 0;
  for (const auto& each : all) head(column++, each);
  next();
}

void sheet::head(lxw_col_t column, const column_heading& one) {
  put(column, one.text, one.of_numbers ? looks_.head_right : column > 0 ? looks_.head_inset : looks_.head);
}

void sheet::whole(lxw_col_t column, double value) { worksheet_write_number(sheet_, row_, column, value, looks_.whole); }
void sheet::share(lxw_col_t column, const std::optional<double>& value) {
  if (value) worksheet_write_number(sheet_, row_, column, *value, looks_.share);
}
void sheet::real(lxw_col_t column, const std::optional<double>& value) {
  if (value) worksheet_write_number(sheet_, row_, column, *value, looks_.real);
}

void sheet::fact(const std::string& name, const std::string& what) {
  strong(0, name);
  wide(1, what);
  next();
}

void sheet::wide(lxw_col_t column, const std::string& text) {
  const auto shown = fitting(text);
  const auto last = static_cast<lxw_col_t>(column + 5);
  worksheet_merge_range(sheet_, row_, column, row_, last, shown.c_str(), looks_.inset);
  double across = 0;
  for (auto each = column; each <= last; ++each) across += width_of(each);
  grow(shown, across);
}

/// Every row is told its height: one with merged cells does not grow by itself, and not every program lets the others.
void sheet::next() {
  worksheet_set_row(sheet_, row_, height_, nullptr);
  tops_.push_back(tops_.back() + height_);
  height_ = line_height;
  ++row_;
}

void sheet::width(lxw_col_t column, double characters) {
  worksheet_set_column(sheet_, column, column, characters, nullptr);
  widths_.at(column) = characters;
}

double sheet::width_of(lxw_col_t column) const { return column < columns ? widths_[column] : library_width; }

void sheet::bars(const std::string& title, lxw_row_t first, lxw_row_t last, const std::vector<series>& shown,
                 lxw_col_t at_column, const char* number_format, lxw_chart_type as) {
  auto* chart = workbook_add_chart(book_, as);
  for (const auto& each : shown) {
    auto* bars = chart_add_series(chart, nullptr, nullptr);
    chart_series_set_categories(bars, name_.c_str(), first, 0, last, 0);
    chart_series_set_values(bars, name_.c_str(), first, each.column, last, each.column);
    chart_series_set_name(bars, each.name.c_str());
    if (shown.size() == 1) chart_series_set_labels(bars);
  }
  chart_title_set_name(chart, title.c_str());
  // In a chart of bars the library calls the axis of names y.
  chart_axis_set_reverse(chart->y_axis);  // the first row at the top, as in the table
  chart_axis_set_min(chart->x_axis, 0);
  chart_axis_set_num_format(chart->x_axis, number_format);
  if (shown.size() == 1)
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
  else
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
  lxw_chart_options place{};
  place.x_scale = 1.4;
  place.y_scale = std::clamp(0.4 + 0.12 * static_cast<double>(last - first + 1), 0.8, 3.0);
  const auto top = first > 1 ? first - 1 : 0;
  worksheet_insert_chart_opt(sheet_, top, at_column, chart, &place);
  below_charts_ = tops_[top] + chart_height * place.y_scale + line_height;
}

void sheet::below_charts() {
  while (tops_.back() < below_charts_) next();
}

void sheet::put(lxw_col_t column, const std::string& text, lxw_format* look) {
  const auto shown = fitting(text);
  worksheet_write_string(sheet_, row_, column, shown.c_str(), look);
  grow(shown, width_of(column));
}

/// Makes the row high enough for a text that is wrapped within so many digits.
void sheet::grow(const std::string& text, double across) {
  const double line = across * digit_width / letter_width;
  double lines = 0;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    const double letters = letters_in(std::string_view(text).substr(begin, end - begin));
    lines += letters <= line ? 1 : std::ceil(letters * wrapping / line);
    begin = end + 1;
  }
  height_ = std::max(height_, std::min(height_max, line_height * lines));
}

}  // namespace ruamkit::reports
