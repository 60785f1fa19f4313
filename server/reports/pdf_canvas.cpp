#include "reports/pdf_canvas.hpp"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>

#include <array>
#include <bit>
#include <string_view>
#include <unordered_map>

#include "reports/text.hpp"

namespace ruamkit::reports {
namespace {

constexpr type_face foot_face{8.5, false, 1};
/// About 2 KB each; the longest table, a roll call of 5,000, has a text of its own a row.
constexpr std::size_t laid_max = 8'000;

cairo_status_t append(void* out, const unsigned char* data, unsigned int size) {
  try {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), size);
  } catch (const std::bad_alloc&) {
    return CAIRO_STATUS_WRITE_ERROR;
  }
  return CAIRO_STATUS_SUCCESS;
}

std::size_t size_of_character(std::string_view text, std::size_t at) {
  std::size_t size = 1;
  while (at + size < text.size() && (static_cast<unsigned char>(text[at + size]) & 0xC0U) == 0x80U) ++size;
  return size;
}

/// Thai is broken between words found in a dictionary, which may well end a line with an opening quote.
void keep_quotes_with_words(PangoLayout* layout, std::string_view text) {
  constexpr std::array<std::string_view, 5> opening{"“", "‘", "«", "(", "["};
  PangoAttrList* attributes = nullptr;
  for (const auto quote : opening)
    for (auto at = text.find(quote); at != std::string_view::npos; at = text.find(quote, at + quote.size())) {
      const auto next = at + quote.size();
      if (next >= text.size()) break;
      if (attributes == nullptr) attributes = pango_attr_list_new();
      auto* together = pango_attr_allow_breaks_new(FALSE);
      together->start_index = static_cast<guint>(at);
      together->end_index = static_cast<guint>(next + size_of_character(text, next));
      pango_attr_list_insert(attributes, together);
    }
  if (attributes == nullptr) return;
  pango_layout_set_attributes(layout, attributes);
  pango_attr_list_unref(attributes);
}

double line_top(PangoLayoutIter* at) {
  int from = 0;
  int to = 0;
  pango_layout_iter_get_line_yrange(at, &from, &to);
  return static_cast<double>(from) / PANGO_SCALE;
}

struct lines_of {
  explicit lines_of(const laid_text& text) : at(pango_layout_get_iter(text.get())) {}
  ~lines_of() { pango_layout_iter_free(at); }
  lines_of(const lines_of&) = delete;
  lines_of& operator=(const lines_of&) = delete;
  PangoLayoutIter* at;
};

}  // namespace

