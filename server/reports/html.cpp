#include "reports/html.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include "reports/font_subset.hpp"
#include "reports/html_text.hpp"
#include "reports/words.hpp"

namespace ruamkit::reports {
namespace {

constexpr std::string_view style = R"css(
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#1b1f27;font:17px/1.8 Sarabun,"TH Sarabun New","Leelawadee UI",Thonburi,"Noto Sans Thai",sans-serif}
header,main,footer{max-width:54rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
.skip{position:absolute;left:-99rem;top:0;padding:.6rem 1rem;background:#13466b;color:#fff}
.skip:focus{left:0}
main:focus{outline:none}
.agency{margin:0;color:#4a5160}
h1{margin:.2rem 0 .3rem;font-size:2rem;line-height:1.45;text-wrap:balance}
.subtitle{margin:0;font-size:1.15rem}
.printed{margin:.2rem 0 1.2rem;color:#4a5160}
h2{margin:2.6rem 0 .8rem;padding-top:.7rem;border-top:3px solid #13466b;font-size:1.45rem;line-height:1.5;color:#13466b}
h3{margin:2rem 0 .5rem;font-size:1.15rem;line-height:1.6}
p{margin:.5rem 0}
.note{color:#4a5160;font-size:.95rem}
.result{padding:.6rem 1rem;border-left:5px solid #13466b;background:#eef4f9;font-weight:600}
nav{margin:1.5rem 0;padding:.8rem 1.2rem;background:#f5f6f8;border-radius:.4rem}
nav h2{margin:0 0 .3rem;padding:0;border:0;font-size:1rem}
nav ol{margin:0;padding-left:1.5rem}
a{color:#13466b}
dl{display:grid;grid-template-columns:minmax(9rem,max-content) 1fr;gap:.15rem 1.2rem;margin:.8rem 0}
dt{color:#4a5160}
dd{margin:0}
.codes dd{overflow-wrap:anywhere;font-family:ui-monospace,Consolas,monospace;font-size:.9rem}
.scroll{overflow-x:auto;margin:1rem 0}
table{width:100%;border-collapse:collapse;font-size:.97rem;line-height:1.6}
caption{text-align:left;font-weight:600;padding:.2rem 0}
th,td{padding:.35rem .6rem;border-bottom:1px solid #d5d9e0;text-align:left;vertical-align:top}
thead th{border-bottom:2px solid #6b7382;vertical-align:bottom}
tbody th{font-weight:400;width:36%}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.b{min-width:11rem;white-space:nowrap}
.s{white-space:nowrap}
.wide tbody th{width:auto}
.b span{display:inline-block;min-width:3.8rem;font-variant-numeric:tabular-nums}
.b svg{vertical-align:middle}
.sign{margin-right:.4rem;vertical-align:-.15em;fill:none;stroke-width:2.5}
tr.strong th,tr.strong td{font-weight:700}
ul{margin:.5rem 0;padding-left:1.4rem}
li{margin:.25rem 0;overflow-wrap:anywhere}
footer{padding-bottom:3rem;color:#4a5160;font-size:.95rem}
@media(max-width:40rem){body{font-size:16px}h1{font-size:1.5rem}dl{grid-template-columns:1fr;gap:0}dt{margin-top:.5rem}.b{min-width:8rem}}
@media print{@page{size:A4;margin:2.5cm 2cm 2cm 3cm}body{font-size:11.5pt}header,main,footer{max-width:none;padding:0}nav,.skip{display:none}
h2,h3,caption{break-after:avoid}tr,.result{break-inside:avoid}thead{display:table-header-group}.scroll{overflow:visible}a{color:inherit;text-decoration:none}}
)css";

/// The letters of a page are in its text; "–", "…" and the figures come from the pages' own code as well.
std::string font_faces(const std::string& fonts, std::string_view text) {
  if (fonts.empty()) return {};
  std::string out;
  for (const auto& [file, weight] : {std::pair{"Sarabun-Regular.ttf", "400"}, std::pair{"Sarabun-Bold.ttf", "700"}}) {
    const auto cut = font_subset(fonts + "/" + file, text);
    if (!cut) return {};
    out += std::string("@font-face{font-family:Sarabun;font-weight:") + weight + ";src:url(data:font/ttf;base64," +
           base64(*cut) + ")}\n";
  }
  return out;
}

/// From here on the first column does not take a third of a table.
constexpr std::size_t many_columns = 5;

class page {
 public:
  void raw(std::string_view text) { out_ += text; }
  void text(std::string_view text) { append_escaped(out_, text); }
  void element(std::string_view open, std::string_view content, std::string_view close) {
    raw(open);
    text(content);
    raw(close);
  }

  void operator()(const heading& what) {
    const auto level = std::to_string(what.level);
    if (what.level == 2) {
      if (in_section_) raw("</section>\n");
      const auto id = "s" + std::to_string(++sections_);
      raw("<section aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">");
      in_section_ = true;
    } else {
      raw("<h" + level + ">");
    }
    text(what.text);
    raw("</h" + level + ">\n");
  }
  void operator()(const paragraph& what) {
    raw(what.as == paragraph::tone::note     ? "<p class=\"note\">"
        : what.as == paragraph::tone::result ? "<p class=\"result\">"
                                             : "<p>");
    text(what.text);
    raw("</p>\n");
  }
  void operator()(const bullets& what) {
    raw("<ul>\n");
    for (const auto& each : what.items) element("<li>", each, "</li>\n");
    raw("</ul>\n");
  }
  void operator()(const facts& what) {
    raw(what.codes ? "<dl class=\"codes\">\n" : "<dl>\n");
    for (const auto& [name, value] : what.items) {
      element("<dt>", name, "</dt>");
      element("<dd>", value, "</dd>\n");
    }
    raw("</dl>\n");
  }
  void operator()(const table& what) {
    const auto id = "t" + std::to_string(++tables_);
    // A wide table scrolls by itself, so it must be reachable with the keyboard, and named.
    raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"" + id + "\"><table" +
        (what.columns.size() > many_columns ? " class=\"wide\"" : "") + ">\n<caption id=\"" + id + "\">");
    text(what.caption);
    raw("</caption>\n<thead><tr>");
    for (const auto& each : what.columns) {
      raw("<th scope=\"col\"" + std::string(class_of(each.as)) + ">");
      element("", each.title, "</th>");
    }
    raw("</tr></thead>\n<tbody>\n");
    for (const auto& each : what.rows) row(what, each);
    raw("</tbody></table></div>\n");
  }

  std::string finish() {
    if (in_section_) raw("</section>\n");
    return std::move(out_);
  }

 private:
  static std::string_view class_of(column::kind as) {
    if (as == column::kind::number) return " class=\"n\"";
    return as == column::kind::bar ? " class=\"b\"" : "";
  }

  void row(const table& of, const table_row& what) {
    raw(what.strong ? "<tr class=\"strong\">" : "<tr>");
    for (std::size_t i = 0; i < what.cells.size(); ++i) {
      if (i == 0) {
        element("<th scope=\"row\">", what.cells[i].text, "</th>");
      } else if (of.columns[i].as == column::kind::bar) {
        element("<td class=\"b\"><span>", what.cells[i].text, "</span>");
        if (what.cells[i].bar) bar(what.cells[i], what.strong);
        raw("</td>");
      } else {
        raw(of.columns[i].as == column::kind::number ? "<td class=\"n\">"
            : what.cells[i].agrees                   ? "<td class=\"s\">"
                                                     : "<td>");
        if (what.cells[i].agrees) sign(*what.cells[i].agrees);
        element("", what.cells[i].text, "</td>");
      }
    }
    raw("</tr>\n");
  }

  /// The words beside it say the same.
  void sign(bool good) {
    raw("<svg class=\"sign\" width=\"16\" height=\"16\" viewBox=\"0 0 16 16\" aria-hidden=\"true\" "
        "focusable=\"false\">");
    raw(good ? "<path d=\"M2.5 8.5l3.5 3.5 7-8\" stroke=\"#13664a\"/></svg>"
             : "<path d=\"M3.5 3.5l9 9m0-9l-9 9\" stroke=\"#b3261e\"/></svg>");
  }

  /// The number stands beside it as text: the picture is for the eyes alone.
  void bar(const cell& what, bool strong) {
    constexpr double width = 100;
    const auto x = [](double share) {
      std::array<char, 16> text{};
      std::snprintf(text.data(), text.size(), "%.1f", std::clamp(share, 0.0, 1.0) * width);
      return std::string(text.data());
    };
    raw("<svg width=\"100\" height=\"14\" viewBox=\"0 0 100 14\" aria-hidden=\"true\" focusable=\"false\">"
        "<rect y=\"2\" width=\"100\" height=\"10\" fill=\"#e6e9ee\"/><rect y=\"2\" height=\"10\" width=\"");
    raw(x(*what.bar));
    raw(strong ? "\" fill=\"#13466b\"/>" : "\" fill=\"#5b87ab\"/>");
    if (what.mark) raw("<path d=\"M" + x(*what.mark) + " 0v14\" stroke=\"#b3261e\" stroke-width=\"2\"/>");
    raw("</svg>");
  }

  std::string out_;
  bool in_section_ = false;
  int sections_ = 0;
  int tables_ = 0;
};

void write_contents(page& out, const outline& what, language in) {
  out.raw("<nav aria-labelledby=\"contents\"><h2 id=\"contents\">");
  out.text(say(in, "contents"));
  out.raw("</h2>\n<ol>\n");
  int section = 0;
  for (const auto& each : what.blocks)
    if (const auto* title = std::get_if<heading>(&each); title != nullptr && title->level == 2)
      out.element("<li><a href=\"#s" + std::to_string(++section) + "\">", title->text, "</a></li>\n");
  out.raw("</ol></nav>\n");
}

std::string escaped(std::string_view text) {
  page out;
  out.text(text);
  return out.finish();
}

void write_top(page& out, const outline& what, language in) {
  out.raw("<body>\n<a class=\"skip\" href=\"#main\">" + escaped(say(in, "skip")) + "</a>\n<header>\n");
  if (!what.agency.empty()) out.element("<p class=\"agency\">", what.agency, "</p>\n");
  out.element("<h1>", what.title, "</h1>\n");
  out.element("<p class=\"subtitle\">", what.subtitle, "</p>\n");
  out.element("<p class=\"printed\">", what.printed, "</p>\n");
  out.raw("</header>\n<main id=\"main\" tabindex=\"-1\">\n");
}

}  // namespace

html_page html_of(const outline& what, language in, const std::string& fonts) {
  page out;
  write_top(out, what, in);
  bool contents = false;
  for (const auto& each : what.blocks) {
    const auto* title = std::get_if<heading>(&each);
    if (!contents && title != nullptr && title->level == 2) {
      write_contents(out, what, in);
      contents = true;
    }
    std::visit(out, each);
  }
  const auto text = out.finish() + "</main>\n<footer>" + escaped(what.printed) + "</footer>\n</body>\n</html>\n";
  const auto faces = font_faces(fonts, text);
  const auto policy = "default-src 'none'; style-src " + style_source(style) +
                      (faces.empty() ? "" : " " + style_source(faces)) + (faces.empty() ? "" : "; font-src data:") +
                      "; base-uri 'none'; form-action 'none'";
  page top;
  top.raw(in == language::th ? "<!doctype html>\n<html lang=\"th\">\n" : "<!doctype html>\n<html lang=\"en\">\n");
  // The file keeps its policy where it is opened from a disk.
  top.raw("<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy +
          "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
  top.element("<title>", what.subtitle + " – " + what.title, "</title>\n");
  top.raw("<style>");
  top.raw(style);
  top.raw("</style>\n");
  if (!faces.empty()) top.raw("<style>" + faces + "</style>\n");
  top.raw("</head>\n");
  return {top.finish() + text, policy + "; frame-ancestors 'none'"};
}

}  // namespace ruamkit::reports
