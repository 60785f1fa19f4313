#include "reports/pdf.hpp"

#include <algorithm>
#include <string_view>

#include "reports/pdf_canvas.hpp"
#include "reports/pdf_language.hpp"
#include "reports/words.hpp"

namespace ruamkit::reports {
namespace {

constexpr double full_width = pdf_canvas::right - pdf_canvas::left;
constexpr type_face body{10.5, false, 1.15};
constexpr type_face small{9.5, false, 1.1};
constexpr type_face cell_face{9.5, false, 1.05};
constexpr type_face head_face{9, true, 1.0};
constexpr type_face cell_bold{9.5, true, 1.05};
constexpr double cell_gap = 8;       ///< between columns
constexpr double row_padding = 2.5;  ///< above and below a row's text
constexpr double bar_width = 84, bar_height = 7, bar_text = 42;
constexpr double number_width_max = 96;

class setter {
 public:
  setter(pdf_canvas& canvas, const outline& what) : canvas_(canvas), what_(what) {}

  void cover() {
    if (!what_.agency.empty()) text(what_.agency, {12, false, 1.1}, grey);
    canvas_.skip(4);
    text(what_.title, {21, true, 1.05}, blue, "H1");
    canvas_.skip(2);
    text(what_.subtitle, {13, false, 1.1}, black);
    text(what_.printed, small, grey);
    canvas_.skip(8);
    canvas_.rule(pdf_canvas::left, pdf_canvas::right, canvas_.y(), 2, blue);
    canvas_.skip(10);
  }

  void operator()(const heading& what) {
    const bool section = what.level == 2;
    const type_face face{section ? 15.0 : 11.5, true, 1.1};
    const auto laid = canvas_.lay(what.text, full_width, face);
    if (!canvas_.at_top()) canvas_.skip(section ? 16 : 10);
    canvas_.need(pdf_canvas::height_of(laid) + (section ? 70 : 50));
    if (section) {
      section_ = canvas_.bookmark(0, what.text);
    } else {
      canvas_.bookmark(section_, what.text);
    }
    canvas_.flow(laid, pdf_canvas::left, section ? blue : black, section ? "H2" : "H3");
    canvas_.skip(section ? 4 : 2);
  }

  void operator()(const paragraph& what) {
    if (what.as != paragraph::tone::result) {
      const bool note = what.as == paragraph::tone::note;
      text(what.text, note ? small : body, note ? grey : black);
      canvas_.skip(4);
      return;
    }
    constexpr double inset = 10;
    const auto laid = canvas_.lay(what.text, full_width - 2 * inset, {10.5, true, 1.15});
    const double tall = pdf_canvas::height_of(laid) + 10;
    canvas_.skip(2);
    if (tall > pdf_canvas::bottom - pdf_canvas::top) return canvas_.flow(laid, pdf_canvas::left + inset);
    canvas_.need(tall);
    canvas_.box(pdf_canvas::left, canvas_.y(), full_width, tall, tint);
    canvas_.box(pdf_canvas::left, canvas_.y(), 3, tall, blue);
    canvas_.begin("P");
    canvas_.draw(laid, pdf_canvas::left + inset, canvas_.y() + 5);
    canvas_.end("P");
    canvas_.skip(tall + 6);
  }

  void operator()(const bullets& what) {
    constexpr double inset = 14;
    canvas_.begin("L");
    for (const auto& each : what.items) {
      const auto laid = canvas_.lay(each, full_width - inset, body);
      canvas_.need(std::min(pdf_canvas::height_of(laid), 32.0));
      canvas_.begin("LI");
      canvas_.begin("Lbl");
      canvas_.draw(canvas_.lay("•", inset, body), pdf_canvas::left + 3, canvas_.y());
      canvas_.end("Lbl");
      canvas_.flow(laid, pdf_canvas::left + inset, black, "LBody");
      canvas_.end("LI");
      canvas_.skip(2);
    }
    canvas_.end("L");
    canvas_.skip(3);
  }