/// A font map that knows two files and asks the machine for nothing.
struct pdf_canvas::fonts_of_ours {
  fonts_of_ours(const std::string& folder, language in) {
    for (const auto* file : {"Sarabun-Regular.ttf", "Sarabun-Bold.ttf"}) {
      const auto path = folder + "/" + file;
      if (folder.empty() || FcConfigAppFontAddFile(config, reinterpret_cast<const FcChar8*>(path.c_str())) == FcFalse) {
        FcConfigDestroy(config);
        throw cannot_render("a PDF needs the font " + (folder.empty() ? std::string(file) : path));
      }
    }
    map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
    context = pango_font_map_create_context(map);
    pango_context_set_language(context, pango_language_from_string(in == language::th ? "th" : "en"));
    pango_cairo_context_set_resolution(context, 72);  // points are points
    // Hinting and whole-pixel advances are for screens.
    auto* print = cairo_font_options_create();
    cairo_font_options_set_hint_style(print, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(print, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, print);
    cairo_font_options_destroy(print);
    pango_context_set_round_glyph_positions(context, FALSE);
  }
  ~fonts_of_ours() {
    laid.clear();
    g_object_unref(context);
    g_object_unref(map);
    FcConfigDestroy(config);
  }
  fonts_of_ours(const fonts_of_ours&) = delete;
  fonts_of_ours& operator=(const fonts_of_ours&) = delete;

  /// Another hold of what was laid before, or nothing.
  PangoLayout* known(const std::string& key) const {
    const auto found = laid.find(key);
    return found == laid.end() ? nullptr : static_cast<PangoLayout*>(g_object_ref(found->second.get()));
  }

  /// Texts laid, by themselves and their face: a page is set twice, and many cells say the same.
  std::unordered_map<std::string, laid_text> laid;
  FcConfig* config = FcConfigCreate();
  PangoFontMap* map = nullptr;
  PangoContext* context = nullptr;
};

pdf_canvas::pdf_canvas(const std::string& fonts, language in, page_foot feet)
    : fonts_(std::make_unique<fonts_of_ours>(fonts, in)), feet_(feet) {
  open();
}

pdf_canvas::~pdf_canvas() { close(); }

void pdf_canvas::open() {
  surface_ = cairo_pdf_surface_create_for_stream(append, &out_, width, height);
  cairo_ = cairo_create(surface_);
  begin("Document");
}

void pdf_canvas::close() {
  cairo_destroy(cairo_);
  cairo_surface_destroy(surface_);
}

void pdf_canvas::restart() {
  end("Document");
  close();
  out_.clear();
  page_ = 1;
  y_ = top;
  open();
}

void pdf_canvas::describe(const std::string& title, const std::string& author, const std::string& subject,
                          instant made) {
  const auto set_one = [this](cairo_pdf_metadata_t which, const std::string& text) {
    cairo_pdf_surface_set_metadata(surface_, which, text.c_str());
  };
  set_one(CAIRO_PDF_METADATA_TITLE, title);
  set_one(CAIRO_PDF_METADATA_AUTHOR, author);
  set_one(CAIRO_PDF_METADATA_SUBJECT, subject);
  set_one(CAIRO_PDF_METADATA_CREATOR, "Ruamkit");
  auto when = iso_time(made);
  when.erase(19, 4);  // milliseconds, which Cairo does not read
  set_one(CAIRO_PDF_METADATA_CREATE_DATE, when);
  set_one(CAIRO_PDF_METADATA_MOD_DATE, when);
}

void pdf_canvas::set_foot(const std::string& text, std::function<std::string(int)> numbered) {
  foot_ = text;
  numbered_ = std::move(numbered);
}

laid_text pdf_canvas::lay(const std::string& text, double points_wide, const type_face& face,
                          PangoAlignment align) const {
  const auto key = text + '\0' + decimal(points_wide, 2) + ' ' + decimal(face.points, 2) + ' ' +
                   decimal(face.leading, 2) + (face.bold ? 'b' : 'n') + std::to_string(static_cast<int>(align));
  if (auto* known = fonts_->known(key); known != nullptr) return laid_text(known);
  laid_text out(pango_layout_new(fonts_->context));
  auto* font = pango_font_description_new();
  pango_font_description_set_family_static(font, "Sarabun");
  pango_font_description_set_absolute_size(font, face.points * PANGO_SCALE);
  pango_font_description_set_weight(font, face.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(out.get(), font);
  pango_font_description_free(font);
  pango_layout_set_text(out.get(), text.data(), static_cast<int>(text.size()));
  pango_layout_set_wrap(out.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(out.get(), align);
  pango_layout_set_line_spacing(out.get(), static_cast<float>(face.leading));
  if (points_wide > 0) pango_layout_set_width(out.get(), static_cast<int>(points_wide * PANGO_SCALE));
  keep_quotes_with_words(out.get(), text);
  if (fonts_->laid.size() < laid_max) fonts_->laid.emplace(key, static_cast<PangoLayout*>(g_object_ref(out.get())));
  return out;
}

double pdf_canvas::height_of(const laid_text& text) {
  int tall = 0;
  pango_layout_get_size(text.get(), nullptr, &tall);
  return static_cast<double>(tall) / PANGO_SCALE;
}

double pdf_canvas::width_of(const laid_text& text) {
  int wide = 0;
  pango_layout_get_size(text.get(), &wide, nullptr);
  return static_cast<double>(wide) / PANGO_SCALE;
}

double pdf_canvas::width_of(const std::string& text, const type_face& face) const {
  return width_of(lay(text, 0, face));
}

void pdf_canvas::foot() {
  if (feet_ == page_foot::none) return;
  const double at = bottom + cm(0.6);
  rule(left, right, at, 0.5, pale);
  constexpr double number_width = cm(3);
  draw(lay(numbered_ ? numbered_(page_) : std::to_string(page_), number_width, foot_face, PANGO_ALIGN_RIGHT),
       right - number_width, at + 4, grey);
  const auto text = lay(foot_, right - left - number_width, foot_face);
  pango_layout_set_height(text.get(), -1);
  pango_layout_set_ellipsize(text.get(), PANGO_ELLIPSIZE_END);
  draw(text, left, at + 4, grey);
}

void pdf_canvas::new_page() {
  foot();
  cairo_show_page(cairo_);
  ++page_;
  y_ = top;
}

void pdf_canvas::need(double points) {
  if (room() < points && !at_top()) new_page();
}

void pdf_canvas::set(const ink& colour) { cairo_set_source_rgb(cairo_, colour.red, colour.green, colour.blue); }

void pdf_canvas::draw(const laid_text& text, double x, double y, const ink& colour) {
  set(colour);
  cairo_move_to(cairo_, x, y);
  pango_cairo_show_layout(cairo_, text.get());
}

int pdf_canvas::draw_lines(const laid_text& text, int line, double x, double y, const ink& colour) {
  set(colour);
  const lines_of lines(text);
  for (int i = 0; i < line; ++i)
    if (pango_layout_iter_next_line(lines.at) == FALSE) return line;
  const double begin = line_top(lines.at);
  do {
    int from = 0;
    int to = 0;
    pango_layout_iter_get_line_yrange(lines.at, &from, &to);
    if (y + static_cast<double>(to) / PANGO_SCALE - begin > bottom + 0.5) return line;
    PangoRectangle extents;
    pango_layout_iter_get_line_extents(lines.at, nullptr, &extents);
    const double base = static_cast<double>(pango_layout_iter_get_baseline(lines.at)) / PANGO_SCALE;
    cairo_move_to(cairo_, x + static_cast<double>(extents.x) / PANGO_SCALE, y + base - begin);
    pango_cairo_show_layout_line(cairo_, pango_layout_iter_get_line_readonly(lines.at));
    ++line;
  } while (pango_layout_iter_next_line(lines.at) == TRUE);
  return line;
}

void pdf_canvas::flow(const laid_text& text, double x, const ink& colour, const char* part) {
  const int lines = pango_layout_get_line_count(text.get());
  // A paragraph's first line does not stand alone at the foot of a page.
  need(std::min(height_of(text), height_of(text) / lines * 2));
  int done = 0;
  while (true) {
    const int from = done;
    begin(part);
    done = draw_lines(text, done, x, y_, colour);
    end(part);
    if (done >= lines) {
      y_ += height_of(text) * (lines - from) / lines;
      return;
    }
    if (done == from && at_top()) return;  // a line taller than a page
    new_page();
  }
}

void pdf_canvas::box(double x, double y, double w, double h, const ink& colour) {
  set(colour);
  cairo_rectangle(cairo_, x, y, w, h);
  cairo_fill(cairo_);
}

void pdf_canvas::boxes(const std::vector<rectangle>& all, const ink& colour) {
  set(colour);
  for (const auto& each : all) cairo_rectangle(cairo_, each.x, each.y, each.w, each.h);
  cairo_fill(cairo_);
}

// As a picture and not as squares drawn one by one, which would take ten times as long and as much room.
void pdf_canvas::stencil(const std::vector<bool>& dark, int size, double x, double y, double side, const ink& colour) {
  auto* picture = cairo_image_surface_create(CAIRO_FORMAT_A1, size, size);
  auto* rows = cairo_image_surface_get_data(picture);
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(picture));
  const auto side_squares = static_cast<std::size_t>(size);
  for (std::size_t i = 0; rows != nullptr && i < side_squares * side_squares; ++i) {
    if (!dark[i]) continue;
    // Cairo packs this format into words of 32 bits, the first square in the machine's least significant end.
    const auto column = i % side_squares;
    const auto byte = std::endian::native == std::endian::little ? column / 8 : (column / 32) * 4 + 3 - column / 8 % 4;
    const auto bit = std::endian::native == std::endian::little ? column % 8 : 7 - column % 8;
    rows[i / side_squares * stride + byte] |= static_cast<unsigned char>(1U << bit);
  }
  cairo_surface_mark_dirty(picture);
  auto* pattern = cairo_pattern_create_for_surface(picture);
  cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST);
  cairo_save(cairo_);
  set(colour);
  cairo_translate(cairo_, x, y);
  cairo_scale(cairo_, side / size, side / size);
  cairo_mask(cairo_, pattern);
  cairo_restore(cairo_);
  cairo_pattern_destroy(pattern);
  cairo_surface_destroy(picture);
}

void pdf_canvas::upside_down(const std::function<void()>& drawing) {
  cairo_save(cairo_);
  cairo_translate(cairo_, width, height);
  cairo_scale(cairo_, -1, -1);
  drawing();
  cairo_restore(cairo_);
}

void pdf_canvas::sign(bool good, double x, double y) {
  set(good ? green : red);
  cairo_set_line_width(cairo_, 1.4);
  cairo_move_to(cairo_, x + 0.5, y + (good ? 4 : 0.5));
  if (good) {
    cairo_line_to(cairo_, x + 3, y + 6.5);
    cairo_line_to(cairo_, x + 7.5, y);
  } else {
    cairo_line_to(cairo_, x + 6.5, y + 6.5);
    cairo_move_to(cairo_, x + 6.5, y + 0.5);
    cairo_line_to(cairo_, x + 0.5, y + 6.5);
  }
  cairo_stroke(cairo_);
}

void pdf_canvas::rule(double x1, double x2, double y, double thickness, const ink& colour) {
  box(x1, y, x2 - x1, thickness, colour);
}

int pdf_canvas::bookmark(int under, const std::string& text) {
  const auto place = "page=" + std::to_string(page_) + " pos=[" + decimal(left, 0) + " " + decimal(y_, 0) + "]";
  return cairo_pdf_surface_add_outline(surface_, under == 0 ? CAIRO_PDF_OUTLINE_ROOT : under, text.c_str(),
                                       place.c_str(),
                                       static_cast<cairo_pdf_outline_flags_t>(CAIRO_PDF_OUTLINE_FLAG_OPEN));
}

std::string pdf_canvas::finish() {
  foot();
  end("Document");
  cairo_show_page(cairo_);
  cairo_surface_finish(surface_);
  if (const auto status = cairo_surface_status(surface_); status != CAIRO_STATUS_SUCCESS)
    throw cannot_render(std::string("a PDF could not be written: ") + cairo_status_to_string(status));
  return std::move(out_);
}

}  // namespace ruamkit::reports
