// Any bytes as Markdown: no crash, and every tag of the page is one that the writer has, with no attribute but its own.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.hpp"
#include "reports/markdown.hpp"

namespace {

constexpr std::array<std::string_view, 29> plain_tags{"blockquote",
                                                      "ul",
                                                      "ol",
                                                      "li",
                                                      "hr",
                                                      "h1",
                                                      "h2",
                                                      "h3",
                                                      "h4",
                                                      "h5",
                                                      "h6",
                                                      "code",
                                                      "p",
                                                      "table",
                                                      "thead",
                                                      "tbody",
                                                      "tr",
                                                      "td",
                                                      "th scope=\"col\"",
                                                      "th",
                                                      "em",
                                                      "strong",
                                                      "del",
                                                      "br",
                                                      "div",
                                                      "pre",
                                                      "a",
                                                      "pre tabindex=\"0\"",
                                                      "em class=\"picture\""};
constexpr std::array<std::string_view, 5> other_tags{"div class=\"scroll\" tabindex=\"0\"", "td class=\"right\"",
                                                     "td class=\"center\"", "th scope=\"col\" class=\"right\"",
                                                     "th scope=\"col\" class=\"center\""};

bool is_link(std::string_view tag) {
  constexpr std::string_view begins = "a href=\"";
  constexpr std::string_view ends = "\" rel=\"noopener noreferrer\"";
  if (!tag.starts_with(begins) || !tag.ends_with(ends) || tag.size() < begins.size() + ends.size()) return false;
  const auto address = tag.substr(begins.size(), tag.size() - begins.size() - ends.size());
  return address.find('"') == std::string_view::npos && address.find_first_of("\t\n\r ") == std::string_view::npos;
}

bool is_known(std::string_view tag) {
  const auto named = tag.starts_with('/') ? tag.substr(1) : tag;
  const auto among = [&](const auto& list) { return std::find(list.begin(), list.end(), named) != list.end(); };
  return among(plain_tags) || among(other_tags) || is_link(tag) ||
         (tag.starts_with("ol start=\"") && tag.ends_with('"') &&
          tag.substr(10, tag.size() - 11).find_first_not_of("0123456789") == std::string_view::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view source{reinterpret_cast<const char*>(data), size};
  if (!ruamkit::is_valid_utf8(source)) return 0;
  const auto read = ruamkit::reports::html_of_markdown(source, 1 << 20);
  if (!read) return 0;
  const std::string_view body = read->body;
  for (auto at = body.find('<'); at != std::string_view::npos; at = body.find('<', at + 1)) {
    const auto end = body.find('>', at);
    if (end == std::string_view::npos || !is_known(body.substr(at + 1, end - at - 1))) std::abort();
  }
  return 0;
}
