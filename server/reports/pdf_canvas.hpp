// A4 pages to write on from the top down: text in Sarabun, lines, rectangles. Breaks pages where text runs out of room.
#pragma once

#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pangocairo.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "reports/render.hpp"

namespace ruamkit::reports {

/// Centimetres as PDF points.
[[nodiscard]] constexpr double cm(double length) { return length * 72 / 2.54; }

struct type_face {
  double points = 10.5;
  bool bold = false;
  double leading = 1.15;  ///< of the font's own line height
};

struct ink {
  double red = 0, green = 0, blue = 0;
};
inline constexpr ink black{0.106, 0.122, 0.153};
inline constexpr ink grey{0.29, 0.318, 0.376};
inline constexpr ink pale{0.902, 0.914, 0.933};
inline constexpr ink blue{0.075, 0.275, 0.42};
inline constexpr ink soft_blue{0.357, 0.529, 0.671};
inline constexpr ink tint{0.933, 0.957, 0.976};
inline constexpr ink red{0.702, 0.149, 0.118};
inline constexpr ink green{0.075, 0.4, 0.29};

struct layout_freeing {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
};
/// Text broken into lines of a width.
using laid_text = std::unique_ptr<PangoLayout, layout_freeing>;

/// Points from the page's left and top.
struct rectangle {
  double x = 0, y = 0, w = 0, h = 0;
};

enum class page_foot { numbered, none };

class pdf_canvas {
 public:
  static constexpr double width = cm(21), height = cm(29.7);
  static constexpr double left = cm(3), right = width - cm(2), top = cm(2.5), bottom = height - cm(2);

  /// Throws cannot_render where the fonts are not in the folder.
  pdf_canvas(const std::string& fonts, language in, page_foot feet = page_foot::numbered);
  ~pdf_canvas();
  pdf_canvas(const pdf_canvas&) = delete;
  pdf_canvas& operator=(const pdf_canvas&) = delete;

  void describe(const std::string& title, const std::string& author, const std::string& subject, instant made);
  [[nodiscard]] int page() const { return page_; }

  /// Forgets what was drawn, for setting the same once more: what was laid is remembered.
  void restart();

  /// What is drawn until the matching end() is this part of the document's structure (ISO 32000-1, 14.8.4). A part that
  /// holds others ("Table", "TR", "L", "LI") may go over pages; one that holds what is drawn ("P", "H1", "TD", "LBody")
  /// ends with its page. What is drawn in no such part, the foot of a page or a line, is none of the document.
  void begin(const char* part) { cairo_tag_begin(cairo_, part, nullptr); }
  void end(const char* part) { cairo_tag_end(cairo_, part); }

  /// Left in the foot of every page, before its number.
  void set_foot(const std::string& text, std::function<std::string(int page)> numbered);

  [[nodiscard]] laid_text lay(const std::string& text, double points_wide, const type_face& face,
                              PangoAlignment align = PANGO_ALIGN_LEFT) const;
  [[nodiscard]] static double height_of(const laid_text& text);
  [[nodiscard]] static double width_of(const laid_text& text);
  /// Of the longest line when nothing makes it break.
  [[nodiscard]] double width_of(const std::string& text, const type_face& face) const;

  [[nodiscard]] double y() const { return y_; }
  [[nodiscard]] double room() const { return bottom - y_; }
  [[nodiscard]] bool at_top() const { return y_ <= top; }
  void skip(double points) { y_ = y_ + points; }
  void new_page();
  /// A new page unless that much room is left on this one.
  void need(double points);

  /// All of it at a place, whatever room there is.
  void draw(const laid_text& text, double x, double y, const ink& colour = black);
  /// Its lines from `line` on that fit between y and the bottom; gives the first that did not, or the number of lines.
  int draw_lines(const laid_text& text, int line, double x, double y, const ink& colour = black);
  /// A paragraph from y() on, over as many pages as it takes.
  void flow(const laid_text& text, double x, const ink& colour = black, const char* part = "P");
  /// A tick or a cross as tall as a line of small text.
  void sign(bool good, double x, double y);
  void box(double x, double y, double w, double h, const ink& colour);
  void boxes(const std::vector<rectangle>& all, const ink& colour);
  /// A picture of `size` × `size` squares, row by row, the dark ones in the colour and the others left alone.
  void stencil(const std::vector<bool>& dark, int size, double x, double y, double side, const ink& colour);
  /// What `drawing` draws, turned by half a turn about the middle of the page.
  void upside_down(const std::function<void()>& drawing);
  void rule(double x1, double x2, double y, double thickness, const ink& colour);

  /// A bookmark to here, under another (0: none).
  int bookmark(int under, const std::string& text);

  [[nodiscard]] std::string finish();

 private:
  void open();
  void close();
  void foot();
  void set(const ink& colour);

  struct fonts_of_ours;
  std::unique_ptr<fonts_of_ours> fonts_;
  std::string out_;
  cairo_surface_t* surface_ = nullptr;
  cairo_t* cairo_ = nullptr;
  page_foot feet_;
  std::string foot_;
  std::function<std::string(int)> numbered_;
  double y_ = top;
  int page_ = 1;
};

}  // namespace ruamkit::reports
