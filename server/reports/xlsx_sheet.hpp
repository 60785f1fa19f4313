// A sheet of a spreadsheet as reports write it: line after line, charts beside the tables.
#pragma once

#include <xlsxwriter.h>

#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace ruamkit::reports {

/// The looks of cells, of one book.
struct formats {
  explicit formats(lxw_workbook* book);

  lxw_format *title, *head, *head_inset, *head_right, *strong, *plain, *inset, *withheld, *whole, *share, *real;
};

struct column_heading {
  std::string text;
  bool of_numbers = false;
};
[[nodiscard]] inline column_heading of_numbers(std::string text) { return {std::move(text), true}; }
[[nodiscard]] inline column_heading of_texts(std::string text) { return {std::move(text), false}; }

/// The first column is wide and names the row; what is in the others stands on the line until `next`.
class sheet {
 public:
  /// Throws cannot_render. `looks` must outlive it.
  sheet(lxw_workbook* book, const formats& looks, const std::string& name);

  /// Over the sheet's width, on one line.
  void title(const std::string& text);
  void text(lxw_col_t column, const std::string& text);
  /// In the place of a number.
  void withheld(lxw_col_t column, const std::string& text);
  void strong(lxw_col_t column, const std::string& text);
  void head(std::initializer_list<column_heading> all);
  void head(lxw_col_t column, const column_heading& one);
  void whole(lxw_col_t column, double value);
  void share(lxw_col_t column, const std::optional<double>& value);
  void real(lxw_col_t column, const std::optional<double>& value);
  /// A name and what it is, as one line across the sheet.
  void fact(const std::string& name, const std::string& what);
  /// A text over six columns.
  void wide(lxw_col_t column, const std::string& text);
  void next();
  /// In digits. Of the first columns; those beyond keep the library's.
  void width(lxw_col_t column, double characters);
  [[nodiscard]] lxw_row_t row() const { return row_; }

  struct series {
    lxw_col_t column = 1;
    std::string name;
  };
  /// Bars of the rows from `first` to `last`, named by column 0; several series side by side, or stacked in one bar.
  void bars(const std::string& title, lxw_row_t first, lxw_row_t last, const std::vector<series>& shown,
            lxw_col_t at_column, const char* number_format, lxw_chart_type as = LXW_CHART_BAR);
  /// Goes on where no chart hides what follows: a chart is taller than a short table.
  void below_charts();

 private:
  static constexpr lxw_col_t columns = 13;  ///< that have a width of ours

  void put(lxw_col_t column, const std::string& text, lxw_format* look);
  void grow(const std::string& text, double across);
  [[nodiscard]] double width_of(lxw_col_t column) const;

  lxw_workbook* book_;
  lxw_worksheet* sheet_;
  const formats& looks_;
  std::string name_;
  lxw_row_t row_ = 0;
  double height_;                ///< of the row being written, in points
  std::vector<double> tops_{0};  ///< of the rows, and of the one being written
  double below_charts_ = 0;
  std::array<double, columns> widths_{};
};

}  // namespace ruamkit::reports
