#include "wire/definition_syntax.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>
#include <set>
#include <string>

#include "base/utf8.hpp"
#include "deliberation/fault_sentences.hpp"
#include "wire/definition_schema.hpp"

namespace ruamkit::wire {
namespace {

namespace json = boost::json;
using deliberation::alike;
using deliberation::fault;
using deliberation::make_fault;

constexpr std::size_t depth_max = 32;

/// Follows a document that is known to be valid and notes members that repeat: json::value would silently keep the
/// last.
struct repeat_finder {
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = max_object_size;
  static constexpr std::size_t max_key_size = max_object_size;
  static constexpr std::size_t max_string_size = max_object_size;

  struct level {
    std::string at;
    bool list = false;
    std::size_t next = 0;
    std::string key;
    std::set<std::string> keys;
  };
  std::vector<level> open;
  std::string key;
  std::vector<fault> faults;

  std::string here() {
    if (open.empty()) return {};
    level& top = open.back();
    return top.at + "/" + (top.list ? std::to_string(top.next++) : pointer_token(top.key));
  }
  bool begin(bool list) {
    std::string at = here();
    open.push_back({.at = std::move(at), .list = list, .next = 0, .key = {}, .keys = {}});
    return true;
  }
  bool end() { return open.pop_back(), true; }
  bool leaf() {
    if (!open.empty() && open.back().list) ++open.back().next;
    return true;
  }
  bool take_key() {
    level& top = open.back();
    top.key = std::move(key);
    key.clear();
    if (!top.keys.insert(top.key).second)
      faults.push_back(make_fault("member_repeated", top.at + "/" + pointer_token(top.key), {alike(top.key)}));
    return true;
  }

  using error_code = json::error_code;
  using string_view = json::string_view;
  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return begin(false); }
  bool on_object_end(std::size_t, error_code&) { return end(); }
  bool on_array_begin(error_code&) { return begin(true); }
  bool on_array_end(std::size_t, error_code&) { return end(); }
  bool on_key_part(string_view part, std::size_t, error_code&) { return key.append(part.data(), part.size()), true; }
  bool on_key(string_view part, std::size_t, error_code&) {
    key.append(part.data(), part.size());
    return take_key();
  }
  bool on_string_part(string_view, std::size_t, error_code&) { return true; }
  bool on_string(string_view, std::size_t, error_code&) { return leaf(); }
  bool on_number_part(string_view, error_code&) { return true; }
  bool on_int64(std::int64_t, string_view, error_code&) { return leaf(); }
  bool on_uint64(std::uint64_t, string_view, error_code&) { return leaf(); }
  bool on_double(double, string_view, error_code&) { return leaf(); }
  bool on_bool(bool, error_code&) { return leaf(); }
  bool on_null(error_code&) { return leaf(); }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }
};

/// What the parser found, in words; Boost.JSON's own are for programmers.
localized reason(const json::error_code& ec) {
  if (ec == json::error::incomplete) return {"เอกสารจบก่อนจะครบ", "the document ends too early"};
  if (ec == json::error::extra_data) return {"มีข้อความเกินหลังจบเอกสาร", "there is more after the end of the document"};
  if (ec == json::error::expected_utf16_escape || ec == json::error::expected_hex_digit ||
      ec == json::error::illegal_leading_surrogate || ec == json::error::illegal_trailing_surrogate)
    return {"รหัส \\u ไม่ถูกต้อง", "a wrong \\u code"};
  return {"ไม่ใช่สิ่งที่ JSON อนุญาต ณ จุดนี้", "not what JSON allows here"};
}

fault fault_at(std::string_view text, std::size_t offset, const json::error_code& ec) {
  const std::string_view before = text.substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const std::string_view row = before.substr(line_start);
  // Code points, as an editor counts; bytes where the text is not UTF-8.
  const auto column = static_cast<std::int64_t>((is_valid_utf8(row) ? code_points(row) : row.size()) + 1);
  if (ec == json::error::too_deep)
    return make_fault("json_too_deep", "", {alike(static_cast<std::int64_t>(line)), alike(column)});
  const bool bytes_wrong = !is_valid_utf8(text);
  return make_fault("json_syntax", "",
                    {alike(static_cast<std::int64_t>(line)), alike(column),
                     bytes_wrong ? localized{"ไฟล์ไม่ได้เข้ารหัสแบบ UTF-8", "the file is not in UTF-8"} : reason(ec)});
}

}  // namespace

bool read_syntax(std::string_view json_text, json::value& out, std::vector<fault>& faults) {
  if (json_text.starts_with("\xef\xbb\xbf")) json_text.remove_prefix(3);
  json::parse_options options;
  options.max_depth = depth_max;
  json::parser parser({}, options);
  json::error_code ec;
  const std::size_t read = parser.write_some(json_text.data(), json_text.size(), ec);
  std::size_t at = read;
  if (!ec) {
    const std::size_t rest = json_text.find_first_not_of(" \t\r\n", read);
    if (rest != std::string_view::npos) {
      ec = json::error::extra_data;
      at = rest;
    }
  }
  if (ec) {
    faults.push_back(fault_at(json_text, at, ec));
    return false;
  }
  out = parser.release();
  json::basic_parser<repeat_finder> finder(options);
  finder.write_some(false, json_text.data(), json_text.size(), ec);
  auto& repeats = finder.handler().faults;
  faults.insert(faults.end(), repeats.begin(), repeats.end());
  return true;
}

}  // namespace ruamkit::wire
