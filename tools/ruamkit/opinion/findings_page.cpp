// The map as a page of its own: no script, no font and no picture from elsewhere.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <tuple>

#include "ruamkit/opinion/findings.hpp"
#include "ruamkit/opinion/words.hpp"

namespace ruamkit::tools::opinion {
namespace {

using analysis::opinion::point;
using analysis::opinion::vote;

constexpr double side_px = 640;
constexpr double margin_px = 36;
// People of a group who would be drawn closer than this are one mark, so that a large conversation stays a small page.
constexpr double cell_px = 7;

// Told apart by shape first; the colours keep 3:1 against white and are those of Okabe and Ito (2008), darkened.
constexpr const char* colours[] = {"#00609c", "#b84a00", "#00734f", "#94307a", "#6b5d00", "#444444"};
constexpr std::size_t shapes = std::size(colours);

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::string px(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

/// From the map to the picture, both axes on one scale.
class frame {
 public:
  explicit frame(const findings& of) {
    double reach = 0;
    for (std::size_t p = 0; p < of.map.places.size(); ++p)
      if (of.map.group_of[p] >= 0)
        reach = std::max({reach, std::abs(of.map.places[p].x), std::abs(of.map.places[p].y)});
    if (reach > 0) scale_ = (side_px / 2 - margin_px) / reach;
  }
  [[nodiscard]] point at(const point& place) const {
    return {side_px / 2 + scale_ * place.x, side_px / 2 - scale_ * place.y};
  }

 private:
  double scale_ = 1;
};

struct mark {
  point sum;
  std::size_t people = 0;
};

std::string drawn(std::size_t group, const point& at, double radius) {
  const std::string x = px(at.x), y = px(at.y);
  const auto corner = [&](double dx, double dy) { return px(at.x + dx * radius) + "," + px(at.y + dy * radius) + " "; };
  switch (group % shapes) {
    case 0:
      return "<circle cx=\"" + x + "\" cy=\"" + y + "\" r=\"" + px(radius) + "\"/>";
    case 1:
      return "<polygon points=\"" + corner(-0.9, -0.9) + corner(0.9, -0.9) + corner(0.9, 0.9) + corner(-0.9, 0.9) +
             "\"/>";
    case 2:
      return "<polygon points=\"" + corner(0, -1.2) + corner(1.1, 0.8) + corner(-1.1, 0.8) + "\"/>";
    case 3:
      return "<polygon points=\"" + corner(0, -1.3) + corner(1.3, 0) + corner(0, 1.3) + corner(-1.3, 0) + "\"/>";
    case 4:
      return "<polygon points=\"" + corner(0, 1.2) + corner(1.1, -0.8) + corner(-1.1, -0.8) + "\"/>";
    default:
      return "<polygon points=\"" + corner(-1.2, 0) + corner(-0.6, 1) + corner(0.6, 1) + corner(1.2, 0) +
             corner(0.6, -1) + corner(-0.6, -1) + "\"/>";
  }
}

/// A mark's area grows with its people; where crowds share a mark, the fullest sets the scale.
double radius_of(std::size_t people, std::size_t fullest) {
  constexpr std::size_t crowd = 16;
  if (fullest <= crowd) return 3 + std::sqrt(static_cast<double>(people));
  return 1 + 0.7 * cell_px * std::sqrt(static_cast<double>(people) / static_cast<double>(fullest));
}

std::string marks(const findings& from, const frame& in) {
  std::map<std::tuple<std::int32_t, long, long>, mark> cells;
  for (std::size_t p = 0; p < from.map.places.size(); ++p) {
    if (from.map.group_of[p] < 0) continue;
    const point at = in.at(from.map.places[p]);
    mark& one = cells[{from.map.group_of[p], std::lround(at.x / cell_px), std::lround(at.y / cell_px)}];
    one.sum.x += at.x;
    one.sum.y += at.y;
    ++one.people;
  }
  std::size_t fullest = 0;
  for (const auto& [where, one] : cells) fullest = std::max(fullest, one.people);
  std::string out;
  std::int32_t open = -1;
  for (const auto& [where, one] : cells) {
    const std::int32_t group = std::get<0>(where);
    if (group != open) {
      out += std::string(open < 0 ? "" : "</g>\n") + "<g fill=\"" + colours[static_cast<std::size_t>(group) % shapes] +
             "\" fill-opacity=\"0.65\">\n";
      open = group;
    }
    const auto people = static_cast<double>(one.people);
    const double radius = radius_of(one.people, fullest);
    out += drawn(static_cast<std::size_t>(group), {one.sum.x / people, one.sum.y / people}, radius) + "\n";
  }
  return out + (open < 0 ? "" : "</g>\n");
}

std::string picture(const findings& from, const words& w, language in) {
  const frame where(from);
  const std::string size = px(side_px), middle = px(side_px / 2);
  std::string out = "<svg viewBox=\"0 0 " + size + " " + size +
                    "\" role=\"img\" aria-labelledby=\"map-title map-text\">\n" + "<title id=\"map-title\">" + w.title +
                    "</title>\n<desc id=\"map-text\">" + escaped(grouping_sentence(from, in)) + "</desc>\n" +
                    "<path d=\"M0 " + middle + "H" + size + "M" + middle + " 0V" + size + "\" stroke=\"#ccc\"/>\n" +
                    marks(from, where);
  for (const auto& group : from.map.groups) {
    const point at = where.at(group.centre);
    out += "<text x=\"" + px(at.x) + "\" y=\"" + px(at.y) +
           "\" text-anchor=\"middle\" dominant-baseline=\"central\" class=\"letter\">" + letter_of(group.name) +
           "</text>\n";
  }
  return out + "</svg>\n";
}

std::string heading_row(const std::vector<std::string>& names) {
  std::string out = "<thead><tr>";
  for (const auto& one : names) out += "<th scope=\"col\">" + escaped(one) + "</th>";
  return out + "</tr></thead>\n";
}

std::string key_sign(std::uint32_t group) {
  return "<svg class=\"key\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><g fill=\"" +
         std::string(colours[group % shapes]) + "\">" + drawn(group, {10, 10}, 7) + "</g></svg> ";
}

std::string side_word(const words& w, vote side) { return side == vote::agree ? w.agree : w.disagree; }

std::string group_section(const findings& from, const analysis::opinion::group& group, const words& w) {
  std::string out = "<section><h2>" + key_sign(group.name) + w.group + " " + letter_of(group.name) + ": " +
                    with_commas(group.size) + " " + w.people + "</h2>\n";
  if (group.representative.empty()) return out + "</section>\n";
  out += "<table><caption>" + std::string(w.stands_for) + "</caption>" +
         heading_row({w.statement, w.side, w.share, w.elsewhere}) + "<tbody>\n";
  for (const auto& one : group.representative)
    out += "<tr><th scope=\"row\">" + escaped(text_of(from, one.statement)) +
           (one.significant ? "" : " " + std::string(w.not_significant)) + "</th><td>" + side_word(w, one.side) +
           "</td><td class=\"n\">" + percent(one.share) + "</td><td class=\"n\">" + percent(one.share_outside) +
           "</td></tr>\n";
  return out + "</tbody></table></section>\n";
}

std::string consensus_section(const findings& from, const words& w) {
  std::string out = "<section><h2>" + std::string(w.uniting) + "</h2>\n";
  if (from.map.consensus.empty()) return out + "<p>" + w.nothing_uniting + "</p></section>\n";
  std::vector<std::string> names{w.statement, w.side, w.consensus};
  for (const auto& group : from.map.groups) names.push_back(std::string(w.group) + " " + letter_of(group.name));
  out += "<table><caption>" + std::string(w.uniting_note) + "</caption>" + heading_row(names) + "<tbody>\n";
  for (const auto& one : from.map.consensus) {
    char product[16];
    std::snprintf(product, sizeof product, "%.2f", one.consensus);
    out += "<tr><th scope=\"row\">" + escaped(text_of(from, one.statement)) + "</th><td>" + side_word(w, one.side) +
           "</td><td class=\"n\">" + product + "</td>";
    for (const double share : one.shares) out += "<td class=\"n\">" + percent(share) + "</td>";
    out += "</tr>\n";
  }
  return out + "</tbody></table></section>\n";
}

std::string tally_cell(const analysis::opinion::tally& of) {
  return "<td class=\"n\">" + with_commas(of.of(vote::agree)) + " / " + with_commas(of.of(vote::disagree)) + " / " +
         with_commas(of.of(vote::pass)) + "</td>";
}

std::string statements_section(const findings& from, const words& w) {
  std::vector<std::string> names{w.statement, w.everybody};
  for (const auto& group : from.map.groups) names.push_back(std::string(w.group) + " " + letter_of(group.name));
  std::string out = "<section><h2>" + std::string(w.all_statements) + "</h2>\n<table><caption>" + w.agree + " / " +
                    w.disagree + " / " + w.pass + "</caption>" + heading_row(names) + "<tbody>\n";
  for (std::uint32_t s = 0; s < from.of.statements.size(); ++s) {
    out += "<tr><th scope=\"row\">" + escaped(text_of(from, s)) + "</th>" + tally_cell(from.map.everybody[s]);
    for (const auto& group : from.map.in_groups) out += tally_cell(group[s]);
    out += "</tr>\n";
  }
  return out + "</tbody></table></section>\n";
}

constexpr const char* style =
    "body{font-family:Sarabun,'Noto Sans Thai',system-ui,sans-serif;line-height:1.7;color:#1a1a1a;background:#fff;"
    "max-width:72rem;margin:0 auto;padding:1rem}"
    "svg{max-width:40rem;width:100%;height:auto;border:1px solid #767676}"
    "svg.key{width:1.1em;height:1.1em;border:0;vertical-align:middle}"
    ".letter{font-size:30px;font-weight:700;paint-order:stroke;stroke:#fff;stroke-width:6px}"
    "table{border-collapse:collapse;width:100%}caption{text-align:left}"
    "th,td{border-bottom:1px solid #bbb;padding:.3rem .6rem;text-align:left;vertical-align:top}"
    "tbody th{font-weight:400}td.n{text-align:right;white-space:nowrap}";

}  // namespace

std::string to_page(const findings& from, language in) {
  const words& w = words_in(in);
  std::string out = "<!doctype html>\n<html lang=\"" + std::string(w.language) +
                    "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>" +
                    w.title + "</title><style>" + style + "</style></head>\n<body><main><h1>" + w.title + "</h1>\n<p>" +
                    escaped(reading_sentence(from, in)) + "</p>\n<p>" + escaped(grouping_sentence(from, in)) + "</p>\n";
  if (from.map.k > 0) {
    out += picture(from, w, in) + "<p>" + w.how_to_read + "</p>\n";
    for (const auto& group : from.map.groups) out += group_section(from, group, w);
    out += consensus_section(from, w);
  }
  return out + statements_section(from, w) + "</main></body></html>\n";
}

}  // namespace ruamkit::tools::opinion
