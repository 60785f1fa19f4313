#include "reports/cards.hpp"

#include <algorithm>

#include "reports/pdf_canvas.hpp"
#include "reports/qr.hpp"
#include "reports/text.hpp"
#include "reports/words.hpp"

namespace ruamkit::reports {
namespace {

language other(language in) { return in == language::th ? language::en : language::th; }

std::string host_of(const std::string& origin) {
  const auto after = origin.find("://");
  return after == std::string::npos ? origin : origin.substr(after + 3);
}

/// "482913" as "482 913": six digits are read out in two breaths.
std::string spaced(const std::string& hall_code) {
  return hall_code.size() == 6 ? hall_code.substr(0, 3) + " " + hall_code.substr(3) : hall_code;
}

/// As seatLink of the web client: the seat stands in the part of the address that no server is sent.
std::string seat_link(const card_occasion& what, const std::string& code) {
  std::string seat;
  std::ranges::copy_if(code, std::back_inserter(seat), [](char c) { return c != '-'; });
  return what.origin + "/j/" + what.hall_code + "#seat=" + seat;
}

/// At most so many lines, the last one cut with dots.
laid_text within(laid_text text, int lines) {
  pango_layout_set_height(text.get(), -lines);
  pango_layout_set_ellipsize(text.get(), PANGO_ELLIPSIZE_END);
  return text;
}

void draw_qr(pdf_canvas& page, const qr_code& code, double x, double y, double side) {
  page.stencil(code.dark, code.size, x, y, side, {0, 0, 0});
}

document as_document(pdf_canvas& page, const card_occasion& what, language in, std::string_view kind) {
  document out;
  out.body = page.finish();
  out.type = "application/pdf";
  const auto file = std::string(kind) + "_file";
  out.name = say(in, file, {for_file_name(pick(what.title, in))}) + ".pdf";
  out.plain_name = say(language::en, file, {what.deliberation}) + ".pdf";
  out.policy = "default-src 'none'; frame-ancestors 'none'";
  return out;
}

// Seat cards: two columns of five, the size of a business card, with margins every office printer can print.

constexpr int columns = 2, rows = 5;
constexpr double card_w = cm(9), card_h = cm(5.4), pad = cm(0.4);
constexpr double first_x = (pdf_canvas::width - columns * card_w) / 2;
constexpr double first_y = (pdf_canvas::height - rows * card_h) / 2;
constexpr double qr_side = cm(3);
constexpr double quiet = cm(0.42);  // four modules or more of any address of at most 60 bytes

void draw_cutting_marks(pdf_canvas& page) {
  constexpr double length = cm(0.5), gap = cm(0.15), thick = 0.4;
  constexpr double right = first_x + columns * card_w, bottom = first_y + rows * card_h;
  std::vector<rectangle> marks;
  for (int i = 0; i <= columns; ++i) {
    const double x = first_x + i * card_w - thick / 2;
    marks.push_back({x, first_y - gap - length, thick, length});
    marks.push_back({x, bottom + gap, thick, length});
  }
  for (int i = 0; i <= rows; ++i) {
    const double y = first_y + i * card_h - thick / 2;
    marks.push_back({first_x - gap - length, y, length, thick});
    marks.push_back({right + gap, y, length, thick});
  }
  // Where four cards meet a small cross keeps the knife straight.
  for (int i = 1; i < rows; ++i) {
    const double y = first_y + i * card_h, x = first_x + card_w;
    marks.push_back({x - gap, y - thick / 2, 2 * gap, thick});
    marks.push_back({x - thick / 2, y - gap, thick, 2 * gap});
  }
  page.boxes(marks, grey);
}

/// What stands on every card, laid once: breaking Thai into words is the slow part of setting it.
class seat_card_form {
 public:
  seat_card_form(const pdf_canvas& page, const card_occasion& what, language in)
      : title_(within(page.lay(pick(what.title, in), text_wide, {9, true, 0.95}), 2)),
        hall_label_(page.lay(say(in, "hall_code"), 0, label)),
        hall_(page.lay(spaced(what.hall_code), 0, {13, true, 1})),
        seat_label_(page.lay(say(in, "seat_code"), 0, label)),
        how_(within(page.lay(say(in, "seat_card_how", {host_of(what.origin)}), wide, {7.4, false, 1}), 2)),
        how_too_(within(page.lay(say(other(in), "seat_card_how", {host_of(what.origin)}), wide, {5.8, false, 1}), 1)),
        number_(say(in, "seat_number")) {}

  void draw(pdf_canvas& page, const card_occasion& what, const seat_card& card, double x, double y) const {
    const double inner = x + pad, top = y + pad;
    draw_qr(page, qr_of(seat_link(what, card.code)), inner, top, qr_side);

    const double text = inner + qr_side + quiet;
    page.draw(title_, text, top - 2, blue);
    double at = top + cm(0.93);
    page.draw(hall_label_, text, at + 5, grey);
    page.draw(hall_, text + pdf_canvas::width_of(hall_label_) + 5, at);
    page.draw(seat_label_, text, at += 19, grey);
    page.draw(one_line(page, card.code), text, at += 6.5);
    page.draw(within(page.lay(number_ + " " + card.participant, text_wide, {8.5, false, 1}), 1), text, at + 24, grey);

    const double foot = y + card_h - pad + 2;
    const double lower = foot - pdf_canvas::height_of(how_too_);
    page.draw(how_too_, inner, lower, grey);
    page.draw(how_, inner, lower - pdf_canvas::height_of(how_));
  }

