#include "reports/markdown.hpp"

#include <md4c.h>

#include <algorithm>
#include <array>
#include <vector>

#include "reports/html_text.hpp"

namespace ruamkit::reports {
namespace {

// Without a scheme of its own an address stays on this server. Browsers drop tabs, line ends and leading control
// characters before they look at the scheme, and read "\" as "/": an address with any of these is none of ours.
bool goes_somewhere_safe(std::string_view address) {
  const auto odd = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '\\'; };
  if (address.empty() || std::any_of(address.begin(), address.end(), odd) || address.starts_with("//")) return false;
  const auto end = address.find_first_of(":/?#");
  if (end == std::string_view::npos || address[end] != ':') return true;
  std::string scheme(address.substr(0, end));
  for (char& c : scheme)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  constexpr std::array<std::string_view, 3> allowed{"http", "https", "mailto"};
  return std::find(allowed.begin(), allowed.end(), scheme) != allowed.end();
}

/// An attribute of md4c as text; nothing where it holds a character reference other than &amp;, which could spell
/// what goes_somewhere_safe() looks for.
std::optional<std::string> plain(const MD_ATTRIBUTE& given) {
  std::string out;
  for (std::size_t i = 0; given.text != nullptr && given.substr_offsets[i] < given.size; ++i) {
    const std::string_view part(given.text + given.substr_offsets[i],
                                given.substr_offsets[i + 1] - given.substr_offsets[i]);
    if (given.substr_types[i] == MD_TEXT_NORMAL) {
      out += part;
    } else if (given.substr_types[i] == MD_TEXT_ENTITY && part == "&amp;") {
      out += '&';
    } else {
      return std::nullopt;
    }
  }
  return out;
}

class writer {
 public:
  explicit writer(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  void enter(MD_BLOCKTYPE type, const void* detail);
  void leave(MD_BLOCKTYPE type, const void* detail);
  void enter(MD_SPANTYPE type, const void* detail);
  void leave(MD_SPANTYPE type);
  void text(MD_TEXTTYPE type, std::string_view text);

  [[nodiscard]] bool full() const { return out_.size() > bytes_max_; }
  [[nodiscard]] markdown_html take() && { return {std::move(out_), titled_}; }

 private:
  void enter_cell(MD_BLOCKTYPE type, const void* detail);
  void enter_link(const MD_SPAN_A_DETAIL& link);

  std::string out_;
  std::size_t bytes_max_;
  std::size_t pictures_ = 0;  ///< open: their inside is a description, without markup
  std::vector<bool> links_;   ///< open ones: whether an element was written
  bool titled_ = false;
};

std::string heading(const void* detail) {
  return "h" + std::to_string(static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level);
}

void writer::enter(MD_BLOCKTYPE type, const void* detail) {
  switch (type) {
    case MD_BLOCK_QUOTE:
      out_ += "<blockquote>\n";
      break;
    case MD_BLOCK_UL:
      out_ += "<ul>\n";
      break;
    case MD_BLOCK_OL: {
      const auto start = static_cast<const MD_BLOCK_OL_DETAIL*>(detail)->start;
      out_ += start == 1 ? "<ol>\n" : "<ol start=\"" + std::to_string(start) + "\">\n";
      break;
    }
    case MD_BLOCK_LI:
      out_ += "<li>";
      break;
    case MD_BLOCK_HR:
      out_ += "<hr>\n";
      break;
    case MD_BLOCK_H:
      titled_ = titled_ || static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level == 1;
      out_ += "<" + heading(detail) + ">";
      break;
    case MD_BLOCK_CODE:
      // It may be wider than a phone: with the keyboard too it must scroll.
      out_ += "<pre tabindex=\"0\"><code>";
      break;
    case MD_BLOCK_P:
      out_ += "<p>";
      break;
    case MD_BLOCK_TABLE:
      out_ += "<div class=\"scroll\" tabindex=\"0\"><table>\n";
      break;
    case MD_BLOCK_THEAD:
      out_ += "<thead>\n";
      break;
    case MD_BLOCK_TBODY:
      out_ += "<tbody>\n";
      break;
    case MD_BLOCK_TR:
      out_ += "<tr>";
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      enter_cell(type, detail);
      break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_HTML:
      break;
  }
}

void writer::enter_cell(MD_BLOCKTYPE type, const void* detail) {
  const auto align = static_cast<const MD_BLOCK_TD_DETAIL*>(detail)->align;
  out_ += type == MD_BLOCK_TH ? "<th scope=\"col\"" : "<td";
  if (align == MD_ALIGN_RIGHT) out_ += " class=\"right\"";
  if (align == MD_ALIGN_CENTER) out_ += " class=\"center\"";
  out_ += '>';
}

void writer::leave(MD_BLOCKTYPE type, const void* detail) {
  switch (type) {
    case MD_BLOCK_QUOTE:
      out_ += "</blockquote>\n";
      break;
    case MD_BLOCK_UL:
      out_ += "</ul>\n";
      break;
    case MD_BLOCK_OL:
      out_ += "</ol>\n";
      break;
    case MD_BLOCK_LI:
      out_ += "</li>\n";
      break;
    case MD_BLOCK_H:
      out_ += "</" + heading(detail) + ">\n";
      break;
    case MD_BLOCK_CODE:
      out_ += "</code></pre>\n";
      break;
    case MD_BLOCK_P:
      out_ += "</p>\n";
      break;
    case MD_BLOCK_TABLE:
      out_ += "</table></div>\n";
      break;
    case MD_BLOCK_THEAD:
      out_ += "</thead>\n";
      break;
    case MD_BLOCK_TBODY:
      out_ += "</tbody>\n";
      break;
    case MD_BLOCK_TR:
      out_ += "</tr>\n";
      break;
    case MD_BLOCK_TH:
      out_ += "</th>";
      break;
    case MD_BLOCK_TD:
      out_ += "</td>";
      break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_HR:
    case MD_BLOCK_HTML:
      break;
  }
}

void writer::enter_link(const MD_SPAN_A_DETAIL& link) {
  const auto address = plain(link.href);
  const bool safe = address && goes_somewhere_safe(*address);
  links_.push_back(safe);
  if (!safe) return;
  out_ += "<a href=\"";
  append_escaped(out_, *address);
  out_ += "\" rel=\"noopener noreferrer\">";
}

void writer::enter(MD_SPANTYPE type, const void* detail) {
  if (type == MD_SPAN_IMG) {
    // A picture would be asked of another machine; what it shows is said instead.
    if (pictures_++ == 0) out_ += "<em class=\"picture\">";
    return;
  }
  if (pictures_ > 0) return;
  switch (type) {
    case MD_SPAN_EM:
      out_ += "<em>";
      break;
    case MD_SPAN_STRONG:
      out_ += "<strong>";
      break;
    case MD_SPAN_A:
      enter_link(*static_cast<const MD_SPAN_A_DETAIL*>(detail));
      break;
    case MD_SPAN_CODE:
      out_ += "<code>";
      break;
    case MD_SPAN_DEL:
      out_ += "<del>";
      break;
    default:
      break;
  }
}

void writer::leave(MD_SPANTYPE type) {
  if (type == MD_SPAN_IMG) {
    if (--pictures_ == 0) out_ += "</em>";
    return;
  }
  if (pictures_ > 0) return;
  switch (type) {
    case MD_SPAN_EM:
      out_ += "</em>";
      break;
    case MD_SPAN_STRONG:
      out_ += "</strong>";
      break;
    case MD_SPAN_A:
      if (links_.back()) out_ += "</a>";
      links_.pop_back();
      break;
    case MD_SPAN_CODE:
      out_ += "</code>";
      break;
    case MD_SPAN_DEL:
      out_ += "</del>";
      break;
    default:
      break;
  }
}

void writer::text(MD_TEXTTYPE type, std::string_view text) {
  switch (type) {
    case MD_TEXT_NULLCHAR:
      out_ += "\xEF\xBF\xBD";
      break;
    case MD_TEXT_BR:
      out_ += pictures_ > 0 ? " " : "<br>\n";
      break;
    case MD_TEXT_SOFTBR:
      out_ += '\n';
      break;
    case MD_TEXT_ENTITY:
      out_ += text;  // "&" letters, digits and "#" ";": a character reference and nothing else
      break;
    default:
      append_escaped(out_, text);
  }
}

writer& of(void* user) { return *static_cast<writer*>(user); }

}  // namespace

std::optional<markdown_html> html_of_markdown(std::string_view source, std::size_t html_bytes_max) {
  writer out(html_bytes_max);
  MD_PARSER how{};
  how.flags = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEURLAUTOLINKS;
  how.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    of(user).enter(type, detail);
    return of(user).full() ? 1 : 0;
  };
  how.leave_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    of(user).leave(type, detail);
    return 0;
  };
  how.enter_span = [](MD_SPANTYPE type, void* detail, void* user) {
    of(user).enter(type, detail);
    return 0;
  };
  how.leave_span = [](MD_SPANTYPE type, void*, void* user) {
    of(user).leave(type);
    return 0;
  };
  how.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
    of(user).text(type, {text, size});
    return of(user).full() ? 1 : 0;
  };
  if (md_parse(source.data(), static_cast<MD_SIZE>(source.size()), &how, &out) != 0 || out.full()) return std::nullopt;
  return std::move(out).take();
}

}  // namespace ruamkit::reports
