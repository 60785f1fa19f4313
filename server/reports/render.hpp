// A report as a file. The only header other rooms need.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "projection/report.hpp"

namespace ruamkit::reports {

enum class format { html, pdf, xlsx, csv, json };
enum class language { th, en };

/// "html", "pdf", "xlsx", "csv", "json"; "th", "en". Nothing for any other word.
[[nodiscard]] std::optional<format> format_from_name(std::string_view name);
[[nodiscard]] std::optional<language> language_from_name(std::string_view name);
[[nodiscard]] std::string_view name_of(format);

struct document {
  std::string body;
  std::string type;        ///< Content-Type
  std::string name;        ///< for saving, in the report's language (UTF-8), with its ending
  std::string plain_name;  ///< the same in ASCII, for programs that know no other
  std::string policy;      ///< Content-Security-Policy fit for this body
};

/// The document cannot be made here; what() is for the operator: fonts that are missing, a disk that is full.
class cannot_render : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// `fonts` is the folder with Sarabun-Regular.ttf and Sarabun-Bold.ttf: pdf needs it, html carries them inside where it
/// has them. Throws cannot_render.
[[nodiscard]] document render(const projection::report& what, format as, language in, const std::string& fonts);

}  // namespace ruamkit::reports