  void operator()(const facts& what) {
    double names = 0;
    for (const auto& [name, value] : what.items) names = std::max(names, canvas_.width_of(name, small));
    names = std::min(names + 12, full_width * 0.45);
    for (const auto& [name, value] : what.items) {
      const auto left = canvas_.lay(name, names - 8, small);
      const auto right = canvas_.lay(value, full_width - names, small);
      canvas_.need(std::max(pdf_canvas::height_of(left), pdf_canvas::height_of(right)));
      const double begin = canvas_.y();
      canvas_.begin("P");
      canvas_.draw(left, pdf_canvas::left, begin, grey);
      canvas_.end("P");
      canvas_.flow(right, pdf_canvas::left + names);
      canvas_.skip(std::max(1.0, begin + pdf_canvas::height_of(left) - canvas_.y()));
    }
    canvas_.skip(4);
  }

  void operator()(const table& what) {
    const auto widths = widths_of(what);
    const auto caption = canvas_.lay(what.caption, full_width, {10, true, 1.1});
    canvas_.skip(4);
    canvas_.need(pdf_canvas::height_of(caption) + 64);
    canvas_.flow(caption, pdf_canvas::left);
    canvas_.skip(2);
    canvas_.begin("Table");
    canvas_.begin("TR");
    head(what, widths, "TH");
    canvas_.end("TR");
    for (const auto& each : what.rows) row(what, widths, each);
    canvas_.end("Table");
    canvas_.skip(8);
  }

 private:
  void text(const std::string& content, const type_face& face, const ink& colour, const char* part = "P") {
    canvas_.flow(canvas_.lay(content, full_width, face), pdf_canvas::left, colour, part);
  }

  /// Numbers take what their longest needs, bars what they need, text columns share the rest.
  std::vector<double> widths_of(const table& what) const {
    std::vector<double> out(what.columns.size(), 0);
    double left = full_width - cell_gap * static_cast<double>(out.size() - 1);
    double wishes = 0;
    std::vector<double> wish(out.size(), 0);
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (what.columns[i].as == column::kind::bar) {
        out[i] = bar_width + bar_text;
      } else {
        wish[i] = wish_of(what, i);
        if (what.columns[i].as == column::kind::number) out[i] = std::min(number_width_max, std::max(30.0, wish[i]));
      }
      left -= out[i];
      if (out[i] == 0) wishes += std::min(wish[i], full_width);
    }
    const double numbers = full_width - left;
    for (std::size_t i = 0; i < out.size(); ++i)
      if (out[i] == 0) out[i] = std::max(60.0, left * std::min(wish[i], full_width) / std::max(1.0, wishes));
    // Many columns of long names: the numbers give way.
    double all = cell_gap * static_cast<double>(out.size() - 1);
    for (const auto each : out) all += each;
    if (all > full_width + 0.5 && numbers > 0)
      for (auto& each : out)
        each *= (full_width - cell_gap * static_cast<double>(out.size() - 1)) /
                (all - cell_gap * static_cast<double>(out.size() - 1));
    return out;
  }

  /// What a column would like: its longest content on one line, the title of numbers on two if need be.
  double wish_of(const table& what, std::size_t index) const {
    constexpr double title_on_one_line = 72;
    const auto& head = what.columns[index];
    std::string_view longest;
    for (const auto& row : what.rows)
      if (row.cells[index].text.size() > longest.size()) longest = row.cells[index].text;
    const double content = canvas_.width_of(std::string(longest), cell_bold) + 2;
    const double title = canvas_.width_of(head.title, head_face) + 2;
    if (head.as != column::kind::number || title <= title_on_one_line) return std::max(content, title);
    // Thai breaks between words only: half the title and a word's room.
    return std::max({content, title_on_one_line, title / 2 + 14});
  }

