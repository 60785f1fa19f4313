#include "reports/reading_page.hpp"

#include <utility>

#include "reports/html_text.hpp"
#include "reports/markdown.hpp"

namespace ruamkit::reports {
namespace {

// The font comes with the web client (client-web/dev/fonts.mjs); without it the reader's own Thai font does.
constexpr std::string_view style = R"css(
@font-face{font-family:Sarabun;src:url("/fonts/sarabun-400.woff2") format("woff2");font-weight:400;font-display:swap}
@font-face{font-family:Sarabun;src:url("/fonts/sarabun-700.woff2") format("woff2");font-weight:700;font-display:swap}
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#1b1f27;font:18px/1.85 Sarabun,"TH Sarabun New","Leelawadee UI",Thonburi,"Noto Sans Thai",sans-serif}
header,main,footer{max-width:42rem;margin:0 auto;padding:0 1.1rem;overflow-wrap:anywhere}
header{padding-top:1.2rem}
.about{margin:0;padding:.35rem 0 .5rem;border-bottom:3px solid #13466b;color:#4a5160;font-size:.95rem;line-height:1.6}
h1,h2,h3,h4,h5,h6{margin:1.7em 0 .4em;color:#13466b;line-height:1.5;text-wrap:balance}
h1{font-size:1.6rem}h2{font-size:1.35rem}h3{font-size:1.15rem}h4,h5,h6{font-size:1rem}
main>:first-child{margin-top:1rem}
p{margin:.7em 0}
a{color:#0b5394;text-underline-offset:.2em}
a:focus-visible,[tabindex]:focus-visible{outline:3px solid #b45309;outline-offset:2px}
ul,ol{margin:.6em 0;padding-left:1.5rem}
li{margin:.4em 0}
blockquote{margin:1em 0;padding:.1em 1em;border-left:4px solid #9fb4c7;color:#39414f}
hr{margin:2em 0;border:0;border-top:1px solid #c9d1da}
code{font:.9em ui-monospace,Consolas,monospace;background:#f2f4f7;padding:.1em .3em;border-radius:.2em}
pre{overflow-x:auto;padding:.8em 1em;background:#f2f4f7;line-height:1.6;overflow-wrap:normal}
pre code{padding:0;background:none}
.scroll{overflow-x:auto;margin:1em 0}
table{border-collapse:collapse;line-height:1.6;overflow-wrap:normal}
th,td{min-width:5.5rem;padding:.35em .7em;border-bottom:1px solid #d5d9e0;text-align:left;vertical-align:top}
th{border-bottom:2px solid #6b7382}
.right{text-align:right}.center{text-align:center}
.picture::before{content:"[";}.picture::after{content:"]"}
footer{margin-top:2.5rem;padding-top:.8rem;padding-bottom:2.5rem;border-top:1px solid #c9d1da;color:#4a5160;font-size:.85rem;line-height:1.7}
footer p{margin:.3em 0}
@media(max-width:30rem){body{font-size:17px}h1{font-size:1.4rem}}
@media print{@page{size:A4;margin:2.5cm 2cm 2cm 3cm}body{font-size:12pt}header,main,footer{max-width:none;padding:0}}
)css";

std::string either(const localized& text) { return text.th.empty() ? text.en : text.th; }

/// `open` content `close`, the content as text.
void element(std::string& out, std::string_view open, std::string_view content, std::string_view close) {
  out += open;
  append_escaped(out, content);
  out += close;
}

void append_head(std::string& out, const reading& about) {
  out +=
      "<!doctype html>\n<html lang=\"th\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  element(out, "<title>", either(about.title), "</title>\n");
  out += "<style>";
  out += style;
  out += "</style>\n</head>\n<body>\n";
  element(out, "<header><p class=\"about\">เอกสารประกอบเวที: ", either(about.meeting), "</p></header>\n");
}

void append_foot(std::string& out, const reading& about) {
  out +=
      "<footer>\n<p>เอกสารฉบับนี้คือไฟล์ที่ผู้จัดแนบไว้ และมีลายพิมพ์ของไฟล์อยู่ในบันทึกของเวที "
      "<span lang=\"en\">The file the organiser attached; its fingerprint is in the deliberation's "
      "record.</span></p>\n";
  element(out, "<p>SHA-256: ", about.sha256, "</p>\n");
  out += "<p><a href=\"?as=source\">เปิดไฟล์ต้นฉบับ (Markdown) <span lang=\"en\">Open the source</span></a></p>\n";
  out += "</footer>\n</body>\n</html>\n";
}

}  // namespace

document reading_page(std::string_view source, const reading& about) {
  constexpr std::size_t html_bytes_max = 16 * reading_bytes_max;
  auto read = source.size() <= reading_bytes_max ? html_of_markdown(source, html_bytes_max) : std::nullopt;
  if (!read) return shown_file(std::string(source), "text/markdown", about);
  document out;
  append_head(out.body, about);
  out.body += "<main>\n";
  if (!read->titled) element(out.body, "<h1>", either(about.title), "</h1>\n");
  out.body += read->body;
  out.body += "</main>\n";
  append_foot(out.body, about);
  out.type = "text/html; charset=utf-8";
  out.name = either(about.title) + ".html";
  out.plain_name = "document.html";
  out.policy = "default-src 'none'; style-src " + style_source(style) +
               "; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  return out;
}

document shown_file(std::string body, std::string_view type, const reading& about) {
  document out;
  out.body = std::move(body);
  const bool pdf = type == "application/pdf";
  // Browsers show any text; text/markdown they would save.
  out.type = pdf ? "application/pdf" : "text/plain; charset=utf-8";
  out.name = either(about.title) + (pdf ? ".pdf" : ".md");
  out.plain_name = pdf ? "document.pdf" : "document.md";
  // A browser's own viewer of PDF is an object with styles of its own.
  out.policy = pdf ? "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
                   : "default-src 'none'; frame-ancestors 'none'";
  return out;
}

}  // namespace ruamkit::reports
