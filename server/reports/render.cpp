#include "reports/render.hpp"

#include <algorithm>
#include <array>

#include "reports/csv.hpp"
#include "reports/html.hpp"
#include "reports/json.hpp"
#include "reports/outline.hpp"
#include "reports/pdf.hpp"
#include "reports/text.hpp"
#include "reports/words.hpp"
#include "reports/xlsx.hpp"

namespace ruamkit::reports {
namespace {

struct format_entry {
  format what;
  std::string_view name;
  std::string_view type;
};
constexpr std::array formats{
    format_entry{format::html, "html", "text/html; charset=utf-8"},
    format_entry{format::pdf, "pdf", "application/pdf"},
    format_entry{format::xlsx, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    format_entry{format::csv, "csv", "text/csv; charset=utf-8"},
    format_entry{format::json, "json", "application/json"},
};

const format_entry& entry_of(format what) { return *std::ranges::find(formats, what, &format_entry::what); }

std::string body_of(const projection::report& what, format as, language in, const std::string& fonts,
                    std::string& policy) {
  switch (as) {
    case format::html: {
      auto page = html_of(outline_of(what, in), in, fonts);
      policy = std::move(page.policy);
      return std::move(page.body);
    }
    case format::pdf:
      return pdf_of(outline_of(what, in), in, what.standing.at, fonts);
    case format::xlsx:
      return xlsx_of(what, in);
    case format::csv:
      return csv_of(what, in);
    case format::json:
      return json_of(what);
  }
  throw cannot_render("there is no such format");
}

}  // namespace

std::optional<format> format_from_name(std::string_view name) {
  const auto found = std::ranges::find(formats, name, &format_entry::name);
  return found == formats.end() ? std::nullopt : std::optional{found->what};
}

std::optional<language> language_from_name(std::string_view name) {
  if (name == "th") return language::th;
  if (name == "en") return language::en;
  return std::nullopt;
}

std::string_view name_of(format what) { return entry_of(what).name; }

document render(const projection::report& what, format as, language in, const std::string& fonts) {
  document out;
  const auto ending = "." + std::string(name_of(as));
  out.policy = "default-src 'none'; frame-ancestors 'none'";
  out.body = body_of(what, as, in, fonts, out.policy);
  out.type = entry_of(as).type;
  out.name = say(in, "file_name", {for_file_name(pick(what.title, in))}) + ending;
  out.plain_name = "report-" + what.deliberation + ending;
  return out;
}

}  // namespace ruamkit::reports
