#include <algorithm>
#include <cstdio>

#include "ruamkit/lottery/result_files.hpp"

namespace ruamkit::tools::lottery {
namespace {

constexpr double plot_width = 640;
constexpr double plot_height = 240;

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::string fixed(double value, int decimals) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

std::string percent(double share) { return fixed(share * 100, 2) + " %"; }

void append_row(std::string& out, const char* cell, const std::vector<std::string>& fields) {
  out += "<tr>";
  for (const auto& each : fields) out += std::string("<") + cell + ">" + escaped(each) + "</" + cell + ">";
  out += "</tr>\n";
}

std::string points_of(std::vector<double> chances, double top) {
  std::ranges::sort(chances);
  std::string out;
  for (std::size_t i = 0; i < chances.size(); ++i) {
    const double share = (static_cast<double>(i) + 0.5) / static_cast<double>(chances.size());
    out += fixed(50 + share * plot_width, 1) + "," + fixed(10 + plot_height * (1 - chances[i] / top), 1) + " ";
  }
  return out;
}

/// Everybody's chance from the smallest to the largest, beside what equal chances would be.
void append_plot(std::string& out, const input& from, const draw& made) {
  std::vector<double> chances;
  std::vector<double> numbered;
  double sum = 0;
  for (std::size_t p = 0; p < made.chances.size(); ++p) {
    if (!made.in_lottery[p]) continue;
    chances.push_back(made.chances[p]);
    numbered.push_back(made.numbered[p]);
    sum += made.chances[p];
  }
  if (chances.empty()) return;
  const double mean = sum / static_cast<double>(chances.size());
  const double top = std::max(1e-6, 1.05 * std::max(*std::ranges::max_element(chances), mean));
  const std::string mean_y = fixed(10 + plot_height * (1 - mean / top), 1);
  out +=
      "<svg viewBox=\"0 0 700 300\" role=\"img\" aria-label=\"Probability allocation\">\n"
      "<rect x=\"50\" y=\"10\" width=\"640\" height=\"240\" fill=\"none\" stroke=\"#888\"/>\n";
  out += "<line x1=\"50\" x2=\"690\" y1=\"" + mean_y + "\" y2=\"" + mean_y +
         "\" stroke=\"#888\" stroke-dasharray=\"4 4\"/>\n";
  out += "<polyline fill=\"none\" stroke=\"#c60\" stroke-width=\"1\" points=\"" + points_of(numbered, top) + "\"/>\n";
  out += "<polyline fill=\"none\" stroke=\"#046\" stroke-width=\"2\" points=\"" + points_of(chances, top) + "\"/>\n";
  for (int i = 0; i <= 4; ++i) {
    const double y = 10 + plot_height * (1 - i / 4.0);
    out += "<text x=\"44\" y=\"" + fixed(y + 4, 1) + "\" text-anchor=\"end\" font-size=\"11\">" + percent(top * i / 4) +
           "</text>\n";
    out += "<text x=\"" + fixed(50 + plot_width * i / 4, 1) + "\" y=\"266\" text-anchor=\"middle\" font-size=\"11\">" +
           std::to_string(25 * i) + " %</text>\n";
  }
  out += "<text x=\"370\" y=\"288\" text-anchor=\"middle\" font-size=\"12\">สัดส่วนของผู้สมัคร / share of the pool (" +
         std::to_string(from.ids.size()) + ")</text>\n</svg>\n";
  out +=
      "<p>เส้นทึบ: โอกาสของแต่ละคน · เส้นส้ม: ตามแผง 1,000 หมายเลข · เส้นประ: ถ้าทุกคนเท่ากัน<br>Solid: everybody's chance · "
      "orange: with the 1,000 numbered panels · dashed: if all were equal</p>\n";
}

void append_quotas(std::string& out, const input& from, const draw& made) {
  const auto pool = counts_of(from, everybody(from));
  const auto panel = counts_of(from, made.selected);
  out += "<h2>โควตา / Quotas</h2>\n<table>\n";
  append_row(out, "th", {"feature", "value", "min", "max", "panel", "pool", "panel %", "pool %"});
  const auto share = [](int part, std::size_t whole) {
    return whole == 0 ? std::string("-") : fixed(100.0 * part / static_cast<double>(whole), 1);
  };
  for (std::size_t f = 0; f < pool.size(); ++f) {
    for (std::size_t v = 0; v < pool[f].size(); ++v) {
      const auto& quota = from.pool.features[f].quotas[v];
      append_row(
          out, "td",
          {from.pool.features[f].name, quota.value, std::to_string(quota.min),
           std::to_string(std::min(quota.max, from.pool.seats)), std::to_string(panel[f][v]),
           std::to_string(pool[f][v]), share(panel[f][v], made.selected.size()), share(pool[f][v], from.ids.size())});
    }
  }
  out += "</table>\n";
}

void append_figures(std::string& out, const input& from, const settings& how, const draw& made) {
  const figures of = figures_of(made);
  out += "<table>\n";
  append_row(out, "td", {"วิธี / algorithm", std::string(name_of(how.by))});
  append_row(out, "td", {"ผู้สมัคร / pool", std::to_string(from.ids.size())});
  append_row(out, "td", {"ที่นั่ง / seats", std::to_string(from.pool.seats)});
  append_row(out, "td", {"โอกาสต่ำสุด / smallest chance", percent(of.minimum)});
  append_row(out, "td", {"Gini", percent(of.gini)});
  append_row(out, "td", {"ค่าเฉลี่ยเรขาคณิต / geometric mean", percent(of.geometric_mean)});
  if (made.bias) {
    append_row(out, "td", {"โอกาสต่ำสุดที่เป็นไปได้ / smallest chance possible", percent(made.bias->leximin_minimum)});
    append_row(out, "td", {"ต่ำกว่านั้น / people below it", percent(made.bias->share_below)});
  } else {
    append_row(out, "td", {"เพดานที่พิสูจน์แล้ว / proven bound on the smallest", percent(made.proof.minimum_bound)});
    append_row(out, "td", {"พิสูจน์ครบ / proven optimal", made.proof.proven ? "ใช่ / yes" : "ไม่ / no"});
  }
  append_row(
      out, "td",
      {"ต่างจากแผง 1,000 หมายเลขมากสุด / numbered panels differ by at most", percent(made.near.largest_difference)});
  append_row(out, "td", {"แฮชของบัญชี / hash of the pool (SHA-256)", made.pool_hash});
  append_row(out, "td", {"แฮชของแผง / hash of the panels (SHA-256)", made.lottery_hash});
  append_row(out, "td", {"เลขสุ่ม / seed", how.seed.value_or("- (ทดลอง / trial)")});
  const std::string number = std::to_string(made.number);
  append_row(out, "td", {"แผงที่ได้ / panel drawn", std::string(3 - number.size(), '0') + number});
  out += "</table>\n";
}

void append_people(std::string& out, const input& from, const draw& made) {
  out += "<h2>ทุกคน / Everybody</h2>\n<table>\n";
  append_row(out, "th", {"id", "โอกาส / chance", "แผง / panels of 1,000", "ได้รับเลือก / selected"});
  std::vector<bool> selected(from.ids.size(), false);
  for (const auto p : made.selected) selected[p] = true;
  for (std::size_t p = 0; p < from.ids.size(); ++p)
    append_row(out, "td",
               {from.ids[p], percent(made.chances[p]), fixed(made.numbered[p] * 1000, 0), selected[p] ? "✓" : ""});
  out += "</table>\n";
}

}  // namespace

std::string summary_html(const input& from, const settings& how, const draw& made) {
  std::string out =
      "<!doctype html>\n<html lang=\"th\">\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
      "<title>ผลการสุ่มเลือก / Lottery</title>\n"
      "<style>body{font:16px/1.8 Sarabun,\"Noto Sans Thai\",sans-serif;max-width:56rem;margin:1rem auto;padding:0 1rem}"
      "table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.1rem .5rem;text-align:left;"
      "overflow-wrap:anywhere}svg{width:100%;height:auto}</style>\n<h1>ผลการสุ่มเลือก / Lottery</h1>\n";
  append_figures(out, from, how, made);
  out += "<h2>โอกาสของทุกคน / Probability allocation</h2>\n";
  append_plot(out, from, made);
  append_quotas(out, from, made);
  append_people(out, from, made);
  return out + "</html>\n";
}

}  // namespace ruamkit::tools::lottery