 private:
  /// As large as a code of narrow letters, or as wide as there is room.
  static laid_text one_line(const pdf_canvas& page, const std::string& code) {
    type_face face{18, true, 1};
    auto laid = page.lay(code, 0, face);
    const double taken = pdf_canvas::width_of(laid);
    if (taken <= text_wide) return laid;
    face.points *= text_wide / taken;
    return page.lay(code, 0, face);
  }

  static constexpr type_face label{7, false, 1};
  static constexpr double wide = card_w - 2 * pad, text_wide = wide - qr_side - quiet;
  laid_text title_, hall_label_, hall_, seat_label_, how_, how_too_;
  std::string number_;
};

// Table cards: a page folded across its middle stands up, and is read from both sides.

constexpr double face_margin = cm(1.8);

void draw_fold_marks(pdf_canvas& page) {
  constexpr double length = cm(0.8), thick = 0.6, y = pdf_canvas::height / 2 - thick / 2;
  page.boxes({{cm(0.5), y, length, thick}, {pdf_canvas::width - cm(0.5) - length, y, length, thick}}, grey);
}

class table_card_form {
 public:
  table_card_form(const pdf_canvas& page, const card_occasion& what, language in)
      : code_(qr_of(what.origin + "/j/" + what.hall_code)),
        word_(page.lay(say(in, "table"), 0, {40, true, 1})),
        word_too_(page.lay(say(other(in), "table"), 0, {20, false, 1})),
        title_(within(page.lay(pick(what.title, in), text_wide, {17, true, 1}), 2)),
        how_(within(page.lay(say(in, "table_card_how", {host_of(what.origin)}), text_wide, {11, false, 1}), 2)),
        hall_(page.lay(say(in, "hall_code") + " " + spaced(what.hall_code), 0, {20, true, 1})) {}

  /// The lower half of the page.
  void draw_face(pdf_canvas& page, const laid_text& number) const {
    constexpr double left = face_margin, top = pdf_canvas::height / 2 + cm(1.2);
    page.draw(word_, left, top, blue);
    page.draw(word_too_, left, top + pdf_canvas::height_of(word_) - 8, grey);
    // A line of type has room above and below its figures: the figures themselves are centred.
    page.draw(number, 0, top + cm(3.7) - pdf_canvas::height_of(number) / 2);

    constexpr double foot = pdf_canvas::height - face_margin;
    draw_qr(page, code_, left, foot - qr, qr);
    constexpr double text = left + qr + cm(0.7);
    page.rule(left, pdf_canvas::width - face_margin, foot - qr - cm(0.6), 1, pale);
    double at = foot - qr - 5;
    page.draw(title_, text, at, blue);
    at += pdf_canvas::height_of(title_) + 2;
    page.draw(how_, text, at);
    page.draw(hall_, text, at + pdf_canvas::height_of(how_) + 2);
  }

 private:
  static constexpr double qr = cm(3.6);
  static constexpr double text_wide = pdf_canvas::width - 2 * face_margin - qr - cm(0.7);
  qr_code code_;
  laid_text word_, word_too_, title_, how_, hall_;
};

}  // namespace

document seat_cards_of(const card_occasion& what, const std::vector<seat_card>& seats, language in,
                       const std::string& fonts) {
  pdf_canvas page(fonts, in, page_foot::none);
  page.describe(say(in, "seat_cards"), {}, pick(what.title, in), what.made);
  const seat_card_form form(page, what, in);
  constexpr std::size_t a_page = columns * rows;
  for (std::size_t i = 0; i < seats.size(); ++i) {
    const auto place = i % a_page;
    const auto row = place / columns;
    if (place == 0) {
      if (i > 0) page.new_page();
      draw_cutting_marks(page);
    }
    form.draw(page, what, seats[i], first_x + static_cast<double>(place % columns) * card_w,
              first_y + static_cast<double>(row) * card_h);
  }
  return as_document(page, what, in, "seat_cards");
}

document table_cards_of(const card_occasion& what, std::uint32_t tables, language in, const std::string& fonts) {
  pdf_canvas page(fonts, in, page_foot::none);
  page.describe(say(in, "table_cards"), {}, pick(what.title, in), what.made);
  const table_card_form form(page, what, in);
  for (std::uint32_t table = 1; table <= tables; ++table) {
    if (table > 1) page.new_page();
    const auto number =
        page.lay(std::to_string(table), pdf_canvas::width, {table < 100 ? 235.0 : 200.0, true, 1}, PANGO_ALIGN_CENTER);
    draw_fold_marks(page);
    form.draw_face(page, number);
    page.upside_down([&] { form.draw_face(page, number); });
  }
  return as_document(page, what, in, "table_cards");
}

}  // namespace ruamkit::reports
