#include "reports/pdf_language.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <optional>

namespace ruamkit::reports {
namespace {

std::optional<std::uint64_t> number_after(std::string_view text, std::string_view word) {
  const auto at = text.rfind(word);
  if (at == std::string_view::npos) return std::nullopt;
  auto begin = at + word.size();
  while (begin < text.size() && (text[begin] == ' ' || text[begin] == '\n' || text[begin] == '\r')) ++begin;
  std::uint64_t out = 0;
  const auto [end, fault] = std::from_chars(text.data() + begin, text.data() + text.size(), out);
  if (fault != std::errc{}) return std::nullopt;
  return out;
}

struct place {
  std::uint64_t root = 0;   ///< the catalogue's number
  std::uint64_t size = 0;   ///< how many objects
  std::uint64_t table = 0;  ///< where the cross-reference table begins
  std::string_view trailer;
};

std::optional<place> place_in(std::string_view pdf) {
  const auto at = pdf.rfind("trailer");
  if (at == std::string_view::npos) return std::nullopt;
  const auto trailer = pdf.substr(at);
  const auto root = number_after(trailer, "/Root ");
  const auto size = number_after(trailer, "/Size ");
  const auto table = number_after(trailer, "startxref");
  if (!root || !size || !table) return std::nullopt;
  return place{*root, *size, *table, trailer};
}

/// What stands between the catalogue's brackets.
std::optional<std::string_view> catalogue(std::string_view pdf, std::uint64_t root) {
  const auto begins = "\n" + std::to_string(root) + " 0 obj\n";
  const auto at = pdf.rfind(begins);
  if (at == std::string_view::npos) return std::nullopt;
  const auto object = pdf.substr(at + begins.size());
  const auto end = object.find("endobj");
  const auto text = object.substr(0, end);
  const auto open = text.find("<<");
  const auto close = text.rfind(">>");
  if (end == std::string_view::npos || open == std::string_view::npos || close == std::string_view::npos)
    return std::nullopt;
  return text.substr(open + 2, close - open - 2);
}

std::string entry(std::uint64_t offset) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "%010llu 00000 n \n", static_cast<unsigned long long>(offset));
  return text.data();
}

std::string info_of(std::string_view trailer) {
  const auto info = number_after(trailer, "/Info ");
  return info ? "   /Info " + std::to_string(*info) + " 0 R\n" : "";
}

}  // namespace

std::string with_language(std::string pdf, std::string_view language) {
  const auto where = place_in(pdf);
  if (!where) return pdf;
  const auto old = catalogue(pdf, where->root);
  if (!old || old->find("/Lang") != std::string_view::npos) return pdf;
  const auto root = std::to_string(where->root);
  std::string more = "\n";
  const auto offset = pdf.size() + more.size();
  more += root + " 0 obj\n<<" + std::string(*old) + "   /Lang (" + std::string(language) + ")\n" +
          (old->find("/MarkInfo") == std::string_view::npos ? "   /MarkInfo << /Marked true >>\n" : "") +
          "   /ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\n";
  const auto table = pdf.size() + more.size();
  more += "xref\n" + root + " 1\n" + entry(offset);
  more += "trailer\n<< /Size " + std::to_string(where->size) + "\n   /Root " + root + " 0 R\n" +
          info_of(where->trailer) + "   /Prev " + std::to_string(where->table) + "\n>>\nstartxref\n" +
          std::to_string(table) + "\n%%EOF\n";
  return std::move(pdf) + more;
}

}  // namespace ruamkit::reports