  /// `part`: nothing where the head is only said again on another page.
  void head(const table& what, const std::vector<double>& widths, const char* part = nullptr) {
    std::vector<laid_text> titles;
    double tall = 0;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const bool number = what.columns[i].as == column::kind::number;
      titles.push_back(
          canvas_.lay(what.columns[i].title, widths[i], head_face, number ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT));
      tall = std::max(tall, pdf_canvas::height_of(titles.back()));
    }
    canvas_.need(tall + 30);
    double x = pdf_canvas::left;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (part != nullptr) canvas_.begin(part);
      canvas_.draw(titles[i], x, canvas_.y() + tall - pdf_canvas::height_of(titles[i]), grey);
      if (part != nullptr) canvas_.end(part);
      x += widths[i] + cell_gap;
    }
    canvas_.skip(tall + 2);
    canvas_.rule(pdf_canvas::left, pdf_canvas::right, canvas_.y(), 0.9, grey);
    canvas_.skip(1);
  }

  void row(const table& what, const std::vector<double>& widths, const table_row& line) {
    std::vector<laid_text> cells;
    double tall = 0;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const auto as = what.columns[i].as;
      cells.push_back(canvas_.lay(
          line.cells[i].text, (as == column::kind::bar ? bar_text : widths[i]) - inset_of(line.cells[i]),
          line.strong ? cell_bold : cell_face, as == column::kind::number ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT));
      tall = std::max(tall, pdf_canvas::height_of(cells.back()));
    }
    const double whole_page = pdf_canvas::bottom - pdf_canvas::top - 60;
    if (tall + 2 * row_padding > canvas_.room() && !(tall > whole_page && canvas_.room() > whole_page / 2)) {
      turn_page(what, widths);
    }
    canvas_.skip(row_padding);
    if (tall > canvas_.room()) {
      over_pages(what, widths, cells);
    } else {
      const double y = canvas_.y();
      double x = pdf_canvas::left;
      canvas_.begin("TR");
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const char* part = i == 0 ? "TH" : "TD";
        canvas_.begin(part);
        if (line.cells[i].agrees) canvas_.sign(*line.cells[i].agrees, x, y + 3);
        canvas_.draw(cells[i], x + inset_of(line.cells[i]), y);
        if (line.cells[i].bar) bar(line.cells[i], x + bar_text, y + 3, line.strong);
        canvas_.end(part);
        x += widths[i] + cell_gap;
      }
      canvas_.end("TR");
      canvas_.skip(tall);
    }
    canvas_.skip(row_padding);
    canvas_.rule(pdf_canvas::left, pdf_canvas::right, canvas_.y(), 0.4, pale);
  }

  /// The table goes on there, under its head.
  void turn_page(const table& what, const std::vector<double>& widths) {
    canvas_.new_page();
    head(what, widths);
  }

  static double inset_of(const cell& what) { return what.agrees ? 11 : 0; }

  /// A row taller than a page: each cell goes on where it stopped.
  void over_pages(const table& what, const std::vector<double>& widths, const std::vector<laid_text>& cells) {
    std::vector<int> done(cells.size(), 0);
    canvas_.begin("TR");
    while (true) {
      bool all = true;
      bool any = false;
      double x = pdf_canvas::left;
      double tall = 0;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const int lines = pango_layout_get_line_count(cells[i].get());
        const int from = done[i];
        canvas_.begin("TD");
        if (from < lines) done[i] = canvas_.draw_lines(cells[i], from, x, canvas_.y());
        canvas_.end("TD");
        any = any || done[i] > from;
        all = all && done[i] >= lines;
        tall = std::max(tall, pdf_canvas::height_of(cells[i]) * (done[i] - from) / lines);
        x += widths[i] + cell_gap;
      }
      canvas_.skip(tall);
      if (all || !any) break;
      turn_page(what, widths);
    }
    canvas_.end("TR");
  }

  void bar(const cell& what, double x, double y, bool strong) {
    canvas_.box(x, y, bar_width, bar_height, pale);
    canvas_.box(x, y, bar_width * std::clamp(*what.bar, 0.0, 1.0), bar_height, strong ? blue : soft_blue);
    if (what.mark) canvas_.box(x + bar_width * std::clamp(*what.mark, 0.0, 1.0) - 0.6, y - 2, 1.2, bar_height + 4, red);
  }

  pdf_canvas& canvas_;
  const outline& what_;
  int section_ = 0;
};

/// Sets the outline on the canvas; `pages` is what the foot of each page says there are.
void set_pages(pdf_canvas& canvas, const outline& what, language in, int pages) {
  canvas.set_foot(what.title + " – " + what.printed, [in, pages](int page) {
    return say(in, "page_of", {std::to_string(page), std::to_string(pages)});
  });
  setter set(canvas, what);
  set.cover();
  for (const auto& each : what.blocks) std::visit(set, each);
}

}  // namespace

std::string pdf_of(const outline& what, language in, instant made, const std::string& fonts) {
  // How many pages there are is known when they are set: once to count, once to keep.
  pdf_canvas canvas(fonts, in);
  set_pages(canvas, what, in, 0);
  const int pages = canvas.page();
  canvas.restart();
  canvas.describe(what.title, what.agency, what.subtitle, made);
  set_pages(canvas, what, in, pages);
  return with_language(canvas.finish(), in == language::th ? "th-TH" : "en-GB");
}

}  // namespace ruamkit::reports
